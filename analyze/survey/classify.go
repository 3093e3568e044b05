package survey

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
)

// withoutComments returns the code with every comment replaced by blanks, line breaks kept, so that
// offsets and lines stay true. A regular expression that holds a quote may end a string early; the
// evidence on it is weighed, not trusted.
func withoutComments(src []byte) []byte { return blankComments(bytes.Clone(src)) }

// blankComments is withoutComments in place.
func blankComments(out []byte) []byte {
	for i := 0; i < len(out); i++ {
		i = pastString(out, i)
		switch c := out[i]; {
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

// pastString is the offset of a string's closing quote when one begins at i, else i.
func pastString(code []byte, i int) int {
	switch code[i] {
	case '"', '\'':
		return endOfString(code, i)
	case '`':
		if end := bytes.IndexByte(code[i+1:], '`'); end >= 0 {
			return i + end + 1
		}
	}
	return i
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

var hookName = lazy.Compile(`^use[A-Z]`)

func isSingleFile(p string) bool {
	ext := path.Ext(p)
	return ext == ".vue" || ext == ".svelte" || ext == ".astro"
}

// exportsHook tells whether at least half of a file's exported values are hooks; where there can be
// markup, more than half: a component may bring the hook that feeds it.
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
	return hooks > 0 && (2*hooks > values || 2*hooks == values && !isView(f.Path))
}

// role says what a file does for the topic.
func (s *surveyor) role(id analyze.FileID) string {
	f := s.repo.Files[id]
	consumer := s.files[id].Role == consumerRole && len(s.spots[id])+len(s.given[id]) == 0
	switch {
	case len(bytes.TrimSpace(s.code[id])) == 0:
		return "empty"
	case onlyTypes(f), strings.HasSuffix(f.Path, ".d.ts"):
		return "contract"
	case isBarrel(f):
		return "barrel"
	case consumer:
		return consumerRole
	case s.weakOnly(id) && s.files[id].Category == "component":
		return "ui"
	case len(s.spots[id])+len(s.given[id]) == 0 && isStub(s.code[id]):
		return "stub"
	}
	return "implementation"
}

// isBarrel tells whether a module declares nothing and only passes on what it imports.
func isBarrel(f *analyze.File) bool {
	stars := slices.ContainsFunc(f.Module.Refs, func(r scanner.Ref) bool { return r.Kind == scanner.KindExportStar })
	own := slices.ContainsFunc(f.Module.Exports, func(e scanner.Export) bool { return e.Ref < 0 && (e.Local == "" || e.Nature != 0) })
	return len(f.Module.Decls) == 0 && !own && !isSingleFile(f.Path) && (stars || len(f.Module.Exports) > 0)
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

var (
	body     = lazy.Compile(`(?:\)|=>)\s*(?::\s*[\w<>\[\]|. ]+\s*)?\{`)
	idleBody = lazy.Compile(`^\s*(?:(?:return\b[^;{}()]*(?:\(\)\s*=>\s*\{\s*\})?|console\.\w+\([^;]*\)|throw\b[^;]*)(?:;|\s*$)\s*)*$`)
)

// isStub tells whether most functions of a file do nothing: they are empty, or return a constant.
func isStub(code []byte) bool {
	idle, all := 0, 0
	for _, m := range body.FindAllIndex(code, -1) {
		end := closing(code, m[1])
		if end < 0 {
			continue
		}
		all++
		if idleBody.Match(code[m[1]:end]) {
			idle++
		}
	}
	return all > 0 && 2*idle > all
}

// closing is the offset of the brace that closes the one before from, -1 when there is none.
func closing(code []byte, from int) int {
	depth := 1
	for i := from; i < len(code); i++ {
		i = pastString(code, i)
		switch code[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
