package rules

import (
	"maps"
	"slices"
	"strings"

	"rtconsolidate/analyze"
)

// Shim is a shim of the repo, as its own header describes it.
type Shim struct {
	Path, Phase string
	Owner       string // "" when the header names none
	RemoveAfter string // YYYY-MM-DD, "" when the header names none
	// Importers are the references that would lead nowhere without it, sorted by file and position.
	Importers []Importer
}

// Importer is a reference that leads to a shim.
type Importer struct {
	File      string
	Line      int // from 1
	Specifier string
}

// ListShims lists the shims of the plan's legacy modules, sorted by path. A reference to the shim in
// front of the entry that finds the entry without it, too, does not count as an importer.
func (s *Scope) ListShims() []Shim {
	var list []Shim
	for _, path := range slices.Sorted(maps.Keys(s.Shims)) {
		if !s.Shims[path] || s.Repo.Lookup(path) == analyze.None {
			continue
		}
		shim := Shim{Path: path, Importers: s.shimImporters(path)}
		shim.readHeader(s.Repo)
		list = append(list, shim)
	}
	return list
}

func (s *Scope) shimImporters(path string) []Importer {
	without := s.Repo.With(map[string][]byte{path: nil})
	var list []Importer
	for _, i := range s.Repo.Importers(s.Repo.Lookup(path)) {
		f := s.Repo.Files[i.File]
		if to := without.File(f.Path).Edges[i.Ref]; path == s.Front && to.Path == s.Config.Entry {
			continue
		}
		ref := s.Repo.Ref(i)
		list = append(list, Importer{f.Path, int(ref.Line), ref.Specifier})
	}
	slices.SortFunc(list, func(a, b Importer) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	return list
}

// readHeader reads the first comment of the shim.
func (h *Shim) readHeader(repo *analyze.Repo) {
	text, err := repo.Tree.Read(h.Path)
	if err != nil {
		return
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "/*"))
		for prefix, to := range map[string]*string{ShimMark + " ": &h.Phase, "Owner: ": &h.Owner, "Remove after: ": &h.RemoveAfter} {
			if rest, ok := strings.CutPrefix(line, prefix); ok && *to == "" {
				*to = rest
			}
		}
		if strings.HasPrefix(line, "export ") {
			return
		}
	}
}
