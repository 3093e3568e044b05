package bundle

import (
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rewrite/proof"
)

// mostMeasured bounds how many starts are measured, which costs a link and a print for each.
const mostMeasured = 40

// startsOf lists what is bundled: the entries, then the files that reach a changed one in either tree and
// that no file imports for a value, by their paths.
func startsOf(before, after *analyze.Repo, changed, entries []string) []string {
	var list []string
	for _, r := range []*analyze.Repo{before, after} {
		list = append(list, roots(r, changed)...)
	}
	slices.Sort(list)
	list = slices.DeleteFunc(slices.Compact(list), func(p string) bool { return slices.Contains(entries, p) })
	return append(slices.Clone(entries), list...)
}

// roots walks from files up to those that nothing imports. A circle that nothing imports has none; what
// it holds of changed files is checked by its offers all the same.
func roots(r *analyze.Repo, from []string) (list []string) {
	seen := make([]bool, len(r.Files))
	var stack []analyze.FileID
	push := func(id analyze.FileID) {
		if id != analyze.None && !seen[id] {
			seen[id] = true
			stack = append(stack, id)
		}
	}
	for _, p := range from {
		push(r.Lookup(p))
	}
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		root := true
		for _, by := range r.Importers(id) {
			if by.File != id && r.IsValue(by.File, by.Ref) {
				root = false
				push(by.File)
			}
		}
		if p := r.Files[id].Path; root && !isDeclaration(p) {
			list = append(list, p)
		}
	}
	return list
}

// isDeclaration tells a file that holds types only.
func isDeclaration(p string) bool {
	return strings.HasSuffix(strings.TrimSuffix(p, path.Ext(p)), ".d")
}

// offer is a name that a file should have at run time, and what it means; nothing when the analysis, too,
// finds nothing behind it.
type offer struct {
	file, name string
	means      proof.Decl
}

// offersOf lists the names that files offer, but for types and what comes from elsewhere. esbuild has to find
// each of them: of a re-export in TypeScript that leads nowhere it says nothing, since it might be a type's.
func offersOf(r *analyze.Repo, files []string) (list []offer) {
	for _, p := range files {
		id := r.Lookup(p)
		if _, ok := scanner.LangOf(p); !ok || id == analyze.None || isDeclaration(p) {
			continue
		}
		names, _ := r.Names(id)
		for _, name := range names {
			b := r.Export(id, name)
			switch {
			case !b.Status.Resolved() && states(r.Files[id], name):
				list = append(list, offer{file: p, name: name})
			case b.Status == analyze.Found && b.Nature != 0 && b.HasValue():
				list = append(list, offer{p, name, proof.Decl{Path: b.Path, Name: b.Name}})
			}
		}
	}
	return list
}

// states tells whether a file exports a name itself, not by way of a star.
func states(f *analyze.File, name string) bool {
	return slices.ContainsFunc(f.Module.Exports, func(e scanner.Export) bool { return e.Name == name })
}

// keep adds to the offers after those that were made before at the same path: they have to stay.
func keep(after *analyze.Repo, is, was []offer) []offer {
	known := map[[2]string]bool{}
	for _, o := range is {
		known[[2]string{o.file, o.name}] = true
	}
	for _, o := range was {
		id := after.Lookup(o.file)
		if id == analyze.None || known[[2]string{o.file, o.name}] || after.Export(id, o.name).Status.Resolved() {
			continue
		}
		is = append(is, offer{file: o.file, name: o.name})
	}
	return is
}

// originsOf lists the files before that changed files, and what they offer, come from. Sorted.
func originsOf(images *proof.Images, changed []string, offers []offer) (list []string) {
	for _, p := range changed {
		list = append(list, images.Origins(p)...)
	}
	for _, o := range offers {
		list = append(list, images.Origins(o.means.Path)...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
