// Prints what TypeScript's checker makes of every import and export of a folder's files, one JSON document a
// line and a file: {"file", "conflicts", "names": [{"start", "name", "status", "at", "value", "type"}]}. `start` is the byte
// offset of the name in the import or export, `at` the declaration it means as "file:name" ("file:*" for a module),
// sorted; `status` is found or none (the module has no such export). `conflicts` are the names that two stars of the
// file give: TypeScript reports them there, and takes the first.
//
//   node exports.mjs ROOT < list.json       {"code": [files of the program]}
//
// The options are those of ROOT/tsconfig.json; without one those of bundlers, with JavaScript.
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { offsets } from "./resolve-offsets.mjs";

const root = fs.realpathSync(process.argv[2]);
const list = JSON.parse(fs.readFileSync(0, "utf8"));
const standard = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ESNext, allowJs: true, noLib: true, types: [], noEmit: true, skipLibCheck: true };
const config = path.join(root, "tsconfig.json");
const parsed = fs.existsSync(config) ? ts.getParsedCommandLineOfConfigFile(config, { noEmit: true, incremental: false, noLib: true, types: [] }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} }).options : standard;
const program = ts.createProgram(list.code.map((f) => path.join(root, f)), parsed);
const checker = program.getTypeChecker();

for (const file of list.code) {
  const source = program.getSourceFile(path.join(root, file));
  if (!source) continue;
  const at = offsets(source.text);
  const names = [];
  const add = (identifier, symbol) => names.push({ start: at(identifier.getStart(source)), name: identifier.text, ...meaning(symbol) });
  for (const s of source.statements) visit(s, add);
  const conflicts = program.getSemanticDiagnostics(source).filter((d) => d.code === 2308).map((d) => ts.flattenDiagnosticMessageText(d.messageText, " ").match(/member named '([^']+)'/)[1]);
  console.log(JSON.stringify({ file, names, conflicts }));
}

// visit passes over what comes from a module that TypeScript does not find: resolution is compared elsewhere.
function visit(s, add) {
  if (!s.moduleSpecifier || !checker.getSymbolAtLocation(s.moduleSpecifier)) return;
  if (ts.isImportDeclaration(s) && s.importClause) {
    const { name, namedBindings } = s.importClause;
    if (name) add(name, checker.getSymbolAtLocation(name));
    if (namedBindings && ts.isNamedImports(namedBindings)) for (const e of namedBindings.elements) add(e.propertyName ?? e.name, checker.getSymbolAtLocation(e.name));
  } else if (ts.isExportDeclaration(s) && s.moduleSpecifier && s.exportClause && ts.isNamedExports(s.exportClause)) {
    for (const e of s.exportClause.elements) add(e.propertyName ?? e.name, checker.getSymbolAtLocation(e.name));
  }
}

// meaning follows a symbol to what declares it. `value` and `type` say what is left of it, after every
// `import type` and `export type` on the way.
function meaning(symbol) {
  if (!symbol) return { status: "none", at: [] };
  let target = symbol;
  if (symbol.flags & ts.SymbolFlags.Alias) target = checker.getAliasedSymbol(symbol);
  if (!target || target.escapedName === "unknown" || !target.declarations?.length) return { status: "none", at: [] };
  const at = [...new Set(target.declarations.map(place))].sort();
  return { status: "found", at, value: !!(target.flags & ts.SymbolFlags.Value), type: !!(target.flags & (ts.SymbolFlags.Type | ts.SymbolFlags.Namespace)), typeOnly: !!checker.getTypeOnlyAliasDeclaration?.(symbol) };
}

function place(d) {
  const file = path.relative(root, d.getSourceFile().fileName);
  if (ts.isSourceFile(d)) return `${file}:*`;
  if (ts.isExportAssignment(d)) return `${file}:default`;
  const name = ts.getNameOfDeclaration(d);
  return `${file}:${name ? name.text : "default"}`;
}
