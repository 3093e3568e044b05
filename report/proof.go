package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Proof is the comparison of the repo before and after a planned change.
type Proof struct {
	Holds       bool       `json:"holds"`
	Bindings    Bindings   `json:"bindings"`
	Surface     Surface    `json:"surface"`
	NewCycles   [][]string `json:"new_cycles"` // paths, in the order of their imports or sorted
	Widening    []Widening `json:"widening"`
	Environment []Crossing `json:"environment"`
	Wire        Wire       `json:"wire"`
	Text        Moved      `json:"text"`
	Bundle      *Bundle    `json:"bundle"` // null when no bundler was asked
}

// Bindings counts the imported names by what became of them.
type Bindings struct {
	Checked     int          `json:"checked"`
	Preserved   int          `json:"preserved"`
	Healed      int          `json:"healed"`
	Broken      int          `json:"broken"`
	StillBroken int          `json:"still_broken"` // meant nothing before and after
	Unknowable  int          `json:"unknowable"`   // preserved, in a module whose names syntax can't tell
	HealedList  []NameChange `json:"healed_list"`
	BrokenList  []NameChange `json:"broken_list"`
}

// NameChange is a name that means something else after.
type NameChange struct {
	File      string `json:"file"`
	Line      int    `json:"line"` // from 1, 0 when unknown
	Specifier string `json:"specifier"`
	Name      string `json:"name"`
	Was       string `json:"was"`
	Is        string `json:"is"`
}

// Surface tells whether the legacy paths still offer their names.
type Surface struct {
	Modules int          `json:"modules"`
	Names   int          `json:"names"`
	Lost    []NameChange `json:"lost"`
	Decided []NameChange `json:"decided"` // changed by a decision of the config
}

// Widening is what is newly evaluated when a module is.
type Widening struct {
	File  string   `json:"file"`
	Adds  []string `json:"adds"`
	Total int      `json:"total"` // modules evaluated after
}

// Crossing is code that becomes reachable from a side (client, server) it does not belong to.
type Crossing struct {
	Root   string   `json:"root"`
	File   string   `json:"file"`
	Reason string   `json:"reason"`
	Chain  []string `json:"chain"` // from root to file
	Hint   string   `json:"hint"`
}

// Wire tells whether the text of changed files is the same outside their imports.
type Wire struct {
	Files   int      `json:"files"`
	Strings int      `json:"strings"`
	Changed []string `json:"changed"`
}

// claim is one of the things the proof checks, for a table.
type claim struct {
	name    string
	damage  int
	figures string
	open    bool // it could not be checked
}

// verdict is the claim's result in a word.
func (c claim) verdict() string {
	switch {
	case c.damage > 0:
		return "fails"
	case c.open:
		return "open"
	}
	return "ok"
}

func (p *Proof) claims() []claim {
	b, s := p.Bindings, p.Surface
	bindings := fmt.Sprintf("%s compared: %d the same, %d healed, %d broken", count(b.Checked, "name", "names"), b.Preserved, b.Healed, b.Broken)
	if b.StillBroken > 0 {
		bindings += fmt.Sprintf(", %d broken before and after", b.StillBroken)
	}
	list := []claim{
		{name: "bindings", damage: b.Broken, figures: bindings},
		{name: "surface", damage: len(s.Lost), figures: fmt.Sprintf("%s of %s compared: %d lost, %d changed by decision", count(s.Names, "name", "names"),
			count(s.Modules, "module", "modules"), len(s.Lost), len(s.Decided))},
		{name: "order", damage: len(p.NewCycles), figures: fmt.Sprintf("%s; %s more than before", count(len(p.NewCycles), "new import cycle", "new import cycles"),
			count(len(p.Widening), "module evaluates", "modules evaluate"))},
		{name: "environment", damage: len(p.Environment), figures: count(len(p.Environment), "file crosses", "files cross") + " between client and server"},
		{name: "wire values", damage: len(p.Wire.Changed), figures: fmt.Sprintf("%s in %s compared: %s outside imports", count(p.Wire.Strings, "string", "strings"),
			files(p.Wire.Files), count(len(p.Wire.Changed), "file differs", "files differ"))},
	}
	if p.Text.Declarations > 0 {
		list = append(list, p.Text.claim())
	}
	if p.Bundle != nil {
		list = append(list, p.Bundle.claim())
	}
	return list
}

func (p *Proof) text(out *page) {
	out.blank()
	verdict := out.good("holds")
	if !p.Holds {
		verdict = out.bad("does not hold")
	}
	out.line("%s %s", out.bold("Proof"), verdict)
	for _, c := range p.claims() {
		mark := out.good("ok  ")
		switch c.verdict() {
		case "fails":
			mark = out.bad("FAIL")
		case "open":
			mark = out.warn("open")
		}
		out.item("%s %s %s", mark, safe(fmt.Sprintf("%-11s", c.name)), c.figures)
	}
	b := p.Bindings
	p.names(out, "Broken bindings", b.BrokenList)
	p.names(out, "Names lost at their old path", p.Surface.Lost)
	out.list("New import cycles", len(p.NewCycles), func(i int) { out.item("- %s", strings.Join(p.NewCycles[i], " -> ")) })
	out.list("Code on the wrong side", len(p.Environment), func(i int) {
		c := p.Environment[i]
		out.item("- %s %s", c.File, c.Reason)
		out.sub("through %s", strings.Join(c.Chain, " -> "))
		out.sub("hint: %s", c.Hint)
	})
	out.list("Files that differ outside their imports", len(p.Wire.Changed), func(i int) { out.item("- %s", p.Wire.Changed[i]) })
	if p.Bundle != nil {
		p.Bundle.text(out)
	}
	p.Text.text(out)
	p.names(out, "Healed imports", b.HealedList)
	p.names(out, "Names changed by a decision", p.Surface.Decided)
	if out.options.Level == Verbose {
		out.list("Evaluated in addition", len(p.Widening), func(i int) {
			w := p.Widening[i]
			out.item("- %s: %s", w.File, strings.Join(w.Adds, ", "))
		})
	}
}

func (p *Proof) names(out *page, title string, list []NameChange) {
	out.list(title, len(list), func(i int) {
		n := list[i]
		out.item("- %s  %s%s", position(n.File, n.Line, 0), n.Name, from(n.Specifier))
		out.sub("was %s, is %s", n.Was, n.Is)
	})
}

func from(specifier string) string {
	if specifier == "" {
		return ""
	}
	return " from \"" + specifier + "\""
}

func (p *Proof) markdown(s *sheet) {
	verdict := "holds"
	if !p.Holds {
		verdict = "does **not** hold"
	}
	s.heading(2, "Proof: it %s", safe(verdict))
	var rows [][]any
	for _, c := range p.claims() {
		verdict := c.verdict()
		if verdict != "ok" {
			verdict = "**" + verdict + "**"
		}
		rows = append(rows, []any{safe(c.name), safe(verdict), prose(c.figures)})
	}
	s.table([]string{"Checked", "Result", "Figures"}, rows)
	p.nameTable(s, "Broken bindings", p.Bindings.BrokenList)
	p.nameTable(s, "Names lost at their old path", p.Surface.Lost)
	if len(p.NewCycles) > 0 {
		s.heading(3, "New import cycles")
		s.bullets(len(p.NewCycles), func(i int) { s.bullet(0, "%s", prose(strings.Join(p.NewCycles[i], " → "))) })
	}
	if len(p.Environment) > 0 {
		s.heading(3, "Code on the wrong side")
		s.bullets(len(p.Environment), func(i int) {
			c := p.Environment[i]
			s.bullet(0, "%s %s, through %s", c.File, prose(c.Reason), prose(strings.Join(c.Chain, " → ")))
			s.bullet(1, "hint: %s", prose(c.Hint))
		})
	}
	if len(p.Wire.Changed) > 0 {
		s.heading(3, "Files that differ outside their imports")
		s.bullets(len(p.Wire.Changed), func(i int) { s.bullet(0, "%s", p.Wire.Changed[i]) })
	}
	if p.Bundle != nil {
		p.Bundle.markdown(s)
	}
	p.nameTable(s, "Healed imports", p.Bindings.HealedList)
	p.nameTable(s, "Names changed by a decision", p.Surface.Decided)
	if len(p.Surface.Decided) > 0 {
		s.para("At these paths the name means another declaration from now on. Importers in the repo are led to the one" +
			" they had; importers elsewhere get the new one.")
	}
	p.wideningMarkdown(s)
}

// wideningMarkdown turns the lists around: the files that evaluate more mostly gain the same few modules.
func (p *Proof) wideningMarkdown(s *sheet) {
	if len(p.Widening) == 0 {
		return
	}
	files := make([]string, len(p.Widening))
	by := map[string]int{}
	for i, w := range p.Widening {
		files[i] = w.File
		for _, module := range w.Adds {
			by[module]++
		}
	}
	modules := slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(by[b]-by[a], strings.Compare(a, b))
	})
	rows := make([][]any, len(modules))
	for i, module := range modules {
		rows[i] = []any{module, by[module]}
	}
	s.heading(3, "Evaluated in addition")
	s.para("By way of the entry these files now evaluate more modules: %s.", codes(files))
	s.table([]string{"Module", ">Newly evaluated by"}, rows)
}

func (p *Proof) nameTable(s *sheet, title string, list []NameChange) {
	if len(list) == 0 {
		return
	}
	s.heading(3, "%s", safe(title))
	var rows [][]any
	for _, n := range list {
		rows = append(rows, []any{position(n.File, n.Line, 0), n.Name, n.Specifier, prose(n.Was), prose(n.Is)})
	}
	s.table([]string{"Where", "Name", "From", "Was", "Is"}, rows)
}
