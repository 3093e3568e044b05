package propose

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/survey"
)

// FromSurvey drafts a plan in phases (core, hooks, components, tests) out of a survey, nil when it
// found no code to consolidate. folders are the names of folders that hold the topic's core.
func FromSurvey(repo *analyze.Repo, s *survey.Survey, folders []string) *Draft {
	d := &Draft{picture: newPicture(repo, s, folders), Cautious: true}
	files := d.candidates()
	if len(files) == 0 {
		return nil
	}
	d.placeEntry(files)
	unit := d.repo.Package(d.Entry)
	d.Notes = append([]string{"A first plan, proposed from the survey. What a phase is not ready for is a comment, with the reason.",
		"Look it over, then: rtconsolidate plan --diff"}, d.elsewhere(files, unit)...)
	files = slices.DeleteFunc(files, func(f *survey.File) bool {
		return d.repo.Package(f.Path) != unit || !d.together(f.Path, d.Entry)
	})
	d.placeServer(files)
	d.addCore(files)
	d.addHooks(files)
	d.addComponents(unit)
	d.addTests(unit)
	d.addRemovals()
	d.Decide()
	return d
}

// candidates are the files whose names an entry may take on: code of the topic that others import. Components,
// and files that are a package's own entries, are among them only where there is nothing else.
func (d *Draft) candidates() []*survey.File {
	list := d.ofCategory("core", "hook", "monitoring", "server", "store")
	if len(list) == 0 {
		list = d.ofCategory("component")
	}
	public := d.repo.Resolver.PackageEntries()
	inner := slices.DeleteFunc(slices.Clone(list), func(f *survey.File) bool { return slices.Contains(public, f.Path) })
	if len(inner) > 0 {
		return inner
	}
	return list
}

func (d *Draft) ofCategory(categories ...string) []*survey.File {
	var list []*survey.File
	for i := range d.survey.Files {
		f := &d.survey.Files[i]
		ours := f.Score >= d.survey.Threshold && (f.Role == "implementation" || f.Role == "contract" || f.Role == "barrel")
		if ours && slices.Contains(categories, f.Category) && d.reexportable(f.Path) && d.belongs(f) {
			list = append(list, f)
		}
	}
	return list
}

// belongs tells a file of the topic from a general one that also serves it (a database client, say):
// its name says so, or those that import it are the topic's.
func (d *Draft) belongs(f *survey.File) bool {
	for _, e := range f.Evidence {
		if e.Line == 0 && e.Weight > 5 {
			return true
		}
	}
	all, ours := 0, 0
	for _, imp := range d.repo.Importers(d.repo.Lookup(f.Path)) {
		all++
		if d.ours(d.repo.Files[imp.File].Path) {
			ours++
		}
	}
	return all > 0 && 2*ours >= all
}

// together tells whether the project that compiles one place compiles a file, too: what one project has no other
// one can take over as it is, as aliases, markup and strictness may differ.
func (d *Draft) together(file, place string) bool {
	here, there := d.project(place), d.project(file)
	return here == there || d.repo.Resolver.InProject(here, file)
}

// project is the tsconfig.json that a file at a path is compiled by, "" for none.
func (d *Draft) project(file string) string { return d.repo.Resolver.Config(file).File }

// elsewhere says which other packages and projects of the repo hold code of the topic.
func (d *Draft) elsewhere(files []*survey.File, unit string) []string {
	packages, projects := map[string]int{}, map[string]int{}
	for _, f := range files {
		if u := d.repo.Package(f.Path); u != unit {
			packages[cmp.Or(u, "the root's package")]++
		} else if !d.together(f.Path, d.Entry) {
			projects[cmp.Or(d.project(f.Path), "no tsconfig.json")]++
		}
	}
	var notes []string
	for _, u := range sortedNames(packages) {
		notes = append(notes, fmt.Sprintf("Left out: %s of %s, another package; give it a plan of its own.", plural(packages[u], "file", "files"), u))
	}
	for _, t := range sortedNames(projects) {
		notes = append(notes, fmt.Sprintf("Left out: %s of %s, another project; give it a plan of its own.", plural(projects[t], "file", "files"), t))
	}
	return notes
}

// addCore re-exports the core through the entry, and proposes the files it should come together in.
func (d *Draft) addCore(files []*survey.File) {
	p := &Phase{Name: "core"}
	d.Phases = append(d.Phases, p)
	byRoom := map[string][]Source{}
	if !slices.ContainsFunc(files, func(f *survey.File) bool { return f.Path == d.Front }) {
		d.moveFront(p)
	}
	for _, f := range files {
		if f.Category == "hook" || f.Path == d.Entry {
			continue
		}
		if reason := d.leftOut(f); reason != "" && f.Path != d.Front {
			d.keep(p, f.Path, reason)
			continue
		}
		s := Source{From: f.Path, Note: plural(d.importers(f.Path), "file imports it", "files import it")}
		if d.bound[f.Path] || f.Category == "server" || f.Role == "barrel" || d.setApart(f.Path) {
			p.Reexport = append(p.Reexport, s)
			continue
		}
		room := d.room(f)
		if f.Path == d.Front {
			room = "manager"
		}
		byRoom[room] = append(byRoom[room], s)
	}
	for _, room := range rooms {
		d.addRoom(p, room.name, room.what, byRoom[room.name])
	}
}

// setApart tells whether a file says where it runs, or exports hooks: it is not merged with others.
func (d *Draft) setApart(file string) bool {
	m := d.repo.File(file).Module
	return len(m.Directives) > 0 || slices.ContainsFunc(m.Exports, func(e scanner.Export) bool { return hookName.MatchString(e.Name) })
}

var hookName = lazy.Compile(`^use[A-Z]`)

// addRoom adds one target of the core, for what is more than one file. A file that has the room's place
// already is built on.
func (d *Draft) addRoom(p *Phase, name, what string, list []Source) {
	t := &Target{File: path.Join(path.Dir(d.Entry), name+path.Ext(d.Entry)), Notes: []string{what}}
	others := slices.DeleteFunc(slices.Clone(list), func(s Source) bool { return s.From == t.File })
	switch there := d.repo.Lookup(t.File) != analyze.None; {
	case len(list) == 0:
		return
	case there && len(others) > 0:
		t.Enhance = others
	case len(list) > 1 || list[0].From == d.Front:
		t.Merge = list
	default:
		p.Reexport = append(p.Reexport, list...)
		return
	}
	p.Targets = append(p.Targets, t)
}

// leftOut says why a candidate is kept out of a first plan, "" when it is not.
func (d *Draft) leftOut(f *survey.File) string {
	if twin := d.twin(f.Path, d.Entry); twin != "" {
		return "a twin of " + twin + ", which is imported more, or lies nearer to the entry"
	}
	if d.importers(f.Path) == 0 {
		return "nothing imports it"
	}
	return ""
}

// addHooks re-exports the hooks; those of one name come together in the one that is imported most.
func (d *Draft) addHooks(files []*survey.File) {
	p := &Phase{Name: "hooks"}
	for _, f := range files {
		if f.Category != "hook" || f.Path == d.Entry {
			continue
		}
		if reason := d.leftOut(f); reason != "" {
			d.keep(p, f.Path, reason)
			continue
		}
		p.Reexport = append(p.Reexport, Source{From: f.Path, Note: plural(d.importers(f.Path), "file imports it", "files import it")})
	}
	d.addPhase(p)
}

func (d *Draft) addPhase(p *Phase) {
	if len(p.Targets)+len(p.Reexport)+len(p.Keep) > 0 {
		d.Phases = append(d.Phases, p)
	}
}

// addComponents moves the topic's components into one folder, where the package keeps components.
func (d *Draft) addComponents(unit string) {
	home := d.homeOf([]string{"components"}, func(f string) bool { return isComponent(f) && !testPath.MatchString(f) })
	p := &Phase{Name: "components", Entry: NoEntry}
	if home != "" {
		d.gather(p, path.Join(home, d.topic()), unit, func(f *survey.File) bool {
			return f.Category == "component" && (f.Role == "implementation" || f.Role == "ui") && isComponent(f.Path) &&
				!route.MatchString(f.Path) && !stories.MatchString(f.Path) && trimExt(path.Base(f.Path)) != "index"
		})
	}
	d.addPhase(p)
}

func isComponent(f string) bool {
	ext := path.Ext(f)
	return ext == ".tsx" || ext == ".jsx" || ext == ".vue" || ext == ".svelte"
}

// addTests moves the topic's tests into one folder, where the package keeps most of its tests; not
// where tests lie beside what they test.
func (d *Draft) addTests(unit string) {
	p := &Phase{Name: "tests", Entry: NoEntry}
	if home := d.homeOf([]string{"__tests__", "tests", "test"}, testPath.MatchString); home != "" && path.Dir(home) == orDot(unit) {
		d.gather(p, path.Join(home, d.topic()), unit, func(f *survey.File) bool {
			return f.Category == "test" && !strings.Contains(f.Path, "e2e") && !strings.Contains(f.Path, "__mocks__")
		})
	}
	d.addPhase(p)
}

func orDot(unit string) string {
	if unit == "" {
		return "."
	}
	return unit
}

// gather moves files of the topic into a folder. Two of one name get names that tell them apart.
func (d *Draft) gather(p *Phase, dir, unit string, wanted func(*survey.File) bool) {
	for i := range d.survey.Files {
		f := &d.survey.Files[i]
		if !wanted(f) || !d.ours(f.Path) || d.has(f.Path) || d.repo.Package(f.Path) != unit || strings.HasPrefix(f.Path, dir+"/") ||
			!d.together(f.Path, path.Join(dir, path.Base(f.Path))) {
			continue
		}
		if twin := d.twin(f.Path, dir+"/x"); twin != "" {
			d.keep(p, f.Path, "a twin of "+twin+", which is imported more, or lies nearer")
			continue
		}
		p.Targets = append(p.Targets, d.moveInto(p, dir, f.Path))
	}
}

// has tells whether a phase has a file already.
func (d *Draft) has(file string) bool {
	for _, p := range d.Phases {
		if hasFile(p.Reexport, file) || slices.ContainsFunc(p.Keep, func(l Line) bool { return l.Path == file }) {
			return true
		}
		for _, t := range p.Targets {
			if t.File == file || hasFile(t.sources(), file) {
				return true
			}
		}
	}
	return false
}

// moveInto is the target that moves a file into a folder under a name that is free there.
func (d *Draft) moveInto(p *Phase, dir, file string) *Target {
	to := path.Join(dir, path.Base(file))
	taken := func(to string) bool {
		is, _ := d.exists(to)
		return is || slices.ContainsFunc(p.Targets, func(t *Target) bool { return t.File == to })
	}
	t := &Target{File: to, Move: file}
	if taken(to) {
		mark := apart(file, to)
		if i := slices.IndexFunc(p.Targets, func(o *Target) bool { return o.File == to }); i >= 0 {
			mark = apart(file, p.Targets[i].Move)
		}
		t.File = path.Join(dir, mark+"-"+path.Base(file))
		t.Notes = []string{"`" + to + "` is taken; this name is a proposal."}
		for n := 2; taken(t.File); n++ {
			t.File = path.Join(dir, fmt.Sprintf("%s-%d-%s", mark, n, path.Base(file)))
		}
	}
	return t
}

// addRemovals lists the twins of the same bytes, for whoever wants them gone.
func (d *Draft) addRemovals() {
	for _, t := range d.survey.Twins {
		if t.Similarity < 100 {
			continue
		}
		gone, stays := t.A, t.B
		if d.twin(gone, d.Entry) == "" {
			gone, stays = stays, gone
		}
		for _, p := range d.Phases {
			if i := slices.IndexFunc(p.Keep, func(l Line) bool { return l.Path == gone }); i >= 0 {
				p.Keep = slices.Delete(p.Keep, i, i+1)
				p.Remove = append(p.Remove, Removal{gone, stays, plural(d.importers(gone), "file imports it", "files import it")})
			}
		}
	}
}
