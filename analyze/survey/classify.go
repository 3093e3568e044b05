package survey

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// withoutComments returns the code with every comment replaced by blanks, line breaks kept, so that
// offsets and lines stay true. A regular expression that holds a quote may end a string early; the
// evidence on it is weighed, not trusted.
func withoutComments(src []byte) []byte {
	out := bytes.Clone(src)
	for i := 0; i < len(out); i++ {
		switch c := out[i]; {
		case c == '"' || c == '\'':
			i = endOfString(out, i)
		case c == '`':
			if end := bytes.IndexByte(out[i+1:], '`'); end >= 0 {
				i += end + 1
			}
		case c == '/' && i+1 < len(out) && out[i+1] == '/':
			for ; i < len(out) && out[i] != '\n'; i++ {
				out[i] = ' '
			}
		case c == '/' && i+1 < len(out) && out[i+1] == '*':
			end := len(out)
			if k := bytes.Index(out[i+2:], []byte("*/")); k >= 0 {
				end = i + k + 4
			}
			for ; i < end; i++ {
				if out[i] != '\n' {
					out[i] = ' '
				}
			}
			i--
		}
	}
	return out
}

func endOfString(src []byte, i int) int {
	quote := src[i]
	for k := i + 1; k < len(src) && src[k] != '\n'; k++ {
		switch src[k] {
		case '\\':
			k++
		case quote:
			return k
		}
	}
	return i
}

var (
	testFile   = regexp.MustCompile(`\.(test|spec|test-d|e2e|cy)\.|(^|/)(__tests__|__mocks__|tests?|e2e|cypress)/|-testing\.`)
	scriptFile = regexp.MustCompile(`(^|/)(scripts?|migrations?|bin|tools)/`)
	monitor    = regexp.MustCompile(`(?i)telemetry|metrics?|monitor`)
	storeFile  = regexp.MustCompile(`(?i)(^|/)stores?/|store\.|Store\.`)
	serverFile = regexp.MustCompile(`(?i)(^|/)(api|server|routes?|functions|trpc)/|(^|/)(route|middleware)\.|[-.]server\.`)
	hookName   = regexp.MustCompile(`^use[A-Z]`)
)

// category names the kind of a file; the first that matches wins.
func category(repo *analyze.Repo, id analyze.FileID) string {
	f := repo.Files[id]
	p := f.Path
	switch {
	case testFile.MatchString(p):
		return "test"
	case scriptFile.MatchString(p):
		return "script"
	case monitor.MatchString(p):
		return "monitoring"
	case exportsHook(f):
		return "hook"
	case (path.Ext(p) == ".tsx" || path.Ext(p) == ".jsx" || isSingleFile(p)) && !strings.HasSuffix(p, ".d.ts"):
		return "component"
	case storeFile.MatchString(p):
		return "store"
	case serverFile.MatchString(p):
		return "server"
	}
	return "core"
}

func isSingleFile(p string) bool {
	ext := path.Ext(p)
	return ext == ".vue" || ext == ".svelte" || ext == ".astro"
}

// exportsHook tells whether most of a file's exported values are hooks.
func exportsHook(f *analyze.File) bool {
	hooks, values := 0, 0
	for i := range f.Module.Exports {
		e := &f.Module.Exports[i]
		if e.Nature == scanner.Type || e.TypeOnly {
			continue
		}
		values++
		if hookName.MatchString(e.Name) || e.Name == "default" && hookName.MatchString(e.Local) {
			hooks++
		}
	}
	return hooks > 0 && 2*hooks >= values
}

// role says what a file does for the topic.
func (s *surveyor) role(id analyze.FileID) string {
	f := s.repo.Files[id]
	switch {
	case len(bytes.TrimSpace(s.code[id])) == 0:
		return "empty"
	case onlyTypes(f), strings.HasSuffix(f.Path, ".d.ts"):
		return "contract"
	case len(f.Module.Exports) > 0 && len(f.Module.Decls) == 0:
		return "barrel"
	case s.weakOnly(id) && s.files[id].Category == "component":
		return "ui"
	}
	return "implementation"
}

func onlyTypes(f *analyze.File) bool {
	if len(f.Module.Exports) == 0 {
		return false
	}
	for i := range f.Module.Exports {
		if e := &f.Module.Exports[i]; e.Nature&scanner.Value != 0 && !e.TypeOnly || e.Ref >= 0 {
			return false
		}
	}
	return true
}

// weakOnly tells whether a file's evidence is its name alone.
func (s *surveyor) weakOnly(id analyze.FileID) bool {
	for _, e := range s.files[id].Evidence {
		if e.Line > 0 {
			return false
		}
	}
	return true
}
