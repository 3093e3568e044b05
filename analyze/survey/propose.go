package survey

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
)

// Proposal is a first plan: files stay where they are and the entry re-exports them.
type Proposal struct {
	Entry, Import string
	EntryReason   string
	Moves         []Line // a file that shadows the entry
	Core, Hooks   []Line
	Keep          []Line // left out on purpose, each with the reason
	Decisions     []Decision
}

// Line is one file of a proposal, with why it is there.
type Line struct {
	Path   string
	To     string // for a move
	Reason string
}

// Decision is the proposed answer to a contested name.
type Decision struct {
	Name   string
	Prefer string
	Others []Alias
}

// Alias is what the entry is to call a name of a file that does not get it.
type Alias struct{ Path, Name string }

// Propose makes a first plan out of a survey, nil when it found no code to consolidate.
func Propose(repo *analyze.Repo, s *Survey, folders []string) *Proposal {
	p := &proposer{repo: repo, survey: s, score: map[string]*File{}}
	for i := range s.Files {
		p.score[s.Files[i].Path] = &s.Files[i]
	}
	files := p.candidates()
	if len(files) == 0 {
		return nil
	}
	out := &Proposal{}
	p.placeEntry(out, files, folders)
	p.choose(out, files)
	out.Decide(repo)
	return out
}

type proposer struct {
	repo   *analyze.Repo
	survey *Survey
	score  map[string]*File
}

// candidates are the files whose names an entry may take on: realtime code that others import.
func (p *proposer) candidates() []*File {
	var list []*File
	for i := range p.survey.Files {
		f := &p.survey.Files[i]
		id := p.repo.Lookup(f.Path)
		names, open := p.repo.Names(id)
		ours := f.Score >= p.survey.Threshold && (f.Role == "implementation" || f.Role == "contract" || f.Role == "barrel")
		kind := f.Category == "core" || f.Category == "hook" || f.Category == "monitoring" || f.Category == "server"
		if ours && kind && len(names) > 0 && !open && !strings.HasSuffix(f.Path, ".d.ts") && !isRoute(f.Path) && p.belongs(f) {
			list = append(list, f)
		}
	}
	return list
}

func isRoute(f string) bool { return analyze.StartedAs(f) == "route" }

// belongs tells a file of the topic from a general one that also serves it (a database client, say):
// its name says so, or those that import it are the topic's.
func (p *proposer) belongs(f *File) bool {
	for _, e := range f.Evidence {
		if e.Line == 0 && e.Weight > 5 {
			return true
		}
	}
	all, ours := 0, 0
	for _, imp := range p.repo.Importers(p.repo.Lookup(f.Path)) {
		all++
		if o := p.score[p.repo.Files[imp.File].Path]; o != nil && o.Score >= p.survey.Threshold {
			ours++
		}
	}
	return all > 0 && 2*ours >= all
}

func (p *proposer) importers(file string) int {
	seen := map[analyze.FileID]bool{}
	for _, imp := range p.repo.Importers(p.repo.Lookup(file)) {
		seen[imp.File] = true
	}
	return len(seen)
}

// placeEntry puts the entry into the topic's folder that is used most, else beside the file that is
// imported most.
func (p *proposer) placeEntry(out *Proposal, files []*File, folders []string) {
	weight := map[string]int{}
	for _, f := range files {
		if dir := topicFolder(f.Path, folders); dir != "" {
			weight[dir] += 1 + p.importers(f.Path)
		}
	}
	best := ""
	for _, dir := range sortedNames(weight) {
		if best == "" || weight[dir] > weight[best] {
			best = dir
		}
	}
	out.EntryReason = "the folder of the code that is imported most"
	if best == "" {
		most := slices.MaxFunc(files, func(a, b *File) int { return cmp.Compare(p.importers(a.Path), p.importers(b.Path)) })
		best = path.Join(path.Dir(most.Path), append(folders, "unified")[0])
		out.EntryReason = "new, beside " + most.Path + ", which is imported most"
	}
	out.Entry = path.Join(best, "index"+p.extension(files))
	for _, ext := range []string{".ts", ".tsx", ".js"} {
		if p.repo.Lookup(best+"/index"+ext) != analyze.None {
			out.Entry = best + "/index" + ext
			break
		}
	}
	for _, ext := range []string{".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs"} {
		if shadow := best + ext; p.repo.Lookup(shadow) != analyze.None {
			to := path.Join(best, "legacy-"+path.Base(best)+ext)
			out.Moves = append(out.Moves, Line{shadow, to, "shadows the entry: a file beats a folder of its name"})
		}
	}
	out.Import = p.specifier(out, files)
}

func topicFolder(f string, folders []string) string {
	for dir := path.Dir(f); dir != "."; dir = path.Dir(dir) {
		if slices.Contains(folders, path.Base(dir)) {
			return dir
		}
	}
	return ""
}

func (p *proposer) extension(files []*File) string {
	for _, f := range files {
		if ext := path.Ext(f.Path); ext == ".ts" || ext == ".tsx" {
			return ".ts"
		}
	}
	return ".js"
}

// specifier finds the alias by which the entry can be imported, as the topic's importers would write
// it, "" when there is none.
func (p *proposer) specifier(out *Proposal, files []*File) string {
	paths := slices.Clone(p.repo.Tree.Paths())
	gone := map[string]bool{}
	for _, m := range out.Moves {
		gone[m.Path] = true
	}
	paths = slices.DeleteFunc(paths, func(s string) bool { return gone[s] || s == out.Entry })
	paths = append(paths, out.Entry)
	slices.Sort(paths)
	res := resolver.New(paths, p.repo.Tree.Read, resolver.Options{Symlinks: p.repo.Tree.Links()})
	from := out.Entry
	for _, f := range files {
		if imps := p.repo.Importers(p.repo.Lookup(f.Path)); len(imps) > 0 {
			from = p.repo.Files[imps[0].File].Path
			break
		}
	}
	for _, s := range res.Specifiers(from, out.Entry) {
		if !resolver.IsRelative(s) {
			return s
		}
	}
	return ""
}

// choose sorts the candidates into phases, or says why they are kept out of the first plan.
func (p *proposer) choose(out *Proposal, files []*File) {
	for _, f := range files {
		line := Line{Path: f.Path}
		n := p.importers(f.Path)
		switch twin := p.liveTwin(f.Path); {
		case f.Path == out.Entry || slices.ContainsFunc(out.Moves, func(m Line) bool { return m.Path == f.Path }):
			continue
		case n == 0:
			line.Reason = "nothing imports it"
			out.Keep = append(out.Keep, line)
			continue
		case twin != "":
			line.Reason = "a twin of " + twin + ", which is imported more"
			out.Keep = append(out.Keep, line)
			continue
		}
		line.Reason = plural(n, "file imports it", "files import it")
		if f.Category == "hook" {
			out.Hooks = append(out.Hooks, line)
		} else {
			out.Core = append(out.Core, line)
		}
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// liveTwin is the twin of a file that is imported more than the file itself, "" when there is none.
func (p *proposer) liveTwin(file string) string {
	for _, t := range p.survey.Twins {
		other := ""
		switch file {
		case t.A:
			other = t.B
		case t.B:
			other = t.A
		}
		if other != "" && p.importers(other) > p.importers(file) {
			return other
		}
	}
	return ""
}

// Drop takes a file out of the plan and keeps it, with the reason. It tells whether it was there.
func (out *Proposal) Drop(file, reason string) bool {
	for _, list := range []*[]Line{&out.Core, &out.Hooks} {
		i := slices.IndexFunc(*list, func(l Line) bool { return l.Path == file })
		if i >= 0 {
			*list = slices.Delete(*list, i, i+1)
			out.Keep = append(out.Keep, Line{Path: file, Reason: reason})
			slices.SortFunc(out.Keep, func(a, b Line) int { return cmp.Compare(a.Path, b.Path) })
			return true
		}
	}
	return false
}

// Decide proposes who gets each contested name: the entry itself, else the file that is imported most.
func (out *Proposal) Decide(repo *analyze.Repo) {
	claims := map[string][]claim{}
	for _, list := range [][]Line{out.Moves, out.Core, out.Hooks} {
		for _, l := range list {
			for name, b := range offered(repo, l.Path) {
				claims[name] = append(claims[name], claim{l.Path, b})
			}
		}
	}
	own := map[string]analyze.Binding{}
	if id := repo.Lookup(out.Entry); id != analyze.None {
		names, _ := repo.Names(id)
		for _, n := range names {
			own[n] = repo.Export(id, n)
		}
	}
	out.Decisions = nil
	taken := map[string]bool{}
	for name := range claims {
		taken[name] = true
	}
	for _, name := range sortedNames(claims) {
		var entry *analyze.Binding
		if b, ok := own[name]; ok {
			entry = &b
		}
		if d, ok := decide(repo, name, claims[name], entry, out.Entry, taken); ok {
			out.Decisions = append(out.Decisions, d)
		}
	}
}

type claim struct {
	path    string
	binding analyze.Binding
}

// offered lists the names that a file would bring into the entry; a default export comes under the
// name of what it exports.
func offered(repo *analyze.Repo, file string) map[string]analyze.Binding {
	set := map[string]analyze.Binding{}
	id := repo.Lookup(file)
	if id == analyze.None {
		return set
	}
	names, _ := repo.Names(id)
	for _, n := range names {
		b := repo.Export(id, n)
		if b.Status.Resolved() {
			set[analyze.NameFor(file, n, b)] = b
		}
	}
	return set
}

func decide(repo *analyze.Repo, name string, claims []claim, own *analyze.Binding, entry string, taken map[string]bool) (Decision, bool) {
	var distinct []claim
	for _, c := range claims {
		known := own != nil && own.Same(c.binding)
		for _, d := range distinct {
			known = known || d.binding.Same(c.binding)
		}
		if !known {
			distinct = append(distinct, c)
		}
	}
	d := Decision{Name: name, Prefer: entry}
	if own == nil {
		if len(distinct) < 2 {
			return d, false
		}
		best := slices.MaxFunc(distinct, func(a, b claim) int {
			return cmp.Compare(len(repo.Importers(repo.Lookup(a.path))), len(repo.Importers(repo.Lookup(b.path))))
		})
		d.Prefer = best.path
		distinct = slices.DeleteFunc(distinct, func(c claim) bool { return c.path == best.path })
	}
	for _, c := range distinct {
		alias := aliasFor(c, name)
		for taken[alias] {
			alias += "2"
		}
		taken[alias] = true
		d.Others = append(d.Others, Alias{c.path, alias})
	}
	return d, len(d.Others) > 0
}

// aliasFor puts the file's name before the contested one, in the latter's style.
func aliasFor(c claim, name string) string {
	stem := strings.TrimSuffix(path.Base(c.path), path.Ext(c.path))
	if stem == "index" {
		stem = path.Base(path.Dir(c.path))
	}
	words := strings.FieldsFunc(stem, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if strings.ToUpper(name) == name {
		return strings.ToUpper(strings.Join(words, "_")) + "_" + name
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	prefix := b.String()
	switch {
	case strings.HasPrefix(name, "use") && len(name) > 3:
		return "use" + prefix + name[3:]
	case unicode.IsLower(rune(name[0])):
		prefix = strings.ToLower(prefix[:1]) + prefix[1:]
	}
	return prefix + strings.ToUpper(name[:1]) + name[1:]
}
