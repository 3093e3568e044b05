package property

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// program is a made-up program: modules below lib that import each other without value cycles,
// consumers below app, and a main file that runs all of them.
type program struct {
	rand    *rand.Rand
	modules []*module
	files   map[string]string
}

// module is one file of the library, with what it offers.
type module struct {
	path    string
	decls   []decl
	exports []export
	uses    map[string]bool // names taken in its scope
}

// decl is a declaration of a module: how a consumer shows what it is.
type decl struct{ name, kind string }

// export is a name that a module offers.
type export struct{ name, kind string }

// The kinds of declarations.
const (
	aConst    = "const"
	aFunction = "function"
	aClass    = "class"
	anEnum    = "enum"
	aType     = "type"
	aLet      = "let"
)

// pool is small, so that names collide.
var pool = []string{"connect", "Manager", "EVENTS", "status", "Options", "helper", "Channel", "typing", "send"}

func makeProgram(r *rand.Rand) *program {
	p := &program{rand: r, files: map[string]string{
		"globals.d.ts":  "declare function log(...x: unknown[]): void;\ndeclare function effect(x: unknown): void;\n",
		"tsconfig.json": `{ "compilerOptions": { "strict": true, "noImplicitAny": false, "isolatedModules": true, "moduleResolution": "bundler", "module": "esnext", "baseUrl": ".", "paths": { "@/*": ["./*"] } } }`,
	}}
	for i := range 2 + r.IntN(4) {
		p.addModule(i)
	}
	for i := range 1 + r.IntN(3) {
		p.addConsumer(i)
	}
	p.addMain()
	return p
}

func (p *program) pick(list []string) string { return list[p.rand.IntN(len(list))] }

func (p *program) chance(percent int) bool { return p.rand.IntN(100) < percent }

func (p *program) addModule(i int) {
	dir := p.pick([]string{"lib", "lib/rt", "lib/utils"})
	m := &module{path: fmt.Sprintf("%s/m%d.ts", dir, i), uses: map[string]bool{}}
	quote, semi := p.pick([]string{`"`, `'`}), p.pick([]string{";", ""})
	w := &writer{program: p, m: m, quote: quote, semi: semi, id: fmt.Sprintf("m%d", i)}
	if p.chance(20) {
		w.line("// Copyright of m%d.", i)
	}
	w.imports()
	if p.chance(40) {
		w.line("effect(%q)%s", w.id+" starts", semi)
	}
	for range 1 + p.rand.IntN(5) {
		w.declaration()
	}
	w.defaultExport()
	if len(w.pending) > 0 {
		w.line("export { %s }%s", strings.Join(w.pending, ", "), semi)
	}
	if p.chance(25) {
		w.line("effect(%q)%s", w.id+" ends", semi)
	}
	if !strings.Contains(w.text.String(), "export ") && !strings.Contains(w.text.String(), "import ") {
		w.line("export {}%s", semi)
	}
	text := w.text.String()
	if p.chance(10) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	p.files[m.path] = text
	p.modules = append(p.modules, m)
}

// writer writes one module.
type writer struct {
	*program
	m           *module
	text        strings.Builder
	quote, semi string
	id          string
	values      []string // expressions of type unknown that are in scope
	pending     []string // elements of the export list at the end
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.text, format+"\n", args...) }

func (w *writer) free(name string) string {
	for n := name; ; n += "_" {
		if !w.m.uses[n] {
			w.m.uses[n] = true
			return n
		}
	}
}

// specifier names another file from the module's, relative or by alias.
func (w *writer) specifier(from, to string) string {
	stem := strings.TrimSuffix(to, ".ts")
	if w.chance(50) {
		return w.quote + "@/" + stem + w.quote
	}
	up := strings.Repeat("../", strings.Count(from, "/"))
	return w.quote + up + stem + w.quote
}

// imports takes some names of earlier modules: values, types, whole modules, defaults.
func (w *writer) imports() {
	for _, from := range w.modules {
		if !w.chance(45) || len(from.exports) == 0 {
			continue
		}
		spec := w.specifier(w.m.path, from.path)
		switch {
		case w.chance(15):
			ns := w.free("ns")
			w.line("import * as %s from %s%s", ns, spec, w.semi)
			for _, e := range from.exports {
				if e.name != "default" && e.kind != aType {
					w.values = append(w.values, show(ns+"."+e.name, e.kind))
				}
			}
		case w.chance(10):
			w.line("import %s%s", spec, w.semi)
		default:
			w.named(from, spec)
		}
	}
	if w.chance(20) && len(w.modules) > 0 {
		w.reexport(w.modules[w.rand.IntN(len(w.modules))])
	}
}

func (w *writer) named(from *module, spec string) {
	var elems []string
	for _, e := range from.exports {
		if !w.chance(50) {
			continue
		}
		local := w.free(p0(e.name))
		text := e.name
		if local != e.name {
			text += " as " + local
		}
		if e.kind == aType {
			w.values = append(w.values, fmt.Sprintf("({} as Partial<%s>)", local))
			text = "type " + text
		} else {
			w.values = append(w.values, show(local, e.kind))
		}
		elems = append(elems, text)
	}
	if len(elems) > 0 {
		w.line("import { %s } from %s%s", strings.Join(elems, ", "), spec, w.semi)
	}
}

// p0 is a local name for an exported one.
func p0(name string) string {
	if name == "default" {
		return "fallback"
	}
	return name
}

// reexport passes on a name of another module, or all of them.
func (w *writer) reexport(from *module) {
	spec := w.specifier(w.m.path, from.path)
	for _, e := range from.exports {
		if e.name == "default" || w.offers(e.name) || !w.chance(40) {
			continue
		}
		as := "passed" + strings.ToUpper(e.name[:1]) + e.name[1:]
		if w.offers(as) {
			continue
		}
		head := "export"
		if e.kind == aType {
			head = "export type"
		}
		w.line("%s { %s as %s } from %s%s", head, e.name, as, spec, w.semi)
		w.m.exports = append(w.m.exports, export{as, e.kind})
		return
	}
}

func (w *writer) offers(name string) bool {
	return slices.ContainsFunc(w.m.exports, func(e export) bool { return e.name == name })
}

// some is an expression over what is in scope.
func (w *writer) some() string {
	if len(w.values) == 0 || w.chance(30) {
		return fmt.Sprintf("%q", w.id)
	}
	return w.values[w.rand.IntN(len(w.values))]
}

func (w *writer) declaration() {
	name := w.free(w.pick(pool))
	exported := w.chance(65)
	head, listed := "", false
	if exported {
		if listed = w.chance(20); !listed {
			head = "export "
		}
	}
	if w.chance(30) {
		w.line("/** About %s. */", name)
	}
	kind := w.declare(head, name)
	if w.chance(15) {
		w.line("")
	}
	w.m.decls = append(w.m.decls, decl{name, kind})
	if !exported {
		return
	}
	as := name
	if listed {
		elem := name
		if w.chance(30) {
			as = name + "Out"
			elem += " as " + as
		}
		if kind == aType {
			elem = "type " + elem
		}
		w.pending = append(w.pending, elem)
	}
	if !w.offers(as) {
		w.m.exports = append(w.m.exports, export{as, kind})
	}
}

// declare writes a declaration and says of which kind it is.
func (w *writer) declare(head, name string) string {
	same := w.chance(15) // the same text in every module
	id := w.id + "." + name
	if same {
		id = name
	}
	value := fmt.Sprintf("%q", id)
	if !same {
		value = w.some()
	}
	local := w.shadow(name, value)
	switch w.rand.IntN(9) {
	case 0:
		w.line("%sfunction %s(x: unknown): unknown { const %s = x; return [%q, %s, { %s }, %s]; }", head, name, local, id, local, local, value)
		w.values = append(w.values, show(name, aFunction))
		return aFunction
	case 1:
		w.line("%sfunction %s(x: string): unknown;\n%sfunction %s(x: number): unknown;", head, name, head, name)
		w.line("%sfunction %s(x: unknown): unknown { return [%q, x]; }", head, name, id)
		w.values = append(w.values, show(name, aFunction))
		return aFunction
	case 2:
		w.line("%sclass %s {\n  static made = %q;\n  helper = %s;\n  run(%s: unknown) { return { %s, own: this.helper, made: %s.made }; }\n}", head, name, id, value, local, local, name)
		w.values = append(w.values, show(name, aClass))
		return aClass
	case 3:
		w.line("%senum %s { A = %q }", head, name, id)
		w.values = append(w.values, show(name, anEnum))
		return anEnum
	case 4:
		w.line("%sinterface %s { a?: unknown }\n%sinterface %s { b?: %s }", head, name, head, name, name)
		w.values = append(w.values, fmt.Sprintf("({ a: 1 } as %s)", name))
		return aType
	case 5:
		bump := w.free("bump" + name)
		w.line("%slet %s: unknown[] = [%q]%s\nfunction %s() { %s = [...%s, 1]; }\n%s()%s", head, name, id, w.semi, bump, name, name, bump, w.semi)
		w.values = append(w.values, name)
		return aLet
	case 6:
		w.line("%sconst %s = { id: %q, of: () => %s }%s", head, name, id, value, w.semi)
		w.values = append(w.values, show(name, aConst))
		return aConst
	}
	if w.rand.IntN(2) == 0 {
		w.line("%sconst { %s } = { %s: { id: %q, of: () => %s } }%s", head, name, name, id, value, w.semi)
		w.values = append(w.values, show(name, aConst))
		return aConst
	}
	w.line("%sconst %s = (x: unknown) => [%q, x, %s]%s", head, name, id, value, w.semi)
	w.values = append(w.values, show(name, aFunction))
	return aFunction
}

// shadow is a local name that hides no name which the code around it uses, but may hide others.
func (w *writer) shadow(name, value string) string {
	local := w.pick(pool)
	if local == name || strings.Contains(value, local) {
		return "x_"
	}
	return local
}

func (w *writer) defaultExport() {
	switch w.rand.IntN(7) {
	case 0:
		w.line("export default (x: unknown) => [%q, x, %s]%s", w.id+".default", w.some(), w.semi)
	case 1:
		w.line("export default function (x: unknown) { return [%q, x]; }", w.id+".default")
	case 2:
		w.line("export default function %s(x: unknown) { return [%q, x]; }", w.free("main"), w.id+".main")
	case 3:
		for _, d := range w.m.decls {
			if d.kind == aFunction {
				w.line("export default %s%s", d.name, w.semi)
				w.m.exports = append(w.m.exports, export{"default", aFunction})
				return
			}
		}
		return
	default:
		return
	}
	w.m.exports = append(w.m.exports, export{"default", aFunction})
}

// show is an expression that tells what a name is at run time.
func show(name, kind string) string {
	switch kind {
	case aFunction:
		return name + "(1)"
	case aClass:
		return "new " + name + "().run(2)"
	case anEnum:
		return name + ".A"
	case aConst:
		return "[" + name + ".id, " + name + ".of()]"
	}
	return name
}

// addConsumer writes a file that imports from the modules and logs what it got.
func (p *program) addConsumer(i int) {
	m := &module{path: fmt.Sprintf("app/c%d.ts", i), uses: map[string]bool{}}
	w := &writer{program: p, m: m, quote: p.pick([]string{`"`, `'`}), semi: ";", id: fmt.Sprintf("c%d", i)}
	for _, from := range p.modules {
		if len(from.exports) > 0 && p.chance(75) {
			w.named(from, w.specifier(m.path, from.path))
		}
		if len(from.exports) > 0 && p.chance(15) {
			ns := w.free("all")
			w.line("import * as %s from %s;", ns, w.specifier(m.path, from.path))
			for _, e := range from.exports {
				if e.name != "default" && e.kind != aType && p.chance(60) {
					w.values = append(w.values, show(ns+"."+e.name, e.kind))
				}
			}
			w.values = append(w.values, "typeof "+ns)
		}
		if len(from.exports) > 0 && p.chance(10) {
			e := from.exports[p.rand.IntN(len(from.exports))]
			if e.kind != aType && e.name != "default" {
				w.line("import(%s).then((m) => log(%q, %s));", w.specifier(m.path, from.path), w.id+" later", show("m."+e.name, e.kind))
			}
		}
	}
	for k, v := range w.values {
		w.line("log(%q, %s);", fmt.Sprintf("c%d.%d", i, k), v)
	}
	w.line("export {};")
	p.files[m.path] = w.text.String()
}

// addMain runs everything: all modules first, so that which of them run does not depend on the plan.
func (p *program) addMain() {
	var b strings.Builder
	for _, m := range p.modules {
		fmt.Fprintf(&b, "import %q;\n", "./"+strings.TrimSuffix(m.path, ".ts"))
	}
	for i := 0; p.files[fmt.Sprintf("app/c%d.ts", i)] != ""; i++ {
		fmt.Fprintf(&b, "import \"./app/c%d\";\n", i)
	}
	p.files["main.ts"] = b.String()
}
