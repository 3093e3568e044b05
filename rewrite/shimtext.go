package rewrite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rewrite/mover"
	"rtconsolidate/rules"
)

// deprecated is the doc comment of a shim's name.
func deprecated(s *rules.Scope) string {
	if s.Config.Shims.Deprecate == "none" {
		return ""
	}
	return "/** @deprecated " + wayOut(s) + " */ "
}

// wayOut tells people what to import instead.
func wayOut(s *rules.Scope) string {
	switch {
	case s.NoEntry():
		return "Import it from where it is now."
	case s.Config.Import != "":
		return "Import it from \"" + comment1(s.Config.Import) + "\"."
	}
	return "Import it from \"" + comment1(s.Config.Entry) + "\"."
}

// importFrom is wayOut for all that a file offers.
func importFrom(s *rules.Scope) string {
	return strings.Replace(" "+wayOut(s), " Import it from", " Import from", 1)
}

// movedTo says where the code of a legacy module went.
func movedTo(l *rules.Legacy) string {
	if l.To != "" {
		return "This file moved to " + l.To + "."
	}
	return "Its declarations moved to " + strings.Join(l.Into, ", ") + "."
}

// shimHeader says what the file is, whose it is, and when it may go. It begins with the line by which the system
// runs what was there (`#!`).
func shimHeader(s *rules.Scope, phase, moved, eol string, src []byte) string {
	cfg := s.Config.Shims
	lines := []string{"/**", " * " + rules.ShimMark + " " + phase, " * " + comment1(moved)}
	if run := form.Shebang(src); run != "" {
		lines = slices.Insert(lines, 0, run)
	}
	if cfg.Owner != "" {
		lines = append(lines, " * Owner: "+comment1(cfg.Owner))
	}
	if cfg.RemoveAfter != "" {
		lines = append(lines, " * Remove after: "+cfg.RemoveAfter)
	}
	return strings.Join(append(lines, " */"), eol)
}

// comment1 makes text safe inside a block comment, on one line.
func comment1(text string) string {
	return strings.NewReplacer("*/", "* /", "\n", " ", "\r", " ", "\u2028", " ", "\u2029", " ").Replace(text)
}

// emptiedShim is what stays of a file whose declarations all went elsewhere: it passes on each name from
// where it is now, and keeps the re-exports it had.
func emptiedShim(scope *rules.Scope, repo *analyze.Repo, namer form.Namer, path string, passes []mover.Pass, runs []string) ([]byte, error) {
	src, err := repo.Tree.Read(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	f := repo.File(path)
	style := form.StyleOf(src, f.Module)
	l := scope.Module(path)
	lines := []string{shimHeader(scope, l.Phase, movedTo(l)+importFrom(scope), style.EOL, src)}
	slices.SortFunc(passes, func(a, b mover.Pass) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Name, b.Name)) })
	covered := map[string]bool{}
	for start := 0; start < len(passes); {
		end := start
		for end < len(passes) && passes[end].Path == passes[start].Path {
			covered[passes[end].Name] = true
			end++
		}
		specifier, ok := namer.Like(path, passes[start].Path, form.Sample(repo, path), resolver.Import)
		if !ok {
			return nil, rules.NewError(scope.Config.File, l.Pos, "no specifier leads from the shim `"+path+"` to `"+passes[start].Path+"`", "check tsconfig.json")
		}
		lines = append(lines, passLines(scope, style, passes[start:end], specifier)...)
		start = end
	}
	for _, to := range runs {
		if !slices.ContainsFunc(passes, func(p mover.Pass) bool { return p.Path == to && !p.TypeOnly }) {
			if specifier, ok := namer.Like(path, to, form.Sample(repo, path), resolver.Import); ok {
				lines = append(lines, "import "+style.Quoted(specifier)+style.Semicolon)
			}
		}
	}
	kept := keptReexports(style, src, f, covered)
	if lines = append(lines, kept...); len(lines) == 1 {
		lines = append(lines, bareShim(namer, form.Sample(repo, path), path, l, style)...)
	}
	return []byte(strings.Join(lines, style.EOL) + style.EOL), nil
}

// bareShim is a shim for a file that offered nothing: it still makes its code run.
func bareShim(namer form.Namer, sample, path string, l *rules.Legacy, style form.Style) []string {
	var lines []string
	for _, to := range l.Into {
		if specifier, ok := namer.Like(path, to, sample, resolver.Import); ok {
			lines = append(lines, "import "+style.Quoted(specifier)+style.Semicolon)
		}
	}
	return append(lines, "export {}"+style.Semicolon)
}

func passLines(scope *rules.Scope, style form.Style, passes []mover.Pass, specifier string) []string {
	var values, types []string
	for _, p := range passes {
		text := deprecated(scope) + form.Named{Imported: p.Imported, Local: p.Name}.Text()
		if p.TypeOnly {
			types = append(types, text)
		} else {
			values = append(values, text)
		}
	}
	tail := " from " + style.Quoted(specifier) + style.Semicolon
	var lines []string
	if len(values) > 0 {
		lines = append(lines, "export "+style.Block(values)+tail)
	}
	if len(types) > 0 {
		lines = append(lines, "export type "+style.Block(types)+tail)
	}
	return lines
}

// keptReexports are the names that the file passed on from files that stay where they are: as it did,
// by `export … from`, or by exporting what it had imported.
func keptReexports(style form.Style, src []byte, f *analyze.File, covered map[string]bool) []string {
	type group struct{ values, types []string }
	groups := map[int]*group{}
	add := func(ref int, text string, typeOnly bool) {
		if groups[ref] == nil {
			groups[ref] = &group{}
		}
		if typeOnly {
			groups[ref].types = append(groups[ref].types, text)
		} else {
			groups[ref].values = append(groups[ref].values, text)
		}
	}
	for _, e := range f.Module.Exports {
		if covered[e.Name] {
			continue
		}
		ref, imported := e.Ref, e.Imported
		typeOnly := e.TypeOnly
		if ref < 0 {
			if ref, imported, typeOnly = importOf(f.Module, e); ref < 0 {
				continue
			}
		}
		text := form.Named{Imported: imported, Local: e.Name}.Text()
		if imported == "*" {
			text = "* as " + form.ExportName(e.Name)
		}
		add(ref, text, typeOnly || f.Module.Refs[ref].TypeOnly)
	}
	var lines []string
	for i := range f.Module.Refs {
		ref := &f.Module.Refs[i]
		style := style
		style.Semicolon = form.Attributes(src, ref) + style.Semicolon
		from := " from " + style.Quoted(ref.Specifier) + style.Semicolon
		if ref.Kind == scanner.KindExportStar && !ref.Nested {
			lines = append(lines, starHead(ref)+from)
		}
		if g := groups[i]; g != nil {
			lines = append(lines, statements("export", g.values, style, ref.Specifier)...)
			lines = append(lines, statements("export type", g.types, style, ref.Specifier)...)
		}
	}
	return lines
}

func starHead(ref *scanner.Ref) string {
	if ref.TypeOnly {
		return "export type *"
	}
	return "export *"
}

// statements writes one statement for the names and one for each namespace, which cannot share braces.
func statements(head string, texts []string, style form.Style, specifier string) []string {
	var lines, names []string
	for _, t := range texts {
		if strings.HasPrefix(t, "* as ") {
			lines = append(lines, head+" "+t+" from "+style.Quoted(specifier)+style.Semicolon)
		} else {
			names = append(names, t)
		}
	}
	if len(names) > 0 {
		lines = append(lines, style.Statement(head, names, specifier))
	}
	return lines
}

// importOf finds the import behind `import { x } …; export { x }`.
func importOf(m *scanner.Module, e scanner.Export) (ref int, imported string, typeOnly bool) {
	for i := range m.Refs {
		for _, n := range m.Refs[i].Names {
			if m.Refs[i].Kind == scanner.KindImport && n.Local == e.Local && !m.Refs[i].Nested {
				return i, n.Imported, e.TypeOnly || n.TypeOnly
			}
		}
	}
	return -1, "", false
}
