package survey

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rtconsolidate/analyze"
)

// WireConflict is one constant's name with several values, or one channel that is spelled in several
// ways. Code that uses two of them does not talk to itself.
type WireConflict struct {
	Name   string
	Values []WireValue
}

// WireValue is one of the spellings, with where it stands.
type WireValue struct {
	Value  string
	Places []Place
}

var (
	// "conversation: (org, id) => `org:${org}:conversation:${id}`"; a body in braces counts when it
	// returns at once.
	channel = regexp.MustCompile("([A-Za-z_$][\\w$]*)\\s*(?:=|:)\\s*(?:async\\s*)?\\([^()]*\\)\\s*(?::\\s*[\\w<>]+\\s*)?=>\\s*(?:\\{\\s*return\\s*)?`([^`\\n]*\\$\\{[^`\\n]*)`")
	wireish = regexp.MustCompile(`^[a-zA-Z][\w.:/-]*$`)
	hole    = regexp.MustCompile(`\$\{[^}]*\}`)
	noise   = regexp.MustCompile(`^(generate|get|make|build|create|native|unified)|_?(channel|name|pattern)s?$`)
)

func (s *surveyor) wireConflicts() []WireConflict {
	values := map[string]map[string][]Place{}
	for id, f := range s.repo.Files {
		if !s.ours(analyze.FileID(id)) || s.files[id].Category == "test" {
			continue
		}
		code := s.code[id]
		constants(code, func(name, value string, line int) {
			if wireish.MatchString(value) && strings.ToUpper(value) != value {
				add(values, name, value, Place{f.Path, line, "constant"})
			}
		})
		channels(code, func(name, template string, line int) {
			add(values, channelKey(name), hole.ReplaceAllString(template, "{}"), Place{f.Path, line, "channel"})
		})
	}
	var list []WireConflict
	for _, name := range sortedNames(values) {
		if c := conflict(name, values[name]); len(c.Values) > 1 {
			list = append(list, c)
		}
	}
	return list
}

// constants calls found for each `NAME: "value"` and `NAME = 'value'` that stands on one line, NAME in
// capitals.
func constants(code []byte, found func(name, value string, line int)) {
	line := 0
	for text := range bytes.Lines(code) {
		line++
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
			found(string(name), string(text[quote+1:quote+1+end]), line)
		}
	}
}

func capitals(name []byte) bool {
	for i, c := range name {
		if (c < 'A' || c > 'Z') && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return len(name) > 2
}

// channels calls found for each function that is nothing but a template with a hole.
func channels(code []byte, found func(name, template string, line int)) {
	before, line := 0, 0
	previous := 0
	for text := range bytes.Lines(code) {
		line++
		if bytes.Contains(text, []byte("${")) && bytes.IndexByte(text, '`') >= 0 {
			for _, m := range channel.FindAllSubmatch(code[previous:before+len(text)], -1) {
				if bytes.Contains(text, m[2]) {
					found(string(m[1]), string(m[2]), line)
				}
			}
		}
		previous = before
		before += len(text)
	}
}

// channelKey gives functions that name the same channel one key: `conversation`,
// `conversationChannel` and `generateConversationChannel`.
func channelKey(name string) string {
	key := strings.ToLower(name)
	for {
		short := noise.ReplaceAllString(key, "")
		if short == key || short == "" {
			return key + " channel"
		}
		key = short
	}
}

func add(values map[string]map[string][]Place, name, value string, p Place) {
	if values[name] == nil {
		values[name] = map[string][]Place{}
	}
	values[name][value] = append(values[name][value], p)
}

func conflict(name string, byValue map[string][]Place) WireConflict {
	c := WireConflict{Name: name}
	for _, v := range sortedNames(byValue) {
		c.Values = append(c.Values, WireValue{v, sortPlaces(byValue[v])})
	}
	slices.SortStableFunc(c.Values, func(a, b WireValue) int { return cmp.Compare(len(b.Places), len(a.Places)) })
	return c
}
