package analyze

import (
	"slices"

	"rtconsolidate/analyze/scanner"
)

// Through marks the files through which other files can import what the given ones declare: they
// themselves and whatever re-exports from them, however far.
func (r *Repo) Through(from []FileID) []bool {
	seen := make([]bool, len(r.Files))
	stack := slices.Clone(from)
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[id] {
			continue
		}
		seen[id] = true
		for _, imp := range r.importer[id] {
			if r.passesOn(imp) {
				stack = append(stack, imp.File)
			}
		}
	}
	return seen
}

// passesOn tells whether a reference may re-export what it names.
func (r *Repo) passesOn(imp Importer) bool {
	m := r.Files[imp.File].Module
	switch m.Refs[imp.Ref].Kind {
	case scanner.KindExport, scanner.KindExportStar, scanner.KindExportNamespace:
		return true
	case scanner.KindImport, scanner.KindImportEquals: // `import {a} …; export {a}`
		return slices.ContainsFunc(m.Exports, func(e scanner.Export) bool { return e.Ref < 0 && e.Nature == 0 && e.Local != "" })
	}
	return false
}

// EachUse calls visit for every name that some file imports and a file declares: the reference, the name
// it asks for, and the declaration it gets. Types count, re-exports on the way do not.
func (r *Repo) EachUse(id FileID, visit func(imp Importer, asked string, b Binding)) {
	for lead, yes := range r.Through([]FileID{id}) {
		if !yes {
			continue
		}
		for _, imp := range r.importer[lead] {
			for _, name := range r.takes(imp) {
				if b := r.Imported(imp.File, imp.Ref, name); b.Status == Found && b.Path == r.Files[id].Path {
					visit(imp, name, b)
				}
			}
		}
	}
}

// Uses lists, for each file that imports something which a file declares, what that is: the
// declarations' own names, sorted, each once.
func (r *Repo) Uses(id FileID) map[FileID][]string {
	users := map[FileID][]string{}
	r.EachUse(id, func(imp Importer, _ string, b Binding) { users[imp.File] = append(users[imp.File], b.Name) })
	for user, names := range users {
		slices.Sort(names)
		users[user] = slices.Compact(names)
	}
	return users
}

// takes lists the names that a reference asks of its module, for a namespace the members that are used.
func (r *Repo) takes(imp Importer) []string {
	ref := r.Ref(imp)
	switch ref.Kind {
	case scanner.KindExport, scanner.KindExportStar, scanner.KindExportNamespace:
		return nil
	}
	var names []string
	for _, n := range ref.Names {
		if n.Imported != "*" {
			names = append(names, n.Imported)
		} else if members, _ := r.Members(imp.File, imp.Ref, n.Local); members != nil {
			names = append(names, members...)
		}
	}
	return names
}
