package bundle

import (
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
)

// The namespaces of esbuild's paths: files of the tree, and modules that are not of it.
const (
	inTree  = "tree"
	outside = "outside"
)

// side is one of the two trees as esbuild sees it, and what came of bundling it.
type side struct {
	repo      *analyze.Repo
	starts    []string
	measured  []string // the starts whose size is taken
	offers    []offer
	measuring bool // the starts are measured, else all is checked
	paths     map[string]bool

	mutex      sync.Mutex // guards unresolved
	unresolved map[issue]bool
	unread     map[string]bool     // files that esbuild cannot read: an opaque module stands in
	absent     map[string][]string // file -> names that others ask of it in vain: they are added
	gone       map[int]bool        // offers that esbuild does not find

	issues []issue
	sizes  []int  // bytes, of the measured starts
	stuck  string // what could not be taken out, "" when all was bundled
}

func newSide(r *analyze.Repo, starts []string) *side {
	measured := starts[:min(len(starts), mostMeasured)]
	s := &side{repo: r, starts: starts, measured: measured, paths: map[string]bool{}, unresolved: map[issue]bool{}, unread: map[string]bool{},
		absent: map[string][]string{}, gone: map[int]bool{}, sizes: make([]int, len(measured))}
	for _, p := range r.Tree.Paths() {
		s.paths[p] = true
	}
	return s
}

// resolve leads a specifier to a file of the tree. What leads nowhere is noted and left out, so that the
// rest can be bundled.
func (s *side) resolve(a api.OnResolveArgs) (api.OnResolveResult, error) {
	switch {
	case a.Kind == api.ResolveEntryPoint:
		return s.start(a.Path)
	case a.Namespace == outside:
		return file(a.Path)
	case s.measuring && a.Kind == api.ResolveJSDynamicImport: // loaded later
		return api.OnResolveResult{Path: a.Path, External: true}, nil
	}
	if resolver.IsRelative(a.Path) {
		if p := s.relative(path.Join(path.Dir(a.Importer), a.Path)); p != "" {
			return file(p)
		}
	}
	found := s.repo.Resolver.Find(a.Importer, a.Path, modes[a.Kind])
	switch {
	case found.State == resolver.InRepo && found.Query == "":
		return file(found.Path)
	case found.State == resolver.Missing:
		s.miss(a.Importer, a.Path)
	}
	return api.OnResolveResult{Path: a.Path, External: true}, nil
}

func file(p string) (api.OnResolveResult, error) {
	return api.OnResolveResult{Path: p, Namespace: inTree}, nil
}

// start leads an entry point to its file. One that is not wanted now, or not there, is an empty module.
func (s *side) start(name string) (api.OnResolveResult, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(name, startPrefix))
	if err != nil || !s.measuring || !s.paths[s.measured[n]] {
		return api.OnResolveResult{Path: name, Namespace: outside}, nil
	}
	return file(s.measured[n])
}

var modes = map[api.ResolveKind]resolver.Mode{api.ResolveJSRequireCall: resolver.Require, api.ResolveJSRequireResolve: resolver.Require,
	api.ResolveJSDynamicImport: resolver.Dynamic}

// relative finds a path as esbuild's own resolver does (esbuild.github.io/api, "Resolve extensions"; a `.js`
// may stand for a `.ts`); "" for none.
func (s *side) relative(p string) string {
	stem := strings.TrimSuffix(p, path.Ext(p))
	for _, try := range []struct {
		stem       string
		extensions []string
	}{{p, []string{""}}, {p, extensions}, {stem, written[path.Ext(p)]}, {path.Join(p, "index"), extensions}} {
		for _, ext := range try.extensions {
			if s.paths[try.stem+ext] {
				return try.stem + ext
			}
		}
	}
	return ""
}

var (
	extensions = []string{".tsx", ".ts", ".jsx", ".js", ".css", ".json"}
	written    = map[string][]string{".js": {".ts", ".tsx"}, ".jsx": {".ts", ".tsx"}, ".mjs": {".mts"}, ".cjs": {".cts"}}
)

// miss notes a specifier that leads nowhere.
func (s *side) miss(importer, specifier string) {
	i := issue{kind: noModule, file: importer, name: specifier, text: "could not resolve " + strconv.Quote(specifier)}
	if f := s.repo.File(importer); f != nil {
		for k := range f.Module.Refs {
			if ref := &f.Module.Refs[k]; ref.Specifier == specifier {
				i.line = int(ref.Line)
				break
			}
		}
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.unresolved[i] = true
}
