// Opens the HTML report of every example in a browser and looks at it: no complaint on the console, no
// request to anywhere, nothing that axe objects to, every fold reached by the keyboard.
//
// Usage: node check.js PROGRAM EXAMPLES [PICTURES]
// PROGRAM is `safe-check`, EXAMPLES the folder of documents; with PICTURES, screenshots and prints go there.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [program, examples, pictures] = process.argv.slice(2);
if (!program || !examples) {
  console.error("usage: node check.js PROGRAM EXAMPLES [PICTURES]");
  process.exit(2);
}

const DAY = "2026-11-22";
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_MILLISECONDS = 2000;
const LARGE_BILL = 100_000;
// One with an agreement and one with a refusal, opened in every language with every question answered.
const TRANSLATED = ["contract-example.json", "ifv-a-cent-over.json"];
const ANSWERS = ["--answer", "next,remedy,break,readings,timeline"];
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const COLOURS = ["color-contrast", "link-in-text-block"];
const WIDE = { width: 1200, height: 900 };
// 320 points is what 1,280 are at four times the size (success criterion 1.4.10).
const NARROW = { width: 320, height: 640 };
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const folder = mkdtempSync(join(tmpdir(), "safe-report-"));
const faults = [];

function fault(page, text) {
  faults.push(`${page}: ${text}`);
}

function report(name, file, more = []) {
  return opened(name, ["assess", file, ...more]);
}

function opened(name, asked) {
  const run = spawnSync(program, [...asked, "--as-of", DAY, "--format", "html"], {
    encoding: "utf8",
    maxBuffer: 64 * MOST_BYTES,
  });
  // 0, 1 and 3 are verdicts.
  if (![0, 1, 3].includes(run.status)) {
    throw new Error(`${name} could not be assessed: ${run.stderr}`);
  }
  const path = join(folder, `${name}.html`);
  writeFileSync(path, run.stdout);
  if (statSync(path).size > MOST_BYTES) {
    fault(name, `${statSync(path).size} bytes`);
  }
  return { name, path };
}

function largeBill() {
  const origins = ["PL", "DE", "US", "FR", "GB", "CA", null, "JP"];
  const components = Array.from({ length: LARGE_BILL }, (_, index) => ({
    id: `${index + 1}`,
    description: `Part ${index + 1} of a large bill`,
    quantity: "1",
    unit_cost: `${(index % 997) + 1}.25`,
    currency: "EUR",
    origin: origins[(index * index) % origins.length],
  }));
  const document = {
    format: "safe-procurement/1",
    id: "large-bill",
    title: "A bill of a hundred thousand lines",
    end_products: [{ id: "product", kind: "defence-product", areas: ["ground-combat"], components }],
  };
  const path = join(folder, "large-bill.json");
  writeFileSync(path, JSON.stringify(document));
  return path;
}

// The program of the system; the driver brings none of its own.
function browserPath() {
  const names = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = names.find((path) => path && existsSync(path));
  if (!found) {
    throw new Error("no chromium was found; set CHROMIUM to where it is");
  }
  return found;
}

async function open(browser, { name, path }, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const own = pathToFileURL(path).href;
  page.on("console", (message) => fault(name, `console: ${message.text()}`));
  page.on("pageerror", (error) => fault(name, `error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== own) {
      fault(name, `asks for ${request.url()}`);
    }
  });
  const start = performance.now();
  await page.goto(own, { waitUntil: "load" });
  // What is loaded is seen only once it is laid out.
  await page.evaluate(() => document.body.getBoundingClientRect().height);
  const took = performance.now() - start;
  if (took > MOST_MILLISECONDS) {
    fault(name, `took ${Math.round(took)} ms to open`);
  }
  return { context, page, took };
}

async function objections(page, name, scheme) {
  await page.evaluate(axe);
  // The page is the same in the dark but for its colours.
  const runOnly = scheme === "light" ? { type: "tag", values: STANDARDS } : { type: "rule", values: COLOURS };
  const options = { runOnly, resultTypes: ["violations"] };
  const found = await page.evaluate((options) => window.axe.run(document, options), options);
  for (const violation of found.violations) {
    const where = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160));
    fault(name, `${violation.id}: ${violation.help}\n    ${where.join("\n    ")}`);
  }
}

// Presses Tab through the page: each fold must be met with its focus to be seen, and opens when it is asked to.
async function keyboard(page, name) {
  const { folds, stops } = await page.evaluate(() => {
    window.seen = { folds: new Set(), hidden: new Set() };
    const folds = [...document.querySelectorAll("summary")];
    document.addEventListener("focusin", ({ target }) => {
      if (target.tagName === "SUMMARY") window.seen.folds.add(folds.indexOf(target));
      const isShown = target.matches(":focus-visible") && getComputedStyle(target).outlineStyle !== "none";
      if (!isShown) window.seen.hidden.add(target.tagName);
    });
    return { folds: folds.length, stops: document.querySelectorAll("a[href], summary, [tabindex='0']").length };
  });
  for (let press = 0; press <= stops; press += 1) {
    await page.keyboard.press("Tab");
  }
  const met = await page.evaluate(() => ({ folds: window.seen.folds.size, hidden: [...window.seen.hidden] }));
  if (met.folds !== folds) fault(name, `the keyboard reaches ${met.folds} of ${folds} folds`);
  for (const tag of met.hidden) fault(name, `the focus is not seen on ${tag}`);
  if (folds === 0) return;
  const first = page.locator("summary").first();
  const isOpen = () => first.evaluate((summary) => summary.parentElement.open);
  await first.focus();
  const before = await isOpen();
  await page.keyboard.press("Enter");
  if ((await isOpen()) === before) fault(name, "a fold does not open by the keyboard");
}

async function structure(page, name) {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    english: document.querySelectorAll("[lang=en]").length,
    captions: [...document.querySelectorAll("section")].map((section) =>
      [...section.querySelectorAll("caption")].map((caption) => caption.textContent)),
    symbols: [...document.querySelectorAll("td, th")].filter((cell) =>
      /^[✔✘?–]/.test(cell.textContent) && !cell.querySelector(".unseen")).length,
    headings: document.querySelectorAll("h1").length,
    scripts: document.scripts.length,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    unnamed: [...document.querySelectorAll("svg[role=img]")].filter((svg) => !svg.querySelector("title, desc")).length,
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    links: [...document.querySelectorAll("a[href^='#']")].map((link) => decodeURIComponent(link.hash.slice(1))),
  }));
  if (found.lang !== "en" && found.english === 0) fault(name, "says of nothing that it is English");
  for (const captions of found.captions) {
    if (new Set(captions).size !== captions.length) fault(name, `tables alike by name: ${captions.join(" | ")}`);
  }
  if (found.symbols > 0) fault(name, `${found.symbols} cells have a symbol without its word`);
  if (found.headings !== 1) fault(name, `${found.headings} headings of the first order`);
  if (found.scripts > 0) fault(name, "has a script");
  if (found.wide) fault(name, "has to be scrolled sideways");
  if (found.unnamed > 0) fault(name, `${found.unnamed} drawings have no title`);
  if (new Set(found.ids).size !== found.ids.length) fault(name, "has an id twice");
  for (const link of found.links.filter((link) => !found.ids.includes(link))) {
    fault(name, `a link leads to #${link}, which is nowhere`);
  }
}

async function look(browser, page, name, scheme) {
  if (!pictures) {
    return;
  }
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}-${scheme}.png`), fullPage: true });
  if (scheme === "light") {
    await page.pdf({ path: join(pictures, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
  }
}

const documents = readdirSync(examples).filter((file) => /\.jsonl?$/.test(file)).sort();
const reports = documents.map((file) => report(basename(file), join(examples, file)));
for (const language of ["en", "fr", "de", "pl"]) {
  for (const file of TRANSLATED) {
    reports.push(report(`${file}-${language}`, join(examples, file), ["--language", language, ...ANSWERS]));
  }
}
const known = ["--known-at", "2026-03-01", "--language", "fr"];
reports.push(opened("timeline", ["timeline", join(examples, TRANSLATED[0]), ...known]));
reports.push(opened("remedy", ["remedy", join(examples, TRANSLATED[1]), "--keep", "RO", "--language", "de"]));
const revisions = ["before", "after"].map((side) => join(examples, `aew-canadian-airframe-${side}.json`));
reports.push(opened("diff", ["diff", ...revisions, "--language", "pl"]));
const large = largeBill();
reports.push(report("large-bill", large), report("large-bill-all-lines", large, ["--lines", "all"]));

const profile = join(folder, "profile");
const browser = await chromium.launch({
  executablePath: browserPath(),
  headless: true,
  args: [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    `--disk-cache-dir=${profile}`,
  ],
});
let slowest = 0;

async function check(one) {
  for (const colorScheme of ["light", "dark"]) {
    const { context, page, took } = await open(browser, one, { colorScheme, viewport: WIDE });
    slowest = Math.max(slowest, took);
    await objections(page, `${one.name} (${colorScheme})`, colorScheme);
    await look(browser, page, one.name, colorScheme);
    if (colorScheme === "light") {
      await structure(page, one.name);
      await keyboard(page, one.name);
      await page.setViewportSize(NARROW);
      await structure(page, `${one.name} (narrow)`);
      await look(browser, page, one.name, "narrow");
    }
    await context.close();
  }
}

async function checkFrom(waiting) {
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    await check(one);
  }
}

try {
  // Times are taken one at a time, of the largest; the others are looked at two at a time.
  const large = reports.splice(-2);
  await checkFrom([...large]);
  const waiting = [...reports];
  await Promise.all([checkFrom(waiting), checkFrom(waiting)]);
  reports.push(...large);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

for (const text of faults) {
  console.error(text);
}
console.log(`${reports.length} reports opened, light and dark; the slowest took ${Math.round(slowest)} ms`);
process.exit(faults.length === 0 ? 0 : 1);
