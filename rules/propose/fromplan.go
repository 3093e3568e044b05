package propose

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/survey"
	"rtconsolidate/rules/plandoc"
)

// FromPlan drafts a config out of a plan that was written for people, and accounts for each of its
// lines. It returns no draft when the plan names nothing that the repo has.
func FromPlan(repo *analyze.Repo, s *survey.Survey, folders []string, doc *plandoc.Doc) (*Draft, *Account) {
	t := &translator{doc: doc, account: &Account{People: doc.People}, claimed: map[string]claimant{}}
	t.Draft = &Draft{picture: newPicture(repo, s, folders)}
	t.resolveAll()
	if !t.findEntry() {
		t.account.sort()
		return nil, t.account
	}
	for _, p := range doc.Phases {
		t.phase(p)
	}
	t.addCompat()
	t.unfed()
	t.account.sort()
	t.Notes = t.heading()
	t.Decide()
	return t.Draft, t.account
}

// translator turns a plan into a draft.
type translator struct {
	*Draft
	doc     *plandoc.Doc
	account *Account
	items   []resolved
	claimed map[string]claimant // files that a phase has, by path
	fed     map[string]bool     // target files that something goes to
}

type claimant struct {
	phase string
	line  int
}

// resolved is one item of the plan with what it means.
type resolved struct {
	plandoc.Item
	phase *plandoc.Phase
	unit  *plandoc.Unit
	lookup
	names []named // for items that name declarations
}

// named is one name of an item with the files that declare it.
type named struct {
	name  string
	files []string
}

// resolveAll looks every source line of the plan up.
func (t *translator) resolveAll() {
	for _, p := range t.doc.Phases {
		for _, u := range p.Units {
			t.checkTarget(u.Target)
			for _, it := range u.Items {
				t.checkTarget(it.To)
				r := t.resolve(p, u, it)
				t.items = append(t.items, r)
				t.account.Sources = append(t.account.Sources, Accounted{it.Line, it.Text, p.Name, r.status, r.files, r.note})
			}
		}
	}
}

// checkTarget compares what the plan says of a target with the repo.
func (t *translator) checkTarget(target plandoc.Target) {
	if target.Path == "" {
		return
	}
	name := strings.TrimSuffix(target.Path, "/")
	file, folder := t.exists(name)
	switch {
	case target.New && file:
		t.account.differs(target.Line, name, fmt.Sprintf("new, says the plan; it exists, with %d lines", t.lines(name)))
	case target.New && folder:
		files, _ := t.expand(name+"/**", false)
		t.account.differs(target.Line, name+"/", "new, says the plan; it exists, with "+plural(len(files), "code file", "code files"))
	case target.Exists && !file && !folder:
		t.account.differs(target.Line, name, "exists, says the plan; the repo does not have it")
	}
	if front := frontOf(t.repo, name); front != "" {
		t.account.differs(target.Line, name, "is shadowed by `"+front+"`: a file beats a folder of its name")
	}
}

// frontOf is the file beside the folder of an index that takes its specifier, "" for none.
func frontOf(repo *analyze.Repo, index string) string {
	if trimExt(path.Base(index)) != "index" || path.Dir(index) == "." {
		return ""
	}
	for _, ext := range extensions {
		if repo.Lookup(path.Dir(index)+ext) != analyze.None {
			return path.Dir(index) + ext
		}
	}
	return ""
}

func (t *translator) lines(file string) int {
	if f := t.repo.File(file); f != nil {
		return f.Lines
	}
	return 0
}

// resolve finds what a source line means.
func (t *translator) resolve(p *plandoc.Phase, u *plandoc.Unit, it plandoc.Item) resolved {
	r := resolved{Item: it, phase: p, unit: u}
	switch {
	case len(it.Paths) > 0:
		r.lookup = t.resolvePaths(it)
	case len(it.Names) > 0:
		t.resolveNames(&r)
	default:
		if files := t.inWords(it.Text); len(files) > 0 {
			r.lookup = lookup{Ambiguous, files, "in words; these files of the topic come near it"}
		} else {
			r.lookup = lookup{Unclear, nil, "names no file and no declaration, and no file of the topic comes near its words"}
		}
	}
	return r
}

func (t *translator) resolvePaths(it plandoc.Item) lookup {
	out := lookup{status: Found}
	for _, name := range it.Paths {
		l := t.findPath(name, it.Related != "")
		if len(it.Paths) > 1 && l.status == Missing {
			l.note = join(name+" is missing", l.note)
		}
		out.files, out.note = append(out.files, l.files...), join(out.note, l.note)
		if l.status == Missing {
			out.status = Missing
		}
	}
	for _, f := range out.files {
		t.compare(it, f)
	}
	return out
}

// compare holds what the plan says of a file against the repo.
func (t *translator) compare(it plandoc.Item, file string) {
	if n := t.lines(file); it.Lines > 0 && len(it.Paths) == 1 && n != it.Lines {
		t.account.differs(it.Line, file, fmt.Sprintf("has %d lines, the plan says %d", n, it.Lines))
	}
	for _, w := range t.survey.Twins {
		if (w.A == file || w.B == file) && len(it.Paths) == 1 && it.Paths[0] == file {
			other := w.A
			if other == file {
				other = w.B
			}
			t.account.differs(it.Line, file, fmt.Sprintf("has a twin, %s (%d%% the same; %s, this one %d)", other, w.Similarity,
				plural(t.importers(other), "importer", "importers"), t.importers(file)))
		}
	}
	if t.importers(file) == 0 && !testPath.MatchString(file) && !route.MatchString(file) {
		t.account.differs(it.Line, file, "nothing imports it")
	}
}

// resolveNames finds the declarations that a line names.
func (t *translator) resolveNames(r *resolved) {
	var among []string
	if r.From != "" {
		if among = t.origin(r); len(among) == 0 {
			r.lookup = lookup{Missing, nil, "the repo has no file `" + r.From + "`"}
			return
		}
	}
	r.status = Found
	for _, name := range r.Names {
		files, twins := t.declaring(name, among)
		elsewhere := false
		if len(files) == 0 && among != nil {
			r.note = join(r.note, listed(among)+" does not declare "+name)
			files, twins = t.declaring(name, nil)
			elsewhere = len(files) > 0
		}
		if len(twins) > 0 {
			r.note = join(r.note, "twins left aside: "+listed(twins))
		}
		switch {
		case len(files) == 0:
			r.status, r.note = Missing, join(r.note, t.noSuchName(name))
		case (len(files) > 1 || elsewhere) && r.status == Found:
			r.status = Ambiguous
			r.note = join(r.note, name+" is declared in "+plural(len(files), "other place", "places"))
		}
		r.files = append(r.files, files...)
		r.names = append(r.names, named{name, files})
	}
}

// noSuchName says that nothing declares a name, and which comes near it.
func (t *translator) noSuchName(name string) string {
	if near := nearest(name, t.topicNames()); near != "" {
		files, _ := t.declaring(near, nil)
		return "nothing declares " + name + "; there is " + near + " in " + listed(files)
	}
	return "nothing declares " + name
}

var mainWord = lazy.Compile(`\b(?:main|primary|unified|above|target|same|big)\b`)

// origin lists the files that the plan means by `from X`: a module, or the target of the phase.
func (t *translator) origin(r *resolved) []string {
	if files := t.module(r.From); len(files) > 0 {
		return files
	}
	if !mainWord.MatchString(strings.ToLower(r.From)) {
		return nil
	}
	for _, u := range r.phase.Units {
		if t.repo.Lookup(u.Target.Path) != analyze.None {
			return []string{u.Target.Path}
		}
	}
	return nil
}

// findEntry picks the target that the plan means as the entry: the one it says so of, else an index,
// else the file that most goes to.
func (t *translator) findEntry() bool {
	best, most := "", -1
	for _, r := range t.items {
		for _, target := range []plandoc.Target{r.To, r.unit.Target} {
			if target.Path == "" || strings.HasSuffix(target.Path, "/") || !analyze.IsCode(target.Path) || len(r.files) == 0 {
				continue
			}
			weight := len(r.files)
			if trimExt(path.Base(target.Path)) == "index" {
				weight += 1000
			}
			if plandoc.CallsEntry(target.Note + " " + r.unit.Title) {
				weight += 10000
			}
			if weight > most {
				best, most = target.Path, weight
			}
		}
	}
	t.Reason = "the plan's own entry"
	if t.doc.Entry.Path != "" && most < 10000 && most >= 0 {
		best = t.doc.Entry.Path
	}
	if best == "" {
		files := t.candidates()
		if !slices.ContainsFunc(t.items, func(r resolved) bool { return len(r.files) > 0 }) || len(files) == 0 {
			return false
		}
		t.placeEntry(files)
		t.Reason = "the plan names none; " + t.Reason
		return true
	}
	t.setEntry(best)
	from := t.Entry
	for _, r := range t.items {
		for _, f := range r.files {
			if imps := t.repo.Importers(t.repo.Lookup(f)); t.repo.Lookup(f) != analyze.None && len(imps) > 0 && from == t.Entry {
				from = t.repo.Files[imps[0].File].Path
			}
		}
	}
	t.Import = t.specifierFrom(from, t.Entry)
	return true
}
