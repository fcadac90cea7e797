// Lighthouse as it measures a phone on a slow network: the marks that the site promises. It must run alone, since it
// measures time.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import lighthouse from "lighthouse";
import { launch, realSite, serve } from "./support.mjs";

const PROMISED = { accessibility: 100, "best-practices": 100, seo: 100, performance: 99 };
const PAGES = ["", "groups/fg-mv/", "study-groups/sg16/", "reports/cwg-internet-2023/"];

let browser;
let server;
let port;

before(async () => {
  port = await freePort();
  [browser, server] = await Promise.all([launch([`--remote-debugging-port=${port}`]), serve(realSite())]);
});

after(async () => {
  await Promise.all([browser?.close(), server?.close()]);
});

for (const path of PAGES) {
  test(`Lighthouse gives /${path} the marks that are promised`, async () => {
    const marks = await measure(path);
    // Only the time of a script can differ from one run to the next on a busy machine, and an audit that itself fails leaves its
    // category without a mark: these are asked again, a few times.
    const isOpen = (category) => marks[category] === null || (category === "performance" && marks[category] < PROMISED[category]);
    for (let more = 0; more < 4 && Object.keys(PROMISED).some(isOpen); more += 1) {
      const again = await measure(path);
      for (const category of Object.keys(PROMISED).filter(isOpen)) {
        marks[category] = again[category];
        marks.faults[category] = again.faults[category];
      }
    }
    console.log(`/${path}: ${JSON.stringify({ ...marks, faults: undefined })}`);
    for (const [category, least] of Object.entries(PROMISED)) {
      assert.ok(marks[category] >= least, `/${path}: ${category} ${marks[category]}: ${marks.faults[category].join("; ")}`);
    }
  });
}

async function measure(path) {
  const { lhr } = await lighthouse(server.url + path, { port, logLevel: "error", output: "json", onlyCategories: Object.keys(PROMISED) });
  const faults = {};
  const marks = {};
  for (const category of Object.values(lhr.categories)) {
    marks[category.id] = category.score === null ? null : Math.round(category.score * 100);
    const lost = category.auditRefs.filter(({ id, weight }) => weight > 0 && ((lhr.audits[id].score ?? 1) < 1 || lhr.audits[id].errorMessage));
    faults[category.id] = lost.map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? lhr.audits[id].errorMessage ?? ""}`.trim());
  }
  return { ...marks, faults };
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
