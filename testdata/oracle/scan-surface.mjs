// The exports and the top-level declarations of a source file, from its syntax tree.
import ts from "typescript";

const value = 1, type = 2;

export function isModule(source) {
  if (source.statements.some((s) => indicator(s))) return true;
  return usesMeta(source);
}

function indicator(s) {
  return ts.isImportDeclaration(s) || ts.isExportDeclaration(s) || ts.isExportAssignment(s) || exported(s) ||
    (ts.isImportEqualsDeclaration(s) && ts.isExternalModuleReference(s.moduleReference));
}

function usesMeta(root) {
  const stack = [root];
  while (stack.length) {
    const node = stack.pop();
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword && node.name.text === "meta") return true;
    ts.forEachChild(node, (child) => void stack.push(child));
  }
  return false;
}

const exported = (s) => ts.canHaveModifiers(s) && !!s.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
const isDefault = (s) => !!s.modifiers?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);

// directives lists the strings that a file's statements start with, as they are written.
export function directives(source, at) {
  const found = [];
  for (const s of source.statements) {
    if (!ts.isExpressionStatement(s) || !ts.isStringLiteral(s.expression)) break;
    const [start, end] = [s.expression.getStart(source), s.expression.end];
    found.push({ text: source.text.slice(start + 1, end - 1), span: [at(start), at(end)] });
  }
  return found;
}

export function surface(source, at) {
  const { exports, decls } = list(source.statements, source, at, source.isDeclarationFile && isModule(source));
  return { exports, decls };
}

// body lists what an ambient module block exports.
export function list(statements, source, at, ambient) {
  const explicit = statements.some((s) => ts.isExportDeclaration(s) || ts.isExportAssignment(s));
  const decls = new Map(), exports = new Map();
  const start = (n) => n.getStart(source);
  const add = (map, key, entry) => {
    const old = map.get(key);
    if (!old) return void map.set(key, entry);
    old.nature |= entry.nature;
    if (old.imported === undefined) old.local ||= entry.local;
    old.typeOnly &&= entry.typeOnly;
  };
  const late = [];
  for (const s of statements) {
    const isExported = exported(s);
    for (const [name, nature] of declared(s)) {
      add(decls, name.text, { name: name.text, nature, at: at(start(name)) });
      if (isExported && isDefault(s)) continue;
      if (isExported || (ambient && !explicit && !ts.isImportEqualsDeclaration(s))) {
        late.push({ name: name.text, local: name.text, nature, own: true, typeOnly: false, at: at(start(name)) });
      }
    }
    if (isExported && isDefault(s)) {
      const keyword = s.modifiers.find((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
      late.push({ name: "default", local: s.name?.text ?? "", nature: natureOf(s), typeOnly: false, at: at(start(keyword)) });
    }
    late.push(...exportsOf(s, source, at));
  }
  for (const e of late) {
    if (!e.own && e.local && decls.has(e.local)) e.nature = decls.get(e.local).nature;
  }
  late.sort((a, b) => a.at - b.at);
  for (const e of late) add(exports, e.name, e);
  return { exports: [...exports.values()], decls: [...decls.values()].sort((a, b) => a.at - b.at) };
}

function exportsOf(s, source, at) {
  const start = (n) => at(n.getStart(source));
  if (ts.isExportAssignment(s)) {
    const local = ts.isIdentifier(s.expression) ? s.expression.text : "";
    const keyword = s.getChildren(source).find((c) => c.kind === (s.isExportEquals ? ts.SyntaxKind.EqualsToken : ts.SyntaxKind.DefaultKeyword));
    return [{ name: s.isExportEquals ? "export=" : "default", local, nature: local ? 0 : value, typeOnly: false, at: start(keyword) }];
  }
  if (ts.isImportEqualsDeclaration(s) && exported(s) && ts.isExternalModuleReference(s.moduleReference)) {
    return [{ name: s.name.text, local: s.name.text, nature: 0, typeOnly: s.isTypeOnly, at: start(s.name) }];
  }
  if (!ts.isExportDeclaration(s) || !s.exportClause) return [];
  const ref = !!s.moduleSpecifier;
  if (ts.isNamespaceExport(s.exportClause)) {
    return [{ name: s.exportClause.name.text, local: "", nature: 0, typeOnly: s.isTypeOnly, imported: "*", at: start(s.exportClause.name) }];
  }
  return s.exportClause.elements.map((e) => {
    const first = (e.propertyName ?? e.name).text;
    return { name: e.name.text, local: ref ? "" : first, nature: 0, typeOnly: s.isTypeOnly || e.isTypeOnly, ...(ref ? { imported: first } : {}), at: start(e.name) };
  });
}

// declared lists the names that a statement declares, each with its nature.
function declared(s) {
  if (ts.isVariableStatement(s)) return s.declarationList.declarations.flatMap((d) => bound(d.name)).map((n) => [n, value]);
  if (ts.isImportEqualsDeclaration(s)) return ts.isExternalModuleReference(s.moduleReference) ? [] : [[s.name, value | type]];
  const nature = natureOf(s);
  if (!nature || !s.name || !ts.isIdentifier(s.name) || s.flags & ts.NodeFlags.GlobalAugmentation) return [];
  return [[s.name, nature]];
}

function natureOf(s) {
  if (ts.isFunctionDeclaration(s)) return value;
  if (ts.isClassDeclaration(s) || ts.isEnumDeclaration(s)) return value | type;
  if (ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s)) return type;
  if (ts.isModuleDeclaration(s)) return ts.getModuleInstanceState(s) === 0 ? type : value | type;
  return 0;
}

function bound(name) {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((e) => (ts.isOmittedExpression(e) ? [] : bound(e.name)));
}
