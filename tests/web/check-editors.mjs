// Does what docs/editors.md says, and asks the YAML language server, as an editor does, what it marks:
// `node check-editors.mjs PLENARY`, the program.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const SERVER = fileURLToPath(new URL("node_modules/yaml-language-server/bin/yaml-language-server", import.meta.url));
const PAGE = readFileSync(new URL("../../docs/editors.md", import.meta.url), "utf8");
const LIMIT = 60_000;

const plenary = resolve(process.argv[2] ?? fail("name the program"));
const site = mkdtempSync(join(tmpdir(), "plenary-editors-"));
process.on("exit", () => rmSync(site, { recursive: true }));

// The commands of the page, and the first lines that it gives to two files.
const commands = [...PAGE.matchAll(/^\$ (.*)$/gm)].map((match) => match[1].replace(/^plenary /, `'${plenary}' `));
if (commands.length !== 5) fail(`the page has ${commands.length} commands`);
const made = spawnSync("sh", ["-e", "-c", commands.join("\n")], { cwd: site, encoding: "utf8" });
if (made.status !== 0) fail(`the commands of the page fail: ${made.stderr}`);
const [settings, workItems] = [...PAGE.matchAll(/^# yaml-language-server: .*$/gm)].map((match) => match[0]);

const CASES = [
  ["plenary.yaml", `${settings}\ntitle: Focus groups\nbase_url: https://example.org/\n`, []],
  ["plenary.yaml", `${settings}\ntitle: Focus groups\nbase_url: https://example.org/\nthemes: letter\nsearch: all\n`, [4, 5]],
  ["content/catalogue/work-items.yaml", `${workItems}\n- id: F.MIBS\n  titel: Requirements\n  question: Q24/16\n`, [2, 3]],
];

let count = 0;
for (const [file, text, lines] of CASES) {
  const found = await marked(file, text);
  const places = found.map((fault) => fault.range.start.line + 1).sort();
  if (places.join() !== lines.join()) {
    console.error(`${file}: lines ${lines} should be marked, and these are: ${JSON.stringify(found, null, 1)}`);
    count += 1;
  }
}
console.log(`${CASES.length} files in the editor, ${count} faults`);
process.exitCode = count === 0 ? 0 : 1;

// What the server marks in a file that an editor opens.
function marked(path, text) {
  const file = join(site, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const uri = pathToFileURL(file).href;
  return new Promise((done) => {
    const server = spawn(process.execPath, [SERVER, "--stdio"], { cwd: site, stdio: ["pipe", "pipe", "inherit"] });
    const late = setTimeout(() => fail("the language server says nothing"), LIMIT);
    const send = (message) => {
      const body = JSON.stringify({ jsonrpc: "2.0", ...message });
      server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    const receive = (message) => {
      if (message.id === "begin") {
        send({ method: "initialized", params: {} });
        send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
      } else if (message.method === "textDocument/publishDiagnostics") {
        clearTimeout(late);
        server.kill();
        done(message.params.diagnostics);
      } else if (message.method !== undefined && message.id !== undefined) {
        // Its questions about settings: there are none.
        send({ id: message.id, result: message.params?.items?.map(() => null) ?? null });
      }
    };
    let buffer = Buffer.alloc(0);
    server.stdout.on("data", (data) => {
      buffer = Buffer.concat([buffer, data]);
      for (;;) {
        const head = buffer.indexOf("\r\n\r\n");
        if (head < 0) return;
        const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, head).toString())?.[1]);
        const body = buffer.subarray(head + 4, head + 4 + length);
        if (body.length < length) return;
        buffer = buffer.subarray(head + 4 + length);
        receive(JSON.parse(body.toString()));
      }
    });
    const capabilities = { workspace: { configuration: true } };
    send({ id: "begin", method: "initialize", params: { processId: process.pid, rootUri: pathToFileURL(site).href, capabilities } });
  });
}

function fail(message) {
  console.error(`check-editors: ${message}`);
  process.exit(2);
}
