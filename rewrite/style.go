package rewrite

import (
	"bytes"
	"strings"

	"rtconsolidate/analyze/scanner"
)

// style is how a file writes its import statements; generated statements follow it.
type style struct {
	quote     byte
	semicolon string // ";" or ""
	eol       string
	indent    string
	width     int // columns up to which a statement stays on one line
	trailing  bool
}

// The width a statement may always take, and the one no style is thought to go beyond.
const (
	minWidth = 80
	maxWidth = 120
)

// styleOf reads the style off the file's own import and export statements, and off the rest of it
// where it has none.
func styleOf(src []byte, m *scanner.Module) style {
	s := style{quote: '"', semicolon: ";", eol: m.LineEnd, indent: indentOf(src), width: minWidth, trailing: true}
	if s.eol == "" {
		s.eol = "\n"
	}
	single, double, with, without, comma, bare := 0, 0, 0, 0, 0, 0
	for i := range m.Refs {
		ref := &m.Refs[i]
		if !isStatement(ref.Kind) || ref.Spec.Start == 0 {
			continue
		}
		if src[ref.Spec.Start-1] == '\'' {
			single++
		} else {
			double++
		}
		text := src[ref.Stmt.Start:ref.Stmt.End]
		if bytes.HasSuffix(text, []byte(";")) {
			with++
		} else {
			without++
		}
		if !bytes.ContainsRune(text, '\n') {
			s.width = max(s.width, min(len(text), maxWidth))
		} else if ref.Braces.End > ref.Braces.Start {
			inner := bytes.TrimRight(src[ref.Braces.Start:ref.Braces.End-1], " \t\r\n")
			if bytes.HasSuffix(inner, []byte(",")) {
				comma++
			} else {
				bare++
			}
		}
	}
	if single+double == 0 {
		single, double = bytes.Count(src, []byte("'")), bytes.Count(src, []byte(`"`))
	}
	if single > double {
		s.quote = '\''
	}
	if without > with || with+without == 0 && len(src) > 0 && !bytes.Contains(src, []byte(";")) {
		s.semicolon = ""
	}
	s.trailing = comma >= bare
	return s
}

// isStatement tells the reference forms that are import or export declarations.
func isStatement(k scanner.Kind) bool {
	switch k {
	case scanner.KindImport, scanner.KindSideEffect, scanner.KindExport, scanner.KindExportStar, scanner.KindExportNamespace:
		return true
	}
	return false
}

// indentOf is the indentation of the first indented line: a tab, or its spaces up to eight.
func indentOf(src []byte) string {
	for line := range bytes.SplitSeq(src, []byte("\n")) {
		rest := bytes.TrimLeft(line, " \t")
		if len(rest) == len(line) || len(bytes.TrimSpace(rest)) == 0 || rest[0] == '*' {
			continue
		}
		if line[0] == '\t' {
			return "\t"
		}
		if n := len(line) - len(rest); n >= 2 && n <= 8 {
			return string(line[:n])
		}
	}
	return "  "
}

// statement writes `head { elems } from "specifier"`, on one line where the style allows it.
func (s style) statement(head string, elems []string, specifier string) string {
	tail := " from " + s.quoted(specifier) + s.semicolon
	line := head + " { " + strings.Join(elems, ", ") + " }" + tail
	if len(line) <= s.width && !strings.Contains(line, "\n") {
		return line
	}
	return head + " " + s.block(elems) + tail
}

// block writes `{…}` with one element a line.
func (s style) block(elems []string) string {
	var b strings.Builder
	b.WriteString("{" + s.eol)
	for i, e := range elems {
		b.WriteString(s.indent + e)
		if s.trailing || i < len(elems)-1 {
			b.WriteString(",")
		}
		b.WriteString(s.eol)
	}
	b.WriteString("}")
	return b.String()
}

// quoted writes a specifier as a string literal in the file's quotes.
func (s style) quoted(specifier string) string {
	return string(s.quote) + escapeSpecifier(specifier, s.quote) + string(s.quote)
}

// escapeSpecifier writes a specifier so that it means the same between the given quotes.
func escapeSpecifier(specifier string, quote byte) string {
	return strings.NewReplacer(`\`, `\\`, string(quote), `\`+string(quote), "\n", `\n`, "\r", `\r`).Replace(specifier)
}
