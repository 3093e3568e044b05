// The string literals of a source file that name modules.
import ts from "typescript";

const mocks = /^(mock|doMock|unmock|dontMock|deepUnmock|doUnmock|setMock|requireActual|requireMock|importActual|importMock|createMockFromModule)$/;

export function literals(source) {
  const found = [];
  const stack = [source];
  const javaScript = !!(source.flags & ts.NodeFlags.JavaScriptFile);
  while (stack.length) {
    const node = stack.pop();
    if (ts.isStringLiteralLike(node) && names(node)) found.push(node);
    ts.forEachChild(node, (child) => void stack.push(child));
    if (javaScript) stack.push(...(node.jsDoc ?? []));
  }
  return found.sort((a, b) => a.pos - b.pos);
}

function names(literal) {
  const up = literal.parent;
  if (ts.isImportDeclaration(up) || ts.isExportDeclaration(up) || ts.isJSDocImportTag(up)) return up.moduleSpecifier === literal;
  if (ts.isExternalModuleReference(up)) return true;
  if (ts.isLiteralTypeNode(up)) return ts.isImportTypeNode(up.parent) && up.parent.argument === up;
  if (!ts.isCallExpression(up) || up.arguments[0] !== literal) return false;
  const callee = up.expression;
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === "require";
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  const object = callee.expression.text;
  return object === "require" ? callee.name.text === "resolve" : /^(jest|vi|vitest)$/.test(object) && mocks.test(callee.name.text);
}
