// What a program uses of the module that `require` or `import()` yields, where the syntax tells.
import ts from "typescript";

export function members(node, source, promise) {
  let value = node;
  let up = node.parent;
  if (promise && (ts.isPropertyAccessExpression(up) || ts.isElementAccessExpression(up)) && up.expression === value) {
    return ts.isPropertyAccessExpression(up) ? then(up, source) : { whole: true };
  }
  if (promise) {
    if (!ts.isAwaitExpression(up)) return ts.isExpressionStatement(up) ? {} : { whole: true };
    value = up;
    up = value.parent;
  }
  while (ts.isParenthesizedExpression(up)) {
    value = up;
    up = value.parent;
  }
  if (ts.isNonNullExpression(up)) {
    const asserted = up;
    if (access(asserted.parent, asserted)) return { names: [access(asserted.parent, asserted, source)] };
    return { whole: true };
  }
  const name = access(up, value, source);
  if (name) return { names: [name] };
  if (ts.isExpressionStatement(up)) return {};
  if (ts.isVariableDeclaration(up) && up.initializer === value && !up.type) {
    if (ts.isIdentifier(up.name)) return { whole: true, bound: up.name.text };
    if (ts.isObjectBindingPattern(up.name)) return pattern(up.name, source);
  }
  return { whole: true };
}

// access returns the member that `up` takes from `value` when its name is known.
function access(up, value, source) {
  if (ts.isPropertyAccessExpression(up) && up.expression === value && ts.isIdentifier(up.name)) return named(up.name, source);
  if (ts.isElementAccessExpression(up) && up.expression === value && ts.isStringLiteralLike(up.argumentExpression)) return named(up.argumentExpression, source);
}

const named = (n, source) => ({ imported: n.text, at: n.getStart(source), elem: span(n, source) });

export const span = (n, source) => [n.getStart(source), n.end];

function pattern(p, source) {
  const names = [];
  let whole = false;
  for (const e of p.elements) {
    const key = e.propertyName ?? e.name;
    if (e.dotDotDotToken || ts.isComputedPropertyName(key)) {
      whole = true;
      continue;
    }
    names.push({ imported: key.text, local: ts.isIdentifier(e.name) ? e.name.text : "", at: key.getStart(source), elem: span(e, source) });
  }
  return { names, braces: span(p, source), ...(whole ? { whole } : {}) };
}

// then looks at the callback of `import('x').then(…)`.
function then(up, source) {
  const call = up.parent;
  if (up.name.text !== "then" || !ts.isCallExpression(call) || call.expression !== up) return { whole: true };
  const callback = call.arguments[0];
  if (!callback || !ts.isArrowFunction(callback)) return { whole: true };
  const parameter = callback.parameters[0];
  if (!parameter) return {};
  if (parameter.dotDotDotToken) return { whole: true };
  if (ts.isObjectBindingPattern(parameter.name)) return pattern(parameter.name, source);
  if (!ts.isIdentifier(parameter.name) || parameter.initializer || parameter.questionToken) return { whole: true };
  return uses(parameter.name.text, call.arguments, callback, source);
}

// uses collects the members taken from a parameter; any other use of it lets the module escape.
function uses(name, arguments_, callback, source) {
  const names = [];
  let whole = false;
  const visit = (node) => {
    if (ts.isIdentifier(node) && node.text === name && !isMemberName(node)) {
      const up = node.parent;
      let taken = access(up, node, source);
      if (ts.isNonNullExpression(up)) taken = access(up.parent, up, source);
      if (ts.isQualifiedName(up) && up.left === node) taken = named(up.right, source);
      if (!taken) whole = true;
      else names.push(taken);
    }
    ts.forEachChild(node, visit);
  };
  visit(callback.body);
  for (const argument of arguments_.slice(1)) visit(argument);
  return { names: names.sort((a, b) => a.at - b.at), ...(whole ? { whole } : {}) };
}

function isMemberName(node) {
  const up = node.parent;
  return (ts.isPropertyAccessExpression(up) && up.name === node) || (ts.isQualifiedName(up) && up.right === node) ||
    ts.isJsxAttribute(up) && up.name === node;
}
