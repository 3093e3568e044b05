// Judges planned states of a repo: reads one request a line, answers one line.
//
//   node project.mjs DIR [tsconfig.json]
//   {}                               -> {"checked": [path, …]}
//   {"files": {path: text or null}}  -> {"new": ["file TSnnnn message", …]}
//
// The second answer lists what TypeScript reports when the files are as given (null: gone) and did not report
// before. Packages and globals that are not installed were missing before and do not count. Without a
// tsconfig.json in DIR that names files, every TypeScript file is checked, with lenient options.
import path from "node:path";
import readline from "node:readline";
import ts from "typescript";
import { difference, where } from "./diagnostics.mjs";

const root = path.resolve(process.argv[2]);
const config = path.join(root, process.argv[3] ?? "tsconfig.json");
const overlay = new Map();
const sources = new Map();

const lenient = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true, strict: true, jsx: ts.JsxEmit.Preserve, allowImportingTsExtensions: true,
};

function project() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} };
  const own = ts.sys.fileExists(config) && ts.getParsedCommandLineOfConfigFile(config, {}, host);
  if (own && own.fileNames.length > 0) return own;
  const all = ts.sys.readDirectory(root, [".ts", ".tsx", ".mts", ".cts"], ["**/node_modules"]);
  return { options: lenient, fileNames: all };
}

const { options, fileNames } = project();
const always = {
  noEmit: true, skipLibCheck: true, incremental: false, composite: false, types: [], target: ts.ScriptTarget.ES2022,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"], ignoreDeprecations: "5.0",
};
const unsaid = options.moduleResolution === undefined && (options.module === undefined || options.module === ts.ModuleKind.ESNext);
const own = { ...options, ...(unsaid ? { module: lenient.module, moduleResolution: lenient.moduleResolution } : {}), ...always };
const real = ts.createCompilerHost(own);
const folders = () => new Set([...overlay].filter(([, text]) => text !== null).flatMap(([p]) => parents(p)));
const parents = (p) => (p.length <= root.length ? [] : [path.dirname(p), ...parents(path.dirname(p))]);
const host = {
  ...real,
  fileExists: (p) => (overlay.has(p) ? overlay.get(p) !== null : real.fileExists(p)),
  readFile: (p) => (overlay.has(p) ? overlay.get(p) ?? undefined : real.readFile(p)),
  directoryExists: (p) => folders().has(p) || real.directoryExists(p),
  getSourceFile(p, version) {
    if (overlay.has(p)) return overlay.get(p) === null ? undefined : ts.createSourceFile(p, overlay.get(p), version, true);
    if (!sources.has(p)) sources.set(p, real.getSourceFile(p, version));
    return sources.get(p);
  },
};

function errors() {
  const created = ([p, text]) => text !== null && /\.[cm]?tsx?$/.test(p) && !real.fileExists(p);
  const extra = [...overlay].filter(created).map(([p]) => p);
  const names = [...new Set([...fileNames.filter((p) => overlay.get(p) !== null), ...extra])];
  return ts.getPreEmitDiagnostics(ts.createProgram(names, own, host)).map((d) => where(d, root));
}

// missing is a package, or a name of one or of the globals, that is not there; "" for any other error.
function missing(e) {
  const [, name] = /^Cannot find (?:name|module|namespace) '([^'.][^']*)'/.exec(e) ?? /^Module '.*' has no exported member '([^']*)'/.exec(e) ?? [];
  return name ?? "";
}

const message = (line) => line.replace(/^.*? TS\d+ /, "");
const before = errors();
const known = new Set(before.map((e) => missing(e.message)));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { files } = JSON.parse(line);
  if (!files) {
    process.stdout.write(JSON.stringify({ checked: fileNames.map((p) => path.relative(root, p).replaceAll("\\", "/")) }) + "\n");
    continue;
  }
  overlay.clear();
  for (const [p, text] of Object.entries(files)) overlay.set(path.join(root, p), text);
  const added = difference(before, errors()).new.filter((e) => !missing(message(e)) || !known.has(missing(message(e))));
  process.stdout.write(JSON.stringify({ new: added }) + "\n");
}
