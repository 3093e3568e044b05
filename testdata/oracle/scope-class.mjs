// The members of a class that a top-level statement declares.
import ts from "typescript";

const K = ts.SyntaxKind;

export function classLines(statement, source, at) {
  const c = classOf(statement);
  if (!c) return [];
  const span = (n) => `${at(n.getStart(source))}-${at(source.text[n.end - 1] === ";" && !ts.isSemicolonClassElement(n) ? trimmed(n, source) : n.end)}`;
  const out = [];
  for (const m of c.members) {
    if (ts.isSemicolonClassElement(m)) continue;
    out.push(`member ${[kind(m), ts.isStatic(m) ? "static" : "", access(m), name(m, source)].filter(Boolean).join(" ")} ${span(m)}`);
    if (!ts.isConstructorDeclaration(m)) continue;
    for (const p of m.parameters) {
      if (ts.isParameterPropertyDeclaration(p, m)) out.push(`member parameter ${[access(p), p.name.text].filter(Boolean).join(" ")} ${span(p)}`);
    }
  }
  return out;
}

function trimmed(n, source) {
  let end = n.end - 1;
  const inner = ts.isPropertyDeclaration(n) ? [n.initializer, n.type, n.exclamationToken, n.questionToken, n.name] : [n.body, n.type];
  const last = inner.find(Boolean);
  if (last) return last.end;
  while (/\s/.test(source.text[end - 1])) end--;
  return end;
}

function classOf(n) {
  if (ts.isClassDeclaration(n)) return n;
  if (!ts.isVariableStatement(n) || n.declarationList.declarations.length !== 1) return;
  const d = n.declarationList.declarations[0];
  let value = d.initializer;
  while (value && (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value) || ts.isNonNullExpression(value) || ts.isTypeAssertionExpression(value))) value = value.expression;
  if (ts.isIdentifier(d.name) && value && ts.isClassExpression(value)) return value;
}

function kind(m) {
  switch (m.kind) {
    case K.Constructor:
      return "constructor";
    case K.PropertyDeclaration:
      return "field";
    case K.GetAccessor:
      return "getter";
    case K.SetAccessor:
      return "setter";
    case K.ClassStaticBlockDeclaration:
      return "block";
    case K.IndexSignature:
      return "index";
  }
  return "method";
}

const access = (m) => m.modifiers?.map((x) => ts.tokenToString(x.kind)).find((x) => /^(public|private|protected)$/.test(x ?? "")) ?? "";

function name(m, source) {
  if (ts.isConstructorDeclaration(m)) return "constructor";
  if (ts.isClassStaticBlockDeclaration(m)) return "static";
  if (!m.name) return "";
  return ts.isStringLiteral(m.name) ? m.name.getText(source).slice(1, -1) : m.name.getText(source);
}
