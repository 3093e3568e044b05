package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Known is one violation that the baseline excuses. It names no line, so that edits elsewhere in the
// file do not make it stale.
type Known struct{ File, Specifier, Name string }

// Known is what a baseline keeps of a violation.
func (v Violation) Known() Known { return Known{v.File, v.Specifier, v.Name} }

// baselineHead opens every baseline.
const baselineHead = "# Legacy imports that were there when the gate was set up. The list may only shrink:\n" +
	"# `rtconsolidate check --prune-baseline` takes out what is gone. file, specifier, name; tab-separated.\n"

// FormatBaseline writes a baseline: text, sorted, one violation a line, each once.
func FormatBaseline(list []Known) []byte {
	var b strings.Builder
	b.WriteString(baselineHead)
	for _, k := range sortKnown(list) {
		b.WriteString(escape(k.File) + "\t" + escape(k.Specifier) + "\t" + escape(k.Name) + "\n")
	}
	return []byte(b.String())
}

func sortKnown(list []Known) []Known {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Known) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Specifier, b.Specifier), cmp.Compare(a.Name, b.Name))
	})
	return slices.Compact(list)
}

// ParseBaseline reads a baseline, and gives it sorted. The error is an Errors, each with its line.
func ParseBaseline(path string, data []byte) ([]Known, error) {
	var list []Known
	var errs Errors
	number := 0
	for line := range strings.SplitSeq(string(data), "\n") {
		number++
		line = strings.TrimSuffix(line, "\r")
		if line == "" || line[0] == '#' {
			continue
		}
		if k, err := parseKnown(line); err == nil {
			list = append(list, k)
		} else if len(errs) < maxErrors {
			errs = append(errs, NewError(path, Pos{number, 1}, err.Error(), "write the baseline anew with `rtconsolidate check --update-baseline`"))
		}
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return sortKnown(list), nil
}

func parseKnown(line string) (Known, error) {
	parts := strings.Split(line, "\t")
	if len(parts) != 3 {
		return Known{}, fmt.Errorf("a line of the baseline has three fields with tabs between them, this one has %d", len(parts))
	}
	for i, p := range parts {
		text, ok := unescape(p)
		if !ok {
			return Known{}, fmt.Errorf("field %d has a broken escape", i+1)
		}
		parts[i] = text
	}
	return Known{parts[0], parts[1], parts[2]}, nil
}

// escape writes what would break a line of the baseline, or hide in it, as an escape of one form:
// `\u{HEX}` for a character, `\x{HEX}` for a byte that is no UTF-8. A `#` at the head is escaped, too.
func escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"):
			fmt.Fprintf(&b, `\x{%x}`, s[i])
		case r == '\\' || r == '#' && i == 0 || !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unescape(s string) (string, bool) {
	var b strings.Builder
	for {
		plain, rest, found := strings.Cut(s, `\`)
		b.WriteString(plain)
		if !found {
			return b.String(), true
		}
		kind, after, closed := strings.Cut(rest, "}")
		if !closed || len(kind) < 3 || kind[1] != '{' {
			return "", false
		}
		n, err := strconv.ParseUint(kind[2:], 16, 32)
		switch {
		case err != nil:
			return "", false
		case kind[0] == 'u' && n <= utf8.MaxRune:
			b.WriteRune(rune(n))
		case kind[0] == 'x' && n <= 0xff:
			b.WriteByte(byte(n))
		default:
			return "", false
		}
		s = after
	}
}

// Split tells the violations that a baseline excuses from the new ones, and lists what it excuses
// that is there no more. Imports of a strict path are never excused.
func (s *Scope) Split(list []Violation, known []Known) (fresh, excused []Violation, stale []Known) {
	used := map[Known]bool{}
	for _, k := range known {
		used[k] = false
	}
	for _, v := range list {
		k := v.Known()
		if _, ok := used[k]; ok && !s.Strict(v.Target) {
			used[k] = true
			excused = append(excused, v)
		} else {
			fresh = append(fresh, v)
		}
	}
	for _, k := range known {
		if !used[k] {
			stale = append(stale, k)
		}
	}
	return fresh, excused, stale
}

// Strict tells whether a legacy path is one whose imports no baseline excuses.
func (s *Scope) Strict(path string) bool { return matchAny(s.Config.Gate.Strict, path) }
