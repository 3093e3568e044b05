package form

import (
	"bytes"
	"strings"

	"rtconsolidate/analyze/scanner"
)

// Style is how a file writes its import statements; generated statements follow it.
type Style struct {
	Quote     byte
	Semicolon string // ";" or ""
	EOL       string
	Indent    string
	Width     int // columns up to which a statement stays on one line
	Trailing  bool
}

// The width a statement may always take, and the one no style is thought to go beyond.
const (
	minWidth = 80
	maxWidth = 120
)

// StyleOf reads the style off the file's own import and export statements, and off the rest of it
// where it has none.
func StyleOf(src []byte, m *scanner.Module) Style {
	s := Style{Quote: '"', Semicolon: ";", EOL: m.LineEnd, Indent: indentOf(src), Width: minWidth, Trailing: true}
	if s.EOL == "" {
		s.EOL = "\n"
	}
	single, double, with, without, comma, bare := 0, 0, 0, 0, 0, 0
	for i := range m.Refs {
		ref := &m.Refs[i]
		if !IsStatement(ref.Kind) || ref.Spec.Start == 0 {
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
			s.Width = max(s.Width, min(len(text), maxWidth))
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
		s.Quote = '\''
	}
	if without > with || with+without == 0 && len(src) > 0 && !bytes.Contains(src, []byte(";")) {
		s.Semicolon = ""
	}
	s.Trailing = comma >= bare
	return s
}

// IsStatement tells the reference forms that are import or export declarations.
func IsStatement(k scanner.Kind) bool {
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

// Statement writes `head { elems } from "specifier"`, on one line where the style allows it.
func (s Style) Statement(head string, elems []string, specifier string) string {
	tail := " from " + s.Quoted(specifier) + s.Semicolon
	line := head + " { " + strings.Join(elems, ", ") + " }" + tail
	if len(line) <= s.Width && !strings.Contains(line, "\n") {
		return line
	}
	return head + " " + s.Block(elems) + tail
}

// List writes `head { elems };`, on one line where the style allows it.
func (s Style) List(head string, elems []string) string {
	line := head + " { " + strings.Join(elems, ", ") + " }" + s.Semicolon
	if len(line) <= s.Width {
		return line
	}
	return head + " " + s.Block(elems) + s.Semicolon
}

// Block writes `{…}` with one element a line.
func (s Style) Block(elems []string) string {
	var b strings.Builder
	b.WriteString("{" + s.EOL)
	for i, e := range elems {
		b.WriteString(s.Indent + e)
		if s.Trailing || i < len(elems)-1 {
			b.WriteString(",")
		}
		b.WriteString(s.EOL)
	}
	b.WriteString("}")
	return b.String()
}

// Quoted writes a specifier as a string literal in the file's quotes.
func (s Style) Quoted(specifier string) string {
	return string(s.Quote) + EscapeSpecifier(specifier, s.Quote) + string(s.Quote)
}

// EscapeSpecifier writes a specifier so that it means the same between the given quotes.
func EscapeSpecifier(specifier string, quote byte) string {
	return strings.NewReplacer(`\`, `\\`, string(quote), `\`+string(quote), "\n", `\n`, "\r", `\r`).Replace(specifier)
}

// Shebang is the first line of a file that names the program to run it, without its end; "" when there is none.
func Shebang(src []byte) string {
	if !bytes.HasPrefix(src, []byte("#!")) {
		return ""
	}
	line, _, _ := bytes.Cut(src, []byte("\n"))
	return string(bytes.TrimSuffix(line, []byte("\r")))
}
