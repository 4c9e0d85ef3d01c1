// Opens pages in headless Chromium and tells what is wrong with each, as one JSON object on standard
// output: address -> complaints. Arguments: the program of the browser, then the addresses.
"use strict";

const axe = require("axe-core");
const puppeteer = require("puppeteer-core");

const NARROW = 320; // CSS pixels: WCAG 2.1, success criterion 1.4.10 (reflow)
const MOST_STOPS = 600; // of a walk with the Tab key; a page with more is walked as far

async function open(browser, address, { width = 1280, height = 900, features = [], script = true } = {}) {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  await page.setJavaScriptEnabled(script);
  await page.emulateMediaFeatures(features);
  const said = [];
  const own = new URL(address).origin;
  // A page that tells what is wrong with a request has the status of a fault, and is a page.
  const FAULTS = [400, 404];
  const told = (url) => url === address;
  page.on("console", (message) => {
    const refused = told(message.location().url) && FAULTS.some((status) => message.text().includes(`status of ${status}`));
    if (["error", "warn"].includes(message.type()) && !refused) said.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => said.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (to.origin !== own && to.protocol !== "data:") said.push(`asks another host: ${to.href}`);
  });
  page.on("requestfailed", (request) => said.push(`not there: ${request.url()}`));
  page.on("response", (answer) => {
    const refused = told(answer.url()) && FAULTS.includes(answer.status());
    if (answer.status() >= 400 && !refused) said.push(`${answer.status()}: ${answer.url()}`);
  });
  await page.goto(address, { waitUntil: "load" });
  return { page, said };
}

// What axe-core finds, in light and in dark.
async function accessible(page, said) {
  await page.evaluate(axe.source);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const one of violations) {
      const where = one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ");
      said.push(`axe, ${scheme}: ${one.id} (${one.help}): ${where}`);
    }
  }
}

// The Tab key reaches every widget in turn, each shows that it has the focus, and then leaves the page.
async function walkable(page, said) {
  await page.evaluate(() => {
    // From the top, wherever a script of the page has put the focus.
    const start = document.createElement("span");
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
  });
  const expected = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
      .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && one.type !== "hidden").length);
  let stops = 0;
  let last = null;
  for (; stops < Math.min(expected + 5, MOST_STOPS); stops += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const style = getComputedStyle(one);
      window.walked ??= new Map();
      if (!window.walked.has(one)) window.walked.set(one, window.walked.size);
      return { number: window.walked.get(one), shown: style.outlineStyle !== "none" || style.boxShadow !== "none",
        what: one.outerHTML.slice(0, 80) };
    });
    if (focused === null) break;
    if (last !== null && focused.number === last) { said.push(`keyboard: caught in ${focused.what}`); break; }
    if (!focused.shown) said.push(`keyboard: no sign of the focus on ${focused.what}`);
    last = focused.number;
  }
  if (stops < Math.min(expected, MOST_STOPS) && !said.some((one) => one.startsWith("keyboard: caught"))) {
    // Radio buttons of one group are one stop.
    const radios = await page.evaluate(() => document.querySelectorAll("input[type=radio]").length);
    if (stops < expected - radios) said.push(`keyboard: ${stops} stops, ${expected} widgets`);
  }
}

// Nothing sticks out at the side: at 320 pixels, and at 200 % of a window of 1280.
async function fits(page, said) {
  for (const width of [NARROW, 640]) {
    await page.setViewport({ width, height: 800 });
    const [wide, culprit] = await page.evaluate(() => {
      const root = document.documentElement;
      const out = [...document.querySelectorAll("body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.right > root.clientWidth + 1 && !one.closest(".scroll, pre, svg, textarea, .code");
      });
      return [root.scrollWidth - root.clientWidth, out.length ? out[0].outerHTML.slice(0, 100) : ""];
    });
    if (wide > 1) said.push(`${width} pixels: ${wide} too wide, for example ${culprit}`);
  }
}

// Without scripts the page says the same; on paper the navigation is gone and nothing is cut off.
async function plain(browser, address, whole, said) {
  const { page, said: complaints } = await open(browser, address, { script: false });
  said.push(...complaints.map((one) => `without scripts: ${one}`));
  const text = await page.$eval("main", (main) => main.textContent.replace(/\s+/g, " ").trim());
  if (text.length < whole * 0.8) said.push(`without scripts: ${text.length} signs of ${whole}`);
  await page.emulateMediaType("print");
  const seen = await page.$$eval("header.site nav, .skip, form.search", (all) => all.filter((one) => one.checkVisibility()).length);
  if (seen) said.push("on paper: the navigation is printed");
  await page.close();
}

async function main() {
  const [program, ...addresses] = process.argv.slice(2);
  const browser = await puppeteer.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  const found = {};
  try {
    for (const address of addresses) {
      const { page, said } = await open(browser, address);
      const whole = await page.$eval("main", (one) => one.textContent.replace(/\s+/g, " ").trim().length);
      await accessible(page, said);
      await walkable(page, said);
      await fits(page, said);
      await page.close();
      await plain(browser, address, whole, said);
      found[address] = said;
    }
  } finally {
    await browser.close();
  }
  process.stdout.write(JSON.stringify(found));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
