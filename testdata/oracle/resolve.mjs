// Prints where TypeScript's own resolver leads every specifier of every file, one JSON document a line
// and a file: {"file", "config", "refs": [{"specifier", "start", "mode", "to"}]}. `start` is the byte
// offset of the text between the quotes, `to` the file in the repo, "" when there is none.
//
//   node resolve.mjs ROOT < list.json       {"files": [all], "code": [those to read], "links": {link: target}}
//
// Only the listed files exist. Workspace packages are found as if an install had linked them: at
// node_modules/NAME of their workspace root, and for `file:` and `link:` at that of the dependent.
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { scripts } from "./scan-blocks.mjs";
import { Configs } from "./resolve-config.mjs";
import { Host } from "./resolve-host.mjs";
import { literals } from "./resolve-literals.mjs";
import { offsets } from "./resolve-offsets.mjs";

const root = fs.realpathSync(process.argv[2]);
const list = JSON.parse(fs.readFileSync(0, "utf8"));
const host = new Host(root, list.files, list.links ?? {});
const configs = new Configs(host);
const answers = new Map();
let out = [];
for (const file of list.code) {
  out.push(JSON.stringify(describe(file)));
  if (out.length >= 200) flush();
}
flush();

function flush() {
  if (out.length) fs.writeSync(1, out.join("\n") + "\n");
  out = [];
}

function describe(file) {
  const full = path.join(root, file);
  const text = fs.readFileSync(full, "utf8");
  const { name, options } = configs.of(file);
  const at = offsets(text);
  const refs = [];
  for (const script of scripts(full, text)) {
    const source = ts.createSourceFile(script.name, script.text, { languageVersion: ts.ScriptTarget.Latest, impliedNodeFormat: format(full, options) }, true, script.kind);
    source.path = full;
    for (const literal of literals(source)) {
      const mode = resolves(literal.parent) ? ts.ModuleKind.CommonJS : ts.getModeForUsageLocation(source, literal, options);
      const to = resolve(literal.text, full, name, options, mode);
      refs.push({ specifier: literal.text, start: at(literal.getStart(source, false) + 1), mode: mode === ts.ModuleKind.ESNext ? "import" : mode ? "require" : "", to });
    }
  }
  return { file, config: name, refs };
}

// resolves tells `require.resolve`, which TypeScript does not follow: it means what a require means.
function resolves(node) {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "resolve";
}

// format is what TypeScript makes of a component's script: that of a .ts file in its place.
function format(full, options) {
  const known = /\.[cm]?[jt]sx?$/.test(full) ? full : full + ".ts";
  return ts.getImpliedNodeFormatForFile(known, undefined, host, options);
}

// resolve goes without TypeScript's own cache, which depends on the order of questions: a package found for
// one folder stands in for another version of it further down.
function resolve(specifier, full, config, options, mode) {
  const key = [path.dirname(full), specifier, config, mode ?? ""].join("\n");
  if (!answers.has(key)) {
    const got = ts.resolveModuleName(specifier, full, options, host, undefined, undefined, mode).resolvedModule;
    answers.set(key, got ? host.inRepo(got.resolvedFileName) : "");
  }
  return answers.get(key);
}
