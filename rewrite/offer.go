package rewrite

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rules"
)

// offer is one name of a legacy module that the entry takes on.
type offer struct {
	module  *rules.Legacy
	home    string // the file that the entry names: the module's, or the one that declares the name; "" for a package
	name    string // in that file
	as      string // in the entry
	binding analyze.Binding
	passive bool // of a target: the entry takes it on only when another module asks for it
}

type offered struct {
	module *rules.Legacy
	name   string
}

// offers is what the entry offers of the legacy modules, after the phase.
type offers struct {
	as    map[offered]string // the entry's name for a module's name
	fresh []offer            // what the entry does not offer yet, in the order of the config
	homes map[string]offer   // entry name -> what it means, for the fresh ones
}

// declaration identifies a binding.
type declaration struct{ path, name string }

func of(b analyze.Binding) declaration { return declaration{b.Path, b.Name} }

// planOffers decides under which name the entry offers each name of each selected module. A name
// that two declarations claim needs a decision of the config; without it the plan is refused.
func (p *planner) planOffers() error {
	p.offers = &offers{as: map[offered]string{}, homes: map[string]offer{}}
	if p.scope.NoEntry() {
		return nil
	}
	have, taken, dead := p.entryNames()
	claims := map[string][]offer{}
	var errs rules.Errors
	for _, l := range p.scope.Modules {
		list, err := p.claims(l, have)
		if err != nil && p.selected(l) {
			errs = append(errs, err)
		}
		for _, o := range list {
			if p.selected(l) {
				claims[o.as] = append(claims[o.as], o)
			}
		}
	}
	for _, name := range sortedKeys(claims) {
		errs = append(errs, p.settle(name, claims[name], taken, dead)...)
	}
	p.offers.fresh = once(p.offers.fresh)
	errs = append(errs, p.uniqueNames(taken)...)
	if len(errs) > 0 {
		return errs
	}
	sort.SliceStable(p.offers.fresh, func(i, j int) bool { return p.rank(p.offers.fresh[i]) < p.rank(p.offers.fresh[j]) })
	return nil
}

// once drops offers of the same declaration under the same name, which the file that it left and the one that
// it came to may both make; the latter stays.
func once(list []offer) (kept []offer) {
	for _, o := range list {
		i := slices.IndexFunc(kept, func(k offer) bool { return k.as == o.as && k.binding.Same(o.binding) })
		switch {
		case i < 0:
			kept = append(kept, o)
		case o.binding.Path == o.module.Home():
			kept[i] = o
		}
	}
	return kept
}

func (p *planner) rank(o offer) int { return slices.Index(p.scope.Modules, o.module) }

// entryNames reads what the entry offers now: its names by declaration and by name, and those of its
// exports that lead to nothing.
func (p *planner) entryNames() (have map[declaration][]string, taken map[string]analyze.Binding, dead map[string]bool) {
	have, taken, dead = map[declaration][]string{}, map[string]analyze.Binding{}, map[string]bool{}
	id := p.before.Lookup(p.scope.Config.Entry)
	if id == analyze.None {
		return
	}
	names, _ := p.before.Names(id)
	for _, n := range names {
		b := p.before.Export(id, n)
		if !b.Status.Resolved() {
			dead[n] = true
			continue
		}
		taken[n] = b
		have[of(b)] = append(have[of(b)], n)
	}
	return
}

// claims lists the names of a module that the entry does not offer yet, each under the name it would
// like; those it offers already are noted.
func (p *planner) claims(l *rules.Legacy, have map[declaration][]string) ([]offer, *rules.Error) {
	if l.To != "" && analyze.SingleFile(l.Path) {
		return nil, nil // importers name the file itself
	}
	id := p.before.Lookup(l.Home())
	names, open := p.before.Names(id)
	if l.To != "" && p.globalScript(l.Home()) {
		return nil, nil
	}
	if !l.Target && (len(names) == 0 && open || slices.Contains(names, "export=")) {
		return nil, p.errorAt(l.Pos, "the names that `"+l.Path+"` offers cannot be told from its syntax (CommonJS, or no module)",
			"list it under `keep:`, or turn it into an ES module first")
	}
	var list []offer
	for _, name := range names {
		b := p.before.Export(id, name)
		if !l.Target && !l.Takes(name) || !b.Status.Resolved() {
			continue
		}
		if there := have[of(b)]; len(there) > 0 {
			p.offers.as[offered{l, name}] = preferred(there, name)
			continue
		}
		as := analyze.NameFor(l.Path, name, b)
		if as != name && slices.Contains(names, as) && !p.before.Export(id, as).Same(b) {
			as += "Default" // the file has that name for something else
		}
		list = append(list, offer{module: l, home: l.Home(), name: name, as: as, binding: b, passive: l.Target})
	}
	return list, nil
}

// globalScript tells a TypeScript file that is no module, whose declarations are global: it offers nothing.
func (p *planner) globalScript(path string) bool {
	f := p.before.File(path)
	lang, ok := scanner.LangOf(path)
	if f == nil || !ok || lang == scanner.JS || f.Module.IsModule || f.Skipped != "" {
		return false
	}
	src, err := p.before.Tree.Read(path)
	return err == nil && !bytes.Contains(src, []byte("exports"))
}

func preferred(names []string, name string) string {
	if slices.Contains(names, name) {
		return name
	}
	for _, n := range names {
		if n != "default" {
			return n
		}
	}
	return names[0]
}

// settle gives a wished name to its only claimant, or follows the config's decision.
func (p *planner) settle(name string, claims []offer, taken map[string]analyze.Binding, dead map[string]bool) rules.Errors {
	groups := group(claims)
	own, entryHas := taken[name]
	d, decided := p.scope.Config.Names[name]
	switch {
	case len(groups) == 0:
		return nil
	case dead[name]:
		return rules.Errors{p.errorAt(claims[0].module.Pos, fmt.Sprintf("the entry exports `%s` already, from where there is no such name", name),
			"take that export out of `"+p.scope.Config.Entry+"` first")}
	case len(groups) == 1 && !entryHas:
		as := name
		if alias, ok := p.decide(d, name, groups[0], false); decided && ok {
			as = alias
		}
		p.take(groups[0], as)
		return nil
	}
	if !decided {
		return rules.Errors{p.contest(name, groups, own, entryHas)}
	}
	if entryHas && !p.speaksOf(d.Prefer, p.scope.Config.Entry, own) {
		return rules.Errors{p.errorAt(d.Pos, fmt.Sprintf("the entry itself exports `%s`, so the decision must prefer it", name),
			"write `prefer: "+p.scope.Config.Entry+"` and give the others an alias")}
	}
	var errs rules.Errors
	for _, g := range groups {
		as, ok := p.decide(d, name, g, entryHas)
		if !ok {
			errs = append(errs, p.errorAt(d.Pos, fmt.Sprintf("the decision for `%s` does not say what `%s` is called", name, g[0].module.Path),
				"add `"+g[0].module.Path+": ALIAS` to its `others:`"))
			continue
		}
		p.take(g, as)
	}
	return errs
}

// group collects the claims of one declaration.
func group(claims []offer) [][]offer {
	var groups [][]offer
	for _, c := range claims {
		i := slices.IndexFunc(groups, func(g []offer) bool { return g[0].binding.Same(c.binding) })
		if i < 0 {
			groups = append(groups, []offer{c})
		} else {
			groups[i] = append(groups[i], c)
		}
	}
	return slices.DeleteFunc(groups, func(g []offer) bool {
		return !slices.ContainsFunc(g, func(o offer) bool { return !o.passive })
	})
}

// take notes that the entry offers a declaration under that name, from the module that declares it
// where that is among the claimants.
func (p *planner) take(g []offer, as string) {
	best := g[0]
	for _, o := range g {
		p.offers.as[offered{o.module, o.name}] = as
		if o.binding.Path == o.module.Home() && best.binding.Path != best.module.Home() {
			best = o
		}
	}
	best = p.atHome(best)
	best.as = as
	p.offers.fresh = append(p.offers.fresh, best)
	p.offers.homes[as] = best
}

// atHome names a declaration by the file that holds it now, or by the package, where a shim passes it on.
func (p *planner) atHome(o offer) offer {
	if p.passesOnPackage(o) {
		o.home, o.name = "", o.binding.Name
		return o
	}
	holder := p.scope.Module(o.binding.Path)
	if o.binding.Path == o.home || len(o.module.Into) == 0 && (holder == nil || !holder.Target) {
		return o
	}
	if name, ok := exportedAs(p.before, o.binding); ok && o.binding.Path != p.scope.Config.Entry {
		o.home, o.name = o.binding.Path, name
	}
	return o
}

// passesOnPackage tells a name of a package that a file passed on whose declarations have gone elsewhere, where the
// entry can ask the package itself.
func (p *planner) passesOnPackage(o offer) bool {
	return o.binding.Status == analyze.Outside && o.binding.Name != "*" && len(o.module.Into) > 0 && !o.module.Target &&
		!resolver.IsRelative(o.binding.Path) && p.before.Package(o.module.Path) == p.before.Package(p.scope.Config.Entry)
}

func (p *planner) decide(d rules.Decision, name string, g []offer, entryHas bool) (string, bool) {
	own := func(file string, o offer) bool { return file == o.module.Path }
	led := func(file string, o offer) bool { return p.speaksOf(file, o.module.Path, o.binding) }
	for _, means := range []func(string, offer) bool{own, led} {
		claimed := func(file string) bool {
			return slices.ContainsFunc(g, func(o offer) bool { return means(file, o) })
		}
		if !entryHas && claimed(d.Prefer) {
			return name, true
		}
		for _, file := range sortedKeys(d.Others) {
			if claimed(file) {
				return d.Others[file], true
			}
		}
	}
	return "", false
}

// speaksOf tells whether a path of a decision means that module, or the file that declares the name.
func (p *planner) speaksOf(file, module string, b analyze.Binding) bool {
	l := p.scope.Module(file)
	return file == module || file == b.Path || l != nil && (l.Path == module || l.Home() == b.Path)
}

func (p *planner) contest(name string, groups [][]offer, own analyze.Binding, entryHas bool) *rules.Error {
	var places, others []string
	prefer := groups[0][0].module.Path
	if entryHas {
		places, prefer = append(places, p.place(own)), p.scope.Config.Entry
	}
	for i, g := range groups {
		places = append(places, p.place(g[0].binding))
		if entryHas || i > 0 {
			others = append(others, g[0].module.Path+": ALIAS")
		}
	}
	last := groups[len(groups)-1][0].module
	return p.errorAt(last.Pos, fmt.Sprintf("`%s` is declared %d times: %s", name, len(places), strings.Join(places, ", ")),
		fmt.Sprintf("say who gets it under `names:`, as in `%s: { prefer: %s, others: { %s } }`", name, prefer, strings.Join(others, ", ")))
}

// place is where a declaration stands, `file:line (a value)`.
func (p *planner) place(b analyze.Binding) string {
	nature := "value"
	if b.Nature == scanner.Type || b.TypeOnly {
		nature = "type"
	}
	f := p.before.File(b.Path)
	if f == nil {
		return b.Path
	}
	for i := range f.Module.Decls {
		if f.Module.Decls[i].Name == b.Name {
			return fmt.Sprintf("%s:%d (%s)", b.Path, f.Module.Decls[i].Line, nature)
		}
	}
	return fmt.Sprintf("%s (%s)", b.Path, nature)
}

// uniqueNames refuses aliases that meet another name of the entry.
func (p *planner) uniqueNames(taken map[string]analyze.Binding) rules.Errors {
	seen := map[string]offer{}
	var errs rules.Errors
	for _, o := range p.offers.fresh {
		other, twice := seen[o.as]
		_, there := taken[o.as]
		if twice && !other.binding.Same(o.binding) || there {
			errs = append(errs, p.errorAt(p.decisionPos(o), fmt.Sprintf("two things would be called `%s` in the entry: one is `%s` of `%s`", o.as, o.name, o.module.Path),
				"choose another alias under `names:`"))
		}
		seen[o.as] = o
	}
	return errs
}

func (p *planner) decisionPos(o offer) rules.Pos {
	if d, ok := p.scope.Config.Names[o.name]; ok {
		return d.Pos
	}
	return o.module.Pos
}

func (p *planner) errorAt(pos rules.Pos, msg, hint string) *rules.Error {
	return rules.NewError(p.scope.Config.File, pos, msg, hint)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
