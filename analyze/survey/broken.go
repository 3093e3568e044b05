package survey

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// BrokenImport is an import that leads to nothing in the repo.
type BrokenImport struct {
	File      string
	Line      int // from 1
	Specifier string
	Name      string // "" when the module itself is missing
	Reason    string // no-module or no-export
	Hint      string // the nearest name there is
	// Why the import is not among TypeScript's errors that a module or a name in it is
	// missing (2305, 2307, 2614, 2724); "" when it is.
	Why string
}

// BrokenImports lists the imports whose module or name is missing, where the repo should have it.
// Packages are not looked for.
func BrokenImports(repo *analyze.Repo) []BrokenImport {
	var list []BrokenImport
	for id, f := range repo.Files {
		for i := range f.Module.Refs {
			list = append(list, broken(repo, analyze.FileID(id), i)...)
		}
	}
	slices.SortFunc(list, func(a, b BrokenImport) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Name, b.Name))
	})
	return slices.Compact(list)
}

func broken(repo *analyze.Repo, id analyze.FileID, i int) []BrokenImport {
	f := repo.Files[id]
	ref, e := &f.Module.Refs[i], f.Edges[i]
	if e.Ambient || ref.JSDoc || ref.Kind == scanner.KindModuleDeclaration {
		return nil
	}
	b := BrokenImport{File: f.Path, Line: int(ref.Line), Specifier: ref.Specifier, Reason: "no-module"}
	if e.State == resolver.Missing {
		if ref.Kind == scanner.KindSideEffect || ref.Kind == scanner.KindMock || ref.Kind == scanner.KindURL || ref.Kind == scanner.KindRequireResolve {
			return nil
		}
		b.Hint = nearFile(repo, f.Path, ref.Specifier)
		b.Why = unreported(repo, id, ref, &b)
		return []BrokenImport{b}
	}
	if e.To == analyze.None || !namesCount(ref.Kind) {
		return nil
	}
	b.Reason = "no-export"
	var list []BrokenImport
	for _, n := range ref.Names {
		if n.Imported == "*" {
			continue
		}
		if got := repo.Imported(id, i, n.Imported); got.Status == analyze.NoExport || got.Status == analyze.NoModule || got.Status == analyze.Ambiguous {
			b.Line, b.Name = lineOfName(repo, f, ref, n), n.Imported
			names, _ := repo.Names(e.To)
			b.Hint = misspelt(n.Imported, names)
			b.Why = cmp.Or(unreported(repo, id, ref, &b), otherError(repo, e.To, ref, n, &b, names))
			if b.Why == "" && got.Status == analyze.Ambiguous {
				b.Why = "TS2308: two stars give it"
			}
			if b.Hint == "" {
				b.Hint = nearest(n.Imported, names)
			}
			list = append(list, b)
		}
	}
	return list
}

func namesCount(k scanner.Kind) bool {
	switch k {
	case scanner.KindImport, scanner.KindExport, scanner.KindImportType:
		return true
	}
	return false
}

// lineOfName is the line of one name in a statement that spans several.
func lineOfName(repo *analyze.Repo, f *analyze.File, ref *scanner.Ref, n scanner.Name) int {
	src, err := repo.Tree.Read(f.Path)
	if err != nil || int(n.NameSpan.Start) > len(src) {
		return int(ref.Line)
	}
	return 1 + strings.Count(string(src[:n.NameSpan.Start]), "\n")
}

// nearFile looks for a file of the repo that a broken specifier may mean.
func nearFile(repo *analyze.Repo, from, specifier string) string {
	base := strings.TrimSuffix(path.Base(specifier), path.Ext(specifier))
	var same []string
	for _, f := range repo.Files {
		name := path.Base(f.Path)
		if stem, _, _ := strings.Cut(name, "."); stem == base {
			same = append(same, f.Path)
		}
	}
	if len(same) == 1 {
		return same[0]
	}
	target := specifier
	if resolver.IsRelative(specifier) {
		target = path.Join(path.Dir(from), specifier)
	}
	return nearest(target, same)
}

// nearest is the candidate that shares the most with a name, "" when none is near.
func nearest(name string, candidates []string) string {
	best, most := "", len(name)/2
	for _, c := range candidates {
		if n := common(strings.ToLower(name), strings.ToLower(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// common is the length of the longest common subsequence.
func common(a, b string) int {
	row := make([]int, len(b)+1)
	for i := range len(a) {
		diagonal := 0
		for j := range len(b) {
			old := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = old
		}
	}
	return row[len(b)]
}
