package analyze

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"sync"

	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
)

// program is what TypeScript, as the repo configures it, takes in.
type program struct {
	once sync.Once
	in   []bool
}

// Unchecked tells why TypeScript, as the repo configures it, reports nothing about a file: "" when it
// does, or when there is no config that could tell. text reads the file.
func (r *Repo) Unchecked(id FileID, text func() []byte) string {
	f := r.Files[id]
	c := r.Resolver.Config(f.Path)
	if c.File == "" {
		return ""
	}
	r.program.once.Do(r.collectProgram)
	switch {
	case !r.program.in[id]:
		return "outside the project of " + c.File
	case strings.HasSuffix(strings.TrimSuffix(f.Path, path.Ext(f.Path)), ".d") && c.SkipLibCheck:
		return c.File + " sets skipLibCheck"
	}
	top := head(text())
	switch lang, _ := scanner.LangOf(f.Path); {
	case noCheck.Match(top):
		return "the file says @ts-nocheck"
	case lang == scanner.JS && !c.CheckJS && !check.Match(top):
		return c.File + " does not set checkJs"
	}
	return ""
}

var (
	noCheck = lazy.Compile(`(?m)^\s*//+\s*@ts-nocheck`)
	check   = lazy.Compile(`(?m)^\s*//+\s*@ts-check`)
	silence = lazy.Compile(`^\s*(?://+|/\*+|\*|\{\s*/\*+)\s*@ts-(?:ignore|expect-error)`)
)

// head is the part of a file that its pragmas stand in: the comments in front of the code.
func head(src []byte) []byte {
	end := 0
	for end < len(src) {
		line := src[end:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		text := bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
		if len(text) > 0 && !bytes.HasPrefix(text, []byte("//")) && !bytes.HasPrefix(text, []byte("/*")) && text[0] != '*' && text[0] != '#' {
			break
		}
		end += len(line)
	}
	return src[:end]
}

// Silenced tells whether a `@ts-ignore` or `@ts-expect-error` stands above a line (from 1): blank lines and
// other comments may lie between.
func Silenced(src []byte, line int) bool {
	lines := bytes.SplitN(src, []byte("\n"), line+1)
	for i := line - 2; i >= 0 && i < len(lines); i-- {
		text := bytes.TrimSpace(lines[i])
		if silence.Match(lines[i]) {
			return true
		}
		if len(text) > 0 && !bytes.HasPrefix(text, []byte("//")) {
			return false
		}
	}
	return false
}

// collectProgram marks the files that a config takes in, and what they lead to.
func (r *Repo) collectProgram() {
	r.program.in = make([]bool, len(r.Files))
	var stack []FileID
	taken := make([]bool, len(r.Files))
	parallel(r.opts.Workers, len(r.Files), func() func(int) {
		return func(i int) { taken[i] = r.Resolver.TakesIn(r.Files[i].Path) && !r.outranked(r.Files[i].Path) }
	})
	for id := range r.Files {
		if taken[id] {
			stack = append(stack, FileID(id))
		}
	}
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if r.program.in[id] {
			continue
		}
		r.program.in[id] = true
		for i, e := range r.Files[id].Edges {
			if e.To != None && follows(r.Files[id], i) {
				stack = append(stack, e.To)
			}
		}
	}
}

// follows tells whether TypeScript follows a reference.
func follows(f *File, i int) bool {
	switch f.Module.Refs[i].Kind {
	case scanner.KindMock, scanner.KindURL, scanner.KindRequireResolve:
		return false
	case scanner.KindRequire:
		lang, _ := scanner.LangOf(f.Path)
		return lang == scanner.JS
	}
	return true
}

// outranked tells that a wildcard of `include` passes a file over for one of the same name with an ending
// that goes first.
func (r *Repo) outranked(p string) bool {
	for _, rank := range [][]string{{".ts", ".tsx", ".d.ts", ".js", ".jsx"}, {".mts", ".d.mts", ".mjs"}, {".cts", ".d.cts", ".cjs"}} {
		for i, ext := range slices.Backward(rank) {
			stem, ok := strings.CutSuffix(p, ext)
			if !ok || ext == ".ts" && strings.HasSuffix(stem, ".d") {
				continue
			}
			for _, first := range rank[:i] {
				if r.Lookup(stem+first) != None && !(first == ".d.ts" && strings.HasPrefix(ext, ".js")) {
					return true
				}
			}
		}
	}
	return false
}
