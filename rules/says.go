package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Says tells in sentences what the config says of a file, in the order of the config; nil when it does
// not name it.
func (s *Scope) Says(file string) []string {
	var list []string
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if file == s.Config.Entry {
		say("it is the entry")
	}
	if file == s.Front {
		say("it stands in front of the entry: its shim will pass the entry on")
	}
	if s.Shims[file] {
		say("it is a shim")
	}
	for _, l := range s.Modules {
		if text := l.says(file); text != "" {
			say("phase %s: %s", l.Phase, text)
		}
	}
	for _, p := range s.Config.Phases {
		p.says(file, say)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Config.Names)) {
		d := s.Config.Names[name]
		if d.Prefer == file {
			say("it gets the contested name %s", name)
		}
		if alias, ok := d.Others[file]; ok {
			say("the entry offers its %s as %s", name, alias)
		}
	}
	return list
}

// says tells what happens to a file as a legacy module, or because of one.
func (l *Legacy) says(file string) string {
	into := strings.Join(l.Into, ", ")
	switch {
	case l.To == file:
		return l.Path + " moves here"
	case slices.Contains(l.Into, file) && l.Part:
		return "declarations of " + l.Path + " move here"
	case slices.Contains(l.Into, file):
		return l.Path + " is merged into it"
	case l.Path != file:
		return ""
	case l.Target:
		return "it takes declarations of other files"
	case l.To != "" && l.Done:
		return "it has moved to " + l.To
	case l.To != "":
		return "it moves to " + l.To
	case l.Part:
		return "declarations of it move to " + into
	case len(l.Into) > 0 && l.Done:
		return "it has been merged into " + into
	case len(l.Into) > 0:
		return "it is merged into " + into
	}
	return "the entry re-exports it"
}

func (p *Phase) says(file string, say func(string, ...any)) {
	kept := slices.Clone(p.Keep)
	for _, t := range p.Targets {
		kept = append(kept, t.Keep...)
	}
	if slices.ContainsFunc(kept, func(k Path) bool { return k.Path == file }) {
		say("phase %s: it stays, on purpose", p.Name)
	}
	for _, r := range p.Remove {
		switch {
		case r.Path == file && r.Use == "":
			say("phase %s: it goes, as nothing needs it", p.Name)
		case r.Path == file:
			say("phase %s: it goes, and importers use %s", p.Name, r.Use)
		case r.Use == file:
			say("phase %s: importers of %s will use it", p.Name, r.Path)
		}
	}
}
