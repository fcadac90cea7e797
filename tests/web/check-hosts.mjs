// Reads `_headers` and `_redirects` as a host does, with Netlify's own parsers: `node check-hosts.mjs FOLDER…`. Files that are
// known to be wrong must be refused, so that a parser that takes anything is not taken for clean lists.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllHeaders } from "@netlify/headers-parser";
import { parseAllRedirects } from "@netlify/redirect-parser";

const scratch = mkdtempSync(join(tmpdir(), "plenary-hosts-"));
process.on("exit", () => rmSync(scratch, { recursive: true }));
const wrong = join(scratch, "wrong");

const headersOf = (file) => parseAllHeaders({ headersFiles: [file], minimal: true });
const redirectsOf = (file) => parseAllRedirects({ redirectsFiles: [file], minimal: true });

writeFileSync(wrong, "X-Header: before any path\n");
assert.equal((await headersOf(wrong)).errors.length, 1, "a header without a path is refused");
writeFileSync(wrong, "/only-from\n");
assert.equal((await redirectsOf(wrong)).errors.length, 1, "a redirect that leads nowhere is refused");

const folders = process.argv.slice(2);
assert.ok(folders.length > 0, "name the folders of built sites");
for (const folder of folders) {
  const { headers, errors } = await headersOf(join(folder, "_headers"));
  assert.deepEqual(errors, []);
  const written = readFileSync(join(folder, "_headers"), "utf8").split("\n").filter((line) => line.startsWith("  "));
  const read = headers.flatMap(({ values }) => Object.entries(values).map(([name, value]) => `  ${name}: ${value}`));
  assert.deepEqual(read, written, "each header is read as it is written");
  const base = headers[0].for.replace(/\*$/, "");
  let count = 0;
  const list = join(folder, "_redirects");
  if (existsSync(list)) {
    const { redirects, errors } = await redirectsOf(list);
    assert.deepEqual(errors, []);
    assert.equal(redirects.length, readFileSync(list, "utf8").trimEnd().split("\n").length, "each line is a redirect");
    for (const { from, to, status } of redirects) {
      assert.equal(status, 301);
      assert.ok(from.startsWith(base) && to.startsWith(base), `${from} to ${to}`);
      const file = decodeURIComponent(to.slice(base.length)).replace(/(^|\/)$/, "$1index.html");
      assert.ok(existsSync(join(folder, file)), `${to} is there`);
    }
    count = redirects.length;
  }
  console.log(`${folder}: ${read.length} headers in ${headers.length} rules, ${count} redirects`);
}
