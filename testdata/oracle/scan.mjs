// Prints what TypeScript's own parser finds in files: references, exports and declarations, one JSON
// document a line and a file, in the order given. The scanner's tests compare it with Module.
//
//   node scan.mjs FILE…            the files named
//   node scan.mjs -                file names from standard input, one a line
//
// Offsets are in bytes. A file that TypeScript parses with errors is printed as {"file", "errors"}.
import fs from "node:fs";
import ts from "typescript";
import { offsets } from "./offsets.mjs";
import { scripts } from "./scan-blocks.mjs";
import { surface, directives, isModule } from "./scan-surface.mjs";
import { dynamic, references } from "./scan-references.mjs";

const arguments_ = process.argv.slice(2);
const files = arguments_[0] === "-" ? fs.readFileSync(0, "utf8").split("\n").filter(Boolean) : arguments_;
const out = [];
for (const file of files) {
  out.push(JSON.stringify(describe(file)));
  if (out.length >= 100) flush();
}
flush();

function flush() {
  if (out.length) fs.writeSync(1, out.splice(0).join("\n") + "\n");
}

function describe(file) {
  const bytes = fs.readFileSync(file);
  const text = bytes.toString("utf8");
  if (Buffer.byteLength(text) !== bytes.length || !Buffer.from(text).equals(bytes)) return { file, errors: ["not UTF-8"] };
  const result = { file, module: false, refs: [], exports: [], decls: [], directives: [], dynamic: [] };
  const at = offsets(text), place = places(text, at);
  for (const script of scripts(file, text)) {
    const source = ts.createSourceFile(script.name, script.text, ts.ScriptTarget.Latest, true, script.kind);
    if (source.parseDiagnostics.length) {
      const d = source.parseDiagnostics[0];
      return { file, errors: [`${d.start} ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`] };
    }
    result.module ||= isModule(source);
    result.refs.push(...references(source, at, place));
    result.dynamic.push(...dynamic(source, at));
    result.directives.push(...directives(source, at));
    const { exports, decls } = surface(source, at);
    result.exports.push(...exports);
    result.decls.push(...decls);
  }
  return result;
}

// places returns the function from byte offsets to lines and columns, both from 1, columns in bytes.
function places(text, at) {
  const starts = [0, ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map((m) => at(m.index + m[0].length))];
  return (offset) => {
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  };
}
