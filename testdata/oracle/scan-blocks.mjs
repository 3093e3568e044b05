// The scripts of a file: the file itself, or the script blocks of a component. What is no script is
// replaced with spaces, so that offsets stay those of the file.
import path from "node:path";
import ts from "typescript";

export function scripts(file, text) {
  const extension = path.extname(file);
  if (extension === ".vue" || extension === ".svelte") return tagged(file, text);
  if (extension === ".astro") return astro(file, text);
  if (extension === ".mdx") return mdx(file, text);
  return [{ name: file, text, kind: undefined }];
}

function tagged(file, text) {
  const found = [];
  const markup = blank(text, /<!--[^]*?-->/g);
  const pattern = /<script\b((?:"[^"]*"|'[^']*'|[^>"'])*)>([^]*?)<\/script\s*>/gi;
  for (const match of markup.matchAll(pattern)) {
    if (/\/\s*$/.test(match[1])) continue;
    const type = /\btype\s*=\s*["']?([^"'\s>]+)/.exec(match[1])?.[1] ?? "module";
    if (!/^(module|ts|(text|application)\/(javascript|typescript|babel))$/.test(type)) continue;
    const lang = /\blang\s*=\s*["']?(\w+)/.exec(match[1])?.[1];
    const end = match.index + match[0].lastIndexOf("</");
    const start = end - match[2].length;
    const only = " ".repeat(start) + text.slice(start, end);
    const kind = { ts: ts.ScriptKind.TS, typescript: ts.ScriptKind.TS, tsx: ts.ScriptKind.TSX }[lang] ?? ts.ScriptKind.JSX;
    found.push({ name: file, text: only, kind });
  }
  return found;
}

function blank(text, pattern) {
  return text.replace(pattern, (part) => " ".repeat(part.length));
}

function astro(file, text) {
  const found = [];
  const fence = /^\s*---([^]*?)^---/m.exec(text);
  let markup = text;
  if (fence && /^\s*$/.test(text.slice(0, fence.index))) {
    const start = text.indexOf("---") + 3;
    const only = " ".repeat(start) + fence[1];
    found.push({ name: file, text: only, kind: ts.ScriptKind.TS });
    const end = fence.index + fence[0].length;
    markup = " ".repeat(end) + text.slice(end);
  }
  return found.concat(tagged(file, markup).map((s) => ({ ...s, kind: ts.ScriptKind.TS })));
}

// mdx takes the blocks that start with `import` or `export` outside of fenced code. Like MDX itself it
// lets a block go on behind an empty line while it does not parse.
function mdx(file, text) {
  const found = [];
  const lines = text.split(/(?<=\n)/);
  let fence = "", at = 0;
  for (let i = 0; i < lines.length; at += lines[i++].length) {
    const mark = /^\s*(`{3,}|~{3,})(.*)/.exec(lines[i].trimEnd());
    if (fence) {
      if (mark && mark[1].startsWith(fence) && !mark[2].trim()) fence = "";
      continue;
    }
    if (mark) fence = mark[1];
    else if (/^(import|export)[\s{*'"]/.test(lines[i])) {
      let block = "";
      const start = at;
      for (let k = i; k < lines.length; k++) {
        if (!lines[k].trim() && parses(block)) break;
        block += lines[k];
        if (k > i) at += lines[i++].length;
      }
      found.push({ name: file, text: " ".repeat(start) + block, kind: ts.ScriptKind.JSX });
    }
  }
  return found;
}

function parses(text) {
  return !ts.createSourceFile("block.jsx", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JSX).parseDiagnostics.length;
}
