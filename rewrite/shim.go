package rewrite

import (
	"fmt"
	"strings"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rules"
)

// planShims leaves a shim at the path of every file that moves now: it re-exports every name the
// file offered, so that nothing outside the rewrite's sight breaks.
func (p *planner) planShims() error {
	for _, l := range p.scope.Modules {
		to, moving := p.moves[l.Path]
		if !moving {
			continue
		}
		p.reason(to, "moved from "+l.Path)
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

// shim writes the shim of one moved module. In front of the entry it passes on the entry itself.
func (p *planner) shim(l *rules.Legacy) (string, error) {
	src, err := p.before.Tree.Read(l.Path)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", l.Path, err)
	}
	s := form.StyleOf(src, p.before.File(l.Path).Module)
	w := shimWriter{planner: p, style: s, module: l}
	if l.Path == p.scope.Front {
		return w.front()
	}
	return w.plain()
}

type shimWriter struct {
	*planner
	style  form.Style
	module *rules.Legacy
}

func (w *shimWriter) specifier(target string) (string, error) {
	specifier, ok := w.namer.Like(w.module.Path, target, "./x", resolver.Import)
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
	lines := []string{w.header()}
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

func (w *shimWriter) list(head string, elems []string, specifier string) []string {
	if len(elems) == 0 {
		return nil
	}
	tail := " from " + w.style.Quoted(specifier) + w.style.Semicolon
	return []string{head + " " + w.style.Block(elems) + tail}
}

func (w *shimWriter) deprecated() string {
	if w.scope.Config.Shims.Deprecate == "none" {
		return ""
	}
	return "/** @deprecated Import it from \"" + w.entryText() + "\". */ "
}

func (w *shimWriter) entryText() string {
	if w.scope.Config.Import != "" {
		return w.scope.Config.Import
	}
	return w.scope.Config.Entry
}

// header says what the file is, whose it is, and when it may go.
func (w *shimWriter) header() string {
	cfg := w.scope.Config.Shims
	lines := []string{"/**", " * " + rules.ShimMark + " " + w.module.Phase,
		" * This file moved to " + comment1(w.module.To) + ". Import from \"" + comment1(w.entryText()) + "\"."}
	if cfg.Owner != "" {
		lines = append(lines, " * Owner: "+comment1(cfg.Owner))
	}
	if cfg.RemoveAfter != "" {
		lines = append(lines, " * Remove after: "+cfg.RemoveAfter)
	}
	return strings.Join(append(lines, " */"), w.style.EOL)
}

// comment1 makes text safe inside a block comment, on one line.
func comment1(text string) string {
	return strings.NewReplacer("*/", "* /", "\n", " ", "\r", " ", "\u2028", " ", "\u2029", " ").Replace(text)
}
