// Prints what every imported and re-exported name of a project means to TypeScript, one a line, sorted:
//
//	node bindings.mjs DIR [OLD=NEW…]
//	file local -> declaring file#name
//
// A name that means nothing is `?`. OLD=NEW writes the path of a file that moves as its new one, so
// that the lists from before and after a move can be compared line by line. With --modules it prints
// instead which file of the project each specifier leads to.
import path from "node:path";
import ts from "typescript";

const args = process.argv.slice(2);
const modules = args[0] === "--modules" && args.shift();
const root = path.resolve(args.shift() ?? ".");
const moved = new Map(args.map((a) => a.split("=")));

const config = ts.getParsedCommandLineOfConfigFile(path.join(root, "tsconfig.json"), { noEmit: true }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (d) => { throw new Error(ts.flattenDiagnosticMessageText(d.messageText, "\n")); } });
const program = ts.createProgram(config.fileNames, config.options);
const checker = program.getTypeChecker();
const lines = new Set();

const name = (file) => {
  const rel = path.relative(root, file).replaceAll("\\", "/");
  return moved.get(rel) ?? rel;
};
const own = (file) => !file.includes("/node_modules/") && !name(file).startsWith("..");

function meaning(symbol) {
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const at = symbol?.declarations?.[0];
  if (!at) return "?";
  return ts.isSourceFile(at) ? name(at.fileName) + "#*" : `${name(at.getSourceFile().fileName)}#${symbol.name}`;
}

for (const source of program.getSourceFiles().filter((s) => own(s.fileName))) {
  const add = (local, symbol) => lines.add(`${name(source.fileName)} ${local} -> ${meaning(symbol)}`);
  const visit = (node) => {
    if (modules) specifier(node, source);
    else if (ts.isImportClause(node) && node.name) add(node.name.text, checker.getSymbolAtLocation(node.name));
    else if (ts.isImportSpecifier(node)) add(node.name.text, checker.getSymbolAtLocation(node.name));
    else if (ts.isExportSpecifier(node)) add(`export ${node.name.text}`, checker.getSymbolAtLocation(node.name));
    ts.forEachChild(node, visit);
  };
  visit(source);
}
console.log([...lines].sort().join("\n"));

function specifier(node, source) {
  const text = node.moduleSpecifier ?? node.moduleReference?.expression ?? (ts.isCallExpression(node) ? call(node) : undefined) ??
    (ts.isImportTypeNode(node) ? node.argument.literal : undefined);
  if (!text || !ts.isStringLiteralLike(text)) return;
  const found = ts.resolveModuleName(text.text, source.fileName, config.options, ts.sys).resolvedModule;
  if (found && own(found.resolvedFileName)) {
    const { line } = source.getLineAndCharacterOfPosition(text.getStart(source));
    lines.add(`${name(source.fileName)}:${line + 1} ${ts.SyntaxKind[node.kind]} ${text.text} -> ${name(found.resolvedFileName)}`);
  }
}

function call(node) {
  const callee = node.expression;
  const loads = callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require") || ts.isPropertyAccessExpression(callee) && /^(mock|doMock|unmock|requireActual|importActual)$/.test(callee.name.text);
  return loads ? node.arguments[0] : undefined;
}
