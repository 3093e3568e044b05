package compare

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
)

// The names of two rows of functions: the type they are said to return, and what they do return.
const (
	ResultType = "(result type)"
	Returns    = "(returns)"
)

// aspect is one thing by which declarations are compared: its text is what callers see.
type aspect struct {
	name, text, body string
}

// aspectsOf takes a declaration apart.
func aspectsOf(src []byte, o scope.Outline) []aspect {
	at := func(s scanner.Span) string { return line(src[s.Start:s.End]) }
	var list []aspect
	switch o.Kind {
	case scope.OutlineClass:
		if o.Class.Extends.End > 0 {
			list = append(list, aspect{name: "(heritage)", text: at(o.Class.Extends)})
		}
		return append(list, members(src, o.Class.Members)...)
	case scope.OutlineInterface, scope.OutlineType:
		if o.Members == nil {
			return []aspect{{name: "(type)", text: at(o.Value)}}
		}
		return members(src, o.Members)
	case scope.OutlineObject, scope.OutlineEnum:
		for _, e := range o.Entries {
			list = append(list, aspect{name: e.Name, text: cmp.Or(at(e.Value), "(itself)")})
		}
	case scope.OutlineFunction:
		var params []string
		for _, p := range o.Params {
			params = append(params, at(p))
		}
		all := aspect{name: "(parameters)", text: "(" + strings.Join(params, ", ") + ")"}
		if o.Body.End > 0 {
			all.body = Normal(src[o.Body.Start:o.Body.End])
		}
		list = append(list, all)
		if o.Result.End > 0 {
			list = append(list, aspect{name: ResultType, text: at(o.Result)})
		}
		if len(o.Returns) > 0 {
			list = append(list, aspect{name: Returns, text: strings.Join(o.Returns, " or ")})
		}
	default:
		list = append(list, aspect{name: "(value)", text: cmp.Or(at(o.Value), "none")})
	}
	return list
}

// members describes the members of a class or an interface; overloads become one.
func members(src []byte, all []scope.Member) []aspect {
	var list []aspect
	for _, m := range all {
		a := aspect{name: memberName(src, m), text: line(src[m.Signature.Start:m.Signature.End])}
		if m.Body.End > 0 {
			a.body = Normal(src[m.Body.Start:m.Body.End])
		}
		if i := slices.IndexFunc(list, func(b aspect) bool { return b.name == a.name }); i >= 0 {
			list[i].text += " | " + a.text
			list[i].body += a.body
			continue
		}
		list = append(list, a)
	}
	return list
}

func memberName(src []byte, m scope.Member) string {
	name := m.Name
	if name == "" {
		name = line(src[m.Signature.Start:m.Signature.End])
	}
	switch m.Kind {
	case scope.Getter:
		name = "get " + name
	case scope.Setter:
		name = "set " + name
	}
	if m.Static && m.Kind != scope.StaticBlock {
		name = "static " + name
	}
	return name
}

// rows sets the aspects side by side, in the order in which they first come up, what is in all
// declarations first.
func rows(parts [][]aspect) []Row {
	var list []Row
	index := map[string]int{}
	for i, aspects := range parts {
		for _, a := range aspects {
			at, known := index[a.name]
			if !known {
				at = len(list)
				index[a.name] = at
				list = append(list, Row{Name: a.name, Cells: make([]Cell, len(parts))})
			}
			list[at].Cells[i] = Cell{true, a.text, a.body}
		}
	}
	for i := range list {
		alike(list[i].Cells)
		list[i].Verdict = verdict(list[i].Cells)
	}
	slices.SortStableFunc(list, func(a, b Row) int { return cmp.Compare(a.having(), b.having()) * -1 })
	return list
}

func (r Row) having() int {
	n := 0
	for _, c := range r.Cells {
		if c.Has {
			n++
		}
	}
	return n
}

// alike writes texts that say the same in the same way.
func alike(cells []Cell) {
	first := map[string]string{}
	for i := range cells {
		key := Normal([]byte(cells[i].Text))
		if _, known := first[key]; !known {
			first[key] = cells[i].Text
		}
		cells[i].Text = first[key]
	}
}

func verdict(cells []Cell) Verdict {
	var first *Cell
	text, body, having := true, true, 0
	for i := range cells {
		c := &cells[i]
		if !c.Has {
			continue
		}
		if having++; first == nil {
			first = c
		}
		text = text && c.Text == first.Text
		body = body && c.Body == first.Body
	}
	switch {
	case having == 1 && len(cells) > 1:
		return Only
	case !text:
		return Conflicting
	case !body:
		return OtherBody
	}
	return Same
}

// line writes code, its comments blanked, on one line.
func line(code []byte) string {
	return strings.TrimRight(strings.Join(strings.Fields(string(code)), " "), ",;")
}

func lines(src []byte, s scanner.Span) int { return 1 + bytes.Count(src[s.Start:s.End], []byte("\n")) }

func lineAt(src []byte, at int32) int { return 1 + bytes.Count(src[:at], []byte("\n")) }
