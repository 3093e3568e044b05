package proof

import (
	"cmp"
	"maps"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// surface compares what every module that existed before offers, path by path: the shim at a legacy
// path answers for the file that left it, and so does the file at its new place.
func (c *comparison) surface() Surface {
	var s Surface
	for id, f := range c.before.Files {
		if _, gone := c.claim.Removed[f.Path]; gone || c.shims[f.Path] && c.before.Lookup(c.claim.Moves[f.Path]) != analyze.None {
			continue
		}
		if left := c.after.Lookup(f.Path); left != analyze.None || c.now(f.Path) == f.Path || !c.barren(analyze.FileID(id)) {
			c.offers(&s, analyze.FileID(id), left, f.Path)
		}
		if to := c.now(f.Path); to != f.Path {
			c.offers(&s, analyze.FileID(id), c.after.Lookup(to), to)
		}
	}
	return s
}

// untouched counts the names of a module that declares all it offers and whose text is the same: they mean
// the same without a look.
func (c *comparison) untouched(old, new analyze.FileID) (names int, ok bool) {
	f := c.before.Files[old]
	if f.Module != c.after.Files[new].Module || f.Path != c.after.Files[new].Path {
		return 0, false
	}
	seen := map[string]bool{}
	for i := range f.Module.Exports {
		e := &f.Module.Exports[i]
		if e.Ref >= 0 || e.Nature == 0 {
			return 0, false
		}
		seen[e.Name] = true
	}
	for i := range f.Module.Refs {
		if f.Module.Refs[i].Kind == scanner.KindExportStar {
			return 0, false
		}
	}
	return len(seen), true
}

// barren tells a module that offered nothing and that nothing referred to, or of which no shim can be made:
// its path may go without one.
func (c *comparison) barren(id analyze.FileID) bool {
	if analyze.SingleFile(c.before.Files[id].Path) {
		return true
	}
	names, open := c.before.Names(id)
	return len(names) == 0 && !open && len(c.before.Importers(id)) == 0
}

func (c *comparison) offers(s *Surface, old, new analyze.FileID, at string) {
	if c.before.Files[old].Module == nil || new == analyze.None {
		s.Lost = append(s.Lost, Name{File: at, Was: "a module", Is: "nothing"})
		return
	}
	s.Modules++
	if n, ok := c.untouched(old, new); ok {
		s.Names += n
		return
	}
	names, _ := c.before.Names(old)
	for _, name := range names {
		was := c.before.Export(old, name)
		if !was.Status.Resolved() {
			continue
		}
		s.Names++
		is := c.after.Export(new, name)
		switch {
		case c.same(was, is):
		case c.decided(at, name):
			s.Decided = append(s.Decided, Name{File: at, Name: name, Was: text(was), Is: text(is)})
		default:
			s.Lost = append(s.Lost, Name{File: at, Name: name, Was: text(was), Is: text(is)})
		}
	}
}

func sortedPlaces(list map[place]bound) []place {
	return slices.SortedFunc(maps.Keys(list), func(a, b place) int {
		return cmp.Or(cmp.Compare(list[a].ref, list[b].ref), cmp.Compare(a.form, b.form), cmp.Compare(a.name, b.name))
	})
}
