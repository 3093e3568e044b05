package propose

import (
	"path"
	"strings"

	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/survey"
)

// rooms are the files of the entry's folder that the core comes together in, in the order in which a
// reader meets them, with what each is for.
var rooms = []struct{ name, what string }{
	{"manager", "connections and their life"},
	{"channels", "names of channels and their use"},
	{"events", "names of events and what they carry"},
	{"types", "types and constants"},
	{"helpers", "what is left of the core"},
	{"monitoring", "health and figures"},
}

var (
	channelWord = lazy.Compile(`(?i)(channel|room|topic)s?(-|_|\.|[A-Z]|$)`)
	eventWord   = lazy.Compile(`(?i)(event|message-?type)s?(-|_|\.|[A-Z]|$)`)
	managerWord = lazy.Compile(`(?i)manager|client|service|provider|connection|socket|gateway|realtime`)
)

// room is where the declarations of a core file belong.
func (d *Draft) room(f *survey.File) string {
	stem := trimExt(path.Base(f.Path))
	switch {
	case f.Role == "contract":
		return "types"
	case f.Category == "monitoring":
		return "monitoring"
	case d.isManager(f.Path, stem):
		return "manager"
	case channelWord.MatchString(stem):
		return "channels"
	case eventWord.MatchString(stem) || strings.Contains("/"+path.Dir(f.Path)+"/", "/events/"):
		return "events"
	}
	return "helpers"
}

// isManager tells whether a file exports a class, or something that is called a manager of its kind.
func (d *Draft) isManager(file, stem string) bool {
	m := d.repo.File(file).Module
	for i := range m.Exports {
		e := &m.Exports[i]
		if e.Nature == scanner.Value|scanner.Type && !e.TypeOnly && managerWord.MatchString(e.Name) {
			return true
		}
	}
	return managerWord.MatchString(stem) && !channelWord.MatchString(stem) && !eventWord.MatchString(stem)
}

// homeOf is the folder of that name in which the entry's package keeps most files of a kind, without
// what lies below it; "" when it has none.
func (d *Draft) homeOf(names []string, counts func(string) bool) string {
	unit := d.repo.Package(d.Entry)
	weight := map[string]int{}
	for _, f := range d.repo.Files {
		if !counts(f.Path) || d.repo.Package(f.Path) != unit {
			continue
		}
		if dir := outermost(f.Path, names); dir != "" {
			weight[dir]++
		}
	}
	best := ""
	for _, dir := range sortedNames(weight) {
		if best == "" || weight[dir] > weight[best] || weight[dir] == weight[best] && len(dir) < len(best) {
			best = dir
		}
	}
	return best
}

// outermost is the topmost folder of a path that has one of the names.
func outermost(file string, names []string) string {
	parts := strings.Split(path.Dir(file), "/")
	for i, part := range parts {
		for _, n := range names {
			if part == n {
				return strings.Join(parts[:i+1], "/")
			}
		}
	}
	return ""
}
