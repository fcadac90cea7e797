// The policy that the site's list of headers asks of browsers: no template breaks it, and it stops what it is there for.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, launch, openPage, realSite, rulesOf, serve, siteOf } from "./support.mjs";
import { PAGES, SMALL_PAGES, SMALL_SITE } from "./templates.mjs";

const COLOURED = { ...SMALL_SITE, "plenary.yaml": `${SMALL_SITE["plenary.yaml"]}colours: {accent: "#1a5276"}\n` };

let browser;
let real;
let small;

before(async () => {
  [browser, real, small] = await Promise.all([launch(), serve(realSite()), serve(siteOf(COLOURED))]);
});

after(async () => {
  await Promise.all([browser?.close(), real?.close(), small?.close()]);
});

/** A page that keeps what breaks its policy. */
async function watched(server) {
  const page = await openPage(browser, server.url);
  await page.addInitScript(() => {
    globalThis.broken = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.broken.push(`${event.effectiveDirective}: ${event.blockedURI}`));
  });
  return page;
}

test("no template breaks the policy", async () => {
  for (const [server, paths] of [[real, Object.values(PAGES).flat()], [small, Object.values(SMALL_PAGES).flat()]]) {
    const page = await watched(server);
    for (const path of paths) {
      const answer = await page.goto(server.url + path, { waitUntil: "networkidle" });
      assert.match(answer.headers()["content-security-policy"], /^default-src 'none'; script-src 'self'/);
      assert.equal(answer.headers()["x-content-type-options"], "nosniff");
      assert.deepEqual(await page.evaluate(() => globalThis.broken), [], path);
      assert.deepEqual(page.faults, [], path);
    }
    await page.context().close();
  }
});

test("what is written into a page does not run, and does not colour it", async () => {
  const page = await watched(real);
  await page.goto(real.url);
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", '<p id="q" style="color: rgb(1, 2, 3)" onclick="globalThis.ran = true">x</p>');
    document.querySelector("#q").click();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [globalThis.ran ?? false, getComputedStyle(document.querySelector("#q")).color === "rgb(1, 2, 3)", globalThis.broken.length >= 3];
  });
  assert.deepEqual(ran, [false, false, true]);
  await page.context().close();
});

test("WebAssembly runs on the page of search results alone, and only where there is full text", async () => {
  const runs = async (server, path) => {
    const page = await watched(server);
    await page.goto(server.url + path);
    // The smallest module there is: its first eight bytes.
    const ran = await page.evaluate(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false));
    await page.context().close();
    return ran;
  };
  assert.deepEqual([await runs(real, "search/"), await runs(real, "about/"), await runs(small, "search/")], [true, false, false]);
});

test("files whose names change with what is in them are kept for good, and a file that was changed on the way is not used", async () => {
  const page = await watched(real);
  const kept = {};
  page.on("response", (answer) => (kept[new URL(answer.url()).pathname] = answer.headers()["cache-control"]));
  await page.route(/\/theme\/style\.[0-9a-f]{16}\.css$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${await answer.text()} body { color: rgb(1, 2, 3) }` });
  });
  await page.goto(real.url, { waitUntil: "networkidle" });
  const lasting = Object.entries(kept).filter(([path]) => path.startsWith("/theme/"));
  assert.ok(lasting.length >= 3);
  for (const [path, said] of lasting) assert.match(said, /immutable/, path);
  assert.doesNotMatch(kept["/"], /immutable/);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(1, 2, 3)");
  assert.match(page.faults.join(), /integrity/);
  await page.context().close();
});

test("a picture from elsewhere may be shown by the policy of its site, and by no other", async () => {
  const shown = { ...SMALL_SITE, "content/pages/x.md": "---\ntitle: X\n---\n![A picture](https://pictures.example/a.png)\n" };
  const policy = async (files) => (await rulesOf(siteOf(files)))[0].values["Content-Security-Policy"];
  assert.match(await policy(shown), /img-src 'self' https:\/\/pictures\.example;/);
  assert.match(await policy(SMALL_SITE), /img-src 'self';/);
});

test("a browser takes the smaller form of a picture, and keeps its place free", async () => {
  const picture = readFileSync(join(ROOT, "tests/hostile/content/groups/fg-evil/a b & #1 100%.png"));
  const files = { "content/pages/a b & #1 100%.png": picture, "content/pages/x.md": "---\ntitle: X\n---\n![A disc](<a b & %231 100%25.png>)\n" };
  const server = await serve(siteOf({ ...SMALL_SITE, ...files }));
  const page = await watched(server);
  await page.goto(`${server.url}x/`, { waitUntil: "networkidle" });
  const image = await page.locator("main img").evaluate(({ currentSrc, complete, width, height }) => ({ currentSrc, complete, width, height }));
  assert.match(image.currentSrc, /\/theme\/images\/a-b-1-100-96\.[0-9a-f]{16}\.webp$/);
  assert.deepEqual([image.complete, image.width, image.height], [true, 96, 60]);
  // The file itself is where the page says that it is.
  const own = await page.locator("main img").getAttribute("src");
  assert.equal((await page.request.get(new URL(own, page.url()).href)).status(), 200);
  assert.deepEqual([page.faults, await page.evaluate(() => globalThis.broken)], [[], []]);
  await page.context().close();
  await server.close();
});
