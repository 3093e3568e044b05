// Prints how TypeScript takes files apart: each top-level statement, what it declares, and each use of a
// name that is not bound inside it. The tests of package scope compare it with Parse.
//
//   node scope.mjs              file names from standard input, one a line
//
// One JSON document a line and a file, in the order given: {"file", "lines"}, or {"file", "errors"} for
// a file that TypeScript itself cannot parse. Offsets are in bytes. Symbols are those of the binder and
// checker, with each file on its own: nothing is resolved outside of it.
import fs from "node:fs";
import ts from "typescript";
import { offsets } from "./offsets.mjs";
import { classLines } from "./scope-class.mjs";
import { uses } from "./scope-uses.mjs";

const K = ts.SyntaxKind;
const named = new Set([K.InterfaceDeclaration, K.TypeAliasDeclaration, K.EnumDeclaration, K.ModuleDeclaration, K.ImportEqualsDeclaration]);

function describe(file) {
  const bytes = fs.readFileSync(file);
  const text = bytes.toString("utf8");
  if (!Buffer.from(text).equals(bytes)) return { file, errors: ["not UTF-8"] };
  const kind = /\.[cm]?js$/.test(file) ? ts.ScriptKind.JS : undefined;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  if (source.parseDiagnostics.length) {
    return { file, errors: source.parseDiagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, " ")) };
  }
  const options = { allowJs: true, noResolve: true, noLib: true, target: ts.ScriptTarget.Latest, jsx: ts.JsxEmit.Preserve, types: [] };
  const program = ts.createProgram([file], options, {
    ...ts.createCompilerHost(options),
    getSourceFile: (name) => (name === file ? source : undefined),
  });
  return { file, lines: lines(source, program.getTypeChecker(), offsets(text)) };
}

function lines(source, checker, at) {
  const out = [];
  const top = topDeclarations(source);
  let last;
  let prologue = true;
  for (const statement of source.statements) {
    if (statement.kind === K.EmptyStatement) {
      if (last && /^[ \t;]*$/.test(source.text.slice(last.end, statement.end))) last.end = statement.end;
      continue;
    }
    prologue &&= ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
    last = { statement, start: statement.getStart(source), end: statement.end, directive: prologue };
    out.push(last);
  }
  return out.flatMap((i) => item(i, source, checker, top, at));
}

function item({ statement, start, end, directive }, source, checker, top, at) {
  const span = (n) => `${at(n.getStart(source))}-${at(n.end)}`;
  const head = [`item ${at(start)}-${at(end)}`, directive ? "directive" : itemKind(statement)];
  if (has(statement, K.DefaultKeyword) || (ts.isExportAssignment(statement) && !statement.isExportEquals)) head.push("default");
  if (has(statement, K.DeclareKeyword) || source.isDeclarationFile) head.push("ambient");
  if (directive) return [head.join(" ")];
  const flags = new Set();
  const { found, locals } = uses(statement, source, checker, top, at, flags);
  head.push(...[...flags].sort());
  const declared = [...top].filter((d) => d.pos >= statement.pos && d.end <= statement.end && d.name && ts.isIdentifier(d.name));
  return [
    head.join(" "),
    ...declared.sort((a, b) => a.name.pos - b.name.pos).map((d) => `declares ${d.name.text} ${span(d.name)} ${nature(d)}${init(d, span)}`),
    ...found,
    `locals ${[...locals].sort().join(" ")}`,
    ...classLines(statement, source, at),
  ];
}

const has = (n, kind) => !!n.modifiers?.some((m) => m.kind === kind);

function itemKind(n) {
  switch (n.kind) {
    case K.ImportDeclaration:
      return "import";
    case K.ImportEqualsDeclaration:
      return ts.isExternalModuleReference(n.moduleReference) ? "import" : "importAlias";
    case K.ExportDeclaration:
    case K.NamespaceExportDeclaration:
      return "exportList";
    case K.ExportAssignment:
      return n.isExportEquals || ts.isIdentifier(n.expression) ? (n.isExportEquals ? "exportList" : "defaultExpr") : "defaultExpr";
    case K.FunctionDeclaration:
      return "function";
    case K.ClassDeclaration:
      return "class";
    case K.VariableStatement:
      return "variable";
    case K.InterfaceDeclaration:
      return "interface";
    case K.TypeAliasDeclaration:
      return "type";
    case K.EnumDeclaration:
      return "enum";
    case K.ModuleDeclaration:
      return ts.isStringLiteral(n.name) || n.flags & ts.NodeFlags.GlobalAugmentation ? "module" : "namespace";
  }
  return "effect";
}

// topDeclarations returns the declarations that bind a name at the top of the file.
function topDeclarations(source) {
  const top = new Set();
  ts.forEachChild(source, (n) => visit(n, true));
  return top;

  function visit(n, direct) {
    if (ts.isFunctionLike(n) || ts.isClassLike(n)) {
      if (direct && n.name && (ts.isFunctionDeclaration(n) || ts.isClassDeclaration(n))) top.add(n);
      return;
    }
    if (ts.isVariableDeclarationList(n)) {
      const scoped = n.flags & ts.NodeFlags.BlockScoped;
      if (!scoped || (direct && ts.isVariableStatement(n.parent))) for (const d of n.declarations) names(d);
    } else if (direct && named.has(n.kind)) {
      if (!(ts.isModuleDeclaration(n) && (ts.isStringLiteral(n.name) || n.flags & ts.NodeFlags.GlobalAugmentation))) top.add(n);
      return;
    } else if (ts.isModuleDeclaration(n)) return;
    ts.forEachChild(n, (k) => visit(k, direct && (ts.isVariableStatement(n) || ts.isImportDeclaration(n) || ts.isImportClause(n) || ts.isNamedImports(n))));
    if (direct && (ts.isImportClause(n) || ts.isNamespaceImport(n) || ts.isImportSpecifier(n)) && n.name) top.add(n);
  }

  function names(d) {
    if (ts.isIdentifier(d.name)) top.add(d);
    else d.name.elements.forEach((e) => ts.isBindingElement(e) && names(e));
  }
}

function nature(d) {
  switch (d.kind) {
    case K.VariableDeclaration:
    case K.BindingElement:
    case K.FunctionDeclaration:
      return "value";
    case K.ClassDeclaration:
    case K.EnumDeclaration:
      return "value type";
    case K.InterfaceDeclaration:
    case K.TypeAliasDeclaration:
      return "type";
    case K.ModuleDeclaration:
      return ts.getModuleInstanceState(d) === 0 ? "type" : "value type";
  }
  return "-";
}

function init(d, span) {
  let words = "";
  let list = d;
  while (list && !ts.isVariableDeclarationList(list)) list = ts.isBindingElement(list) || ts.isBindingName(list) || ts.isVariableDeclaration(list) ? list.parent : undefined;
  if (list && !(list.flags & ts.NodeFlags.Const)) words += " mutable";
  if (ts.isVariableDeclaration(d) && d.initializer) words += ` init ${span(d.initializer)}`;
  if (ts.isEnumDeclaration(d) && has(d, K.ConstKeyword)) words += " const";
  if (ts.isBindingElement(d) && ts.isObjectBindingPattern(d.parent) && !d.propertyName && !d.dotDotDotToken) words += " shorthand";
  return words;
}

for (const file of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  fs.writeSync(1, JSON.stringify(describe(file)) + "\n");
}
