package propose

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/survey"
	"rtconsolidate/rules"
)

// lookup is what a path or a name of a plan means in the repo.
type lookup struct {
	status Status
	files  []string
	note   string
}

// findPath looks a path of a plan up: a file, a folder, or a glob. With topical set only files of the
// topic count.
func (p *picture) findPath(name string, topical bool) lookup {
	if strings.ContainsAny(name, "*?{") {
		return p.findGlob(name, topical)
	}
	trimmed := strings.TrimSuffix(name, "/")
	file, folder := p.exists(trimmed)
	switch {
	case file && trimmed == name:
		return lookup{status: Found, files: []string{name}}
	case folder:
		return p.findGlob(trimmed+"/**", true)
	}
	if near := p.sameStem(name); len(near) == 1 {
		return lookup{Found, near, "the plan leaves its ending out, or has another"}
	}
	l := lookup{status: Missing}
	if near := p.sameBase(name); len(near) > 0 {
		l.note = "there is " + listed(near)
	} else if near := rules.Nearest(name, p.repo.Tree.Paths()); near != "" {
		l.note = "there is " + near
	}
	return l
}

// findGlob expands a glob over the code files; a folder's star reaches deeper when nothing lies right
// in it.
func (p *picture) findGlob(pattern string, topical bool) lookup {
	files, all := p.expand(pattern, topical)
	note := ""
	if deeper, ok := strings.CutSuffix(pattern, "/*"); ok && len(files) == 0 {
		if files, all = p.expand(deeper+"/**", topical); len(files) > 0 {
			note = "read as " + deeper + "/**"
		}
	}
	if topical && all > 0 {
		note = join(note, fmt.Sprintf("%d of %s are the topic's", len(files), plural(all, "file", "files")))
	}
	if len(files) == 0 {
		return lookup{Missing, nil, join(note, "nothing matches")}
	}
	return lookup{Found, files, note}
}

// expand lists the code files that a glob matches: those of the topic, or all; all counts the latter.
func (p *picture) expand(pattern string, topical bool) (files []string, all int) {
	g, err := rules.NewGlob(pattern)
	if err != nil {
		return nil, 0
	}
	for _, f := range p.repo.Files {
		if !g.Match(f.Path) {
			continue
		}
		if all++; !topical || p.ours(f.Path) {
			files = append(files, f.Path)
		}
	}
	return files, all
}

// sameStem lists the code files that differ from a path by their ending alone.
func (p *picture) sameStem(name string) []string {
	stem := name
	if analyze.IsCode(name) {
		stem = trimExt(name)
	}
	var list []string
	for _, ext := range []string{".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte"} {
		if p.repo.Lookup(stem+ext) != analyze.None && stem+ext != name {
			list = append(list, stem+ext)
		}
	}
	return list
}

// sameBase lists the files of a path's base name elsewhere.
func (p *picture) sameBase(name string) []string {
	var list []string
	for _, f := range p.repo.Files {
		if path.Base(f.Path) == path.Base(name) && !strings.HasPrefix(path.Base(name), "index.") {
			list = append(list, f.Path)
		}
	}
	return list
}

// declaring lists the files that declare and export a name, without the twins of others among them:
// those of the topic, or, when there are none, of the whole repo. Tests and declaration files do not count.
func (p *picture) declaring(name string, among []string) (files, twins []string) {
	var ours, others []string
	for id, f := range p.repo.Files {
		if among != nil && !slices.Contains(among, f.Path) || testPath.MatchString(f.Path) || strings.HasSuffix(f.Path, ".d.ts") {
			continue
		}
		if b := p.repo.Export(analyze.FileID(id), name); b.Status != analyze.Found || b.Path != f.Path {
			continue
		}
		if p.topical(f.Path) || among != nil {
			ours = append(ours, f.Path)
		} else {
			others = append(others, f.Path)
		}
	}
	if len(ours) == 0 {
		ours = others
	}
	return p.withoutTwins(ours)
}

// withoutTwins takes out the files whose twin is among them and is imported more.
func (p *picture) withoutTwins(files []string) (kept, twins []string) {
	for _, f := range files {
		if twin := p.twin(f, f); twin != "" && slices.Contains(files, twin) || slices.ContainsFunc(files, func(o string) bool { return p.mirror(o, f) }) {
			twins = append(twins, f)
		} else {
			kept = append(kept, f)
		}
	}
	return kept, twins
}

// mirror tells whether b is a twin of a that is imported as much, in a folder further down.
func (p *picture) mirror(a, b string) bool {
	if len(b) <= len(a) || !strings.HasSuffix(b, "/"+a) || p.importers(a) < p.importers(b) {
		return false
	}
	return slices.ContainsFunc(p.survey.Twins, func(t survey.Twin) bool { return t.A == a && t.B == b || t.A == b && t.B == a })
}

// module lists the files that a plan may mean by a word: a path, or a file's name without its ending.
func (p *picture) module(word string) []string {
	if l := p.findPath(word, false); strings.Contains(word, "/") && l.status == Found {
		return l.files
	}
	stem := strings.ToLower(path.Base(word))
	var list []string
	for _, f := range p.repo.Files {
		base := strings.ToLower(path.Base(f.Path))
		if base == stem || trimExt(base) == stem {
			list = append(list, f.Path)
		}
	}
	return list
}

// listed names the first few of a list.
func listed(list []string) string {
	const few = 4
	s := strings.Join(list[:min(few, len(list))], ", ")
	if len(list) > few {
		s += fmt.Sprintf(" and %d more", len(list)-few)
	}
	return s
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
