package report

import (
	"fmt"
	"strings"

	"rtconsolidate/report/escape"
)

// prose is a sentence, in which paths and names become code; other strings given to a sheet are
// names and become code as a whole.
type prose string

// sheet is Markdown text without HTML.
type sheet struct{ b strings.Builder }

func (s *sheet) heading(level int, format string, args ...any) {
	s.para("%s %s", safe(strings.Repeat("#", level)), safe(s.format(format, args)))
}

// para writes a paragraph.
func (s *sheet) para(format string, args ...any) {
	if s.b.Len() > 0 {
		s.b.WriteByte('\n')
	}
	s.b.WriteString(s.format(format, args) + "\n")
}

// bullet writes an entry of a list, at depth 0 or deeper. The list needs a blank line before it.
func (s *sheet) bullet(depth int, format string, args ...any) {
	s.b.WriteString(strings.Repeat("  ", depth) + "- " + strings.TrimRight(s.format(format, args), " ") + "\n")
}

// bullets writes a list behind a blank line; an empty one not at all.
func (s *sheet) bullets(n int, entry func(i int)) {
	if n > 0 {
		s.b.WriteByte('\n')
	}
	for i := range n {
		entry(i)
	}
}

// table writes a table; a header that begins with `>` aligns its column to the right.
func (s *sheet) table(header []string, rows [][]any) {
	if len(rows) == 0 {
		return
	}
	var titles, rule []string
	for _, h := range header {
		if title, right := strings.CutPrefix(h, ">"); right {
			titles, rule = append(titles, title), append(rule, "---:")
		} else {
			titles, rule = append(titles, h), append(rule, "---")
		}
	}
	s.b.WriteString("\n| " + strings.Join(titles, " | ") + " |\n| " + strings.Join(rule, " | ") + " |\n")
	for _, row := range rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, escape.Cell(s.format("%v", []any{c})))
		}
		s.b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
}

// commands writes a block of shell commands.
func (s *sheet) commands(lines ...string) {
	fence := "```"
	for strings.Contains(strings.Join(lines, "\n"), fence) {
		fence += "`"
	}
	s.b.WriteString("\n" + fence + "sh\n")
	for _, l := range lines {
		s.b.WriteString(escape.Source(l) + "\n")
	}
	s.b.WriteString(fence + "\n")
}

func (s *sheet) format(format string, args []any) string {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case string:
			out[i] = escape.Code(a)
		case prose:
			out[i] = escape.Prose(string(a))
		default:
			out[i] = a
		}
	}
	return fmt.Sprintf(format, out...)
}
