// Prints TypeScript's errors for the tsconfig.json project of a folder, sorted, as JSON.
//
//   node tscheck.mjs DIR [--codes 2305,2307,2614,2724]
//   node tscheck.mjs --compare before.json after.json
//
// --compare prints the errors that are only in one of the two lists, told apart by file, code and
// message, and exits 1 when there are new ones.
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

function check(dir, codes) {
  const file = path.resolve(dir, "tsconfig.json");
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (d) => fail(flat(d)) };
  const config = ts.getParsedCommandLineOfConfigFile(file, { noEmit: true, incremental: false }, host);
  const program = ts.createProgram(config.fileNames, config.options);
  const list = ts.getPreEmitDiagnostics(program).map((d) => where(d, path.resolve(dir)));
  return list.filter((e) => codes.length === 0 || codes.includes(e.code)).sort(order);
}

function where(d, root) {
  const at = d.file ? d.file.getLineAndCharacterOfPosition(d.start) : { line: -1, character: -1 };
  const file = d.file ? path.relative(root, d.file.fileName).replaceAll("\\", "/") : "";
  const message = flat(d).replaceAll(root + "/", "");
  return { file, line: at.line + 1, column: at.character + 1, code: d.code, message };
}

const flat = (d) => ts.flattenDiagnosticMessageText(d.messageText, "\n");
const text = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const order = (a, b) => text(a.file, b.file) || a.line - b.line || a.column - b.column || a.code - b.code;

function fail(message) {
  console.error(message);
  process.exit(2);
}

// Errors are told apart by file, code and message. The order in which a message lists the members of a
// union depends on what TypeScript met first, so it does not count; neither does the file when the same
// error is gone from another one, since its code may have moved.
function compare(before, after) {
  const sorted = (m) => m.replace(/(?:"[^"]*" \| )+"[^"]*"/g, (u) => u.split(" | ").sort().join(" | "));
  const key = (e) => `${e.file} TS${e.code} ${sorted(e.message)}`;
  const count = (list) => list.reduce((m, e) => m.set(key(e), (m.get(key(e)) ?? 0) + 1), new Map());
  const [a, b] = [before, after].map((f) => count(JSON.parse(fs.readFileSync(f, "utf8"))));
  const more = (x, y) => [...x].flatMap(([k, n]) => Array(Math.max(0, n - (y.get(k) ?? 0))).fill(k));
  const gone = more(a, b);
  const what = (k) => k.slice(k.indexOf(" TS"));
  const moved = [];
  const added = more(b, a).filter((k) => {
    const at = gone.findIndex((g) => what(g) === what(k));
    if (at >= 0) moved.push(`${gone.splice(at, 1)[0]} -> ${k.slice(0, k.indexOf(" TS"))}`);
    return at < 0;
  });
  console.log(JSON.stringify({ new: added, gone, moved }, null, 1));
  process.exit(added.length > 0 ? 1 : 0);
}

const args = process.argv.slice(2);
if (args[0] === "--compare" && args.length === 3) {
  compare(args[1], args[2]);
} else if (args.length === 1 || (args.length === 3 && args[1] === "--codes")) {
  const codes = args.length === 3 ? args[2].split(",").map(Number) : [];
  console.log(JSON.stringify(check(args[0], codes), null, 1));
} else {
  fail("usage: node tscheck.mjs DIR [--codes N,N] | --compare before.json after.json");
}
