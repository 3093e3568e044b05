package rewrite

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tailscale/hujson"

	"rtconsolidate/rewrite/form"
)

// settings rewrites, in tsconfig.json and package.json, the paths of files that moved or went for a twin.
// What a shim serves can go on being named.
func (w *work) settings() {
	gone := map[string]string{}
	for from, to := range w.claim.Moves {
		gone[from] = to
	}
	for from, to := range w.claim.Removed {
		if to != "" {
			gone[from] = to
		}
	}
	if len(gone) == 0 {
		return
	}
	files := map[string][]byte{}
	for _, p := range w.now.Tree.Paths() {
		if !isSettings(path.Base(p)) {
			continue
		}
		src, err := w.now.Tree.Read(p)
		if err != nil {
			continue
		}
		s := settings{file: p, src: src, gone: gone}
		if out := s.rewritten(); out != nil {
			files[p] = out
			w.reasons[p] = append(w.reasons[p], s.reasons...)
		}
	}
	w.lay(files)
}

func isSettings(base string) bool {
	ts := strings.HasPrefix(base, "tsconfig") || strings.HasPrefix(base, "jsconfig")
	return base == "package.json" || ts && strings.HasSuffix(base, ".json")
}

type settings struct {
	file    string
	src     []byte
	gone    map[string]string // old path -> new path
	bases   []string          // the folders that paths in the file may be relative to
	edits   []form.Edit
	reasons []string
}

// rewritten is the file with the new paths, nil when it names none of the old ones.
func (s *settings) rewritten() []byte {
	if !slices.ContainsFunc(slices.Collect(maps.Keys(s.gone)), func(p string) bool {
		base := path.Base(p)
		return strings.Contains(string(s.src), strings.TrimSuffix(base, path.Ext(base)))
	}) {
		return nil
	}
	root, err := hujson.Parse(slices.Clone(s.src))
	if err != nil {
		return nil // the resolver reports it
	}
	s.bases = []string{path.Dir(s.file)}
	if base := root.Find("/compilerOptions/baseUrl"); base != nil {
		if lit, ok := base.Value.(hujson.Literal); ok {
			s.bases = append(s.bases, path.Join(path.Dir(s.file), lit.String()))
		}
	}
	s.walk(root)
	out, err := form.Apply(s.src, s.edits)
	if err != nil || len(s.edits) == 0 {
		return nil
	}
	return out
}

// walk looks at every string that is a value; commands are not looked into.
func (s *settings) walk(v hujson.Value) {
	switch x := v.Value.(type) {
	case *hujson.Object:
		for _, m := range x.Members {
			if name, _ := m.Name.Value.(hujson.Literal); name.String() != "scripts" {
				s.walk(m.Value)
			}
		}
	case *hujson.Array:
		for _, e := range x.Elements {
			s.walk(e)
		}
	case hujson.Literal:
		if x.Kind() == '"' {
			s.text(x.String(), v.StartOffset, v.EndOffset)
		}
	}
}

// text gives a string that is the path of a file that is gone the new path, written as the old one was.
func (s *settings) text(value string, start, end int) {
	for _, base := range s.bases {
		named := path.Join(base, value)
		for _, ext := range []string{"", ".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mts"} {
			to, ok := s.gone[named+ext]
			if !ok || ext != "" && path.Ext(to) != path.Ext(named+ext) {
				continue
			}
			rel := form.RelativePath(base, strings.TrimSuffix(to, ext))
			if !strings.HasPrefix(value, ".") {
				rel = strings.TrimPrefix(rel, "./")
			}
			s.edits = append(s.edits, form.Edit{start, end, string(hujson.String(rel))})
			s.reasons = append(s.reasons, fmt.Sprintf("names %s instead of %s", rel, value))
			return
		}
	}
}
