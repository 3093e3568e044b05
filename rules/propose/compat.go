package propose

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rules/plandoc"
)

// addCompat accounts for the exports that the plan promises, and adds those that the entry would not
// offer by itself: aliases, and modules as namespaces.
func (t *translator) addCompat() {
	for _, x := range t.doc.Exports {
		if x.All || x.File != "" && x.File != t.Entry {
			continue
		}
		a := t.export(x)
		t.account.Exports = append(t.account.Exports, a)
	}
}

func (t *translator) export(x plandoc.Export) Accounted {
	a := Accounted{Line: x.Line, Text: exportText(x), Status: Found}
	if x.Of == "*" {
		return t.namespace(x, a)
	}
	of := x.Of
	if of == "" || of == "default" {
		of = x.Name
	}
	files, _ := t.declaring(of, nil)
	planned := slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !t.planned(f) })
	if len(planned) > 0 {
		files = planned
	}
	a.Files = files
	switch {
	case len(files) == 0:
		a.Status, a.Note = Missing, t.noSuchExport(of)
		return a
	case len(files) > 1:
		a.Status, a.Note = Ambiguous, fmt.Sprintf("%s is declared %d times", of, len(files))
	case len(planned) == 0:
		a.Note = "no phase touches the file that declares it"
	}
	if x.Name != of {
		c := Compat{As: x.Name, From: files[0], Name: of, Note: t.at(x.Line)}
		if len(files) > 1 {
			c.Off = a.Note + ": " + listed(files)
		}
		t.addCompatExport(c)
	}
	return a
}

// noSuchExport says what stands in the way of a promised export.
func (t *translator) noSuchExport(name string) string {
	var private []string
	for path, f := range t.scored {
		if f.Score < t.survey.Threshold {
			continue
		}
		for _, d := range t.repo.File(path).Module.Decls {
			if d.Name == name {
				private = append(private, path)
			}
		}
	}
	if slices.Sort(private); len(private) > 0 {
		private, _ = t.withoutTwins(private)
		return "declared, but not exported, in " + listed(private)
	}
	return t.noSuchName(name)
}

// namespace is `export * as N from './m'`.
func (t *translator) namespace(x plandoc.Export, a Accounted) Accounted {
	stem := path.Join(path.Dir(t.Entry), x.From)
	for _, ext := range extensions {
		if file := stem + ext; t.fed[file] || t.repo.Lookup(file) != analyze.None {
			a.Files = []string{file}
			t.addCompatExport(Compat{As: x.Name, From: file, Name: "*", Note: t.at(x.Line)})
			return a
		}
	}
	a.Status, a.Note = Missing, "the repo has no "+stem+path.Ext(t.Entry)+", and nothing of the plan goes there"
	return a
}

func (t *translator) addCompatExport(c Compat) {
	if !slices.ContainsFunc(t.Compat, func(o Compat) bool { return o.As == c.As }) {
		t.Compat = append(t.Compat, c)
	}
}

// planned tells whether a phase has a file.
func (t *translator) planned(file string) bool {
	_, ok := t.claimed[file]
	return ok
}

func exportText(x plandoc.Export) string {
	text := x.Of
	switch {
	case x.Of == "*":
		text = "* as " + x.Name
	case x.Of != x.Name && x.Of != "":
		text = x.Of + " as " + x.Name
	case x.Of == "":
		text = x.Name
	}
	if x.From != "" {
		text += " from '" + x.From + "'"
	}
	return text
}

// unfed lists the files that the plan draws, that do not exist, and that nothing goes to.
func (t *translator) unfed() {
	seen := map[string]bool{}
	for _, d := range t.doc.Files {
		if seen[d.Path] || d.Folder {
			continue
		}
		seen[d.Path] = true
		file, _ := t.exists(d.Path)
		if file || t.fed[d.Path] || d.Path == t.Entry {
			continue
		}
		note := "new, and nothing of the plan goes to it"
		if d.Note != "" {
			note += " (" + d.Note + ")"
		}
		if near, _ := t.withoutTwins(slices.DeleteFunc(t.sameBase(d.Path), func(f string) bool { return !t.topical(f) })); len(near) > 0 {
			note += "; of that name there is " + listed(near)
		}
		t.account.Unfed = append(t.account.Unfed, Remark{d.Line, d.Path, note})
	}
}

// heading are the comments at the top of the config: what is open, with the plan's lines.
func (t *translator) heading() []string {
	a := t.account
	name := path.Base(t.doc.File)
	notes := []string{
		fmt.Sprintf("From %s: %s, %s found, %d missing, %d ambiguous, %d unclear.", name,
			plural(len(a.Sources), "source line", "source lines"), fmt.Sprint(a.Count(Found)), a.Count(Missing), a.Count(Ambiguous), a.Count(Unclear)),
		"What the planner refuses for now is a comment, with its reason. Look it over, then: rtconsolidate plan --diff",
	}
	if len(a.Differs) > 0 {
		notes = append(notes, "", "What differs from the plan:")
		for _, r := range a.Differs {
			notes = append(notes, fmt.Sprintf("- %s:%d %s %s", name, r.Line, r.Path, r.Text))
		}
	}
	if len(a.Unfed) > 0 {
		notes = append(notes, "", "Drawn by the plan, to be written by hand:")
		for _, r := range a.Unfed {
			notes = append(notes, fmt.Sprintf("- %s:%d %s %s", name, r.Line, r.Path, r.Text))
		}
	}
	for _, u := range t.doc.Unify {
		if files, _ := t.declaringAny(u.Name); len(files) > 1 {
			notes = append(notes, "", fmt.Sprintf("%s:%d wants one %s; it is declared in %s.", name, u.Line, u.Name, listed(files)),
				"A target that merges them can make it one:",
				fmt.Sprintf("unify: [{ name: %s, base: %s, absorb: %s }]", u.Name, files[0], flow(files[1:])))
		}
	}
	return notes
}

// declaringAny lists the files of the topic that declare a name, exported or not.
func (t *translator) declaringAny(name string) (files, twins []string) {
	for path, f := range t.scored {
		if f.Score >= t.survey.Threshold && !testPath.MatchString(path) && !strings.HasSuffix(path, ".d.ts") &&
			slices.ContainsFunc(t.repo.File(path).Module.Decls, hasDecl(name)) {
			files = append(files, path)
		}
	}
	slices.Sort(files)
	return t.withoutTwins(files)
}

func hasDecl(name string) func(scanner.Decl) bool {
	return func(d scanner.Decl) bool { return d.Name == name }
}
