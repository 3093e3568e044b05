// Judges small programs: reads one request a line, answers one line.
//
//   {"files": {path: text}}  -> {"errors": ["file:line TSnnnn message", …]}
//   {"code": text}           -> {"log": [...], "effects": [...], "error": text or ""}
//
// The options are those of the files' own tsconfig.json, if they have one. Beside what the browser
// offers, files may use what test runners do, styles, pictures, require, and log and effect, the two
// functions of the context that code runs in.
import { createRequire } from "node:module";
import readline from "node:readline";
import vm from "node:vm";
import ts from "typescript";

const require = createRequire(import.meta.url);

const base = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true, noImplicitAny: false, isolatedModules: true, jsx: ts.JsxEmit.Preserve, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  baseUrl: "/", paths: { "@/*": ["./*"] },
};
const always = { noEmit: true, skipLibCheck: true, types: [] };
const real = ts.createCompilerHost(base);
const libs = new Map();
const ambient = `
declare function log(...x: unknown[]): void;
declare function effect(x: string): void;
declare const vi: any, jest: any, describe: any, it: any, test: any, expect: any, process: any;
declare var require: any, module: any, exports: any;
declare module "*.css";
declare module "*.png";
`;

function options(all) {
  if (!all.has("/tsconfig.json")) return { ...base, ...always };
  const host = { useCaseSensitiveFileNames: true, readDirectory: () => [], fileExists: (p) => all.has(p), readFile: (p) => all.get(p) };
  const { config } = ts.parseConfigFileTextToJson("/tsconfig.json", all.get("/tsconfig.json"));
  const own = ts.parseJsonConfigFileContent(config, host, "/").options;
  return { target: base.target, lib: base.lib, module: base.module, ...own, ...always };
}

function errors(files) {
  const all = new Map(Object.entries(files).map(([p, text]) => ["/" + p, text]));
  all.set("/ambient.d.ts", ambient);
  const folders = new Set([...all.keys()].flatMap((p) => [...p.matchAll(/\//g)].map((m) => p.slice(0, m.index) || "/")));
  const host = {
    ...real,
    getCurrentDirectory: () => "/",
    fileExists: (p) => all.has(p),
    readFile: (p) => all.get(p),
    directoryExists: (p) => folders.has(p.replace(/(?<=.)\/$/, "")),
    getDirectories: () => [],
    realpath: (p) => p,
    getSourceFile(p, version) {
      if (all.has(p)) return ts.createSourceFile(p, all.get(p), version, true);
      if (!libs.has(p)) libs.set(p, real.getSourceFile(p, version));
      return libs.get(p);
    },
  };
  const own = options(all);
  const code = own.allowJs ? /\.[cm]?[jt]sx?$/ : /\.[cm]?tsx?$/;
  const program = ts.createProgram([...all.keys()].filter((p) => code.test(p) && !p.includes("/node_modules/")), own, host);
  return ts.getPreEmitDiagnostics(program).map((d) => {
    const line = d.file ? d.file.getLineAndCharacterOfPosition(d.start).line + 1 : 0;
    return `${d.file?.fileName.slice(1) ?? ""}:${line} TS${d.code} ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`;
  });
}

async function run(code) {
  const out = { log: [], effects: [], error: "" };
  try {
    const show = (x) => (typeof x === "function" ? "function" : JSON.stringify(x) ?? String(x));
    const context = vm.createContext({ URL, require, log: (...x) => out.log.push(x.map(show).join(" ")), effect: (x) => out.effects.push(show(x)) });
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
