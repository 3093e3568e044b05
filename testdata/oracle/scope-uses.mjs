// What a top-level statement uses that is not bound inside it, and which names are bound inside it.
import ts from "typescript";

const K = ts.SyntaxKind;

// uses returns the lines of the uses, the names bound inside, and adds the statement's flags to flags.
export function uses(statement, source, checker, top, at, flags) {
  const found = [];
  const locals = new Set();
  visit(statement);
  return { found, locals };

  function visit(n) {
    note(n);
    if (ts.isIdentifier(n) && !(ts.isMetaProperty(n.parent) && n.parent.name === n)) identifier(n);
    if (binds(n) && !top.has(n) && n.name) {
      if (ts.isIdentifier(n.name) || ts.isStringLiteral(n.name) || ts.isNoSubstitutionTemplateLiteral(n.name)) locals.add(n.name.text);
    }
    ts.forEachChild(n, visit);
  }

  function identifier(n) {
    const as = meaning(n);
    if (!as || n.text === "" || n.originalKeywordKind === K.UndefinedKeyword || n.text === "undefined") return;
    if (n.text === "arguments" && insideFunction(n)) return;
    if (bound(n)) return;
    const words = [`use ${n.text} ${at(n.getStart(source))}-${at(n.end)} ${as}`];
    const form = formOf(n);
    if (form) words.push(form);
    if ((as === "value" || as === "both") && form !== "specifier" && !(n.flags & ts.NodeFlags.Ambient) && isEager(n)) words.push("eager");
    if (ts.getAssignmentTargetKind(n) !== 0) words.push("write");
    const member = memberOf(n);
    if (member !== undefined) words.push(`.${member}`);
    found.push(words.join(" "));
  }

  function bound(n) {
    let symbol;
    if (ts.isShorthandPropertyAssignment(n.parent) && n.parent.name === n) symbol = checker.getShorthandAssignmentValueSymbol(n.parent);
    else if (ts.isExportSpecifier(n.parent)) symbol = checker.getExportSpecifierLocalTargetSymbol(n.parent);
    else symbol = checker.getSymbolAtLocation(n);
    const here = symbol?.declarations?.filter((d) => d.getSourceFile() === source && !ts.isSourceFile(d)) ?? [];
    if (ts.isInJSFile(n)) {
      // Assignments that TypeScript reads as declarations in JavaScript bind nothing.
      const real = here.filter((d) => binds(d) || top.has(d));
      return real.length > 0 && !real.some((d) => top.has(d));
    }
    return here.length > 0 && !here.some((d) => top.has(d));
  }

  function note(n) {
    if (ts.isJsxOpeningLikeElement(n) || ts.isJsxFragment(n)) flags.add("jsx");
    if (ts.isDecorator(n)) flags.add("decorators");
    if (ts.isMetaProperty(n) && n.keywordToken === K.ImportKeyword) flags.add("importMeta");
    if (ts.isAwaitExpression(n) && !insideFunction(n, true)) flags.add("topAwait");
    if (ts.isForOfStatement(n) && n.awaitModifier && !insideFunction(n, true)) flags.add("topAwait");
    if (ts.isVariableDeclarationList(n) && (n.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing && !insideFunction(n, true)) flags.add("topAwait");
    if (n.kind === K.ThisKeyword && !ts.isThisTypeNode(n) && !ts.isTypeQueryNode(n.parent) && !ts.isTypePredicateNode(n.parent) && ts.getThisContainer(n, false, false) === source) flags.add("topThis");
  }
}

// insideFunction tells whether n is inside a function, an arrow function only when arrows is set.
function insideFunction(n, arrows = false) {
  for (let k = n, p = n.parent; p; k = p, p = p.parent) {
    if (ts.isDecorator(k)) {
      if (ts.isParameter(p)) [k, p] = [p.parent, p.parent.parent];
      continue;
    }
    if (ts.isFunctionLike(p) && k !== p.name && (arrows || !ts.isArrowFunction(p))) return true;
    if (ts.isPropertyDeclaration(p) && p.initializer === k) return true;
    if (ts.isClassStaticBlockDeclaration(p) && arrows) return true;
  }
  return false;
}

const binding = new Set([
  K.VariableDeclaration, K.BindingElement, K.FunctionDeclaration, K.FunctionExpression, K.ClassDeclaration, K.ClassExpression,
  K.InterfaceDeclaration, K.TypeAliasDeclaration, K.EnumDeclaration, K.EnumMember, K.TypeParameter, K.ImportEqualsDeclaration,
  K.ImportClause, K.ImportSpecifier, K.NamespaceImport, K.ModuleDeclaration, K.Parameter,
]);

function binds(n) {
  if (!binding.has(n.kind)) return false;
  if (ts.isParameter(n)) return !ts.isIndexSignatureDeclaration(n.parent) && !(ts.isIdentifier(n.name) && n.name.text === "this");
  if (ts.isModuleDeclaration(n)) return !ts.isStringLiteral(n.name) && !(n.flags & ts.NodeFlags.GlobalAugmentation);
  return true;
}

// meaning returns in which meaning an identifier refers to a name, or nothing when it refers to none.
function meaning(n) {
  const p = n.parent;
  if (ts.isPropertyAccessExpression(p) && p.name === n) return;
  if (ts.isQualifiedName(p) && p.right === n) return;
  if ((ts.isPropertyAssignment(p) || ts.isJsxAttribute(p) || ts.isMethodDeclaration(p) || ts.isAccessor(p) || ts.isPropertySignature(p) ||
      ts.isMethodSignature(p) || ts.isPropertyDeclaration(p) || ts.isImportAttribute(p) || ts.isNamedTupleMember(p)) && p.name === n) return;
  if (ts.isBindingElement(p) && (p.name === n || p.propertyName === n)) return;
  if (binding.has(p.kind) && p.name === n) return;
  if (ts.isImportSpecifier(p) || ts.isNamespaceExport(p) || ts.isNamespaceExportDeclaration(p)) return;
  if (ts.isLabeledStatement(p) || ts.isBreakOrContinueStatement(p)) return;
  if (ts.isTypePredicateNode(p) && p.parameterName === n) return "erased";
  if (ts.isJsxNamespacedName(p)) return;
  if (ts.isImportTypeNode(p) || (p.parent && ts.isConstTypeReference(p))) return;
  if (ts.isExportSpecifier(p)) return specifier(n, p);
  if ((ts.isJsxOpeningLikeElement(p) || ts.isJsxClosingElement(p)) && p.tagName === n && ts.isIntrinsicJsxName(n.text)) return;
  return ts.isQualifiedName(p) || isEntity(n) ? entity(n) : valueMeaning(n);
}

function specifier(n, p) {
  if (p.parent.parent.moduleSpecifier || (p.propertyName && p.name === n)) return;
  return p.isTypeOnly || p.parent.parent.isTypeOnly ? "erased" : "both";
}

const isEntity = (n) => ts.isTypeReferenceNode(n.parent) || ts.isTypeQueryNode(n.parent) || ts.isImportEqualsDeclaration(n.parent);

// entity is the meaning of a name, or the leftmost part of one, that no expression holds.
function entity(n) {
  let top = n;
  while (ts.isQualifiedName(top.parent)) top = top.parent;
  if (ts.isImportTypeNode(top.parent)) return;
  if (ts.isTypeQueryNode(top.parent)) return "erased";
  if (ts.isImportEqualsDeclaration(top.parent)) return "both";
  return top === n ? "type" : "namespace";
}

function valueMeaning(n) {
  let top = n;
  while (ts.isPropertyAccessExpression(top.parent) && top.parent.expression === top) top = top.parent;
  const heritage = ts.isExpressionWithTypeArguments(top.parent) && ts.isHeritageClause(top.parent.parent) ? top.parent.parent : undefined;
  if (heritage) {
    const extended = heritage.token === K.ExtendsKeyword && ts.isClassLike(heritage.parent);
    if (!extended) return top === n ? "type" : "namespace";
    if (top === n) return isErased(n) ? "erased" : "both";
  }
  if (ts.isExportAssignment(n.parent)) return "both";
  return isErased(n) ? "erased" : "value";
}

// isErased tells whether nothing of an expression is left at run time: in types and ambient declarations.
function isErased(n) {
  if (n.flags & ts.NodeFlags.Ambient) return true;
  for (let k = n, p = n.parent; p; k = p, p = p.parent) {
    if (ts.isTypeLiteralNode(p) || ts.isInterfaceDeclaration(p)) return true;
    if ((ts.isMethodDeclaration(p) && !p.body) && p.name === k && !ts.isObjectLiteralExpression(p.parent)) return true;
    if (ts.isClassElement(p) && p.modifiers?.some((m) => m.kind === K.DeclareKeyword)) return true;
    if (p.modifiers?.some((m) => m.kind === K.AbstractKeyword) && !ts.isClassLike(p) && p.name === k) return true;
  }
  return false;
}

function formOf(n) {
  if (ts.isShorthandPropertyAssignment(n.parent) && n.parent.name === n) return "shorthand";
  if (ts.isExportSpecifier(n.parent)) return "specifier";
  let top = n;
  while (ts.isPropertyAccessExpression(top.parent) && top.parent.expression === top) top = top.parent;
  if ((ts.isJsxOpeningLikeElement(top.parent) || ts.isJsxClosingElement(top.parent)) && top.parent.tagName === top) return "jsx";
}

function memberOf(n) {
  let k = n;
  while (ts.isParenthesizedExpression(k.parent)) k = k.parent;
  const p = k.parent;
  if (ts.isPropertyAccessExpression(p) && p.expression === k) return p.name.text;
  if (ts.isQualifiedName(p) && p.left === k) return p.right.text;
  if (ts.isElementAccessExpression(p) && p.expression === k && ts.isStringLiteral(p.argumentExpression)) return p.argumentExpression.text;
}

// isEager tells whether an expression is evaluated as the module loads.
function isEager(n) {
  for (let k = n, p = n.parent; p && !ts.isSourceFile(p); k = p, p = p.parent) {
    if (ts.isDecorator(k)) {
      if (ts.isParameter(p)) [k, p] = [p.parent, p.parent.parent];
      continue;
    }
    if (ts.isFunctionLike(p) && k !== p.name && !calledOnTheSpot(p)) return false;
    if (ts.isPropertyDeclaration(p) && p.initializer === k && !ts.isStatic(p)) return false;
  }
  return true;
}

function calledOnTheSpot(f) {
  if (!ts.isFunctionExpression(f) && !ts.isArrowFunction(f)) return false;
  let k = f;
  const up = () => {
    while (ts.isParenthesizedExpression(k.parent)) k = k.parent;
  };
  up();
  if (ts.isPropertyAccessExpression(k.parent) && k.parent.expression === k) {
    k = k.parent;
    up();
  }
  return ts.isCallExpression(k.parent) && k.parent.expression === k;
}
