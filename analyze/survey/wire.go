package survey

import (
	"bytes"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
)

// WireConflict is one constant's name with several values, one channel that is spelled in several ways,
// or an event that is sent under one name and heard under another. Code that uses two of them does not
// talk to itself.
type WireConflict struct {
	Name   string
	Values []WireValue
}

// WireValue is one of the spellings, with where it stands. The kind of a place is constant, channel, sent
// or heard.
type WireValue struct {
	Value  string
	Places []Place
}

var wireish = lazy.Compile(`^[a-zA-Z][\w.:-]*$`)

func (s *surveyor) wireConflicts() []WireConflict {
	return slices.Concat(s.channelConflicts(), s.constantConflicts(), s.eventConflicts())
}

// constantConflicts finds constants of one name whose values differ.
func (s *surveyor) constantConflicts() []WireConflict {
	values := map[string]map[string][]Place{}
	for id, f := range s.repo.Files {
		if !s.ours(analyze.FileID(id)) || s.aside(analyze.FileID(id)) {
			continue
		}
		for _, c := range s.constantsOf(analyze.FileID(id)) {
			if strings.ToUpper(c.value) != c.value && wireish.MatchString(c.value) {
				add(values, c.name, c.value, Place{f.Path, c.line, "constant"})
			}
		}
	}
	var list []WireConflict
	for _, name := range sortedNames(values) {
		if c := conflict(name, values[name]); len(c.Values) > 1 {
			list = append(list, c)
		}
	}
	return list
}

// constant is a `NAME: "value"` or `NAME = 'value'` that stands on one line, NAME in capitals.
type constant struct {
	name, value string
	line        int // from 1
	at          int // offset of the value
}

// constantsOf are the constants of a file that prepare or weighRegistry has looked at, and what is in place of
// others: none is kept of them.
func (s *surveyor) constantsOf(id analyze.FileID) []constant {
	if s.constants[id] == nil {
		return constants(s.peek(id))
	}
	return s.constants[id]
}

func constants(code []byte) []constant {
	found := []constant{}
	line, next := 0, 0
	for text := range bytes.Lines(code) {
		line++
		start := next
		next += len(text)
		quote := bytes.IndexAny(text, `'"`)
		if quote < 3 {
			continue
		}
		head := bytes.TrimRight(text[:quote], " \t")
		if len(head) == 0 || head[len(head)-1] != ':' && head[len(head)-1] != '=' {
			continue
		}
		head = bytes.TrimSuffix(bytes.TrimRight(head[:len(head)-1], " \t"), []byte(": string"))
		name := head[bytes.LastIndexAny(head, " \t{,.")+1:]
		end := bytes.IndexByte(text[quote+1:], text[quote])
		if end >= 0 && capitals(name) {
			found = append(found, constant{string(name), string(text[quote+1 : quote+1+end]), line, start + quote})
		}
	}
	return found
}

func capitals(name []byte) bool {
	for i, c := range name {
		if (c < 'A' || c > 'Z') && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return len(name) > 2
}
