package resolver

import (
	"path"
	"strings"
	"sync"
)

// scopeOf is what the place of a file says about its specifiers.
type scopeOf struct {
	config *config   // nil when there is none
	pkg    *manifest // the package.json above the file, nil when there is none
	above  []*config // the configs further up, the nearest first

	mu      sync.RWMutex
	answers map[query]Result
}

func (s *scopeOf) kept(q query) (Result, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	got, ok := s.answers[q]
	return got, ok
}

func (s *scopeOf) keep(q query, got Result) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.answers == nil {
		s.answers = map[query]Result{}
	}
	s.answers[q] = got
}

// unconfigured stands in where there is no config.
var unconfigured = func() *config {
	c := &config{flags: map[string]bool{}}
	c.derive()
	return c
}()

func (s *scopeOf) options() *config {
	if s.config == nil {
		return unconfigured
	}
	return s.config
}

// format is the module system whose rules a specifier follows.
type format uint8

const (
	unsaid format = iota
	esModule
	commonJS
)

// format tells it by the use and the kind of file (TypeScript, getModeForUsageLocation).
func (s *scopeOf) format(from string, mode Mode) format {
	c := s.options()
	switch {
	case mode == AsImport:
		return esModule
	case mode == AsRequire:
		return commonJS
	case mode == Asset || !c.syntaxMatters():
		return unsaid
	case mode == Require:
		return commonJS
	case mode == Dynamic && (c.isNode() || c.module == "preserve"):
		return esModule
	}
	emitted := s.emitted(c, from)
	if mode == Dynamic && emitted == unsaid {
		return commonJS
	}
	return emitted
}

// emitted is the module system that a file is compiled to.
func (s *scopeOf) emitted(c *config, from string) format {
	byName := unsaid
	switch path.Ext(from) {
	case ".mts", ".mjs":
		byName = esModule
	case ".cts", ".cjs":
		byName = commonJS
	}
	switch {
	case byName != unsaid && (c.isNode() || c.resolution == node16 || c.resolution == bundler):
		return byName
	case c.isNode() && c.resolution == node16:
		if s.pkg != nil && s.pkg.Type == "module" {
			return esModule
		}
		return commonJS
	case c.isNode():
		return unsaid
	case c.module == "commonjs":
		return commonJS
	case c.module == "preserve" || strings.HasPrefix(c.module, "es"):
		return esModule
	}
	return unsaid
}

// mark notes the folders that bear on what the files below them mean.
func (r *Resolver) mark() {
	for d := range r.packages {
		r.marks[d] = true
	}
	for d := range r.modules {
		r.marks[d] = true
	}
	for d := range r.tools {
		r.marks[d] = true
	}
	for p, c := range r.configs {
		r.marks[dirOf(p)] = r.marks[dirOf(p)] || c != nil
	}
}

// scope finds the config and the package of a file: the nearest above it. A config that leaves the file
// out and references projects hands it to the first of them that has the file.
func (r *Resolver) scope(from string) *scopeOf {
	s := r.scopeOfFolder(path.Dir(from))
	if s.config == nil || len(s.config.refs) == 0 {
		return s
	}
	if got, ok := r.nearest.Load(from); ok {
		return got.(*scopeOf)
	}
	own := &scopeOf{config: r.owner(s.config, from), pkg: s.pkg, above: s.above}
	got, _ := r.scopes.LoadOrStore(variant{s, own.config}, own)
	r.nearest.Store(from, got)
	return got.(*scopeOf)
}

// variant is a scope with another config than the nearest.
type variant struct {
	scope  *scopeOf
	config *config
}

// scopeOfFolder shares one scope among the folders below a marked one.
func (r *Resolver) scopeOfFolder(dir string) *scopeOf {
	if got, ok := r.nearest.Load(dir); ok {
		return got.(*scopeOf)
	}
	at := dir
	for !r.marks[at] && at != "." {
		at = dirOf(at)
	}
	s := &scopeOf{pkg: r.packageAbove(at)}
	if s.above = r.configsAbove(at); len(s.above) > 0 {
		s.config, s.above = s.above[0], s.above[1:]
	}
	got, _ := r.scopes.LoadOrStore(at, s)
	r.nearest.Store(dir, got)
	return got.(*scopeOf)
}

// owner follows references to the config that has the file.
func (r *Resolver) owner(c *config, from string) *config {
	if len(c.refs) == 0 {
		return c
	}
	for seen := map[*config]bool{}; !seen[c] && !c.includes(from); {
		seen[c] = true
		next := c
		for _, ref := range c.refs {
			if p := r.configs[ref]; p != nil && p.includes(from) {
				next = p
				break
			}
		}
		c = next
	}
	return c
}

func (r *Resolver) configsAbove(dir string) (list []*config) {
	for {
		for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
			if c := r.configs[path.Join(dir, name)]; c != nil {
				list = append(list, c)
				break
			}
		}
		if dir == "." || dir == "/" {
			return list
		}
		dir = path.Dir(dir)
	}
}
