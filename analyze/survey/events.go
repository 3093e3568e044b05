package survey

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
)

// Where an event is sent or listened to, the name is a string, or a member of a registry of names.
const eventArgument = `(?:["'` + "`" + `]([\w.:/-]+)["'` + "`" + `]|([A-Za-z_$][\w$]*)\.([A-Z][A-Z0-9_]+)\b)`

// sends and hears are the forms in which events are sent and heard. An expression is tried around its
// plain part only: from before bytes in front of it.
var (
	sends = []form{
		{"event:", 0, lazy.Compile(`^event:\s*` + eventArgument), true},
		{".emit(", 0, lazy.Compile(`^\.emit\(\s*` + eventArgument), true},
		{".trigger(", 0, lazy.Compile(`^\.trigger\([^,()]*,\s*` + eventArgument), true},
		{"roadcast", 0, lazy.Compile(`^roadcast\w*\([^()]*?,\s*` + eventArgument), true},
	}
	hears = []form{
		{".on(", 0, lazy.Compile(`^\.on\(\s*["']\w+["'],\s*\{\s*event:\s*` + eventArgument), false},
		{".on(", 0, lazy.Compile(`^\.on\(\s*` + eventArgument), false},
		{".once(", 0, lazy.Compile(`^\.once\(\s*` + eventArgument), false},
		{".bind(", 0, lazy.Compile(`^\.bind\(\s*` + eventArgument), false},
		{"case ", 0, lazy.Compile(`^case\s+` + eventArgument + `\s*:`), false},
		{"===", 12, lazy.Compile(`\b(?:event|type|eventName|eventType)\s*===\s*` + eventArgument), false},
	}
)

type form struct {
	text   string
	before int
	match  *lazy.Regexp
	sent   bool
}

// each calls found for the matches of a form: the spans of its groups in code.
func (f *form) each(code []byte, found func(m []int)) {
	for from := 0; ; {
		i := bytes.Index(code[from:], []byte(f.text))
		if i < 0 {
			return
		}
		i += from
		from = i + len(f.text)
		start := max(0, i-f.before)
		m := f.match.FindSubmatchIndex(code[start:min(len(code), from+window)])
		for k := range m {
			if m[k] >= 0 {
				m[k] += start
			}
		}
		if m != nil {
			found(m)
		}
	}
}

// registries finds the value of a member of a registry, by the registry's name and the member's, "" when
// several registries of the name differ.
type registries map[string]map[string]string

func (s *surveyor) registries() registries {
	all := registries{}
	for id, f := range s.repo.Files {
		if !s.ours(analyze.FileID(id)) {
			continue
		}
		list, i := chunks(f, len(s.peek(analyze.FileID(id)))), 0
		for _, c := range s.constantsOf(analyze.FileID(id)) {
			for i < len(list) && list[i].end <= c.at {
				i++
			}
			if i == len(list) || list[i].start > c.at {
				continue
			}
			name, value := list[i].name, c.value
			if all[name] == nil {
				all[name] = map[string]string{}
			}
			if old, known := all[name][c.name]; known && old != value {
				value = ""
			}
			all[name][c.name] = value
		}
	}
	return all
}

// eventConflicts finds events that are sent under one spelling and heard under another.
func (s *surveyor) eventConflicts() []WireConflict {
	known := s.registries()
	spelled := map[string]map[string][]Place{} // event -> spelling -> places
	for id := range s.files {
		if !s.ours(analyze.FileID(id)) || s.aside(analyze.FileID(id)) {
			continue
		}
		s.events(analyze.FileID(id), known, func(name string, p Place) { add(spelled, eventKey(name), name, p) })
	}
	var list []WireConflict
	for _, key := range sortedNames(spelled) {
		if sentAs, heardAs := spellings(spelled[key], "sent"), spellings(spelled[key], "heard"); disagree(sentAs, heardAs) {
			list = append(list, conflict(eventTitle(sentAs[0]), spelled[key]))
		}
	}
	return list
}

// events calls found for each event that a file sends or hears.
func (s *surveyor) events(id analyze.FileID, known registries, found func(name string, p Place)) {
	code := s.peek(id)
	taken := map[int]bool{}
	for _, f := range slices.Concat(hears, sends) { // what hears first: it is the longer form
		f.each(code, func(m []int) {
			name, at := "", max(m[2], m[4])
			if m[2] >= 0 {
				name = string(code[m[2]:m[3]])
			} else {
				name = known[string(code[m[4]:m[5]])][string(code[m[6]:m[7]])]
			}
			if taken[at] || name == "" {
				return
			}
			taken[at] = true
			kind := "heard"
			if f.sent {
				kind = "sent"
			}
			found(name, Place{s.files[id].Path, lineOf(code, at), kind})
		})
	}
}

// eventKey is the same for all spellings of an event.
func eventKey(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("_.:-/", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// eventTitle names an event for people.
func eventTitle(name string) string {
	return fmt.Sprintf("event %s", strings.Join(strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("_.:-/", r) }), " "))
}

func spellings(by map[string][]Place, kind string) []string {
	var list []string
	for _, name := range sortedNames(by) {
		if slices.ContainsFunc(by[name], func(p Place) bool { return p.Kind == kind }) {
			list = append(list, name)
		}
	}
	return list
}

// disagree tells whether an event that is both sent and heard is spelled in more than one way.
func disagree(sent, heard []string) bool {
	return len(sent) > 0 && len(heard) > 0 && (len(sent)+len(heard) > 2 || sent[0] != heard[0])
}
