package main

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/survey"
	"rtconsolidate/report"
	"rtconsolidate/rewrite"
	"rtconsolidate/rules"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain FILE[#NAME]",
		Short: "Who imports a file or a name, what it resolves to, what the plan does with it and why",
		Long: "Tells what is known of a file: the evidence that it is realtime, who imports it and how an entry of\n" +
			"the repo leads to it, and what the plan does with it. With #NAME, what that name of it means, and\n" +
			"who uses it. FILE may be a specifier, as importers write it.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.explain(args[0]) },
	}
}

func (a *app) explain(subject string) error {
	ws, s, cfg, err := a.survey()
	if err != nil {
		return err
	}
	file, name, _ := strings.Cut(subject, "#")
	if file == "" { // a specifier of package.json imports
		file, name, _ = strings.Cut(subject[1:], "#")
		file = "#" + file
	}
	id, via, err := find(ws, cfg, file)
	if err != nil {
		return err
	}
	d := &report.Explanation{File: ws.repo.Files[id].Path, Name: name, Asked: file, Via: via, Chain: chain(ws.repo, id), Threshold: s.Threshold}
	verdict, _ := s.File(d.File)
	d.SetVerdict(verdict, s.Review)
	for _, x := range s.Shadowed {
		if x.File == d.File {
			d.Shadows = x.Index
		}
	}
	if name == "" {
		d.Importers = importsOf(ws.repo, id)
	} else {
		d.Resolution, d.Importers = nameOf(ws.repo, id, name)
	}
	slices.SortFunc(d.Importers, func(a, b report.Use) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	if cfg != nil {
		d.Plan = planNote(cfg, ws.repo, d.File)
	}
	return a.show(d)
}

// chain is a shortest way from an entry of the repo to a file, both included; nil when none leads there.
func chain(repo *analyze.Repo, id analyze.FileID) []string {
	var from []analyze.FileID
	for _, e := range repo.Entries(nil) {
		from = append(from, e.File)
	}
	steps, ok := repo.Chain(from, id)
	if !ok {
		return nil
	}
	var paths []string
	for _, s := range steps {
		paths = append(paths, repo.Files[s.File].Path)
	}
	return append(paths, repo.Files[id].Path)
}

// find takes a path, relative to the root or to the current folder, or a specifier.
func find(ws *workspace, cfg *rules.Config, file string) (id analyze.FileID, via string, err error) {
	clean := filepath.ToSlash(filepath.Clean(file))
	if id := ws.repo.Lookup(clean); id != analyze.None {
		return id, "", nil
	}
	if abs, err := filepath.Abs(file); err == nil {
		if rel, err := filepath.Rel(ws.root, abs); err == nil {
			if id := ws.repo.Lookup(filepath.ToSlash(rel)); id != analyze.None {
				return id, "", nil
			}
		}
	}
	from := "index.ts"
	if cfg != nil {
		from = cfg.Entry
	}
	if got := ws.repo.Resolver.Resolve(from, file, resolver.Import); got.State == resolver.InRepo {
		if id := ws.repo.Lookup(got.Path); id != analyze.None {
			return id, strings.TrimSpace(got.Alias + " of " + got.Source), nil
		}
	}
	hint := "name it relative to the root, or as importers do"
	if near := rules.Nearest(clean, ws.repo.Tree.Paths()); near != "" {
		hint = "did you mean `" + near + "`?"
	}
	return 0, "", &fault{exitFault, "`" + file + "` is no code file of the repo", hint}
}

func importsOf(repo *analyze.Repo, id analyze.FileID) []report.Use {
	var list []report.Use
	for _, imp := range repo.Importers(id) {
		u := use(repo, imp, id)
		for _, n := range repo.Ref(imp).Names {
			u.Names = append(u.Names, n.Imported)
		}
		list = append(list, u)
	}
	return list
}

func use(repo *analyze.Repo, imp analyze.Importer, to analyze.FileID) report.Use {
	ref := repo.Ref(imp)
	return report.Use{File: repo.Files[imp.File].Path, Line: int(ref.Line), Kind: ref.Kind.String(), Specifier: ref.Specifier,
		Via: repo.Files[imp.File].Edges[imp.Ref].Via, To: repo.Files[to].Path}
}

// nameOf resolves a name of a file and lists who uses its declaration, through whatever module.
func nameOf(repo *analyze.Repo, id analyze.FileID, name string) (report.Resolution, []report.Use) {
	b := repo.Export(id, name)
	status := statuses[b.Status]
	if b.Status == analyze.NoExport {
		if b = local(repo.Files[id], name, b); b.Status == analyze.Found {
			status = "local"
		}
	}
	r := report.Resolution{Status: status, File: b.Path, Name: b.Name, Nature: natureOf(b)}
	from := repo.Lookup(b.Path)
	if b.Status != analyze.Found || from == analyze.None {
		return r, nil
	}
	for _, d := range repo.Files[from].Module.Decls {
		if d.Name == b.Name && r.Line == 0 {
			r.Line = int(d.Line)
		}
	}
	var list []report.Use
	repo.EachUse(from, func(imp analyze.Importer, asked string, got analyze.Binding) {
		if got.Name == b.Name {
			u := use(repo, imp, repo.Files[imp.File].Edges[imp.Ref].To)
			u.Names = []string{asked}
			list = append(list, u)
		}
	})
	return r, list
}

// local finds a declaration that the file keeps to itself.
func local(f *analyze.File, name string, none analyze.Binding) analyze.Binding {
	for _, d := range f.Module.Decls {
		if d.Name == name {
			return analyze.Binding{Status: analyze.Found, Path: f.Path, Name: name, Nature: d.Nature}
		}
	}
	return none
}

var statuses = map[analyze.Status]string{analyze.Found: "found", analyze.NoModule: "no-module", analyze.NoExport: "no-export",
	analyze.Ambiguous: "ambiguous", analyze.Opaque: "unknown", analyze.Outside: "outside"}

func natureOf(b analyze.Binding) string {
	if b.Status != analyze.Found {
		return ""
	}
	return survey.KindOf(b.Nature)
}

// planNote is what the config does with a file: what it says of it, and what would change now.
func planNote(cfg *rules.Config, repo *analyze.Repo, file string) report.PlanNote {
	note := report.PlanNote{Config: cfg.File}
	scope, err := rules.NewScope(cfg, repo)
	var set *rewrite.ChangeSet
	if err == nil {
		set, err = rewrite.Draft(scope, nil)
	}
	if err != nil {
		note.Trouble = err.Error()
		return note
	}
	note.Does = scope.Says(file)
	for _, c := range set.Changes {
		if c.Path == file || c.From == file {
			note.Action, note.Reasons = string(c.Action), c.Reasons
		}
	}
	for _, l := range set.LeftAlone {
		if l.File == file {
			note.LeftAlone = append(note.LeftAlone, report.LeftAlone(l))
		}
	}
	return note
}
