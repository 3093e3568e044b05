package survey

import (
	"path"
	"strings"

	"rtconsolidate/analyze"
)

// category names the kind of a file; the first that fits wins. It looks at every file of a repo, so it
// compares words rather than patterns.
func category(repo *analyze.Repo, id analyze.FileID) string {
	f := repo.Files[id]
	p := strings.ToLower(f.Path)
	switch {
	case isTest(f.Path):
		return "test"
	case inFolder(p, "migration", "migrations") || strings.HasSuffix(p, ".sql"):
		return "migration"
	case isScript(p):
		return "script"
	case holdsAny(p, "telemetry", "metric", "monitor"):
		return "monitoring"
	case exportsHook(f):
		return "hook"
	case isView(f.Path):
		return "component"
	case isStore(p):
		return "store"
	case isServer(p):
		return "server"
	}
	return "core"
}

func isTest(p string) bool {
	return holdsAny(p, ".test.", ".spec.", ".test-d.", ".e2e.", ".cy.", "-testing.") ||
		inFolder(p, "__tests__", "__mocks__", "test", "tests", "e2e", "cypress")
}

// isScript tells scripts by their folder; `bin` and `tools` are such at the top of the repo or of a
// package, deeper down they are words like others.
func isScript(p string) bool {
	return inFolder(p, "script", "scripts") || atTop(p, "bin/") || atTop(p, "tools/")
}

func atTop(p, folder string) bool {
	if strings.HasPrefix(p, folder) {
		return true
	}
	i := strings.Index(p, "/"+folder)
	return i > 0 && strings.Count(p[:i], "/") == 1
}

func isStore(p string) bool {
	stem, _, _ := strings.Cut(path.Base(p), ".")
	if strings.HasSuffix(stem, "store") || strings.HasSuffix(stem, "stores") {
		return true
	}
	for dir := range strings.SplitSeq(path.Dir(p), "/") {
		if strings.HasSuffix(dir, "store") || strings.HasSuffix(dir, "stores") {
			return true
		}
	}
	return false
}

func isServer(p string) bool {
	stem, _, _ := strings.Cut(path.Base(p), ".")
	return stem == "route" || stem == "middleware" || stem == "server" ||
		inFolder(p, "api", "server", "route", "routes", "functions", "trpc") ||
		holdsAny(p, "-server.", ".server.", "-resolver.", ".resolver.", "-controller.", ".controller.", "-gateway.", ".gateway.")
}

// inFolder tells whether a path goes through a folder of one of the names.
func inFolder(p string, names ...string) bool {
	for dir := range strings.SplitSeq(path.Dir(p), "/") {
		for _, name := range names {
			if dir == name {
				return true
			}
		}
	}
	return false
}

func holdsAny(p string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(p, w) {
			return true
		}
	}
	return false
}
