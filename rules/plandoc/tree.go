package plandoc

import (
	"path"
	"strings"
	"unicode/utf8"

	"rtconsolidate/analyze/lazy"
)

var (
	branch = lazy.Compile("^[\\s│┃|]*(?:[├└┣┗]|\\|--|\\+--|`--|\\\\--)[─━-]*\\s*")
	remark = lazy.Compile(`\s+(?://|#|←|<-|--|—|–|-)\s*|\s{2,}`)
)

// tree reads a directory tree that a code block draws.
func (r *reader) tree(b *block) {
	type level struct {
		column int
		path   string
	}
	var stack []level
	root := ""
	for i, l := range b.lines {
		glyphs := branch.FindString(l)
		name, note := splitRemark(strings.TrimSpace(l[len(glyphs):]))
		switch {
		case name == "":
			continue
		case glyphs == "":
			root, stack = rootOf(name), nil
			continue
		}
		column := utf8.RuneCountInString(glyphs)
		for len(stack) > 0 && stack[len(stack)-1].column >= column {
			stack = stack[:len(stack)-1]
		}
		under := root
		if len(stack) > 0 {
			under = stack[len(stack)-1].path
		}
		if len(stack) == maxDepth || strings.Contains(name, "..") {
			continue
		}
		d := Drawn{Path: path.Join(under, cleanPath(name)), Line: b.line + i, Note: note, Folder: strings.HasSuffix(name, "/") || r.deeper(b, i, column)}
		stack = append(stack, level{column, d.Path})
		r.doc.Files = append(r.doc.Files, d)
		if !d.Folder {
			r.noteEntry(d.Path, d.Line, d.Note)
		}
	}
}

// deeper tells whether the next line of a tree stands under this one.
func (r *reader) deeper(b *block, i, column int) bool {
	if i+1 >= len(b.lines) {
		return false
	}
	return utf8.RuneCountInString(branch.FindString(b.lines[i+1])) > column
}

func splitRemark(s string) (name, note string) {
	if m := remark.FindStringIndex(s); m != nil {
		return strings.Trim(s[:m[0]], "`"), strings.TrimLeft(strings.TrimSpace(s[m[1]:]), "/# ")
	}
	return strings.Trim(s, "`"), ""
}

func rootOf(name string) string {
	p := strings.Trim(cleanPath(name), "/")
	if p == "." || strings.ContainsAny(p, " \t") || strings.HasPrefix(p, "..") {
		return ""
	}
	return p
}
