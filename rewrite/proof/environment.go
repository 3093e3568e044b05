package proof

import (
	"rtconsolidate/analyze"
	"rtconsolidate/analyze/environment"
)

func (c *comparison) environment() []Crossing {
	return append(c.crossings(environment.Client), c.crossings(environment.Server)...)
}

// crossings lists each alien file that a side reaches after and did not reach before, once, with one
// root and the shortest chain from it.
func (c *comparison) crossings(s environment.Side) []Crossing {
	before, after := s.Reach(c.before), s.Reach(c.after)
	var list []Crossing
	for id, f := range c.after.Files {
		if !after.Has(analyze.FileID(id)) {
			continue
		}
		reason := s.Alien(c.after, analyze.FileID(id))
		if reason == "" || c.reachedBefore(s, before, f.Path) {
			continue
		}
		chain := after.Chain(c.after, analyze.FileID(id))
		list = append(list, Crossing{Root: chain[0], File: f.Path, Reason: reason, Chain: chain, Hint: s.Hint})
	}
	return list
}

// reachedBefore tells whether all the alien code that a file holds was reached before.
func (c *comparison) reachedBefore(s environment.Side, before environment.Reached, p string) bool {
	reached := false
	for _, from := range c.origins(p) {
		old := c.before.Lookup(from)
		if s.Alien(c.before, old) == "" {
			continue
		}
		if reached = before.Has(old); !reached {
			return false
		}
	}
	return reached
}
