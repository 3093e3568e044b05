package survey

import (
	"bytes"
	"maps"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// weighContracts finds the types and constants that the topic's code shares: modules that run nothing of
// the repo, speak of the topic, and are imported by hardly anyone else.
func (s *surveyor) weighContracts() {
	var all []analyze.FileID
	for range 2 { // contracts build on contracts
		found := s.findContracts()
		if len(found) == 0 {
			break
		}
		all = append(all, found...)
	}
	for _, id := range all {
		s.live[id] = map[string]*live{}
		for _, d := range s.repo.Files[id].Module.Decls {
			if d.Nature&scanner.Value != 0 {
				s.live[id][d.Name] = &live{kind: liveNames}
			}
		}
	}
	leads := s.repo.Through(all)
	for id := range s.files {
		var t taken
		if s.files[id].Role != consumerRole && s.repo.Files[id].Skipped == "" && s.take(analyze.FileID(id), leads, &t) {
			s.count(analyze.FileID(id), &t)
		}
	}
}

func (s *surveyor) findContracts() []analyze.FileID {
	ours := map[analyze.FileID]map[analyze.FileID]bool{} // contract -> the topic's files that import it
	for id := range s.files {
		fid := analyze.FileID(id)
		if !s.ours(fid) || s.aside(fid) {
			continue
		}
		s.eachSource(fid, func(from analyze.FileID) {
			if ours[from] == nil {
				ours[from] = map[analyze.FileID]bool{}
			}
			ours[from][fid] = true
		})
	}
	var found []analyze.FileID
	for id := range s.files {
		fid := analyze.FileID(id)
		if !s.ours(fid) && len(ours[fid]) > 0 && !s.aside(fid) && s.isContract(fid) && s.shared(fid, len(ours[fid])) {
			found = append(found, fid)
		}
	}
	for _, id := range found {
		s.files[id].add(0, s.preset.Weights.Contract, "types and constants that %s", plural(len(ours[id]), "file of the topic shares", "files of the topic share"))
	}
	return found
}

// shared tells whether the topic's files are most of those that a contract serves. Other contracts that
// build on it do not count.
func (s *surveyor) shared(id analyze.FileID, mine int) bool {
	all := 0
	for user := range s.users(id) {
		if s.ours(user) || !s.isContract(user) {
			all++
		}
	}
	return mine > 2 && mine == all || s.speaks(id) && (3*mine >= 2*all || s.topical(id) && mine > 1 && 2*mine >= all)
}

// eachSource calls visit for the files that declare what a file imports, through re-exports.
func (s *surveyor) eachSource(id analyze.FileID, visit func(analyze.FileID)) {
	f := s.repo.Files[id]
	for i, e := range f.Edges {
		if k := f.Module.Refs[i].Kind; e.To == analyze.None || k != scanner.KindImport && k != scanner.KindDynamicImport {
			continue
		}
		for _, n := range f.Module.Refs[i].Names {
			if b := s.repo.Imported(id, i, n.Imported); b.Status == analyze.Found {
				if from := s.repo.Lookup(b.Path); from != analyze.None && from != id {
					visit(from)
				}
			}
		}
	}
}

// users lists the files that import something which a file declares, tests and scripts left out.
func (s *surveyor) users(id analyze.FileID) map[analyze.FileID][]string {
	users := s.repo.Uses(id)
	maps.DeleteFunc(users, func(user analyze.FileID, _ []string) bool { return s.aside(user) })
	return users
}

// isContract tells whether a module runs no other code: it has types, constants and small helpers.
func (s *surveyor) isContract(id analyze.FileID) bool {
	f := s.repo.Files[id]
	if len(f.Module.Exports) == 0 || isSingleFile(f.Path) {
		return false
	}
	if onlyTypes(f) {
		return true
	}
	for i := range f.Module.Refs {
		if s.repo.IsValue(id, i) {
			return false
		}
	}
	return s.mostlyNames(id)
}

// mostlyNames tells whether a file declares no class, and few and short functions.
func (s *surveyor) mostlyNames(id analyze.FileID) bool {
	f, code, functions := s.repo.Files[id], s.need(id), 0
	list := chunks(f, len(code))
	for _, c := range list {
		switch kindOfLive(f, code, c) {
		case liveClass, liveComponent, liveHook:
			return false
		case liveFunction:
			if functions++; c.lines(code) > shortWrapper {
				return false
			}
		}
	}
	return 2*functions < len(list)
}

// speaks tells whether a file's code has a word of the topic.
func (s *surveyor) speaks(id analyze.FileID) bool {
	code := bytes.ToLower(s.need(id))
	for _, list := range [][]string{s.preset.Words, s.preset.Hints} {
		for _, w := range list {
			if bytes.Contains(code, []byte(strings.ToLower(w))) {
				return true
			}
		}
	}
	return false
}
