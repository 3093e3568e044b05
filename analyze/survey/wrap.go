package survey

import (
	"slices"

	"rtconsolidate/analyze"
)

// A function counts as a wrapper of what it calls when it is short; one whose name says what it does may
// be longer.
const (
	shortWrapper = 25 // lines
	namedWrapper = 60
)

// wraps adds a file's own wrappers of what it takes to the live declarations, and tells whether there
// are any.
func (s *surveyor) wraps(id analyze.FileID, t *taken) bool {
	if s.aside(id) {
		return false
	}
	used := map[string]*live{}
	for _, n := range t.names {
		if n.used > 0 {
			used[n.local] = n.live
		}
	}
	if s.live[id] == nil {
		s.live[id] = map[string]*live{}
	}
	return s.addWrappers(id, used, s.live[id])
}

// addWrappers adds the functions, hooks and objects of a file that pass on one of the live names.
func (s *surveyor) addWrappers(id analyze.FileID, names map[string]*live, found map[string]*live) (more bool) {
	sorted := sortedNames(names)
	sorted = slices.DeleteFunc(sorted, func(n string) bool { return !names[n].passesOn() })
	if len(sorted) == 0 {
		return false
	}
	f, code := s.repo.Files[id], s.need(id)
	topical := s.topical(id)
	for _, c := range chunks(f, len(code)) {
		if found[c.name] != nil {
			continue
		}
		w := &live{kind: kindOfLive(f, code, c), lines: c.lines(code), spots: 1 + c.lines(code)/20, topical: topical || s.speaksOf(c.name)}
		i := slices.IndexFunc(sorted, func(n string) bool { return n != c.name && mentions(code[c.start:c.end], n) })
		if i < 0 || !w.wraps(names[sorted[i]], s.isVerb(c.name), topical) {
			continue
		}
		found[c.name], more = w, true
	}
	return more
}

// passesOn tells whether what mentions a live declaration can be a wrapper of it.
func (l *live) passesOn() bool {
	switch l.kind {
	case liveFunction, liveHook:
		return l.dense()
	case liveClass:
		return true
	case liveValue:
		return l.direct
	}
	return false
}

// wraps tells whether a declaration that mentions a live one is a wrapper of it, by its size and name.
// An instance of a class has the class's methods.
func (w *live) wraps(l *live, verb, topical bool) bool {
	switch w.kind {
	case liveFunction:
		return w.lines <= shortWrapper || verb && w.lines <= namedWrapper
	case liveHook:
		return w.lines <= shortWrapper || topical
	case liveValue:
		if l.kind == liveClass {
			w.kind, w.methods, w.all, w.topical = liveClass, l.methods, l.all, l.topical
		}
		return w.lines <= shortWrapper || topical
	}
	return false
}
