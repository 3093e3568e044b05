package survey

import (
	"fmt"
	"strconv"
	"strings"
)

// YAML writes a proposal as a config, with a reason behind each line.
func (out *Proposal) YAML() []byte {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# A first plan: files stay where they are, the entry re-exports them, importers go through it.")
	line("# Look it over, then: rtconsolidate plan --diff")
	line("version: 1")
	line("entry: %s    # %s", quoted(out.Entry), out.EntryReason)
	if out.Import != "" {
		line("import: %s", strconv.Quote(out.Import))
	}
	line("phases:")
	out.core(line)
	if len(out.Hooks) > 0 {
		line("  - name: hooks")
		line("    targets:")
		line("      - file: %s", quoted(out.Entry))
		line("        reexport:")
		list(line, "          ", out.Hooks)
	}
	if len(out.Decisions) > 0 {
		line("# Who gets a name that several files declare; the entry offers the others under an alias.")
		line("names:")
		for _, d := range out.Decisions {
			var others []string
			for _, o := range d.Others {
				others = append(others, quoted(o.Path)+": "+o.Name)
			}
			line("  %s: { prefer: %s, others: { %s } }", quoted(d.Name), quoted(d.Prefer), strings.Join(others, ", "))
		}
	}
	line("shims: { deprecate: jsdoc }")
	line("gate: { baseline: rtconsolidate.baseline }")
	return []byte(b.String())
}

func (out *Proposal) core(line func(string, ...any)) {
	line("  - name: core")
	if len(out.Moves)+len(out.Core) > 0 {
		line("    targets:")
	}
	for _, m := range out.Moves {
		line("      - file: %s", quoted(m.To))
		line("        move: %s    # %s", quoted(m.Path), comment(m.Reason))
	}
	if len(out.Core) > 0 {
		line("      - file: %s", quoted(out.Entry))
		line("        reexport:")
		list(line, "          ", out.Core)
	}
	if len(out.Keep) > 0 {
		line("    keep:")
		list(line, "      ", out.Keep)
	}
}

func list(line func(string, ...any), indent string, files []Line) {
	for _, f := range files {
		line("%s- %s    # %s", indent, quoted(f.Path), comment(f.Reason))
	}
}

// quoted writes a text as a YAML scalar: plain where that is safe, else in double quotes.
func quoted(s string) string {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("._/-$", c) {
			return strconv.QuoteToASCII(s)
		}
	}
	if s == "" || strings.ContainsAny(s[:1], "-.0123456789") && !strings.Contains(s, "/") || s == "true" || s == "false" || s == "null" || s == "yes" || s == "no" {
		return strconv.Quote(s)
	}
	return s
}

// comment keeps a reason on its line.
func comment(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' {
			return ' '
		}
		return c
	}, s)
}
