// What the browser tests share: the built site, a server for it, and Debian's chromium driven by Playwright.
//
//     PLENARY_SITE   a folder with the built site; without it the site is built into a temporary one
//     PLENARY        the program; without it target/debug/plenary
//     CHROMIUM       the browser; without it /usr/bin/chromium

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { parseAllHeaders } from "@netlify/headers-parser";
import { chromium } from "playwright-core";

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** The program. */
export const PLENARY = process.env.PLENARY ?? join(ROOT, "target/debug/plenary");

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

/** A temporary folder, removed when the process ends. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "plenary-web-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The folder of the built site of this repository. */
export function realSite() {
  return process.env.PLENARY_SITE ?? build(ROOT);
}

/** Builds the site at `root`; returns the folder of what is published. */
export function build(root) {
  const output = join(scratch(), "public");
  const run = spawnSync(PLENARY, ["build", "--root", root, "--output", output, "--quiet"], { encoding: "utf8" });
  assert.equal(run.status, 0, `${PLENARY} build: ${run.error ?? run.stderr}`);
  return output;
}

/** A site of files given as { path: text }, built; returns the folder of what is published. */
export function siteOf(files) {
  const root = scratch();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return build(root);
}

/** The site-relative paths of all pages below a folder, sorted: `groups/fg-mv/`. */
export function pagesOf(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".html"));
  return files.map((path) => path.replaceAll("\\", "/").replace(/(^|\/)index\.html$/, "$1")).sort();
}

/** The rules of a folder's `_headers` as a host reads them: [{ for, values }]. What it cannot read fails. */
export async function rulesOf(folder) {
  const { headers, errors } = await parseAllHeaders({ headersFiles: [join(folder, "_headers")], minimal: true });
  assert.deepEqual(errors, []);
  return headers;
}

/**
 * Serves a folder on 127.0.0.1, compressed as any server of a website would, with the headers that its `_headers` says.
 * Gives { url, asked, close }: `asked` holds the paths that were asked for.
 */
export async function serve(folder) {
  const asked = [];
  const rules = await rulesOf(folder);
  const covers = (rule, path) => (rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : path === rule);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    asked.push(path);
    let status = 200;
    let file = normalize(path).replace(/\/$/, "/index.html");
    let bytes = readOr(join(folder, file));
    // A folder without its slash: relative links on its page need it.
    if (!bytes && readOr(join(folder, file, "index.html"))) {
      return void response.writeHead(301, { location: `${path}/` }).end();
    }
    if (!bytes) [status, file, bytes] = [404, "/404.html", readOr(join(folder, "404.html")) ?? Buffer.from("not found")];
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const zipped = /gzip/.test(request.headers["accept-encoding"] ?? "") && !type.startsWith("image/png");
    const more = zipped ? { "content-encoding": "gzip" } : {};
    const headers = Object.assign({}, ...rules.filter((rule) => covers(rule.for, path)).map((rule) => rule.values));
    response.writeHead(status, { "content-type": type, "cache-control": "max-age=0", ...more, ...headers });
    response.end(zipped ? gzipSync(bytes) : bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, close };
}

function readOr(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Debian's chromium, without a window, that can reach 127.0.0.1 and nothing else. */
export function launch(args = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    // Root has no user namespace of its own to shut the browser in; the tests show it this site alone.
    chromiumSandbox: process.getuid() !== 0,
    args: ["--disable-gpu", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", ...args],
  });
}

/**
 * A page of the browser that keeps what goes wrong on it: `page.faults` holds errors of scripts and of the console, and
 * every request that leaves `origin` or is not answered.
 */
export async function openPage(browser, origin, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") page.faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => request.url().startsWith(origin) || page.faults.push(`asks elsewhere: ${request.url()}`));
  page.on("requestfailed", (request) => {
    // Leaving a page ends what it still asks for.
    const { errorText } = request.failure();
    if (errorText !== "net::ERR_ABORTED") page.faults.push(`no answer: ${request.url()}: ${errorText}`);
  });
  return page;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong on a page, each fault with its rule, its place and what it is. */
export async function axeFindings(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    // Text has the contrast of AAA, and what is pressed is large enough: axe asks neither by itself.
    const rules = { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } };
    return (await axe.run(document, { resultTypes: ["violations"], rules })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}: ${node.failureSummary}`));
}

/** What has the focus, in words: its tag with its id or text. */
export function focused(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    return at && at !== document.body ? `${at.localName}${at.id ? `#${at.id}` : ` ${at.textContent.trim()}`}` : "";
  });
}
