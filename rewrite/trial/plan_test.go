package trial

import (
	"fmt"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// planner makes up plans for a repo.
type planner struct {
	*rand.Rand
	repo    *analyze.Repo
	modules []analyze.FileID // those that a plan may name
}

var test = regexp.MustCompile(`(^|/)(__tests__|__mocks__|tests?|spec|fixtures)/|\.(test|spec|stories|bench|d)\.|-test\.`)

func newPlanner(repo *analyze.Repo, checked map[string]bool, seed uint64) *planner {
	p := &planner{Rand: rand.New(rand.NewPCG(seed, 2)), repo: repo}
	for id, f := range repo.Files {
		ext := path.Ext(f.Path)
		if f.Skipped != "" || !checked[f.Path] || ext != ".ts" && ext != ".tsx" || test.MatchString(f.Path) || !f.Module.IsModule {
			continue
		}
		if names, open := repo.Names(analyze.FileID(id)); len(names) > 0 && !open && !slices.Contains(names, "export=") {
			p.modules = append(p.modules, analyze.FileID(id))
		}
	}
	return p
}

// config asks for one to five modules that lie near each other to be re-exported, moved, merged or taken
// apart, behind a new entry beside the first of them.
func (p *planner) config() string {
	first := p.modules[p.IntN(len(p.modules))]
	chosen := p.near(first)
	dir := path.Join(path.Dir(p.repo.Files[first].Path), "unified")
	var merged, reexported, targets []string
	for i, id := range chosen {
		file := p.repo.Files[id].Path
		switch p.IntN(6) {
		case 0:
			reexported = append(reexported, quote(file))
		case 1:
			targets = append(targets, fmt.Sprintf("      - { file: %s, move: %s }", quote(fmt.Sprintf("%s/moved%d%s", dir, i, path.Ext(file))), quote(file)))
		case 2, 3:
			targets = append(targets, p.part(dir, i, id)...)
		default:
			merged = append(merged, quote(file))
		}
	}
	if len(merged) > 0 {
		targets = append(targets, fmt.Sprintf("      - { file: %s, merge: [%s] }", quote(dir+"/merged"+p.extension(chosen)), strings.Join(merged, ", ")))
	}
	if len(reexported) > 0 || len(targets) == 0 {
		if len(reexported) == 0 {
			reexported = []string{quote(p.repo.Files[first].Path)}
		}
		targets = append(targets, fmt.Sprintf("      - { file: %s, reexport: [%s] }", quote(dir+"/index.ts"), strings.Join(reexported, ", ")))
	}
	return "version: 1\nentry: " + quote(dir+"/index.ts") + "\nphases:\n  - name: trial\n    targets:\n" + strings.Join(targets, "\n") + "\n" + p.names(chosen)
}

// near picks modules that lie beside the first, import it, or are imported by it.
func (p *planner) near(first analyze.FileID) []analyze.FileID {
	near := map[analyze.FileID]bool{}
	for _, imp := range p.repo.Importers(first) {
		near[imp.File] = true
	}
	p.repo.Next(first, true, func(to analyze.FileID, _ int) { near[to] = true })
	dir := path.Dir(p.repo.Files[first].Path)
	var pool []analyze.FileID
	for _, id := range p.modules {
		if id != first && (near[id] || path.Dir(p.repo.Files[id].Path) == dir) {
			pool = append(pool, id)
		}
	}
	p.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	return append([]analyze.FileID{first}, pool[:min(len(pool), p.IntN(5))]...)
}

// part takes one to three declarations of a module, or those of a kind, away.
func (p *planner) part(dir string, i int, id analyze.FileID) []string {
	f := p.repo.Files[id]
	target := quote(fmt.Sprintf("%s/part%d%s", dir, i, path.Ext(f.Path)))
	if len(f.Module.Decls) == 0 {
		return nil
	}
	if kind := kindOf(f.Module.Decls[p.IntN(len(f.Module.Decls))]); p.IntN(4) == 0 {
		return []string{fmt.Sprintf("      - { file: %s, take: [{ from: %s, kinds: [%s] }] }", target, quote(f.Path), kind)}
	}
	var names []string
	for range 1 + p.IntN(3) {
		names = append(names, quote(f.Module.Decls[p.IntN(len(f.Module.Decls))].Name))
	}
	return []string{fmt.Sprintf("      - { file: %s, extract: [{ from: %s, names: [%s] }] }", target, quote(f.Path), strings.Join(names, ", "))}
}

// kindOf is a word for a kind that a declaration is may be of, as far as its nature tells.
func kindOf(d scanner.Decl) string {
	switch {
	case d.Nature == scanner.Value|scanner.Type:
		return "class"
	case d.Nature == scanner.Type:
		return "type"
	}
	return "function"
}

// extension is that of a target which takes code of all the modules.
func (p *planner) extension(chosen []analyze.FileID) string {
	if slices.ContainsFunc(chosen, func(id analyze.FileID) bool { return path.Ext(p.repo.Files[id].Path) == ".tsx" }) {
		return ".tsx"
	}
	return ".ts"
}

// names decides every name that several of the modules offer or declare.
func (p *planner) names(chosen []analyze.FileID) string {
	by := map[string][]string{}
	for _, id := range chosen {
		f := p.repo.Files[id]
		names, _ := p.repo.Names(id)
		for _, d := range f.Module.Decls {
			names = append(names, d.Name)
		}
		slices.Sort(names)
		for _, n := range slices.Compact(names) {
			if n != "default" {
				by[n] = append(by[n], f.Path)
			}
		}
	}
	var lines []string
	for name, paths := range by {
		var others []string
		for i, file := range paths[1:] {
			others = append(others, fmt.Sprintf("%s: %sOther%d", quote(file), name, i+1))
		}
		if len(others) > 0 {
			lines = append(lines, fmt.Sprintf("  %s: { prefer: %s, others: { %s } }", quote(name), quote(paths[0]), strings.Join(others, ", ")))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	slices.Sort(lines)
	return "names:\n" + strings.Join(lines, "\n") + "\n"
}

func quote(s string) string { return fmt.Sprintf("%q", s) }
