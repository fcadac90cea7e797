// The preview as an author meets it: an edit shows, a fault stands over the last good page, and the page comes back.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { PLENARY, ROOT, launch, openPage, scratch } from "./support.mjs";

const LETTER = "content/circulars/tsb-circular-33.md";
const PATH = "circulars/tsb-circular-33/";

let browser;
let preview;
let root;
let text;

before(async () => {
  root = scratch();
  cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
  cpSync(join(ROOT, "plenary.yaml"), join(root, "plenary.yaml"));
  text = readFileSync(join(root, LETTER), "utf8");
  [browser, preview] = await Promise.all([launch(), start()]);
});

after(async () => {
  preview?.server.kill();
  await browser?.close();
});

beforeEach(() => save(LETTER, text));

/** Starts a preview of the site; gives { server, url }. */
async function start() {
  const server = spawn(PLENARY, ["serve", "--root", root, "--port", "0", "--color", "never"], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  for await (const piece of server.stderr) {
    said += piece;
    const url = /every edit is shown/.test(said) && /^http:\/\/\S+/m.exec(said);
    if (url) {
      // What it says from here on is nobody's to wait for.
      server.stderr.resume();
      return { server, url: url[0] };
    }
  }
  throw new Error(`the preview did not start: ${said}`);
}

function save(path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** The page of the letter, as it is now. */
async function open() {
  const page = await openPage(browser, preview.url);
  await page.goto(preview.url + PATH);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

test("an edit shows, and the reader stays at the same place of the page", async () => {
  const page = await open();
  await page.setViewportSize({ width: 800, height: 500 });
  await page.evaluate(() => scrollTo(0, 700));
  save(LETTER, `${text}\nA sentence that was just written.\n`);
  await page.getByText("A sentence that was just written.").waitFor();
  await page.waitForFunction(() => scrollY === 700);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a fault stands over the last good page, its place can be copied, and mending it brings the page back", async () => {
  const page = await open();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(preview.url).origin });
  const heading = await page.getByRole("heading", { level: 1 }).innerText();
  save(LETTER, text.replace("series: TSB Circular", "series: TSB Circular\n<img src=x onerror=alert(1)>: 1"));
  const alert = page.getByRole("alert");
  await alert.waitFor();
  const words = await alert.innerText();
  assert.match(words, /error\[unknown-key\]: `<img src=x onerror=alert\(1\)>` is not a key of a circular/);
  assert.match(words, /<img src=x onerror=alert\(1\)>: 1\n[ |]*\^+/);
  assert.equal(await page.locator("plenary-panel img").count(), 0, "what is quoted is text");
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), heading, "the last good page is behind");
  const place = alert.getByRole("button");
  assert.match(await place.innerText(), new RegExp(`^${LETTER}:\\d+$`));
  const copied = await place.innerText();
  await place.click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), copied);
  // Also a page that is loaded while there is a fault, and one that was never good.
  const second = await openPage(browser, preview.url);
  await second.goto(`${preview.url}groups/`);
  await second.getByRole("alert").waitFor();
  save(LETTER, text.replace(/^title: .*$/m, "title: Mended"));
  await page.getByRole("heading", { level: 1, name: "Mended" }).waitFor();
  await second.waitForFunction(() => !document.querySelector("plenary-panel"));
  assert.equal(await page.locator("plenary-panel").count(), 0);
  await Promise.all([page.context().close(), second.context().close()]);
});

test("a style sheet is fetched again without the page", async () => {
  const page = await open();
  await page.evaluate(() => { globalThis.stayed = true; });
  const css = readFileSync(join(ROOT, "themes/default/static/style.css"), "utf8");
  save("themes/default/static/style.css", css);
  // The first file of a theme makes another site; from then on it is an edit of a style sheet.
  await page.waitForFunction(() => globalThis.stayed === undefined);
  await page.evaluate(() => { globalThis.stayed = true; });
  save("themes/default/static/style.css", `${css}\nbody { border-top: 7px solid rgb(1, 2, 3) }\n`);
  await page.waitForFunction(() => getComputedStyle(document.body).borderTopColor === "rgb(1, 2, 3)");
  assert.equal(await page.evaluate(() => globalThis.stayed), true);
  await page.context().close();
});
