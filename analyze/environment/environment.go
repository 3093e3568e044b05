// Package environment tells the two bundles of an application that renders on both sides apart: which
// files start each, where it ends, and what must not be in it.
package environment

import (
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// Side is one of the two bundles.
type Side struct {
	root func(f *analyze.File) bool
	stop func(f *analyze.File) bool
	// Alien tells why a file must not be in the bundle, "" when it may.
	Alien func(r *analyze.Repo, id analyze.FileID) string
	// Hint is a plan's way out of an alien file.
	Hint string
}

// The sides. A client bundle starts at 'use client' and at Next's pages, and ends at 'use server',
// whose exports become calls. A server graph starts at Next's app routes and API, and ends at
// 'use client' (React Server Components; nextjs.org/docs/app, "use client", "server-only").
var (
	Client = Side{isClientRoot, func(f *analyze.File) bool { return directive(f, "use server") }, serverOnly,
		"give what a browser cannot run an entry of its own, `server: { entry: PATH }`, and targets of its own"}
	Server = Side{isServerRoot, func(f *analyze.File) bool { return directive(f, "use client") }, clientOnly,
		"begin that file with 'use client', or leave it to a phase with an `entry:` of its own"}
)

// Reached is what a side evaluates: the file that each one was reached from, itself for a root.
type Reached struct{ from []analyze.FileID }

// Has tells whether the side evaluates a file.
func (w Reached) Has(id analyze.FileID) bool { return w.from[id] != analyze.None }

// Chain is a shortest way from a root to a file that the side evaluates, both included.
func (w Reached) Chain(r *analyze.Repo, id analyze.FileID) []string {
	list := []string{r.Files[id].Path}
	for w.from[id] != id {
		id = w.from[id]
		list = append(list, r.Files[id].Path)
	}
	slices.Reverse(list)
	return list
}

// Reach walks a side, breadth first, along the imports that are evaluated, the lazy ones too.
func (s Side) Reach(r *analyze.Repo) Reached {
	w := Reached{make([]analyze.FileID, len(r.Files))}
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

// ServerBound tells which files evaluate what cannot run in a browser, themselves or by what they import,
// though no client bundle has them as it is.
func ServerBound(r *analyze.Repo) []bool {
	client := Client.Reach(r)
	bound := make([]bool, len(r.Files))
	var queue []analyze.FileID
	add := func(id analyze.FileID) {
		if !bound[id] && !client.Has(id) && !Client.stop(r.Files[id]) {
			bound[id] = true
			queue = append(queue, id)
		}
	}
	for id := range r.Files {
		if serverOnly(r, analyze.FileID(id)) != "" {
			add(analyze.FileID(id))
		}
	}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		for _, imp := range r.Importers(id) {
			if !r.Files[imp.File].Edges[imp.Ref].Ambient && r.IsValue(imp.File, imp.Ref) {
				add(imp.File)
			}
		}
	}
	return bound
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
