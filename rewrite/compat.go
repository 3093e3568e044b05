package rewrite

import (
	"fmt"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rules"
)

// extraExport is an extra export that the entry lacks: where its declaration is, and under which name.
type extraExport struct {
	rule rules.Compat
	path string
	name string // "*" for the module
	typ  bool   // it leaves no value
}

// compat lists the extra exports of the config that the entry does not have yet, as far as their files
// exist. One whose file a later phase makes waits for it.
func (p *planner) compat() ([]extraExport, error) {
	if p.scope.NoEntry() {
		return nil, nil
	}
	_, taken, _ := p.entryNames()
	var list []extraExport
	var errs rules.Errors
	for _, c := range p.scope.Config.Compat {
		x, ok, err := p.extraExport(c)
		if err != nil {
			errs = append(errs, err)
		}
		if !ok {
			continue
		}
		own, there := taken[c.As]
		fresh, offered := p.offers.homes[c.As]
		want := p.before.Export(p.before.Lookup(x.path), x.name)
		if x.name == "*" {
			want = analyze.Binding{Path: x.path, Name: "*"}
		}
		switch {
		case there && own.Same(want):
		case there || offered:
			other := own
			if offered {
				other = fresh.binding
			}
			errs = append(errs, p.errorAt(c.Pos, fmt.Sprintf("the entry offers `%s` already, from `%s`", c.As, other.Path), "choose another name for the extra export"))
		default:
			list = append(list, x)
		}
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return list, nil
}

// extraExport finds what an extra export means in the repo at hand; not ok while its file is not there.
func (p *planner) extraExport(c rules.Compat) (x extraExport, ok bool, err *rules.Error) {
	path := c.From
	if l := p.scope.Module(path); l != nil && l.Path == path && l.Done {
		path = l.Final()
	}
	for from, to := range p.moves {
		if to == path {
			path = from
		}
	}
	id := p.before.Lookup(path)
	if id == analyze.None {
		return x, false, nil
	}
	if c.Name == "*" {
		return extraExport{c, path, "*", false}, true, nil
	}
	b := p.before.Export(id, c.Name)
	if !b.Status.Resolved() {
		if p.awaited(c.From) {
			return x, false, nil
		}
		names, _ := p.before.Names(id)
		hint := "`rtconsolidate explain " + path + "` lists what it offers"
		if near := rules.Nearest(c.Name, names); near != "" {
			hint = "did you mean `" + near + "`?"
		}
		return x, false, p.errorAt(c.Pos, fmt.Sprintf("`%s` offers no `%s`", path, c.Name), hint)
	}
	x = extraExport{c, path, c.Name, !b.HasValue()}
	if name, declared := exportedAs(p.before, b); declared {
		x.path, x.name = b.Path, name
	}
	return x, true, nil
}

// awaited tells whether a later phase still brings declarations to a file.
func (p *planner) awaited(file string) bool {
	later := false
	for i := range p.scope.Config.Phases {
		ph := &p.scope.Config.Phases[i]
		for k := range ph.Targets {
			if later && ph.Targets[k].File == file {
				return true
			}
		}
		later = later || ph.Name == p.phase
	}
	return false
}

func (p *planner) compatLines(s form.Style, m *scanner.Module, list []extraExport) ([]string, error) {
	var lines []string
	for _, x := range list {
		specifier, ok := p.namer.Like(p.scope.Config.Entry, p.now(x.path), form.Sample(p.before, p.scope.Config.Entry), resolver.Import)
		if !ok {
			return nil, p.errorAt(x.rule.Pos, "no specifier leads from the entry to `"+x.path+"`", "check tsconfig.json")
		}
		head := "export"
		if x.typ {
			head = "export type"
		}
		if x.name == "*" {
			lines = append(lines, head+" * as "+x.rule.As+" from "+s.Quoted(specifier)+s.Semicolon)
		} else {
			lines = append(lines, s.Statement(head, []string{form.Named{Imported: x.name, Local: x.rule.As}.Text()}, specifier))
		}
		p.reason(p.scope.Config.Entry, "offers "+x.rule.As+" for code that knows it by that name")
	}
	return lines, nil
}
