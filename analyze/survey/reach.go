package survey

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"rtconsolidate/analyze"
)

// Shadow is a folder's index that no specifier of the folder's name reaches, because a file beside the
// folder has the same name.
type Shadow struct{ File, Index string }

func shadowed(repo *analyze.Repo) []Shadow {
	var list []Shadow
	for _, f := range repo.Files {
		stem := strings.TrimSuffix(strings.TrimSuffix(f.Path, path.Ext(f.Path)), ".d")
		for _, ext := range []string{".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs"} {
			if index := stem + "/index" + ext; repo.Lookup(index) != analyze.None {
				list = append(list, Shadow{f.Path, index})
			}
		}
	}
	return list
}

var (
	configFile = regexp.MustCompile(`(^|/)[\w.-]+\.(config|setup|stories|workspace)\.[cm]?[jt]sx?$|(^|/)\.[\w.-]+\.[cm]?js$|\.d\.[cm]?ts$`)
	rootFile   = regexp.MustCompile(`^(src/)?(middleware|instrumentation|proxy)\.[jt]sx?$|(^|/)(main|server|worker|sw)\.[cm]?[jt]sx?$`)
	appRoute   = regexp.MustCompile(`(^|/)app/(.*/)?(page|layout|route|template|default|loading|error|global-error|not-found|sitemap|robots|manifest|icon|opengraph-image)\.[jt]sx?$|(^|/)pages/`)
)

// reachable marks the files that some entry of the repo leads to, over every kind of reference: what
// package.json names, routes of frameworks, index.html, tests, scripts, config files.
func reachable(repo *analyze.Repo) []bool {
	seen := make([]bool, len(repo.Files))
	var stack []analyze.FileID
	for id, f := range repo.Files {
		p := f.Path
		if isEntry(p) {
			stack = append(stack, analyze.FileID(id))
		}
	}
	stack = append(stack, named(repo)...)
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[id] {
			continue
		}
		seen[id] = true
		for _, e := range repo.Files[id].Edges {
			if e.To != analyze.None {
				stack = append(stack, e.To)
			}
		}
	}
	return seen
}

// isEntry tells by its path that something outside the code starts a file. The plain tests keep the
// patterns off most paths.
func isEntry(p string) bool {
	base := path.Base(p)
	dotted := strings.Count(base, ".") > 1 || strings.HasPrefix(base, ".")
	return dotted && (configFile.MatchString(p) || testFile.MatchString(p)) ||
		(strings.Contains(p, "app/") || strings.Contains(p, "pages/")) && appRoute.MatchString(p) ||
		strings.Contains(p, "test") && testFile.MatchString(p) || strings.ContainsAny(base[:1], "mipsw") && rootFile.MatchString(p) ||
		(strings.Contains(p, "script") || strings.Contains(p, "migration") || strings.Contains(p, "bin/") || strings.Contains(p, "tools/")) && scriptFile.MatchString(p) ||
		strings.Contains(p, "e2e/") || strings.Contains(p, "cypress/") || strings.Contains(p, "__mocks__/")
}

// named lists the code files that a package.json or an index.html of the repo names.
func named(repo *analyze.Repo) []analyze.FileID {
	var ids []analyze.FileID
	for _, p := range repo.Tree.Paths() {
		base := path.Base(p)
		if base != "package.json" && base != "index.html" {
			continue
		}
		src, err := repo.Tree.Read(p)
		if err != nil {
			continue
		}
		for _, word := range words(base, src) {
			target := path.Join(path.Dir(p), strings.TrimPrefix(word, "/"))
			if id := repo.Lookup(target); id != analyze.None {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func words(base string, src []byte) []string {
	if base == "package.json" {
		return strings.FieldsFunc(string(src), func(c rune) bool { return c == '"' || c == ' ' || c == '\n' || c == '\'' || c == '=' })
	}
	var list []string
	for _, part := range strings.Split(string(src), "src=")[1:] {
		if end := strings.IndexAny(part[min(1, len(part)):], `"'`); end >= 0 {
			list = append(list, part[1:1+end])
		}
	}
	return list
}

// Risk is code that a consolidation should look at.
type Risk struct {
	File   string
	Line   int // from 1
	Risk   string
	Detail string
}

var atLoad = regexp.MustCompile(`^(?:export\s+)?(?:const|let|var)\s+\w+[^=]*=\s*(?:new\s+(?:WebSocket|EventSource|Pusher|Ably\.\w+)|io|create\w*Client\w*)\(`)

// risks lists connections that are made as soon as their module loads: whatever comes to import the
// module makes them too.
func (s *surveyor) risks() []Risk {
	var list []Risk
	for id, f := range s.repo.Files {
		if !s.ours(analyze.FileID(id)) || s.files[id].Category == "test" {
			continue
		}
		line := 0
		for text := range bytes.Lines(s.code[id]) {
			line++
			if len(text) > 0 && bytes.IndexByte([]byte("eclv"), text[0]) >= 0 && bytes.IndexByte(text, '(') > 0 {
				if made := atLoad.Find(text); made != nil {
					list = append(list, Risk{f.Path, line, "client-at-load", "makes a client when it is loaded: " + string(made) + "…)"})
				}
			}
		}
	}
	return list
}
