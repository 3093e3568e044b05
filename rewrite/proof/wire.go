package proof

import (
	"bytes"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// wire compares the text of every changed file with what it was, leaving out the statements and
// specifiers that a rewrite may touch: everything else, strings that travel above all, must be the
// same bytes. Shims and the additions to the entry are new text, which these checks do not concern.
func (c *comparison) wire() Wire {
	var w Wire
	for _, p := range c.claim.Changed {
		old := c.before.Lookup(c.was(p))
		new := c.after.Lookup(p)
		if built, ok := c.claim.Built[p]; ok && new != analyze.None {
			c.compareText(&w, p, built, scanner.ScanFile(p, built), new)
			continue
		}
		if old == analyze.None || new == analyze.None || c.shims[p] {
			continue
		}
		before, err := c.before.Tree.Read(c.before.Files[old].Path)
		if err != nil {
			w.Changed = append(w.Changed, p)
			continue
		}
		c.compareText(&w, p, before, c.before.Files[old].Module, new)
	}
	return w
}

func (c *comparison) compareText(w *Wire, p string, before []byte, m *scanner.Module, new analyze.FileID) {
	after, err := c.after.Tree.Read(p)
	if err != nil {
		w.Changed = append(w.Changed, p)
		return
	}
	w.Files++
	was, is := body(before, m), body(after, c.after.Files[new].Module)
	w.Strings += bytes.Count(was, []byte(`"`))/2 + bytes.Count(was, []byte(`'`))/2 + bytes.Count(was, []byte("`"))/2
	if !bytes.Equal(was, is) {
		w.Changed = append(w.Changed, p)
	}
}

// body is a file's text without its import and export declarations, the specifiers and names of its
// other references, and without the line breaks that stood around them.
func body(src []byte, m *scanner.Module) []byte {
	var cuts []scanner.Span
	for i := range m.Refs {
		ref := &m.Refs[i]
		switch ref.Kind {
		case scanner.KindImport, scanner.KindSideEffect, scanner.KindExport, scanner.KindExportStar, scanner.KindExportNamespace:
			if !ref.Nested {
				cuts = append(cuts, ref.Stmt)
				continue
			}
		}
		cuts = append(cuts, ref.Spec)
		for _, n := range ref.Names {
			cuts = append(cuts, n.Elem)
		}
	}
	slices.SortFunc(cuts, func(a, b scanner.Span) int { return int(a.Start - b.Start) })
	var out []byte
	at := int32(0)
	for _, cut := range cuts {
		if cut.Start > at {
			out = append(out, src[at:cut.Start]...)
		}
		at = max(at, cut.End)
	}
	out = append(out, src[at:]...)
	return joinLines(bytes.TrimSpace(out))
}

// joinLines makes one line end of each run of blanks that holds one: what taking a statement out may change.
func joinLines(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		run := bytes.IndexFunc(text[i:], func(c rune) bool { return !isSpace(c) })
		if run < 0 {
			run = len(text) - i
		}
		if blanks := text[i : i+run]; bytes.IndexByte(blanks, '\n') >= 0 {
			out = append(out, '\n')
		} else {
			out = append(out, blanks...)
		}
		i += run
		word := bytes.IndexFunc(text[i:], isSpace)
		if word < 0 {
			return append(out, text[i:]...)
		}
		out = append(out, text[i:i+word]...)
		i += word
	}
	return out
}

func isSpace(c rune) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }
