package bundle

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"rtconsolidate/analyze"
)

// loaders are by extension; JSX in a .js is common enough.
var loaders = map[string]api.Loader{".ts": api.LoaderTS, ".mts": api.LoaderTS, ".cts": api.LoaderTS, ".tsx": api.LoaderTSX,
	".js": api.LoaderJSX, ".jsx": api.LoaderJSX, ".mjs": api.LoaderJS, ".cjs": api.LoaderJS, ".json": api.LoaderJSON}

// opaque stands in for what esbuild does not read, styles and pictures above all: a module that may offer
// any name.
const opaque = "module.exports = {}"

// load gives esbuild a file of the tree.
func (s *side) load(p string) (api.OnLoadResult, error) {
	loader, ok := loaders[path.Ext(p)]
	switch {
	case s.unread[p] || isDeclaration(p):
		return module(opaque, api.LoaderJS)
	case !ok && analyze.IsCode(p):
		return module(s.component(p), api.LoaderJS)
	}
	src, err := s.repo.Tree.Read(p)
	if !ok || err != nil {
		return module(opaque, api.LoaderJS)
	}
	return module(string(src)+s.added(p), loader)
}

// added makes the names that others ask of a file in vain.
func (s *side) added(p string) string {
	if len(s.absent[p]) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n;var rtconsolidate$absent;export{")
	for _, name := range s.absent[p] {
		fmt.Fprintf(&b, "rtconsolidate$absent as %s,", quote(name))
	}
	b.WriteString("}")
	return b.String()
}

// component is what a file of another language (Vue, Svelte, …) asks of the others, on the lines on which it
// does so, as a module that may offer any name.
func (s *side) component(p string) string {
	id := s.repo.Lookup(p)
	var b strings.Builder
	var locals []string
	line := int32(1)
	for i := range s.repo.Files[id].Module.Refs {
		ref := &s.repo.Files[id].Module.Refs[i]
		if !s.repo.IsValue(id, i) {
			continue
		}
		for ; line < ref.Line; line++ {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "import(%s);", quote(ref.Specifier))
		for k, n := range ref.Names {
			if n.Imported != "*" && !n.TypeOnly && analyze.Static(ref.Kind) && s.repo.Imported(id, i, n.Imported).HasValue() {
				local := fmt.Sprintf("n%d_%d", i, k)
				fmt.Fprintf(&b, "import{%s as %s}from%s;", quote(n.Imported), local, quote(ref.Specifier))
				locals = append(locals, local)
			}
		}
	}
	return b.String() + "module.exports={" + strings.Join(locals, ",") + "}"
}

// loadAll makes the module that starts everything, and asks every file for what it offers; the other modules
// that are not of the tree are empty.
func (s *side) loadAll(name string) (api.OnLoadResult, error) {
	var b strings.Builder
	if name == allStart && !s.measuring {
		for _, start := range s.starts {
			if s.paths[start] {
				fmt.Fprintf(&b, "import%s\n", quote(start))
			}
		}
		for i, o := range s.offers {
			if !s.gone[i] && !slices.Contains(s.absent[o.file], o.name) {
				fmt.Fprintf(&b, "export{%s as %s}from%s\n", quote(o.name), offerName(i), quote(o.file))
			}
		}
	}
	return module(b.String(), api.LoaderJS)
}

func offerName(i int) string { return fmt.Sprint("o", i) }

func module(text string, loader api.Loader) (api.OnLoadResult, error) {
	return api.OnLoadResult{Contents: &text, Loader: loader}, nil
}

// quote writes a string for JavaScript.
func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can be written
	}
	return string(text)
}
