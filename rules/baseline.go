package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Known is one violation that the baseline excuses. It names no line, so that edits elsewhere in the
// file do not make it stale.
type Known struct{ File, Specifier, Name string }

// baselineHead opens every baseline.
const baselineHead = "# Legacy imports that were there when the gate was set up. The list may only shrink:\n" +
	"# `rtconsolidate check --prune-baseline` takes out what is gone. file, specifier, name; tab-separated.\n"

// FormatBaseline writes a baseline: text, sorted, one violation a line.
func FormatBaseline(list []Known) []byte {
	var b strings.Builder
	b.WriteString(baselineHead)
	for _, k := range sortKnown(list) {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", field(k.File), field(k.Specifier), field(k.Name))
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

// field escapes what would break the line or hide in it.
func field(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\\':
			b.WriteString(`\\`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\n':
			b.WriteString(`\n`)
		case !unicode.IsPrint(c):
			fmt.Fprintf(&b, `\u{%x}`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// ParseBaseline reads a baseline. The error is an *Error with the line.
func ParseBaseline(path string, data []byte) ([]Known, error) {
	var list []Known
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 3 {
			return nil, NewError(path, Pos{i + 1, 1}, "a line of the baseline has three fields with tabs between them",
				"write it anew with `rtconsolidate check --update-baseline`")
		}
		for k, p := range parts {
			text, ok := unfield(p)
			if !ok {
				return nil, NewError(path, Pos{i + 1, 1}, fmt.Sprintf("field %d has a broken escape", k+1), "write it anew with `rtconsolidate check --update-baseline`")
			}
			parts[k] = text
		}
		list = append(list, Known{parts[0], parts[1], parts[2]})
	}
	return sortKnown(list), nil
}

func unfield(s string) (string, bool) {
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '\\')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		if rest, ok := strings.CutPrefix(s, "u{"); ok {
			end := strings.IndexByte(rest, '}')
			var c rune
			if end < 0 {
				return "", false
			}
			if _, err := fmt.Sscanf(rest[:end], "%x", &c); err != nil {
				return "", false
			}
			b.WriteRune(c)
			s = rest[end+1:]
			continue
		}
		if s == "" || !strings.ContainsRune(`\tn`, rune(s[0])) {
			return "", false
		}
		b.WriteByte(map[byte]byte{'\\': '\\', 't': '\t', 'n': '\n'}[s[0]])
		s = s[1:]
	}
	b.WriteString(s)
	return b.String(), true
}

// Known is what a baseline keeps of a violation.
func (v Violation) Known() Known { return Known{v.File, v.Specifier, v.Name} }

// Split tells the violations that a baseline excuses from the new ones, and lists what it excuses
// that is there no more. Imports of a strict path are never excused.
func (s *Scope) Split(list []Violation, known []Known) (fresh, excused []Violation, stale []Known) {
	seen := map[Known]bool{}
	for _, k := range known {
		seen[k] = false
	}
	for _, v := range list {
		k := v.Known()
		if _, ok := seen[k]; ok && !s.Strict(v.Target) {
			seen[k] = true
			excused = append(excused, v)
		} else {
			fresh = append(fresh, v)
		}
	}
	for _, k := range known {
		if !seen[k] {
			stale = append(stale, k)
		}
	}
	return fresh, excused, stale
}

// Strict tells whether a legacy path is one whose imports no baseline excuses.
func (s *Scope) Strict(path string) bool { return matchAny(s.Config.Gate.Strict, path) }
