package analyze

import (
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze/lazy"
)

// Entry is a file that something other than an import starts.
type Entry struct {
	File FileID
	Why  string // what starts it: `package.json`, `route`, `test`, `script`, …
}

// entryRule tells entries by their paths. words are plain texts of which a path must hold one, so that the
// expression is tried on few.
type entryRule struct {
	why   string
	words []string
	match *lazy.Regexp
}

var entryRules = []entryRule{
	{"route", []string{"app/", "pages/"}, lazy.Compile(`(^|/)app/(.*/)?(page|layout|route|template|default|loading|error|global-error|not-found|forbidden|unauthorized|sitemap|robots|manifest|icon|apple-icon|opengraph-image|twitter-image)\d*\.[jt]sx?$|(^|/)pages/`)},
	{"route", []string{"routes/", "root.", "entry."}, lazy.Compile(`(^|/)\+(page|layout|server|error)(@[^/]*)?(\.server)?\.(svelte|[jt]s)$|(^|/)app/(routes/|root\.|routes\.|entry\.(client|server)\.)`)},
	{"route", []string{"_layout.", "+html.", "+not-found."}, lazy.Compile(`(^|/)app/(.*/)?(_layout|\+html|\+not-found)\.[jt]sx?$`)},
	{"framework", []string{"plugins/", "server/", "layouts/", "middleware/", "app.vue", "error.vue", "hooks.", "service-worker."}, lazy.Compile(`(^|/)(app\.vue|error\.vue|server/(api|routes|middleware|plugins)/.*\.[jt]s|plugins/[^/]+\.[jt]s|middleware/[^/]+\.[jt]s|layouts/[^/]+\.vue)$|(^|/)src/(hooks|hooks\.(client|server)|service-worker)\.[jt]s$`)},
	{"function", []string{"functions/", "api/"}, lazy.Compile(`(^|/)(supabase|netlify)/functions/|^api/.*\.[jt]s$`)},
	{"test", []string{"test", "spec", "e2e", "cy", "__mocks__"}, lazy.Compile(`\.(test|spec|test-d|e2e|cy)\.|(^|/)(__tests__|__mocks__|tests?|e2e|cypress)/|-testing\.`)},
	{"script", []string{"script", "migration", "bin/", "tools/", "seeds/"}, lazy.Compile(`(^|/)(scripts?|migrations?|bin|tools|seeds)/`)},
	{"config", []string{"config", "setup", "stories", "workspace", "/.", "preview", "Gruntfile", "gulpfile"}, lazy.Compile(`(^|/)[\w.-]+\.(config|setup|stories|workspace)\.[cm]?[jt]sx?$|(^|/)(jest|vitest|vite|webpack|test)[\w.-]*[.-](config|setup)[\w.-]*\.[cm]?[jt]sx?$|(^|/)\.[\w.-]+\.[cm]?js$|(^|/)\.storybook/|(^|/)(Gruntfile|gulpfile)\.[cm]?[jt]s$`)},
	{"config", []string{"."}, lazy.Compile(`^\.[\w.-]+\.[cm]?js$`)},
	{"declaration", []string{".d."}, lazy.Compile(`\.d\.[cm]?ts$`)},
	{"main", []string{"main.", "server.", "worker.", "sw.", "middleware.", "instrumentation", "proxy."}, lazy.Compile(`^(src/)?(middleware|instrumentation(-client)?|proxy)\.[jt]sx?$|(^|/)(main|server|worker|sw)\.[cm]?[jt]sx?$`)},
}

func (e *entryRule) holds(p string) bool {
	return slices.ContainsFunc(e.words, func(w string) bool { return strings.Contains(p, w) }) && e.match.MatchString(p)
}

// StartedAs tells by its path as what a framework, a tool or a person starts a file; "" when its path says no
// such thing.
func StartedAs(p string) string {
	for i := range entryRules {
		if entryRules[i].holds(p) {
			return entryRules[i].why
		}
	}
	return ""
}

// namers are files, by their base names, that name entries.
var namers = map[string]bool{"package.json": true, "index.html": true, "angular.json": true, "project.json": true, "nest-cli.json": true,
	"workspace.json": true, "app.json": true, "manifest.json": true, "vercel.json": true, "nodemon.json": true}

// Entries lists the files that are started from outside the code: what package.json names and its scripts
// run, routes and other files that frameworks look for, index.html, tests, scripts, config files; and those
// that also is true for (nil for none). Sorted by path.
func (r *Repo) Entries(also func(path string) bool) (list []Entry) {
	why := map[FileID]string{}
	for id, f := range r.Files {
		if also != nil && also(f.Path) {
			why[FileID(id)] = "configured"
		}
		if by := StartedAs(f.Path); by != "" && why[FileID(id)] == "" {
			why[FileID(id)] = by
		}
	}
	add := func(p, by string) {
		if id := r.Lookup(p); id != None && why[id] == "" {
			why[id] = by
		}
	}
	for _, p := range r.Tree.Paths() {
		if namers[path.Base(p)] {
			for _, target := range r.namedIn(p) {
				add(target, p)
			}
		}
	}
	for _, target := range r.Resolver.PackageEntries() {
		add(target, "package.json")
	}
	for id, w := range why {
		list = append(list, Entry{id, w})
	}
	slices.SortFunc(list, func(a, b Entry) int { return int(a.File - b.File) })
	return list
}

// maxNamer bounds the files that name entries, in bytes: a larger one is a report that some tool wrote.
const maxNamer = 1 << 17

// namedIn lists the paths that the words of a file may name, from its folder.
func (r *Repo) namedIn(p string) (list []string) {
	src, err := r.Tree.Read(p)
	if err != nil || len(src) > maxNamer {
		return nil
	}
	for _, word := range strings.FieldsFunc(string(src), func(c rune) bool { return strings.ContainsRune("\"'=<> \t\r\n;&|(),", c) }) {
		if len(word) < 400 && IsCode(word) {
			list = append(list, path.Join(path.Dir(p), strings.TrimPrefix(word, "/")))
		}
	}
	return list
}

// Reachable marks every file that the given ones lead to, over every kind of reference, types and mocks too.
func (r *Repo) Reachable(from []Entry) []bool {
	seen := make([]bool, len(r.Files))
	var stack []FileID
	for _, e := range from {
		stack = append(stack, e.File)
	}
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[id] {
			continue
		}
		seen[id] = true
		for _, e := range r.Files[id].Edges {
			if e.To != None {
				stack = append(stack, e.To)
			}
		}
	}
	return seen
}
