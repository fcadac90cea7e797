// Runs the Nu HTML checker over every page below a folder, `node check-html.mjs FOLDER`, and over those of the site that has
// groups in every state, in English and in Arabic.
//
// Any error fails, and so does a warning or an info that ALLOWED does not list. A page known to be wrong goes with them and
// must be refused, so that a checker that checks nothing is not taken for a clean site.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { statesSite } from "./sites.mjs";
import { siteOf } from "./support.mjs";

const JAR = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));
// Warnings and infos that stay, each as { message: RegExp, reason: text }.
const ALLOWED = [
  {
    message: /^(Inline script|Resource) violates Content Security Policy \(meta tag\)/,
    reason: "the checker reads files, which have no origin for 'self', and takes JSON-LD, which is data, for a script; policy.test.mjs holds the policy in a browser",
  },
];
const WRONG = '<!doctype html>\n<html lang="en"><title>Wrong</title><p id="a"></p><p id="a"></p>\n';

const named = resolve(process.argv[2] ?? fail("name the folder of the site"));
const folders = [named, siteOf(statesSite("en", "ar")), siteOf(statesSite("ar", "en"))];
const pages = folders.flatMap((folder) => {
  const own = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".html")).sort();
  return own.length ? own.map((path) => join(folder, path)) : fail(`no page below ${folder}`);
});

const scratch = mkdtempSync(join(tmpdir(), "plenary-html-"));
process.on("exit", () => rmSync(scratch, { recursive: true }));

const wrong = join(scratch, "wrong.html");
writeFileSync(wrong, WRONG);
const messages = check([wrong, ...pages]);
const of = (file) => messages.filter((message) => message.url === pathToFileURL(file).href.replace("file://", "file:"));
const probe = of(wrong).map((message) => message.type);
if (probe.join() !== "error,info") fail(`the checker does not find what is wrong: ${JSON.stringify(of(wrong))}`);

const left = messages.filter((message) => !of(wrong).includes(message) && !isAllowed(message));
for (const message of left) {
  const file = message.url ? relative(named, message.url.replace(/^file:/, "")) : "(no file)";
  console.error(`${decodeURI(file)}:${message.lastLine ?? 0}:${message.firstColumn ?? 0}: ${message.subType ?? message.type}: ${message.message}`);
  if (message.extract) console.error(`    ${message.extract.replaceAll("\n", " ")}`);
}
console.log(`${pages.length} pages, ${left.length} faults`);
process.exitCode = left.length === 0 ? 0 : 1;

function isAllowed({ type, message }) {
  return type === "info" && ALLOWED.some((allowed) => allowed.message.test(message));
}

// One run of the checker for all files: its start is what takes time. They are named in the order of the arguments.
function check(files) {
  const run = spawnSync("java", ["-Xss2m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", ...files], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.error || run.status !== 0) fail(`the checker did not run: ${run.error ?? run.stderr}`);
  return JSON.parse(run.stdout).messages;
}

function fail(message) {
  console.error(`check-html: ${message}`);
  process.exit(2);
}
