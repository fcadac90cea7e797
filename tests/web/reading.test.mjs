// The site as readers meet it: every template in light and dark and on three widths, by keyboard, and with nothing going
// wrong or leaving the site on any page.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, axeFindings, focused, launch, openPage, pagesOf, realSite, serve, siteOf } from "./support.mjs";
import { PAGES, SMALL_PAGES, SMALL_SITE } from "./templates.mjs";

const WIDTHS = [320, 768, 1440];
const SCHEMES = ["light", "dark"];

let browser;
let real;
let small;
let folder;

before(async () => {
  folder = realSite();
  [browser, real, small] = await Promise.all([launch(), serve(folder), serve(siteOf(SMALL_SITE))]);
});

after(async () => {
  await Promise.all([browser?.close(), real?.close(), small?.close()]);
});

test("every template has a page here", () => {
  const templates = readdirSync(join(ROOT, "themes/default/templates")).filter((name) => !/^(base|components.*)\.html$/.test(name));
  const seen = new Set([...Object.keys(PAGES), ...Object.keys(SMALL_PAGES)]);
  assert.deepEqual([...seen].sort(), templates.sort());
});

test("axe finds a page that is wrong", async () => {
  const page = await openPage(browser, real.url);
  await page.goto(real.url);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<p>pale</p><p>grey</p><img src="theme/">');
    const [pale, grey] = document.body.querySelectorAll(":scope > p");
    Object.assign(pale.style, { color: "#bbb", background: "#fff" });
    Object.assign(grey.style, { color: "#666", background: "#fff" });
  });
  const rules = (await axeFindings(page)).map((finding) => finding.split(":")[0]);
  assert.deepEqual([...new Set(rules)].sort(), ["color-contrast", "color-contrast-enhanced", "image-alt", "region"]);
  await page.context().close();
});

for (const [template, paths] of Object.entries(PAGES)) test(`axe finds nothing on ${template}`, () => inspect(real, paths));
test("axe finds nothing on pages that have little or nothing to show", () => inspect(small, Object.values(SMALL_PAGES).flat()));

// Axe in each scheme, and on each width; on one page, since what is loaded stays.
async function inspect(server, paths) {
  const page = await openPage(browser, server.url, { reducedMotion: "reduce" });
  for (const path of paths) {
    await page.goto(server.url + path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await axeFindings(page), [], `/${path} at ${width} px, ${colorScheme}`);
      }
      const scrolls = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(scrolls, 0, `/${path} is wider than ${width} px`);
    }
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

test("no page scrolls sideways on a small phone, tells the console of an error or asks for anything elsewhere", async () => {
  const page = await openPage(browser, real.url, { viewport: { width: 320, height: 640 } });
  const wide = [];
  const paths = pagesOf(folder);
  assert.ok(paths.length > 200, `only ${paths.length} pages`);
  for (const path of paths) {
    await page.goto(real.url + path);
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wide.push(path);
  }
  assert.deepEqual(wide, []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("the first key leads past the header to the text", async () => {
  const page = await openPage(browser, real.url);
  await page.goto(`${real.url}groups/fg-mv/`);
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^a Skip to the content$/);
  const box = await page.locator(":focus").boundingBox();
  assert.ok(box.y >= 0 && box.x >= 0 && box.height > 0, "the skip link can be seen while it has the focus");
  await page.keyboard.press("Enter");
  assert.match(await focused(page), /^main#p-main$/);
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main")), "the next key goes on from there");
  await page.context().close();
});

for (const path of ["", "groups/fg-mv/", "study-groups/sg16/"]) {
  test(`the keyboard reaches all of /${path} in order, and shows where it is`, async () => {
    const page = await openPage(browser, real.url, { viewport: { width: 1280, height: 640 }, reducedMotion: "reduce" });
    await page.goto(real.url + path);
    // All that can take the focus, marked in the order of the page.
    const count = await page.evaluate(() => {
      const shut = (element) => !element.checkVisibility() || element.tabIndex < 0 || element.disabled;
      const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")].filter((element) => !shut(element));
      all.forEach((element, at) => (element.dataset.at = at));
      return all.length;
    });
    assert.ok(count > 8, `only ${count} places`);
    for (let at = 0; at < count; at += 1) {
      await page.keyboard.press("Tab");
      const place = await page.evaluate(() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        const within = box.bottom > 0 && box.top < innerHeight;
        return { at: Number(element.dataset.at), outlined, within, what: element.outerHTML.slice(0, 120) };
      });
      assert.deepEqual({ ...place, what: "" }, { at, outlined: true, within: true, what: "" }, place.what);
    }
    await page.context().close();
  });
}

test("the menu leads on by keyboard, on a screen and on a phone", async () => {
  for (const width of [320, 1280]) {
    const page = await openPage(browser, real.url, { viewport: { width, height: 640 } });
    await page.goto(real.url);
    const link = page.locator("header nav a", { hasText: "Study groups" }).first();
    for (let keys = 0; keys < 30 && !(await link.evaluate((element) => element === document.activeElement)); keys += 1) {
      await page.keyboard.press("Tab");
      // A menu that is folded away opens by its own button.
      const folded = page.locator("header :is(summary, [aria-expanded=false]):focus");
      if ((await folded.count()) && !(await link.isVisible())) await page.keyboard.press("Enter");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(`${real.url}study-groups/`);
    await page.context().close();
  }
});

test("a table is sorted and filtered by the keyboard, and says how much of it is left", () => onTable(async (page, frame) => {
  const firsts = () => frame.locator("tbody tr:visible > :first-child").allInnerTexts();
  const before = await firsts();
  assert.ok(before.length > 8);
  // The filter stands before the table, and the heads of columns are buttons in it.
  const filter = frame.locator("xpath=preceding-sibling::label[1]").getByRole("searchbox");
  await filter.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^button Designation/);
  await page.keyboard.press("Enter");
  const up = await firsts();
  assert.equal(await frame.locator("th").first().getAttribute("aria-sort"), "ascending");
  assert.deepEqual(up, before.toSorted(new Intl.Collator("en", { numeric: true }).compare));
  await page.keyboard.press("Enter");
  assert.deepEqual(await firsts(), up.toReversed());
  await filter.focus();
  await page.keyboard.type(`${before[0].toLowerCase()} `);
  assert.deepEqual(await firsts(), [before[0]]);
  assert.equal(await frame.locator("xpath=preceding-sibling::label[1]/output").innerText(), `1 of ${before.length} rows`);
}));

/** The first table of SG16's page that is long enough for a filter, given to `use`. */
async function onTable(use) {
  const page = await openPage(browser, real.url, { viewport: { width: 1280, height: 800 } });
  await page.goto(`${real.url}study-groups/sg16/`);
  await use(page, page.locator(".filter + .table").first());
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

test("the site reads without scripts", async () => {
  const page = await openPage(browser, real.url, { javaScriptEnabled: false });
  await page.goto(`${real.url}study-groups/sg16/`);
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
