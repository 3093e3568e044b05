package form

import (
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// Sample is a relative specifier whose ending new ones follow in the file at a path: the first of the file itself, else
// one with the ending that most have in the package, by which files of the repo name each other.
func Sample(repo *analyze.Repo, path string) string {
	if f := repo.File(path); f != nil {
		for i := range f.Module.Refs {
			if s := f.Module.Refs[i].Specifier; tellsEnding(&f.Module.Refs[i]) && !strings.HasSuffix(s, "/index") {
				return s
			}
		}
	}
	const bare, asEmitted, asSource = "./x", "./x.js", "./x.ts"
	count := map[string]int{}
	pkg := repo.Package(path)
	for _, f := range repo.Files {
		if pkg != "" && !strings.HasPrefix(f.Path, pkg+"/") {
			continue
		}
		for i := range f.Module.Refs {
			if f.Edges[i].To == analyze.None || !tellsEnding(&f.Module.Refs[i]) {
				continue
			}
			switch ext := CodeExt(f.Module.Refs[i].Specifier); {
			case ext == "":
				count[bare]++
			case emitted[ext] != "":
				count[asSource]++
			default:
				count[asEmitted]++
			}
		}
	}
	best := bare
	for _, s := range []string{asEmitted, asSource} {
		if count[s] > count[best] {
			best = s
		}
	}
	return best
}

func tellsEnding(ref *scanner.Ref) bool {
	return resolver.IsRelative(ref.Specifier) && IsStatement(ref.Kind)
}
