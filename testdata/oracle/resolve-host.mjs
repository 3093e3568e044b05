// The file system as TypeScript's resolver sees it: the listed files, and links to workspace packages.
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

export class Host {
  constructor(root, files, links) {
    this.root = root;
    this.files = new Set(files);
    this.folders = new Set(["."]);
    for (const f of files) for (let d = path.dirname(f); !this.folders.has(d); d = path.dirname(d)) this.folders.add(d);
    this.links = new Map(Object.entries(links));
    this.texts = new Map();
    this.install();
    this.useCaseSensitiveFileNames = true;
    for (const name of ["fileExists", "directoryExists", "readFile", "realpath", "getDirectories", "getCurrentDirectory", "readDirectory"]) this[name] = this[name].bind(this);
  }

  getCurrentDirectory() { return this.root; }
  fileExists(p) { return this.files.has(this.real(p)); }
  readFile(p) {
    const r = this.real(p);
    if (!this.texts.has(r)) this.texts.set(r, this.files.has(r) ? fs.readFileSync(path.join(this.root, r), "utf8") : undefined);
    return this.texts.get(r);
  }
  realpath(p) { const r = this.real(p); return r.startsWith("..") ? p : path.join(this.root, r); }
  directoryExists(p) {
    const r = this.real(p);
    return this.folders.has(r) || this.roots.has(r);
  }
  getDirectories() { return []; }
  inRepo(p) { const r = this.real(p); return this.files.has(r) ? r : ""; }
  readDirectory(dir, extensions, excludes, includes, depth) {
    return ts.sys.readDirectory(dir, extensions, excludes, includes, depth).filter((f) => this.files.has(path.relative(this.root, f)));
  }

  // real follows links, also those of folders above, and gives the path relative to the root.
  real(p) {
    let r = path.relative(this.root, p) || ".";
    for (let hops = 0; hops < 20; hops++) {
      const next = this.follow(r);
      if (next === undefined) return r;
      r = next;
    }
    return r;
  }
  follow(r) {
    for (let d = r; d !== "." && d !== "/" && d !== ".."; d = path.dirname(d)) {
      const to = this.links.get(d);
      if (to !== undefined) return path.join(to, path.relative(d, r));
    }
  }

  // install links packages the way the package managers do.
  install() {
    this.roots = new Set();
    const manifests = [...this.files].filter((f) => path.basename(f) === "package.json" && !f.includes("node_modules/")).sort();
    const read = (f) => { try { return ts.parseConfigFileTextToJson(f, fs.readFileSync(path.join(this.root, f), "utf8")).config ?? {}; } catch { return {}; } };
    const all = new Map(manifests.map((f) => [path.dirname(f), read(f)]));
    for (const [dir, manifest] of all) {
      const globs = this.globs(dir, manifest);
      const matches = (d, list) => list.some((g) => g.test(path.relative(dir, d) || "."));
      const [no, yes] = [globs.filter((g) => g.startsWith("!")).map((g) => pattern(g.slice(1))), globs.filter((g) => !g.startsWith("!")).map(pattern)];
      for (const [d, m] of all) if (typeof m.name === "string" && m.name && matches(d, yes) && !matches(d, no)) this.link(dir, m.name, d);
      for (const key of ["dependencies", "devDependencies", "optionalDependencies"]) {
        for (const [name, version] of Object.entries(manifest[key] ?? {})) {
          const local = /^(?:file|link|portal):(.+)$/.exec(String(version));
          const target = local && path.join(dir, local[1]);
          if (target && all.has(target)) this.link(dir, name, target);
        }
      }
    }
  }
  link(dir, name, target) {
    const at = path.join(dir, "node_modules", name);
    if (this.links.has(at)) return;
    this.links.set(at, target);
    for (let d = path.dirname(at); d !== dir && d !== "."; d = path.dirname(d)) this.roots.add(d);
  }
  globs(dir, manifest) {
    const file = (name) => (this.files.has(path.join(dir, name)) ? fs.readFileSync(path.join(this.root, dir, name), "utf8") : undefined);
    const globs = [...(Array.isArray(manifest.workspaces) ? manifest.workspaces : manifest.workspaces?.packages ?? [])];
    const pnpm = file("pnpm-workspace.yaml");
    const block = pnpm && /^packages:[ \t]*\r?\n((?:[ \t]*(?:#.*)?\r?\n|[ \t]*-[^\n]*(?:\n|$))*)/m.exec(pnpm);
    if (block) for (const m of block[1].matchAll(/^\s*-\s*(?:'([^']*)'|"([^"]*)"|([^\s#]+))/gm)) globs.push(m[1] ?? m[2] ?? m[3]);
    const lerna = file("lerna.json");
    if (lerna) globs.push(...(ts.parseConfigFileTextToJson("lerna.json", lerna).config?.packages ?? []));
    return globs;
  }
}

function pattern(glob) {
  const text = path.posix.normalize(glob).replace(/\/$/, "");
  const parts = text.split(/(\*\*\/|\*\*|\*|\{[^{}]*\})/);
  const source = parts.map((s) => {
    if (s === "**/") return "(?:[^/]+/)*";
    if (s === "**") return ".*";
    if (s === "*") return "[^/]*";
    if (s.startsWith("{")) return "(?:" + s.slice(1, -1).split(",").map(escape).join("|") + ")";
    return escape(s);
  });
  return new RegExp("^" + source.join("") + "$");
}
const escape = (s) => s.replace(/[.+?^$()|[\]\\{}]/g, "\\$&");
