package rewrite

import (
	"fmt"
	"path"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rules"
)

// planShims leaves a shim at the path of every file that moves now: it re-exports every name the
// file offered, so that nothing outside the rewrite's sight breaks.
func (p *planner) planShims() error {
	for _, l := range p.scope.Modules {
		if _, emptied := p.fresh[l.Path]; emptied && l.Path == p.scope.Front {
			text, err := p.shim(l)
			if err != nil {
				return err
			}
			p.files[l.Path] = []byte(text)
		}
		to, moving := p.moves[l.Path]
		if !moving {
			continue
		}
		p.reason(to, "moved from "+l.Path)
		p.noteProject(to, l.Path, to)
		if p.barren(l.Path) {
			p.files[l.Path] = nil
			p.reason(l.Path, "moved to "+to+"; it offers nothing and nothing imports it, so no shim stays")
			continue
		}
		if analyze.SingleFile(l.Path) {
			p.files[l.Path] = nil
			p.reason(l.Path, "moved to "+to+"; a file of its kind cannot pass another one on, so no shim stays")
			continue
		}
		text, err := p.shim(l)
		if err != nil {
			return err
		}
		p.files[l.Path] = []byte(text)
		p.newShims = append(p.newShims, l.Path)
		p.reason(l.Path, "moved to "+to+"; a shim stays for importers that the tool does not see")
	}
	return nil
}

// noteProject says of a file that code of another TypeScript project comes under its own.
func (p *planner) noteProject(path, file, place string) {
	here, there := p.namer.Res.Config(place).File, p.namer.Res.Config(file).File
	if here != there && here != "" && !p.namer.Res.InProject(here, file) {
		p.reason(path, fmt.Sprintf("%s is compiled by %s now, which did not have it: have TypeScript look at it", file, here))
	}
}

// barren tells a file that a shim would do no good: it offers nothing, nothing in the repo refers to it, and
// it is no entry but a test's, where an empty file would be run as a test without any.
func (p *planner) barren(path string) bool {
	id := p.before.Lookup(path)
	names, open := p.before.Names(id)
	started := analyze.StartedAs(path)
	return len(names) == 0 && !open && len(p.before.Importers(id)) == 0 && (started == "" || started == "test")
}

// shim writes the shim of one moved module. In front of the entry it passes on the entry itself.
func (p *planner) shim(l *rules.Legacy) (string, error) {
	src, err := p.before.Tree.Read(l.Path)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", l.Path, err)
	}
	s := form.StyleOf(src, p.before.File(l.Path).Module)
	w := shimWriter{planner: p, style: s, module: l, src: src}
	if l.Path == p.scope.Front {
		return w.front()
	}
	return w.plain()
}

type shimWriter struct {
	*planner
	style  form.Style
	module *rules.Legacy
	src    []byte // what was there
}

func (w *shimWriter) specifier(target string) (string, error) {
	specifier, ok := w.namer.Like(w.module.Path, target, form.Sample(w.before, w.module.Path), resolver.Import)
	if !ok {
		return "", w.errorAt(w.module.Pos, "no specifier leads from the shim `"+w.module.Path+"` to `"+target+"`", "check tsconfig.json")
	}
	return specifier, nil
}

// front is the shim that stands before the entry: it offers what the entry offers. A plain specifier
// to the folder would lead back to the shim, since a file beats a folder.
func (w *shimWriter) front() (string, error) {
	specifier, err := w.specifier(w.scope.Config.Entry)
	if err != nil {
		return "", err
	}
	lines := []string{w.header(), "export * from " + w.style.Quoted(specifier) + w.style.Semicolon}
	id := w.before.Lookup(w.module.Path)
	names, _ := w.before.Names(id)
	for _, name := range names {
		as, ok := w.offers.as[offered{w.module, name}]
		if !ok {
			continue
		}
		if name == "default" {
			text := form.Named{Imported: as, Local: name}.Text()
			lines = append(lines, "export { "+text+" } from "+w.style.Quoted(specifier)+w.style.Semicolon)
		} else if as != name {
			w.decided[w.module.Path] = append(w.decided[w.module.Path], name)
		}
	}
	return strings.Join(lines, w.style.EOL) + w.style.EOL, nil
}

func (w *shimWriter) plain() (string, error) {
	specifier, err := w.specifier(w.module.To)
	if err != nil {
		return "", err
	}
	id := w.before.Lookup(w.module.Path)
	names, open := w.before.Names(id)
	var values, types []string
	for _, name := range names {
		b := w.before.Export(id, name)
		if !b.Status.Resolved() {
			continue
		}
		text := w.deprecated() + form.Named{Imported: name, Local: name}.Text()
		if b.HasValue() {
			values = append(values, text)
		} else {
			types = append(types, text)
		}
	}
	if strings.HasSuffix(w.module.Path, ".d.ts") && w.globalScript(w.module.Path) {
		return w.reference(), nil
	}
	lines := []string{w.header()}
	switch m := w.before.File(w.module.Path).Module; {
	case m.IsModule:
	case w.commonJS():
		return strings.Join(append(lines, "module.exports = require("+w.style.Quoted(specifier)+")"+w.style.Semicolon), w.style.EOL) + w.style.EOL, nil
	default:
		open = false // a script offers nothing
	}
	if open {
		lines = append(lines, "export * from "+w.style.Quoted(specifier)+w.style.Semicolon)
	}
	lines = append(lines, w.list("export", values, specifier)...)
	lines = append(lines, w.list("export type", types, specifier)...)
	if len(lines) == 1 {
		lines = append(lines, "import "+w.style.Quoted(specifier)+w.style.Semicolon, "export {}"+w.style.Semicolon)
	}
	return strings.Join(lines, w.style.EOL) + w.style.EOL, nil
}

// reference is the shim of a script of globals, which there is nothing to import of.
func (w *shimWriter) reference() string {
	to := strings.TrimPrefix(form.RelativePath(path.Dir(w.module.Path), w.module.To), "./")
	header := shimHeader(w.scope, w.module.Phase, movedTo(w.module)+" Refer to it there.", w.style.EOL, w.src)
	return header + w.style.EOL + `/// <reference path="` + to + `" />` + w.style.EOL
}

// commonJS tells a file without import and export that a runtime or a bundler may take for CommonJS.
func (w *shimWriter) commonJS() bool {
	switch path.Ext(w.module.Path) {
	case ".js", ".cjs", ".jsx", ".cts":
		return true
	}
	return false
}

func (w *shimWriter) list(head string, elems []string, specifier string) []string {
	if len(elems) == 0 {
		return nil
	}
	tail := " from " + w.style.Quoted(specifier) + w.style.Semicolon
	return []string{head + " " + w.style.Block(elems) + tail}
}

func (w *shimWriter) deprecated() string { return deprecated(w.scope) }

func (w *shimWriter) header() string {
	return shimHeader(w.scope, w.module.Phase, movedTo(w.module)+importFrom(w.scope), w.style.EOL, w.src)
}
