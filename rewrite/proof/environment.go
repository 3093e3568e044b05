package proof

import (
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// side is one of the two bundles of an application that renders on both: which files start it, where
// it ends, and what must not be in it.
type side struct {
	root  func(f *analyze.File) bool
	stop  func(f *analyze.File) bool
	alien func(r *analyze.Repo, id analyze.FileID) string
}

// The sides. A client bundle starts at 'use client' and at Next's pages, and ends at 'use server',
// whose exports become calls. A server graph starts at Next's app routes and API, and ends at
// 'use client' (React Server Components; nextjs.org/docs/app, "use client", "server-only").
var (
	client = side{isClientRoot, func(f *analyze.File) bool { return directive(f, "use server") }, serverOnly}
	server = side{isServerRoot, func(f *analyze.File) bool { return directive(f, "use client") }, clientOnly}
)

func (c *comparison) environment() []Crossing {
	return append(c.crossings(client), c.crossings(server)...)
}

// crossings lists each alien file that a side reaches after and did not reach before, once, with one
// root and the shortest chain from it.
func (c *comparison) crossings(s side) []Crossing {
	before := walk(c.before, s)
	after := walk(c.after, s)
	var list []Crossing
	for id, f := range c.after.Files {
		if !after.seen(analyze.FileID(id)) {
			continue
		}
		reason := s.alien(c.after, analyze.FileID(id))
		if reason == "" {
			continue
		}
		if c.seenBefore(s, before, f.Path) {
			continue
		}
		chain := after.chain(c.after, analyze.FileID(id))
		list = append(list, Crossing{Root: chain[0], File: f.Path, Reason: reason, Chain: chain})
	}
	return list
}

// seenBefore tells whether all the alien code that a file holds was reached before.
func (c *comparison) seenBefore(s side, before walked, p string) bool {
	seen := false
	for _, from := range c.origins(p) {
		old := c.before.Lookup(from)
		if s.alien(c.before, old) == "" {
			continue
		}
		if seen = before.seen(old); !seen {
			return false
		}
	}
	return seen
}

// walked is a breadth-first walk: the file each one was reached from, itself for a root.
type walked struct{ from []analyze.FileID }

func (w walked) seen(id analyze.FileID) bool { return w.from[id] != analyze.None }

func (w walked) chain(r *analyze.Repo, id analyze.FileID) []string {
	list := []string{r.Files[id].Path}
	for w.from[id] != id {
		id = w.from[id]
		list = append(list, r.Files[id].Path)
	}
	slices.Reverse(list)
	return list
}

func walk(r *analyze.Repo, s side) walked {
	w := walked{make([]analyze.FileID, len(r.Files))}
	var queue []analyze.FileID
	for id, f := range r.Files {
		w.from[id] = analyze.None
		if s.root(f) {
			w.from[id] = analyze.FileID(id)
			queue = append(queue, analyze.FileID(id))
		}
	}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		r.Next(id, true, func(to analyze.FileID, _ int) {
			if w.from[to] == analyze.None && !s.stop(r.Files[to]) {
				w.from[to] = id
				queue = append(queue, to)
			}
		})
	}
	return w
}

func directive(f *analyze.File, text string) bool {
	for _, d := range f.Module.Directives {
		if d.Text == text {
			return true
		}
	}
	return false
}

func isClientRoot(f *analyze.File) bool {
	return directive(f, "use client") || inFolder(f.Path, "pages") && !inFolder(f.Path, "api") && isComponent(f.Path)
}

func isComponent(p string) bool {
	ext := path.Ext(p)
	return ext == ".tsx" || ext == ".jsx"
}

// routeFiles are the file names that Next runs on the server under app/.
var routeFiles = []string{"page", "layout", "route", "template", "default", "loading", "not-found", "sitemap", "robots", "manifest"}

func isServerRoot(f *analyze.File) bool {
	if directive(f, "use client") {
		return false
	}
	base := path.Base(f.Path)
	stem, _, _ := strings.Cut(base, ".")
	return inFolder(f.Path, "app") && slices.Contains(routeFiles, stem)
}

func inFolder(p, name string) bool {
	return strings.HasPrefix(p, name+"/") || strings.Contains(p, "/"+name+"/")
}

// serverOnly tells why a file cannot run in a browser.
func serverOnly(r *analyze.Repo, id analyze.FileID) string {
	f := r.Files[id]
	for i := range f.Module.Refs {
		ref := &f.Module.Refs[i]
		if !r.IsValue(id, i) {
			continue
		}
		switch {
		case f.Edges[i].State == resolver.Builtin:
			return "imports " + ref.Specifier
		case ref.Specifier == "server-only" || ref.Specifier == "next/headers":
			return "imports " + ref.Specifier
		}
	}
	return ""
}

// clientHooks are the names of React that throw where there is no client.
var clientHooks = []string{"useState", "useEffect", "useLayoutEffect", "useReducer", "useRef", "useImperativeHandle",
	"useInsertionEffect", "useSyncExternalStore", "useTransition", "useDeferredValue", "useOptimistic",
	"useActionState", "useContext", "createContext", "Component", "PureComponent"}

// clientOnly tells why a file cannot run in a server component graph.
func clientOnly(r *analyze.Repo, id analyze.FileID) string {
	f := r.Files[id]
	if directive(f, "use client") {
		return ""
	}
	for i := range f.Module.Refs {
		ref := &f.Module.Refs[i]
		if !r.IsValue(id, i) {
			continue
		}
		if ref.Specifier == "client-only" {
			return "imports client-only"
		}
		if ref.Specifier != "react" || ref.Kind != scanner.KindImport {
			continue
		}
		for _, n := range ref.Names {
			if !n.TypeOnly && slices.Contains(clientHooks, n.Imported) {
				return "imports " + n.Imported + " from react without 'use client'"
			}
		}
	}
	return ""
}
