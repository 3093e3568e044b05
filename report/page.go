package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"rtconsolidate/report/escape"
)

// safe is text that needs no escaping (any more).
type safe string

// shown is how many entries of a list text shows unless it is verbose.
const shown = 20

// terminal is the width in columns of an ordinary terminal, for documents that are read there whole.
const terminal = 80

// page is text for a terminal. Every string given to its methods is escaped, but for safe ones.
type page struct {
	options Options
	b       strings.Builder
}

// result writes the line that tells how it went, which is all that Quiet leaves.
func (p *page) result(format string, args ...any) {
	p.wrap(0, fmt.Sprintf(format, cleaned(args)...))
}

// line writes a line of its own.
func (p *page) line(format string, args ...any) { p.at(0, format, args) }

// item writes an entry of a list, sub what belongs to an entry.
func (p *page) item(format string, args ...any) { p.at(2, format, args) }
func (p *page) sub(format string, args ...any)  { p.at(4, format, args) }

func (p *page) at(indent int, format string, args []any) {
	if p.options.Level != Quiet {
		p.wrap(indent, fmt.Sprintf(format, cleaned(args)...))
	}
}

// blank separates what follows.
func (p *page) blank() {
	if p.options.Level != Quiet {
		p.b.WriteByte('\n')
	}
}

// list writes a title with a count and the entries; of a long list only the head, unless verbose.
func (p *page) list(title string, n int, entry func(i int)) { p.head(title, n, shown, entry) }

// head is list with a head of most entries.
func (p *page) head(title string, n, most int, entry func(i int)) {
	if n == 0 {
		return
	}
	p.blank()
	p.line("%s %s", p.bold(title), p.faint(fmt.Sprintf("(%d)", n)))
	head := n
	if p.options.Level != Verbose && n > most {
		head = most
	}
	for i := range head {
		entry(i)
	}
	if head < n {
		p.item("%s", p.faint(fmt.Sprintf("… and %d more: -v or --reporter json shows all", n-head)))
	}
}

// next tells what to do now, one command a line.
func (p *page) next(commands ...string) { p.commands("next", commands) }

func (p *page) commands(label string, commands []string) {
	if p.options.Level == Quiet || len(commands) == 0 {
		return
	}
	p.blank()
	for _, c := range commands {
		p.b.WriteString(label + ": " + escape.Source(c) + "\n")
	}
}

// table aligns columns; a header that begins with `>` aligns its column to the right.
func (p *page) table(header []string, rows [][]any) {
	lines := [][]string{{}}
	for _, h := range header {
		lines[0] = append(lines[0], strings.TrimPrefix(h, ">"))
	}
	for _, row := range rows {
		var line []string
		for _, cell := range cleaned(row) {
			line = append(line, fmt.Sprint(cell))
		}
		lines = append(lines, line)
	}
	width := make([]int, len(header))
	for _, line := range lines {
		for i, cell := range line {
			width[i] = max(width[i], visible(cell))
		}
	}
	for n, line := range lines {
		text := ""
		for i, cell := range line {
			gap := strings.Repeat(" ", width[i]-visible(cell))
			if strings.HasPrefix(header[i], ">") {
				text += "  " + gap + cell
			} else {
				text += "  " + cell + gap
			}
		}
		if n == 0 {
			text = "  " + string(p.faint(strings.Trim(text, " ")))
		}
		p.at(0, "%s", []any{safe(text)})
	}
}

// wrap writes a line, broken at blanks where it is too wide, its rest indented.
func (p *page) wrap(indent int, text string) {
	lead := strings.Repeat(" ", indent)
	if indent+visible(text) <= p.options.Width || strings.HasPrefix(text, "  ") {
		p.b.WriteString(strings.TrimRight(lead+text, " ") + "\n")
		return
	}
	line := lead
	for i, word := range strings.Split(text, " ") {
		switch full := i > 0 && visible(line)+1+visible(word) > p.options.Width; {
		case full && word == "":
		case full:
			p.b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = strings.Repeat(" ", indent+4) + word
		case i == 0:
			line += word
		default:
			line += " " + word
		}
	}
	p.b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// visible is how many columns a text takes, colours not counted.
func visible(s string) int {
	n := utf8.RuneCountInString(s)
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return n
		}
		end := i + strings.IndexByte(s[i:], 'm') + 1
		n -= end - i
		s = s[end:]
	}
}

func (p *page) paint(code, s string) safe {
	s = escape.Text(s)
	if !p.options.Color {
		return safe(s)
	}
	return safe("\x1b[" + code + "m" + s + "\x1b[0m")
}

func (p *page) good(s string) safe  { return p.paint("32", s) }
func (p *page) bad(s string) safe   { return p.paint("1;31", s) }
func (p *page) warn(s string) safe  { return p.paint("33", s) }
func (p *page) bold(s string) safe  { return p.paint("1", s) }
func (p *page) faint(s string) safe { return p.paint("2", s) }

// cleaned escapes the strings among the arguments of a format.
func cleaned(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		if s, ok := a.(string); ok {
			a = safe(escape.Text(s))
		}
		out[i] = a
	}
	return out
}

// position writes a place as editors and terminals understand it; line and column from 1, 0 when unknown.
func position(file string, line, column int) string {
	switch {
	case line == 0:
		return file
	case column == 0:
		return fmt.Sprintf("%s:%d", file, line)
	}
	return fmt.Sprintf("%s:%d:%d", file, line, column)
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// files, names and lines are counted all over the reports.
func files(n int) string { return count(n, "file", "files") }

// command writes a command line for a POSIX shell.
func command(words ...string) string {
	for i, w := range words {
		plain := w != "" && strings.IndexFunc(w, func(r rune) bool {
			return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=@+,", r))
		}) < 0
		if !plain {
			words[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(words, " ")
}
