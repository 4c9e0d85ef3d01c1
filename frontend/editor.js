// The SPARQL editor: an enhancement over the textarea of the page, which it keeps up to date.
//
// It stands in a shadow root, so that its styles need no permission of the page; colours and type
// come from the variables of the page. Tab is not taken, so it leaves the editor.
import {
  autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

const KEYWORDS = (
  "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS VALUES BIND GRAPH ASK CONSTRUCT DESCRIBE PREFIX"
  + " LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT EXISTS NOT BOUND COALESCE IF REGEX"
  + " CONTAINS STRSTARTS LANG LANGMATCHES STR YEAR"
).split(" ").concat("GROUP BY", "ORDER BY").map((label) => ({ label, type: "keyword" }));

const theme = EditorView.theme({
  "&": {
    background: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)",
    borderRadius: ".2rem", fontSize: ".9375rem",
  },
  "&.cm-focused": { outline: ".18rem solid var(--focus)", outlineOffset: ".12rem" },
  ".cm-scroller": { fontFamily: "var(--data)", lineHeight: "1.5", minHeight: "14rem", maxHeight: "32rem" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".4rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { background: "var(--ground)", color: "var(--soft)", borderRight: "1px solid var(--line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-content ::selection":
    { background: "var(--mark)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--mark)" },
  ".wrong": { background: "var(--mark)", boxShadow: "inset .25rem 0 var(--denied)" },
  ".tok-keyword": { fontWeight: "700" },
  ".tok-variableName, .tok-variableName2": { color: "var(--said)" },
  ".tok-string, .tok-string2, .tok-literal, .tok-number, .tok-bool": { color: "var(--denied)" },
  ".tok-comment": { color: "var(--soft)", fontStyle: "italic" },
  ".cm-tooltip": {
    background: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)",
    fontFamily: "var(--data)", maxWidth: "min(34rem, 90vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { fontFamily: "var(--tool)", fontStyle: "normal" },
});

/** Asks for the words of the graph when they are first needed; without them there are none. */
function wordsFrom(address) {
  let asked;
  return () => {
    asked ??= fetch(address)
      .then((answer) => (answer.ok ? answer.json() : []))
      .catch(() => [])
      .then((words) => words.map(([label, kind, name]) => ({
        label,
        type: { class: "class", property: "property" }[kind] ?? "constant",
        detail: name ? `${name} (${kind})` : kind,
        boost: { class: 3, property: 3, prefix: 4 }[kind] ?? 0,
      })));
    return asked;
  };
}

/** Completes variables of the query, keywords, and the prefixed names of the graph. */
function completing(words) {
  return async (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      const found = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
      found.delete(variable.text);
      const options = [...found].sort().map((label) => ({ label, type: "variable" }));
      return { from: variable.from, options, validFor: /^[?$]\w*$/ };
    }
    const name = context.matchBefore(/[\w:.-]+/);
    if (!name && !context.explicit) return null;
    const options = [...(await words()), ...KEYWORDS];
    return { from: name?.from ?? context.pos, options, validFor: /^[\w:.-]*$/ };
  };
}

/** Marks the line that an error names, for as long as it is there. */
function wrongLine(number) {
  const mark = Decoration.line({ class: "wrong" });
  return StateField.define({
    create: ({ doc }) => (number >= 1 && number <= doc.lines
      ? Decoration.set([mark.range(doc.line(number).from)]) : Decoration.none),
    update: (marks, change) => marks.map(change.changes),
    provide: (field) => EditorView.decorations.from(field),
  });
}

function enhance(area) {
  const form = area.form;
  const place = document.createElement("div");
  place.className = "code";
  const root = place.attachShadow({ mode: "open" });
  const line = Number(area.dataset.line || 0);
  const column = Number(area.dataset.column || 1);
  const run = () => { form.requestSubmit(); return true; };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [completing(wordsFrom(area.dataset.words))], icons: false }),
        StreamLanguage.define(sparql),
        syntaxHighlighting(classHighlighter),
        wrongLine(line),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": area.labels[0]?.textContent ?? "Query",
          "aria-description": "Tab leaves the editor. Escape closes the suggestions.",
          ...(line ? { "aria-invalid": "true" } : {}),
        }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) area.value = state.doc.toString();
        }),
        keymap.of([
          { key: "Mod-Enter", run },
          // Closes the suggestions, which could take the focus, and leaves the key to the browser.
          { any: (view, event) => event.key === "Tab" && closeCompletion(view) && false },
          ...completionKeymap, ...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        theme,
      ],
    }),
  });
  area.before(place);
  area.hidden = true;
  for (const label of area.labels) {
    label.addEventListener("click", (event) => { event.preventDefault(); view.focus(); });
  }
  if (line >= 1 && line <= view.state.doc.lines) {
    const { from, to } = view.state.doc.line(line);
    view.dispatch({ selection: { anchor: Math.min(from + column - 1, to) }, scrollIntoView: true });
    view.focus();
  }
}

const area = document.querySelector("textarea[data-words]");
if (area) enhance(area);
