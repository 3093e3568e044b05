package survey

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

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
	byStem := stems(repo)
	found := make([][]BrokenImport, len(repo.Files))
	parallel(len(repo.Files), func(id int) {
		text := sync.OnceValue(func() []byte {
			src, _ := repo.Tree.Read(repo.Files[id].Path) // one that cannot be read is told by its Skipped
			return src
		})
		for i := range repo.Files[id].Module.Refs {
			found[id] = append(found[id], broken(repo, analyze.FileID(id), i, byStem, text)...)
		}
	})
	for _, l := range found {
		list = append(list, l...)
	}
	hint(repo, list)
	slices.SortFunc(list, func(a, b BrokenImport) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Name, b.Name))
	})
	return slices.Compact(list)
}

// hint says where the names that a module lacks are exported, if some other file does so.
func hint(repo *analyze.Repo, list []BrokenImport) {
	offered := map[string][]string{}
	for _, b := range list {
		if b.Reason == "no-export" {
			offered[b.Name] = nil
		}
	}
	for _, f := range repo.Files {
		for i := range f.Module.Exports {
			e := &f.Module.Exports[i]
			if at, asked := offered[e.Name]; asked && e.Ref < 0 && e.Name != "default" && (len(at) == 0 || at[len(at)-1] != f.Path) {
				offered[e.Name] = append(at, f.Path)
			}
		}
	}
	for i := range list {
		at := offered[list[i].Name]
		if list[i].Reason != "no-export" || len(at) == 0 {
			continue
		}
		list[i].Hint = at[0] + " exports it"
		if len(at) > 1 {
			list[i].Hint = fmt.Sprintf("%s, and %d more, export it", at[0], len(at)-1)
		}
	}
}

func broken(repo *analyze.Repo, id analyze.FileID, i int, byStem map[string][]string, text func() []byte) []BrokenImport {
	f := repo.Files[id]
	ref, e := &f.Module.Refs[i], f.Edges[i]
	if e.Ambient && (e.State != resolver.Missing || e.Via == "") || ref.JSDoc || ref.Kind == scanner.KindModuleDeclaration {
		return nil
	}
	b := BrokenImport{File: f.Path, Line: int(ref.Line), Specifier: ref.Specifier, Reason: "no-module"}
	if e.State == resolver.Missing {
		if ref.Kind == scanner.KindSideEffect || ref.Kind == scanner.KindMock || ref.Kind == scanner.KindURL || ref.Kind == scanner.KindRequireResolve {
			return nil
		}
		b.Hint = nearFile(byStem, f.Path, ref.Specifier)
		b.Why = unreported(repo, id, ref, &b, text)
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
			b.Line, b.Name = lineOfName(text(), ref, n), n.Imported
			names, _ := repo.Names(e.To)
			b.Hint = misspelt(n.Imported, names)
			b.Why = cmp.Or(unreported(repo, id, ref, &b, text), otherError(repo, e.To, ref, n, &b, names))
			if b.Why == "" && got.Status == analyze.Ambiguous {
				b.Why = "TS2308: two stars give it"
			}
			if b.Hint == "" {
				b.Hint = Nearest(n.Imported, names)
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
func lineOfName(src []byte, ref *scanner.Ref, n scanner.Name) int {
	if int(n.NameSpan.Start) > len(src) {
		return int(ref.Line)
	}
	return 1 + bytes.Count(src[:n.NameSpan.Start], []byte{'\n'})
}

// stems lists the files of a repo by what stands in front of the first dot of their names.
func stems(repo *analyze.Repo) map[string][]string {
	by := map[string][]string{}
	for _, f := range repo.Files {
		stem, _, _ := strings.Cut(path.Base(f.Path), ".")
		by[stem] = append(by[stem], f.Path)
	}
	return by
}

// nearFile looks for a file of the repo that a broken specifier may mean.
func nearFile(byStem map[string][]string, from, specifier string) string {
	base := strings.TrimSuffix(path.Base(specifier), path.Ext(specifier))
	same := slices.DeleteFunc(slices.Clone(byStem[base]), func(p string) bool { return p == from })
	if len(same) == 1 {
		return same[0]
	}
	target := specifier
	if resolver.IsRelative(specifier) {
		target = path.Join(path.Dir(from), specifier)
	}
	return Nearest(target, same)
}

// Nearest is the candidate that shares the most with a name and has the least beside it, "" when none
// shares half of it.
func Nearest(name string, candidates []string) string {
	best, most := "", 0
	for _, c := range candidates {
		shared := alike(strings.ToLower(name), strings.ToLower(c))
		if score := 3*shared - len(c); 2*shared > len(name) && (best == "" || score > most) {
			best, most = c, score
		}
	}
	return best
}

// alike is the length of the longest common subsequence.
func alike(a, b string) int {
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
