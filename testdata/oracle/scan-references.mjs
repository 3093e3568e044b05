// The references of a source file, from its syntax tree.
import ts from "typescript";
import { members, span } from "./scan-members.mjs";
import { list } from "./scan-surface.mjs";

const mocks = new Set(["mock", "doMock", "unmock", "dontMock", "deepUnmock", "doUnmock", "setMock", "requireActual",
  "requireMock", "importActual", "importMock", "createMockFromModule", "genMockFromModule",
  "unstable_mockModule", "unstable_unmockModule"]);
const yields = new Set(["requireActual", "requireMock", "importActual", "importMock", "createMockFromModule", "genMockFromModule"]);

export function references(source, at, place) {
  const found = source.referencedFiles.map((r) => ({
    kind: "reference", specifier: r.fileName, start: at(r.pos), end: at(r.end), names: [], typeOnly: false,
  }));
  const taken = new Set();
  walk(source, (node) => {
    const ref = reference(node, source, taken, at);
    if (!ref) return;
    const literal = ref.literal;
    delete ref.literal;
    const start = literal.getStart(source, false) + 1;
    const names = (ref.names ?? []).map((n) => ({
      imported: n.imported, local: n.local ?? "", typeOnly: !!n.typeOnly, at: at(n.at), elem: n.elem.map(at),
    }));
    found.push({
      ...ref, specifier: literal.text, start: at(start), end: at(literal.end - 1), names, typeOnly: !!ref.typeOnly,
      ...(ref.stmt ? { stmt: ref.stmt.map(at) } : {}), ...(ref.braces ? { braces: ref.braces.map(at) } : {}), ...(nested(node) ? { nested: true } : {}),
    });
  });
  return found.sort((a, b) => a.start - b.start).map((r) => ({ ...r, ...place(r.start) }));
}

// dynamic lists where a module is loaded that no reader can tell: by an expression, or by a pattern.
export function dynamic(source, at) {
  const found = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    const callee = node.expression, first = node.arguments[0];
    const own = (n, name, owner) => ts.isPropertyAccessExpression(n) && name.includes(n.name.text) && owner(n.expression);
    const pattern = own(callee, ["glob", "globEager"], isMeta) || own(callee, ["context"], (n) => ts.isIdentifier(n) && n.text === "require");
    const loads = importing(callee) || (ts.isIdentifier(callee) && callee.text === "require");
    if (pattern || loads && first && !ts.isStringLiteralLike(first)) found.push(at(node.getStart(source)));
  });
  return found.sort((a, b) => a - b);
}

const importing = (c) => c.kind === ts.SyntaxKind.ImportKeyword || (ts.isMetaProperty(c) && ["defer", "source"].includes(c.name.text));

// walk visits every node, in JavaScript those of JSDoc comments included, without recursion.
function walk(root, visit) {
  const javaScript = !!(root.flags & ts.NodeFlags.JavaScriptFile);
  const stack = [root];
  while (stack.length) {
    const node = stack.pop();
    visit(node);
    const below = [];
    ts.forEachChild(node, (child) => void below.push(child));
    if (javaScript) for (const doc of node.jsDoc ?? []) below.push(doc);
    for (const child of below.reverse()) stack.push(child);
  }
}

function nested(node) {
  for (let up = node.parent; up; up = up.parent) if (ts.isModuleBlock(up)) return true;
  return false;
}

function reference(node, source, taken, at) {
  const text = (n) => n && ts.isStringLiteralLike(n);
  const own = (n) => [n.getStart(source), n.end];
  if (ts.isImportDeclaration(node) && text(node.moduleSpecifier)) {
    const clause = node.importClause;
    const attributes = node.attributes ? { attributes: true } : {};
    if (!clause) return { kind: "side-effect", literal: node.moduleSpecifier, stmt: own(node), ...attributes };
    return { kind: "import", literal: node.moduleSpecifier, stmt: own(node), typeOnly: clause.isTypeOnly, names: imported(clause, source), ...braces(clause.namedBindings, source), ...attributes };
  }
  if (ts.isJSDocImportTag?.(node) && text(node.moduleSpecifier)) {
    const names = node.importClause ? imported(node.importClause, source).map((n) => ({ ...n, typeOnly: true })) : [];
    return { kind: "import-type", literal: node.moduleSpecifier, typeOnly: true, names, ...braces(node.importClause?.namedBindings, source), jsdoc: true };
  }
  if (ts.isExportDeclaration(node) && text(node.moduleSpecifier)) return reexport(node, source, own);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference) && text(node.moduleReference.expression)) {
    const names = [{ imported: "*", local: node.name.text, typeOnly: node.isTypeOnly, ...spot(node.name, source) }];
    return { kind: "import-equals", literal: node.moduleReference.expression, stmt: own(node), typeOnly: node.isTypeOnly, names };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && text(node.argument.literal)) {
    return { kind: "import-type", literal: node.argument.literal, typeOnly: true, ...qualified(node, source), ...(inDoc(node) ? { jsdoc: true } : {}), ...(node.attributes ? { attributes: true } : {}) };
  }
  if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) {
    const body = node.body ? list(node.body.statements, source, at, true).exports : [];
    return { kind: "module-declaration", literal: node.name, stmt: own(node), body };
  }
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "URL" && text(node.arguments?.[0]) && metaURL(node.arguments[1])) {
    return { kind: "url", literal: node.arguments[0], stmt: own(node) };
  }
  if (ts.isCallExpression(node)) return call(node, source, own, taken);
}

function imported(clause, source) {
  const names = [];
  const all = clause.isTypeOnly;
  if (clause.name) names.push({ imported: "default", local: clause.name.text, typeOnly: all, ...spot(clause.name, source) });
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) names.push({ imported: "*", local: bindings.name.text, typeOnly: all, ...spot(bindings, source) });
  else if (bindings) for (const e of bindings.elements) names.push(element(e, all, source));
  return names;
}

function element(e, all, source) {
  const first = e.propertyName ?? e.name;
  return { imported: first.text, local: e.name.text, typeOnly: all || e.isTypeOnly, at: first.getStart(source), elem: span(e, source) };
}

const spot = (n, source) => ({ at: n.getStart(source), elem: span(n, source) });

// braces gives the span of the `{…}` that names stand in.
function braces(node, source) {
  return node && (ts.isNamedImports(node) || ts.isNamedExports(node)) ? { braces: span(node, source) } : {};
}

function reexport(node, source, own) {
  const ref = { literal: node.moduleSpecifier, stmt: own(node), typeOnly: node.isTypeOnly, ...(node.attributes ? { attributes: true } : {}) };
  const clause = node.exportClause;
  if (!clause) return { kind: "export-star", ...ref };
  if (ts.isNamespaceExport(clause)) {
    return { kind: "export-namespace", ...ref, names: [{ imported: "*", local: clause.name.text, typeOnly: node.isTypeOnly, ...spot(clause, source) }] };
  }
  return { kind: "export", ...ref, ...braces(clause, source), names: clause.elements.map((e) => element(e, node.isTypeOnly, source)) };
}

function qualified(node, source) {
  let first = node.qualifier;
  while (first && ts.isQualifiedName(first)) first = first.left;
  if (first) return { names: [{ imported: first.text, typeOnly: true, ...spot(first, source) }] };
  const up = node.parent;
  if (ts.isIndexedAccessTypeNode(up) && up.objectType === node && ts.isLiteralTypeNode(up.indexType) && ts.isStringLiteralLike(up.indexType.literal)) {
    const literal = up.indexType.literal;
    return { names: [{ imported: literal.text, typeOnly: true, ...spot(literal, source) }] };
  }
  return { whole: true };
}

function inDoc(node) {
  for (let up = node.parent; up; up = up.parent) if (ts.isJSDoc(up)) return true;
  return false;
}

const isMeta = (n) => ts.isMetaProperty(n) && n.keywordToken === ts.SyntaxKind.ImportKeyword && n.name.text === "meta";

function metaURL(n) {
  return n && ts.isPropertyAccessExpression(n) && n.name.text === "url" && isMeta(n.expression);
}

function call(node, source, own, taken) {
  const first = node.arguments[0];
  const callee = node.expression;
  if (callee && ts.isPropertyAccessExpression(callee) && mocks.has(callee.name.text) && runner(callee.expression)) {
    let literal = first;
    if (first && ts.isCallExpression(first) && importing(first.expression)) literal = first.arguments[0];
    if (!literal || !ts.isStringLiteralLike(literal)) return;
    if (literal !== first) taken.add(first);
    const object = runner(callee.expression);
    const second = node.arguments[1];
    const stmt = [root(callee.expression).getStart(source), node.end];
    const used = yields.has(callee.name.text) ? members(node, source, object !== "jest" && callee.name.text.startsWith("import")) : {};
    return { kind: "mock", literal, stmt, callee: `${object}.${callee.name.text}`, ...(second && !ts.isObjectLiteralExpression(second) ? { factory: true } : {}), ...used };
  }
  if (!first || !ts.isStringLiteralLike(first) || taken.has(node)) return;
  if (importing(callee)) {
    const options = node.arguments[1];
    return { kind: "dynamic-import", literal: first, stmt: own(node), ...(options && ts.isObjectLiteralExpression(options) ? { attributes: true } : {}), ...members(node, source, true) };
  }
  if (ts.isIdentifier(callee) && callee.text === "require") return { kind: "require", literal: first, stmt: own(node), ...members(node, source, false) };
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === "resolve") {
    if (ts.isIdentifier(callee.expression) && callee.expression.text === "require") return { kind: "require-resolve", literal: first, stmt: own(node), callee: "require.resolve" };
    if (isMeta(callee.expression)) return { kind: "require-resolve", literal: first, stmt: own(node), callee: "import.meta.resolve" };
  }
}

// runner names the test runner at the root of `jest.mock(…).mock(…)`.
function runner(n) {
  const top = root(n);
  if (!ts.isIdentifier(top) || !["jest", "vi", "vitest"].includes(top.text)) return undefined;
  return top === n ? top.text : "jest";
}

function root(n) {
  if (ts.isCallExpression(n) && ts.isPropertyAccessExpression(n.expression) && mocks.has(n.expression.name.text) && n.arguments[0] && ts.isStringLiteralLike(n.arguments[0])) return root(n.expression.expression);
  return n;
}
