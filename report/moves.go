package report

import (
	"fmt"
	"strings"

	"rtconsolidate/report/escape"
)

// Moved tells what moved, and that it is the same bytes but for the renames.
type Moved struct {
	Declarations int      `json:"declarations"` // moved
	Uses         int      `json:"uses"`         // names in moved code whose meaning was compared
	Bytes        int      `json:"bytes"`        // of moved code that were compared
	Renames      []Rename `json:"renames"`      // sorted by target
	Moves        []Move   `json:"moves"`        // sorted by file and target
}

// Rename is a name that moved code has another name for.
type Rename struct {
	File   string `json:"file"` // where it was declared
	Name   string `json:"name"`
	To     string `json:"to"`
	Target string `json:"target"` // where it is declared now
	Places int    `json:"places"` // that were changed, the declaration included
}

// Move is what went from one file to another.
type Move struct {
	File   string      `json:"file"`
	Target string      `json:"target"`
	Stays  string      `json:"stays"` // at the old path: shim, rest (of the file) or nothing
	Names  []MovedName `json:"names"` // none when the file went as a whole
}

// MovedName is a declaration under its old and its new name.
type MovedName struct {
	Name string `json:"name"`
	To   string `json:"to"`
}

func (t *Moved) claim() claim {
	return claim{name: "text", figures: fmt.Sprintf("%s moved: %s the same, %s of names in them compared; %s renamed", count(t.Declarations, "declaration", "declarations"),
		count(t.Bytes, "byte is", "bytes are"), count(t.Uses, "use", "uses"), count(len(t.Renames), "name is", "names are"))}
}

// stays says what is at the old path now.
var stays = map[string]string{"shim": "a shim", "rest": "the rest of the file", "nothing": "nothing"}

// namesShown is how many names of a move text shows unless it is verbose.
const namesShown = 12

func (m *Move) what() string {
	if len(m.Names) == 0 {
		return "the whole file"
	}
	return count(len(m.Names), "declaration", "declarations")
}

// label is a declaration's name, and its new one where that is another.
func (n MovedName) label() (name, to string) {
	if n.Name == n.To {
		return n.Name, ""
	}
	return n.Name, n.To
}

// names lists the declarations; of many only the first, unless all are wanted.
func (m *Move) names(all bool) string {
	var list []string
	for i, n := range m.Names {
		if i == namesShown && !all {
			list = append(list, fmt.Sprintf("… and %d more", len(m.Names)-i))
			break
		}
		name, to := n.label()
		if to != "" {
			name += " as " + to
		}
		list = append(list, name)
	}
	return strings.Join(list, ", ")
}

func (t *Moved) text(out *page) {
	out.list("Moved code", len(t.Moves), func(i int) {
		m := &t.Moves[i]
		out.item("%s -> %s  %s", m.File, m.Target, out.faint(m.what()+"; "+stays[m.Stays]+" stays"))
		if len(m.Names) > 0 {
			out.sub("%s", m.names(out.options.Level == Verbose))
		}
	})
	if out.options.Level == Verbose {
		out.list("Renamed in moved code", len(t.Renames), func(i int) {
			r := t.Renames[i]
			out.item("- %s: %s is %s in %s, %s", r.File, r.Name, r.To, r.Target, count(r.Places, "place", "places"))
		})
	}
}

func (t *Moved) markdown(s *sheet) {
	if len(t.Moves) == 0 {
		return
	}
	s.heading(2, "Moved code")
	var rows [][]any
	for i := range t.Moves {
		m := &t.Moves[i]
		var names []string
		for _, n := range m.Names {
			name, to := n.label()
			if name = escape.Code(name); to != "" {
				name += " as " + escape.Code(to)
			}
			names = append(names, name)
		}
		if len(names) == 0 {
			names = []string{m.what()}
		}
		rows = append(rows, []any{m.File, m.Target, safe(strings.Join(names, ", ")), safe(stays[m.Stays])})
	}
	s.table([]string{"From", "To", "Declarations", "At the old path"}, rows)
	t.renameTable(s)
}

func (t *Moved) renameTable(s *sheet) {
	if len(t.Renames) == 0 {
		return
	}
	s.heading(3, "Renamed in moved code")
	s.para("Importers keep their local names: they import the new name under the old one.")
	var rows [][]any
	for _, r := range t.Renames {
		rows = append(rows, []any{r.File, r.Name, r.To, r.Target, safe(fmt.Sprint(r.Places))})
	}
	s.table([]string{"Declared in", "Was", "Is", "Now in", ">Places"}, rows)
}
