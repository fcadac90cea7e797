// Searching as readers do: by designation in any spelling, by title and heading, with the keyboard alone; and nothing of
// it is fetched before.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { key, words } from "../../themes/default/static/search.js";
import { ROOT, focused, launch, openPage, realSite, serve, siteOf } from "./support.mjs";

let browser;
let server;

before(async () => {
  [browser, server] = await Promise.all([launch(), serve(realSite())]);
});

after(async () => {
  await Promise.all([browser?.close(), server?.close()]);
});

/** A page at a path, given to `use` and then asked for faults. */
async function on(path, use, options = {}) {
  const page = await openPage(browser, server.url, options);
  await page.goto(server.url + path);
  await use(page);
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

const field = (page) => page.locator("#p-search");
const options = (page) => page.getByRole("option");

/** Types into the field and waits for what it says. */
async function type(page, text) {
  await field(page).fill(text);
  await page.locator(".search [role=status]:not(:empty)").waitFor({ state: "attached" });
}

test("the script makes the terms that the index is made of", () => {
  const [, ...rows] = readFileSync(join(ROOT, "tests/search-terms.tsv"), "utf8").trimEnd().split("\n");
  assert.ok(rows.length > 20);
  for (const row of rows) {
    const [text, keyOfIt, wordsOfIt] = row.split("\t");
    assert.equal(key(text), keyOfIt, `the key of ${text}`);
    assert.equal(words(text).join(" "), wordsOfIt, `the words of ${text}`);
  }
});

// What is typed, and where the first result leads.
const FOUND = [
  ["f780.1", "recommendations/f.780.1/"],
  ["F 780.1", "recommendations/f.780.1/"],
  ["780.1", "recommendations/f.780.1/"],
  ["Recommendation ITU-T F.780.1", "recommendations/f.780.1/"],
  ["y4484", "recommendations/y.4484/"],
  ["sg 17", "study-groups/sg17/"],
  ["Study Group 17", "study-groups/sg17/"],
  ["ITU-R SG5", "study-groups/itu-r-sg5/"],
  ["fg dlt", "groups/fg-dlt/"],
  ["dlt", "groups/fg-dlt/"],
  ["metavers", "groups/fg-mv/"],
  ["circular 33", "circulars/tsb-circular-33/"],
  ["q24/16", "study-groups/sg16/#q24"],
  ["fg mv terms", "groups/fg-mv/terms-of-reference/"],
  ["distributed ledger terms", "groups/fg-dlt/terms-of-reference/"],
];

for (const [query, path] of FOUND) {
  test(`\`${query}\` leads to /${path}`, () =>
    on("", async (page) => {
      await field(page).focus();
      await type(page, query);
      assert.equal(await options(page).first().getAttribute("data-address"), server.url + path);
    }));
}

test("nothing of the search is fetched before a reader searches", () =>
  on("groups/fg-mv/", async (page) => {
    await page.waitForLoadState("networkidle");
    const asked = server.asked.splice(0);
    const waits = asked.find((path) => /^\/theme\/search-start\.[0-9a-f]{16}\.js$/.test(path));
    assert.ok(waits, "the pages wait for a reader who searches");
    await page.reload();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(server.asked.filter((path) => /search/.test(path) && path !== waits), []);
    await field(page).focus();
    await type(page, "sg17");
    const fetched = server.asked.filter((path) => path.startsWith("/search/")).sort();
    assert.ok(fetched.includes("/search/index.json"));
    assert.equal(new Set(fetched).size, fetched.length, `each file once: ${fetched.join(" ")}`);
  }));

test("a reader searches and arrives by the keyboard alone", () =>
  on("reports/", async (page) => {
    await page.keyboard.press("/");
    assert.match(await focused(page), /^input#p-search/);
    await page.keyboard.type("sg 1");
    await options(page).first().waitFor();
    assert.equal(await field(page).getAttribute("aria-expanded"), "true");
    await page.keyboard.type("7");
    await page.getByRole("option", { name: /^SG17 / }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    const active = await field(page).getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    assert.match(await page.locator(`#${active}`).innerText(), /^SG17 /);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${server.url}study-groups/sg17/`);
  }));

test("Ctrl-K leads to the field from anywhere, / not from where one types", () =>
  on("about/", async (page) => {
    await page.keyboard.press("Control+k");
    assert.match(await focused(page), /^input#p-search/);
    await page.keyboard.type("q24/16");
    assert.equal(await field(page).inputValue(), "q24/16");
    await page.keyboard.press("Control+K");
    await page.keyboard.type("x");
    assert.equal(await field(page).inputValue(), "x", "what was there is replaced");
  }));

test("the arrows walk round by the field, and Escape closes the list and then empties the field", () =>
  on("", async (page) => {
    await field(page).focus();
    await type(page, "fg");
    const count = await options(page).count();
    assert.ok(count > 3);
    const active = () => field(page).getAttribute("aria-activedescendant");
    await page.keyboard.press("ArrowUp");
    assert.equal(await active(), `p-found-${count - 1}`);
    await page.keyboard.press("ArrowDown");
    assert.equal(await active(), "");
    await page.keyboard.press("ArrowDown");
    assert.equal(await active(), "p-found-0");
    await page.keyboard.press("Escape");
    assert.deepEqual([await options(page).count(), await field(page).inputValue()], [0, "fg"]);
    assert.equal(await field(page).getAttribute("aria-expanded"), "false");
    await page.keyboard.press("Escape");
    assert.equal(await field(page).inputValue(), "");
    assert.match(await focused(page), /^input#p-search/);
  }));

test("how many were found is said, and that nothing was", () =>
  on("", async (page) => {
    const status = page.locator(".search [role=status]");
    await field(page).focus();
    await type(page, "f780.1");
    assert.match(await status.innerText(), /^\d+ results?$/);
    await field(page).fill("zzzz");
    await page.waitForFunction(() => document.querySelector(".search [role=status]").textContent === "Nothing found");
    assert.equal(await options(page).count(), 0);
  }));

test("a click leads to a result", () =>
  on("", async (page) => {
    await field(page).focus();
    await type(page, "fg dlt");
    await options(page).first().click();
    await page.waitForURL(`${server.url}groups/fg-dlt/`);
  }));

test("Enter without a choice leads to the page of all results, whose links and address can be kept", () =>
  on("groups/fg-mv/", async (page) => {
    await field(page).focus();
    await type(page, "fg mv");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${server.url}search/?q=fg+mv`);
    const links = page.locator("#p-results a");
    await links.first().waitFor();
    assert.equal(await links.first().getAttribute("href"), `${server.url}groups/fg-mv/`);
    assert.match(await page.locator("#p-count").innerText(), /^\d+ results$/);
    await field(page).fill("y.4484");
    await page.waitForFunction(() => document.querySelector("#p-results a")?.href.endsWith("/y.4484/"));
    assert.equal(new URL(page.url()).searchParams.get("q"), "y.4484");
  }));

test("full text is found after names, with the words around it, and can be filtered", () =>
  on("search/?q=interoperability", async (page) => {
    const pages = page.locator("#p-texts > li");
    await pages.first().waitFor();
    assert.match(await pages.first().locator("mark").first().innerText(), /^interoperab/i);
    assert.doesNotMatch(await pages.first().locator("p").innerText(), /<|&\w+;|interoperability[a-z]/i, "its words stand apart");
    const all = Number.parseInt(await page.locator("#p-texts-count").innerText(), 10);
    await page.locator("select[name=kind]").selectOption("Focus group");
    await page.waitForFunction((all) => Number.parseInt(document.querySelector("#p-texts-count").textContent, 10) < all, all);
    assert.equal(new URL(page.url()).search, "?q=interoperability&kind=Focus+group");
    for (const address of await pages.locator("> a").evaluateAll((links) => links.map((link) => link.href))) {
      assert.ok(address.startsWith(`${server.url}groups/`), address);
    }
    const filtered = await pages.count();
    await page.reload();
    await pages.first().waitFor();
    await page.waitForFunction((count) => document.querySelectorAll("#p-texts > li").length === count, filtered);
    assert.equal(await page.locator("select[name=kind]").inputValue(), "Focus group");
    await page.locator("select[name=study_group]").selectOption("SG16");
    await page.locator("select[name=status]").selectOption("Active");
    await page.waitForFunction(() => location.search.includes("status=Active"));
  }));

test("a page found by its text leads to it and to its sections", () =>
  on("search/?q=interoperability", async (page) => {
    const section = page.locator("#p-texts ul a").first();
    await section.waitFor();
    const address = await section.getAttribute("href");
    await section.click();
    await page.waitForURL(new URL(address, server.url).href);
    const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
    assert.ok(await page.evaluate((id) => document.getElementById(id) !== null, id), address);
  }));

test("full text is fetched on the page of results alone", () =>
  on("", async (page) => {
    server.asked.splice(0);
    await field(page).focus();
    await type(page, "metaverse");
    assert.deepEqual(server.asked.filter((path) => path.startsWith("/search/text/")), []);
    await page.keyboard.press("Enter");
    await page.locator("#p-texts > li").first().waitFor();
    assert.ok(server.asked.includes("/search/text/pagefind.js"));
  }));

test("more pages are shown when they are asked for", () =>
  on("search/?q=network", async (page) => {
    const pages = page.locator("#p-texts > li");
    await pages.nth(19).waitFor();
    assert.equal(await pages.count(), 20);
    await page.getByRole("button", { name: "More pages" }).click();
    await pages.nth(20).waitFor();
  }));

test("every result leads to a page and an anchor that are there", () =>
  on("search/?q=security", async (page) => {
    const links = page.locator("#p-results a");
    await links.first().waitFor();
    const addresses = await links.evaluateAll((links) => links.map((link) => link.href));
    assert.ok(addresses.length > 5);
    for (const address of addresses.slice(0, 20)) {
      const { hash } = new URL(address);
      const answer = await page.goto(address);
      assert.equal(answer?.status() ?? 200, 200, address);
      if (hash) assert.equal(await page.evaluate((id) => document.getElementById(id) !== null, decodeURIComponent(hash.slice(1))), true, address);
    }
  }));

test("without script the field leads to a page that says so and where to look", async () => {
  await on(
    "groups/fg-mv/",
    async (page) => {
      await field(page).fill("sg17");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${server.url}search/?q=sg17`);
      await page.getByText("Searching needs a script").waitFor();
      await page.locator("main").getByRole("link", { name: "Study groups" }).click();
      await page.waitForURL(`${server.url}study-groups/`);
    },
    { javaScriptEnabled: false },
  );
});

test("what a record is called is never markup", async () => {
  const title = "<img src=x onerror=alert(1)> & <b>bold</b>";
  const files = {
    "plenary.yaml": "title: T\nbase_url: https://example.org/fg/\nlanguages: [en]\ntoday: 2020-02-01\n",
    "content/pages/odd.md": `---\ntitle: "${title}"\n---\n## <i>Odd</i> *heading*\n\nText.\n`,
  };
  const odd = await serve(siteOf(files));
  const page = await openPage(browser, odd.url);
  for (const path of ["", "search/"]) {
    await page.goto(odd.url + path);
    await field(page).fill("bold");
    const result = page.locator(".p-found [role=option], #p-results li").first();
    await result.waitFor();
    assert.ok((await result.innerText()).includes(title));
    assert.equal(await result.locator("img, b").count(), 0);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await odd.close();
});

test("a site whose search is off has no field, no script and no index", async () => {
  const files = { "plenary.yaml": "title: T\nbase_url: https://example.org/\nlanguages: [en]\nsearch: off\ntoday: 2020-02-01\n" };
  const quiet = await serve(siteOf(files));
  const page = await openPage(browser, quiet.url);
  await page.goto(quiet.url);
  assert.equal(await field(page).count(), 0);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(quiet.asked.filter((path) => /search/.test(path)), []);
  assert.deepEqual(page.faults, []);
  await page.goto(`${quiet.url}search/`);
  assert.match(await page.title(), /not found/);
  await page.context().close();
  await quiet.close();
});
