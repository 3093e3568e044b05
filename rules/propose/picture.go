package propose

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/survey"
)

func newPicture(repo *analyze.Repo, s *survey.Survey, folders []string) picture {
	p := picture{repo, s, folders, map[string]*survey.File{}}
	for i := range s.Files {
		p.scored[s.Files[i].Path] = &s.Files[i]
	}
	return p
}

// topic is the word by which the topic's folder goes.
func (p *picture) topic() string { return append(slices.Clone(p.folders), "unified")[0] }

// ours tells whether the survey counts a file as the topic's.
func (p *picture) ours(file string) bool {
	f := p.scored[file]
	return f != nil && f.Score >= p.survey.Threshold
}

// topical tells whether the survey counts a file as the topic's, or as one that may be.
func (p *picture) topical(file string) bool { return p.scored[file] != nil }

// importers counts the files that import a file.
func (p *picture) importers(file string) int {
	seen := map[analyze.FileID]bool{}
	if id := p.repo.Lookup(file); id != analyze.None {
		for _, imp := range p.repo.Importers(id) {
			seen[imp.File] = true
		}
	}
	return len(seen)
}

// users counts the files that import one name of a file.
func (p *picture) users(file, name string) int {
	seen := map[analyze.FileID]bool{}
	id := p.repo.Lookup(file)
	if id == analyze.None {
		return 0
	}
	for _, imp := range p.repo.Importers(id) {
		for _, n := range p.repo.Ref(imp).Names {
			if n.Imported == name {
				seen[imp.File] = true
			}
		}
	}
	return len(seen)
}

// twin is the file that is the same, or nearly, in another place and is imported more, or as much
// from nearer to the entry; "" when there is none.
func (p *picture) twin(file, entry string) string {
	for _, t := range p.survey.Twins {
		other := ""
		switch file {
		case t.A:
			other = t.B
		case t.B:
			other = t.A
		}
		if other == "" {
			continue
		}
		mine, theirs := p.importers(file), p.importers(other)
		if theirs > mine || theirs == mine && shared(other, entry) > shared(file, entry) {
			return other
		}
	}
	return ""
}

// shared counts the folders that two paths have in common from the root on.
func shared(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

// exists tells whether a file or a folder of the repo has that path.
func (p *picture) exists(file string) (file1, folder bool) {
	paths := p.repo.Tree.Paths()
	_, is := slices.BinarySearch(paths, file)
	at := sort.SearchStrings(paths, file+"/")
	return is, at < len(paths) && strings.HasPrefix(paths[at], file+"/")
}

var (
	testPath = lazy.Compile(`\.(test|spec|test-d|e2e|cy)\.|(^|/)(__tests__|__mocks__|tests?|e2e|cypress)/`)
	route    = lazy.Compile(`(^|/)app/(.*/)?(page|layout|route|template|default|loading|error|global-error|not-found|sitemap|robots|manifest|icon|opengraph-image)\.[jt]sx?$|(^|/)pages/`)
	stories  = lazy.Compile(`\.stor(y|ies)\.`)
)

// reexportable tells whether an entry can offer the names of a file.
func (p *picture) reexportable(file string) bool {
	id := p.repo.Lookup(file)
	if id == analyze.None || strings.HasSuffix(file, ".d.ts") || testPath.MatchString(file) || route.MatchString(file) {
		return false
	}
	names, open := p.repo.Names(id)
	return len(names) > 0 && !open
}

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
