// Judges small programs: reads one request a line, answers one line.
//
//   {"files": {path: text}, "check": true}   -> {"errors": ["file:line TSnnnn message", …]}
//   {"code": text}                           -> {"log": [...], "effects": [...], "error": text or ""}
//
// Code runs in a context of its own with two functions, log and effect.
import readline from "node:readline";
import vm from "node:vm";
import ts from "typescript";

const options = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true, strict: true, noImplicitAny: false, skipLibCheck: true, types: [], isolatedModules: true, jsx: ts.JsxEmit.Preserve,
  lib: ["lib.es2022.d.ts"], baseUrl: "/", paths: { "@/*": ["./*"] },
};
const real = ts.createCompilerHost(options);
const libs = new Map();

function errors(files) {
  const all = new Map(Object.entries(files).map(([p, text]) => ["/" + p, text]));
  const host = {
    ...real,
    getCurrentDirectory: () => "/",
    fileExists: (p) => all.has(p),
    readFile: (p) => all.get(p),
    directoryExists: undefined,
    getDirectories: () => [],
    getSourceFile(p, version) {
      if (all.has(p)) return ts.createSourceFile(p, all.get(p), version, true);
      if (!libs.has(p)) libs.set(p, real.getSourceFile(p, version));
      return libs.get(p);
    },
  };
  const roots = [...all.keys()].filter((p) => /\.[cm]?tsx?$/.test(p));
  const program = ts.createProgram(roots, options, host);
  return ts.getPreEmitDiagnostics(program).map((d) => {
    const line = d.file ? d.file.getLineAndCharacterOfPosition(d.start).line + 1 : 0;
    return `${d.file?.fileName.slice(1) ?? ""}:${line} TS${d.code} ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`;
  });
}

async function run(code) {
  const out = { log: [], effects: [], error: "" };
  try {
    const show = (x) => (typeof x === "function" ? "function" : JSON.stringify(x) ?? String(x));
    const context = vm.createContext({ log: (...x) => out.log.push(x.map(show).join(" ")), effect: (x) => out.effects.push(show(x)) });
    await vm.runInContext(code, context, { timeout: 2000 });
  } catch (e) {
    out.error = String(e);
  }
  return out;
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const answer = request.files ? { errors: errors(request.files) } : await run(request.code);
  process.stdout.write(JSON.stringify(answer) + "\n");
}
