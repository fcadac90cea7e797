// What a reader sees at first, in every state of a group, from right to left, in colours of the reader's own and on paper;
// and the README's pictures, which `PLENARY_ACCEPT=1 node --test tests/web/screens.test.mjs` writes.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { STATES_PAGES, statesSite } from "./sites.mjs";
import { ROOT, axeFindings, launch, openPage, pagesOf, realSite, serve, siteOf } from "./support.mjs";

const PHONE = { width: 320, height: 640 };

let browser;
let real;
let states;
let arabic;
let folder;

before(async () => {
  folder = realSite();
  [browser, real, states, arabic] = await Promise.all([
    launch(),
    serve(folder),
    serve(siteOf(statesSite("en", "ar"))),
    serve(siteOf(statesSite("ar", "en"))),
  ]);
});

after(async () => {
  await Promise.all([browser?.close(), real?.close(), states?.close(), arabic?.close()]);
});

/** A page at an address, given to `use` and then asked for faults. */
async function on(server, path, options, use) {
  const page = await openPage(browser, server.url, options);
  await page.goto(server.url + path);
  const result = await use(page);
  assert.deepEqual(page.faults, []);
  await page.context().close();
  return result;
}

/** Pages of one kind below a folder, without its list and the sub-pages of records. */
const records = (folder, kind) => pagesOf(folder).filter((path) => new RegExp(`^${kind}/[^/]+/$`).test(path));

/** What of `parts`, by name and selector, is missing or reaches out of the first screen of a page. */
function missing(page, parts) {
  return page.evaluate((parts) => {
    const reaches = (element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight || !element.checkVisibility() || !element.textContent.trim();
    };
    const faults = Object.entries(parts).map(([name, selector]) => {
      const found = [...document.querySelectorAll(selector)];
      return found.length === 0 ? `no ${name}` : found.some(reaches) && `${name} is not on the first screen`;
    });
    return faults.filter(Boolean);
  }, parts);
}

const FIRST = {
  groups: { "way here": ".breadcrumbs", "official name": "h1", "next date, outcome and way in": ".key > div" },
  "study-groups": { name: "h1", figures: ".figures li" },
  circulars: { "way here": ".breadcrumbs", "number and subject": "h1", "date and next deadline": ".key > div" },
};

for (const [kind, parts] of Object.entries(FIRST)) {
  test(`the first screen of a phone says what one asks of ${kind}`, async () => {
    const page = await openPage(browser, real.url, { viewport: PHONE });
    const faults = [];
    for (const path of records(folder, kind)) {
      await page.goto(real.url + path);
      // Of a group of which no document says its state, none is shown.
      const state = kind === "groups" && (await page.locator(".state").count()) ? { state: ".page-header .state" } : {};
      const hasFigures = kind !== "study-groups" || (await page.locator(".figures").count());
      faults.push(...(await missing(page, hasFigures ? { ...parts, ...state } : { name: "h1" })).map((fault) => `/${path}: ${fault}`));
    }
    assert.deepEqual(faults, []);
    await page.context().close();
  });
}

test("a group in any state begins with what its state asks for", async () => {
  const asked = {
    "fg-act": ["Active", "Next meeting", "Next deadline", "Take part"],
    "fg-new": ["Forming", "Next meeting", "Take part"],
    "fg-past": ["Past its lifetime", "Deliverables"],
    "fg-end": ["Concluded", "Outcome"],
    "fg-doc": ["Active", "Read on"],
    "fg-none": ["Read on"],
  };
  for (const [id, words] of Object.entries(asked)) {
    await on(states, `groups/${id}/`, { viewport: PHONE }, async (page) => {
      assert.deepEqual(await missing(page, FIRST.groups), [], id);
      const state = await page.locator(".page-header .state").allInnerTexts();
      const terms = await page.locator(".key dt").allInnerTexts();
      assert.deepEqual([...state, ...terms], words, id);
      // A group that is over shows what it did before anything else, and invites nobody.
      const first = page.locator(".content h2").first();
      if (id === "fg-end") assert.equal(await first.innerText(), "Deliverables");
      assert.equal(await page.locator("#p-take-part").count(), id === "fg-act" || id === "fg-new" ? 1 : 0, id);
    });
  }
});

test("a deliverable says what became of it, and a meeting opens by the clocks of its place", () =>
  on(states, "groups/fg-act/", {}, async (page) => {
    const row = page.locator("#p-deliverables ~ .table tbody tr").first();
    const words = (await row.innerText()).replace(/\s+/g, " ");
    assert.equal(words, "D1 Terms technical report Published Sent on 1 April 2020 For the meeting of 10 May 2020 Approved by consensus Y.4484 Framework of examples Y.4485 Requirements of examples");
    assert.deepEqual(await row.locator("a").evaluateAll((links) => links.slice(1).map((link) => link.pathname)), ["/recommendations/y.4484/", "/recommendations/y.4485/"]);
    const opens = page.locator("#meeting-2 time[datetime='2020-06-23T14:00+05:45']");
    assert.equal(await opens.innerText(), "14:00 (Asia/Kathmandu, UTC+5:45)");
  }));

// One width in each scheme; the real site is looked at on all of them.
const LOOKS = [
  { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
  { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
];

for (const language of ["English", "Arabic"]) {
  test(`groups in every state read well in ${language}`, async () => {
    const server = language === "Arabic" ? arabic : states;
    for (const look of LOOKS) {
      const page = await openPage(browser, server.url, look);
      for (const path of STATES_PAGES) {
        await page.goto(server.url + path);
        assert.deepEqual(await axeFindings(page), [], `/${path}`);
        const scrolls = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(scrolls, 0, `/${path} is wider than ${look.viewport.width} px`);
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  });
}

test("an Arabic page runs from right to left, and what is Latin in it keeps its order", () =>
  on(arabic, "groups/fg-act/", { viewport: { width: 1440, height: 900 } }, async (page) => {
    const place = (selector) => page.locator(selector).first().boundingBox();
    const [heading, contents, main] = [await place("h1"), await place(".contents"), await place("main")];
    assert.ok(contents.x < heading.x, "the contents stand on the left");
    assert.ok(Math.abs(heading.x + heading.width - (main.x + main.width)) < 80, "the heading begins on the right");
    assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
    // The number of the telephone begins on the left with its plus.
    const digits = await page.evaluate(() => {
      const [text] = document.querySelector(".facts a[href^='tel:']").childNodes;
      const at = (from) => {
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, from + 1);
        return range.getBoundingClientRect().left;
      };
      return [at(0), at(text.length - 1)];
    });
    assert.ok(digits[0] < digits[1], "+41 stands before 02");
    const bar = await page.locator(".life-bar").evaluate((element) => getComputedStyle(element).transform);
    assert.match(bar, /^matrix\(-1,/, "a lifetime runs from right to left");
    // Nothing that the theme says is in another language than the page.
    const said = await page.locator("main h2, main th[scope=col], nav, footer p").allInnerTexts();
    assert.deepEqual(said.filter((words) => !/[\u0600-\u06ff]/.test(words)), []);
  }));

test("colours of the reader's own leave nothing of a drawing unseen", () =>
  on(real, "study-groups/sg16/", { forcedColors: "active" }, async (page) => {
    const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    for (const [shape, property] of [[".d-node", "stroke"], [".d-life", "stroke"], [".d-tie", "stroke"], [".d-today", "stroke"], [".d-meeting", "fill"], [".drawing-svg text", "fill"]]) {
      const colours = await page.locator(shape).evaluateAll((all, property) => all.map((one) => getComputedStyle(one)[property]), property);
      assert.ok(colours.length > 0 && !colours.includes(canvas) && !colours.includes("none"), `${shape}: ${[...new Set(colours)]}`);
    }
  }));

test("a circular on paper is a letter, and links print their addresses", () =>
  on(states, "circulars/tsb-circular-12/", {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    const seen = (selector) => page.locator(selector).evaluateAll((all) => all.some((element) => element.checkVisibility()));
    for (const gone of [".site-header", ".menu", ".search", ".breadcrumbs", "#p-mentioned-in"]) assert.equal(await seen(gone), false, gone);
    const order = await page.evaluate(() => {
      const parts = [".letterhead", "h1", ".key time", ".letter", ".prose", ".signature", "#p-attachments"];
      return parts.map((part) => document.querySelector(part).getBoundingClientRect().top);
    });
    assert.deepEqual(order, order.toSorted((a, b) => a - b));
    const printed = await page.locator(".prose a[href^='https']").first().evaluate((link) => getComputedStyle(link, "::after").content);
    assert.match(printed, /https:\/\/example\.org\/meeting/);
  }));

// Pages of the README, each in light and in dark.
const PICTURES = { group: "groups/fg-dlt/", "study-group": "study-groups/sg16/" };
const SIZE = { width: 1280, height: 860 };

for (const [name, path] of Object.entries(PICTURES)) {
  for (const colorScheme of ["light", "dark"]) {
    const file = `docs/pictures/${name}${colorScheme === "dark" ? "-dark" : ""}.png`;
    test(`${file} is a picture of /${path}`, () =>
      on(real, path, { viewport: SIZE, colorScheme }, async (page) => {
        const picture = await page.screenshot();
        if (process.env.PLENARY_ACCEPT) writeFileSync(join(ROOT, file), picture);
        const kept = readFileSync(join(ROOT, file));
        const sizeOf = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];
        // Fonts differ from one machine to the next, so the same page is not the same bytes.
        assert.deepEqual(sizeOf(kept), sizeOf(picture));
        assert.ok(kept.length < 150_000, `${kept.length} bytes`);
        assert.ok(readFileSync(join(ROOT, "README.md"), "utf8").includes(file), "the README shows it");
      }));
  }
}
