// TypeScript's errors as data, and what two lists of them do not share.
import path from "node:path";
import ts from "typescript";

// where is an error with its position, paths relative to root.
export function where(d, root) {
  const at = d.file ? d.file.getLineAndCharacterOfPosition(d.start) : { line: -1, character: -1 };
  const file = d.file ? path.relative(root, d.file.fileName).replaceAll("\\", "/") : "";
  const message = flat(d).replaceAll(root + "/", "");
  return { file, line: at.line + 1, column: at.character + 1, code: d.code, message };
}

// flat is the whole message of an error.
export const flat = (d) => ts.flattenDiagnosticMessageText(d.messageText, "\n");
const text = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
// order sorts errors by file and position.
export const order = (a, b) => text(a.file, b.file) || a.line - b.line || a.column - b.column || a.code - b.code;

// difference lists what is only in one of two lists of errors. Errors are told apart by file, code and
// message. What depends on what TypeScript met first, the order in which it writes unions and what it suggests
// instead, does not count; neither does the file when the same error is gone from another one, since its code
// may have moved.
export function difference(before, after) {
  const words = (m) => (m.includes(" | ") ? m.split(/[^\w$]+/).sort().join(" ") : m);
  const plain = (m) => m.replace(/ (Did you mean|Do you need to|Try changing) .*/g, "");
  const suggests = { 2552: 2304, 2551: 2339, 2724: 2305, 2792: 2307 };
  const texts = new Map();
  const key = (e) => {
    const k = `${e.file} TS${suggests[e.code] ?? e.code} ${words(plain(e.message))}`;
    texts.set(k, `${e.file} TS${e.code} ${e.message}`);
    return k;
  };
  const count = (list) => list.reduce((m, e) => ((k) => m.set(k, (m.get(k) ?? 0) + 1))(key(e)), new Map());
  const [a, b] = [count(before), count(after)];
  const more = (x, y) => [...x].flatMap(([k, n]) => Array(Math.max(0, n - (y.get(k) ?? 0))).fill(k));
  const gone = more(a, b);
  const what = (k) => k.slice(k.indexOf(" TS"));
  const moved = [];
  const added = more(b, a).filter((k) => {
    const at = gone.findIndex((g) => what(g) === what(k));
    if (at >= 0) moved.push(`${texts.get(gone.splice(at, 1)[0])} -> ${k.slice(0, k.indexOf(" TS"))}`);
    return at < 0;
  });
  return { new: added.map((k) => texts.get(k)), gone: gone.map((k) => texts.get(k)), moved };
}
