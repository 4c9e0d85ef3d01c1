// What the pages can do more where scripts run: narrow a list, copy a text, name this service.
// Nothing is kept, and nobody is asked.
"use strict";

// The letters of a text without their marks, as far as Unicode takes them apart, and ə and ı.
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ə/g, "e").replace(/ı/g, "i");
}

// Above whatever has data-filter="NAME": a field that hides those of its parts that do not fit.
// Parts are rows of a table, or what has data-names, the spellings that it goes by.
function addFilter(whole) {
  const parts = [...whole.querySelectorAll("tbody tr, [data-names]")];
  if (parts.length < 6) return;
  const texts = parts.map((part) => plain(`${part.textContent} ${part.dataset.names || ""}`));
  const field = document.createElement("p");
  field.className = "filter no-print";
  const label = document.createElement("label");
  label.textContent = whole.dataset.filter;
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  label.append(" ", input);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  field.append(label, " ", said);
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    parts.forEach((part, place) => {
      const fits = words.every((word) => texts[place].includes(word));
      part.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    for (const group of whole.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-names]:not([hidden])");
    }
    said.textContent = words.length ? `${shown} of ${parts.length} shown` : "";
  });
  whole.before(field);
}

// Beside a text that is made to be copied: a button that does so.
function addCopy(snippet) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy no-print";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(snippet.textContent).then(
      () => { button.textContent = "Copied"; },
      () => { button.textContent = "Not copied: select it by hand"; },
    );
  });
  snippet.after(button);
}

// Where the pages are served, their own address in place of the one that stands for it.
function nameService() {
  const home = document.querySelector("header.site .name a").href.replace(/index\.html$/, "");
  if (!home.startsWith("http")) return;
  for (const place of document.querySelectorAll("[data-placeholder]")) {
    const known = place.dataset.placeholder;
    for (const node of [place, ...place.querySelectorAll("*")].flatMap((one) => [...one.childNodes])) {
      if (node.nodeType === Node.TEXT_NODE) node.data = node.data.replaceAll(known, home);
    }
  }
  for (const note of document.querySelectorAll(".stands-for")) note.hidden = true;
}

document.querySelectorAll("[data-filter]").forEach(addFilter);
document.querySelectorAll("pre.snippet").forEach(addCopy);
nameService();
