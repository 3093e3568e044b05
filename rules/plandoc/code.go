package plandoc

import (
	"slices"
	"strings"

	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
)

// noPlan are the languages of code blocks that list no sources.
var noPlan = []string{"bash", "sh", "shell", "zsh", "console", "powershell", "json", "jsonc", "yaml", "yml", "toml", "diff", "sql", "mermaid"}

var (
	comment    = lazy.Compile(`^\s*(?://+|#+|/\*+|\*)\s*(.*?)\s*(?:\*/)?$`)
	exportLine = lazy.Compile(`(?m)^\s*export\b`)
)

// code reads a code block: a directory tree, a list, exports, or nothing of ours.
func (r *reader) code(b *block) {
	lang, _, _ := strings.Cut(b.lang, " ")
	if slices.Contains(noPlan, lang) {
		return
	}
	text := strings.Join(b.lines, "\n")
	switch {
	case slices.ContainsFunc(b.lines, func(l string) bool { return branch.MatchString(l) }):
		r.tree(b)
	case exportLine.MatchString(text):
		r.exports(b, text)
	case slices.ContainsFunc(b.lines, bullets.MatchString):
		r.list(b)
	case allPaths(b.lines):
		for i, l := range b.lines {
			if strings.TrimSpace(l) != "" {
				r.add(readItem(b.line+i, strings.TrimSpace(l)), b.above)
			}
		}
	}
}

// list reads a code block whose lines are a list; comments say what follows.
func (r *reader) list(b *block) {
	verb, people := r.verb(b.above), false
	for i, l := range b.lines {
		if m := bullets.FindStringSubmatch(l); m != nil {
			it := readItem(b.line+i, strings.TrimSpace(m[1]))
			if people && !it.names() {
				r.people = append(r.people, entry{item: it, above: b.above})
			} else {
				r.addIn(it, b.above, verb)
			}
		} else if m := comment.FindStringSubmatch(l); m != nil && m[1] != "" {
			people = forPeople.MatchString(m[1])
			if v := verbOf(m[1]); v != None {
				verb = v
			}
		}
	}
}

func allPaths(lines []string) bool {
	any := false
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		toks := tokens(l)
		if len(toks) == 0 || !toks[0].path || toks[0].start != 0 {
			return false
		}
		any = true
	}
	return any
}

// exports reads the export statements of a code block by the module scanner.
func (r *reader) exports(b *block, text string) {
	m := scanner.ScanFile("plan.ts", []byte(text))
	file := blockFile(b.lines)
	line := func(n int32) int { return b.line + int(n) - 1 }
	for i := range m.Exports {
		e := &m.Exports[i]
		x := Export{File: file, Line: line(e.Line), Name: e.Name, Of: e.Local}
		if e.Ref >= 0 {
			x.Of, x.From = e.Imported, m.Refs[e.Ref].Specifier
		}
		x.Note = noteBehind(b.lines, x.Line-b.line)
		r.doc.Exports = append(r.doc.Exports, x)
	}
	for i := range m.Refs {
		if m.Refs[i].Kind == scanner.KindExportStar {
			r.doc.Exports = append(r.doc.Exports, Export{File: file, Line: line(m.Refs[i].Line), From: m.Refs[i].Specifier, All: true})
		}
	}
}

// blockFile is the path that a comment at the top of a code block names.
func blockFile(lines []string) string {
	for _, l := range lines {
		m := comment.FindStringSubmatch(l)
		if m == nil {
			return ""
		}
		for _, t := range tokens(m[1]) {
			if t.path {
				return t.text
			}
		}
	}
	return ""
}

func noteBehind(lines []string, i int) string {
	if i < 0 || i >= len(lines) {
		return ""
	}
	_, note, _ := strings.Cut(lines[i], "//")
	return strings.TrimSpace(note)
}
