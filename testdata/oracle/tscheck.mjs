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
import { difference, flat, order, where } from "./diagnostics.mjs";

function check(dir, codes) {
  const file = path.resolve(dir, "tsconfig.json");
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (d) => fail(flat(d)) };
  const config = ts.getParsedCommandLineOfConfigFile(file, { noEmit: true, incremental: false }, host);
  const program = ts.createProgram(config.fileNames, config.options);
  const list = ts.getPreEmitDiagnostics(program).map((d) => where(d, path.resolve(dir)));
  return list.filter((e) => codes.length === 0 || codes.includes(e.code)).sort(order);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

function compare(before, after) {
  const [a, b] = [before, after].map((f) => JSON.parse(fs.readFileSync(f, "utf8")));
  const found = difference(a, b);
  console.log(JSON.stringify(found, null, 1));
  process.exit(found.new.length > 0 ? 1 : 0);
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
