// Which tsconfig.json or jsconfig.json a file belongs to: the nearest above it; where that one leaves
// the file out and references projects, the first of those that has the file.
import path from "node:path";
import ts from "typescript";

const components = [".vue", ".svelte", ".astro", ".mdx"].map((extension) => ({ extension, isMixedContent: true, scriptKind: ts.ScriptKind.Deferred }));

export class Configs {
  constructor(host) {
    this.host = host;
    this.parsed = new Map();
    this.above = new Map();
  }

  of(file) {
    let config = this.nearest(path.dirname(file));
    const seen = new Set();
    while (config && !config.has.has(file) && !seen.has(config)) {
      seen.add(config);
      const next = config.references.map((r) => this.parse(r)).find((c) => c?.has.has(file));
      if (!next) break;
      config = next;
    }
    return config ?? { name: "", options: {} };
  }

  nearest(dir) {
    if (this.above.has(dir)) return this.above.get(dir);
    let found;
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const p = path.join(dir, name);
      if (!found && this.host.fileExists(path.join(this.host.root, p))) found = this.parse(p);
    }
    if (!found && dir !== ".") found = this.nearest(path.dirname(dir));
    this.above.set(dir, found);
    return found;
  }

  parse(name) {
    if (this.parsed.has(name)) return this.parsed.get(name);
    const full = path.join(this.host.root, name);
    const host = { ...ts.sys, fileExists: this.host.fileExists, readFile: this.host.readFile, directoryExists: this.host.directoryExists, realpath: this.host.realpath, readDirectory: this.host.readDirectory, onUnRecoverableConfigFileDiagnostic: () => {} };
    const got = ts.getParsedCommandLineOfConfigFile(full, undefined, host, undefined, undefined, components);
    const config = got && {
      name, options: got.options,
      has: new Set(got.fileNames.map((f) => path.relative(this.host.root, f))),
      references: (got.projectReferences ?? []).map((r) => this.file(r.path)).filter(Boolean),
    };
    this.parsed.set(name, config);
    return config;
  }

  file(full) {
    for (const p of [full, full + ".json", path.join(full, "tsconfig.json")]) if (this.host.fileExists(p)) return this.host.inRepo(p);
  }
}
