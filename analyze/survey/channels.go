package survey

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
)

var (
	// "conversation: (org, id) => `org:${org}:conversation:${id}`"; a body in braces counts when it
	// returns at once.
	channelArrow = lazy.Compile(`([A-Za-z_$][\w$]*)\s*(?:=|:)\s*(?:async\s*)?\([^()]*\)\s*(?::\s*[\w<>]+\s*)?=>\s*(?:\{\s*return\s*)?$`)
	// "function conversationChannel(…) { return `…`"
	channelFunction = lazy.Compile(`function\s+([A-Za-z_$][\w$]*[cC]hannel\w*)\s*\([^()]*\)\s*(?::\s*[\w<>]+\s*)?\{\s*return\s*$`)
	// what stands in front of a template that names a channel
	channelPlace = lazy.Compile(`(?i)(?:channel|topic|room)\w*\s*(?:\(|=|:|\?|\|\|)\s*$`)
	hole         = lazy.Compile(`\$\{[^}]*\}`)
	// a name is made of holes, words and what separates them; anything else is a sentence or code
	plainTemplate = lazy.Compile(`^[\w{}:./#@-]+$`)
	noise         = lazy.Compile(`^(generate|get|make|build|create|native|unified)|_?(channel|name|pattern)s?$`)
)

// spelling is one template that names a channel.
type spelling struct {
	name  string   // of the function that is nothing but it, "" for one in place
	text  string   // its holes written as {}
	words []string // of its literal text, in lower case and in the singular
	place Place
}

// channelConflicts finds channels that are spelled in several ways: by functions of one name, and by
// templates of the same words (`org:{}:conversation:{}`, `conversation_{}`; also `org:{}:conv:{}`). The
// word with which most channels of the repo begin does not tell them apart.
func (s *surveyor) channelConflicts() []WireConflict {
	var all []spelling
	for id, f := range s.repo.Files {
		if !s.ours(analyze.FileID(id)) || s.aside(analyze.FileID(id)) {
			continue
		}
		channels(s.peek(analyze.FileID(id)), func(name, template string, line int) {
			text := hole.ReplaceAllString(template, "{}")
			if words := wordsOf(text); len(words) > 0 && plainTemplate.MatchString(text) {
				all = append(all, spelling{name, text, words, Place{f.Path, line, "channel"}})
			}
		})
	}
	long := longForms(all)
	root := commonRoot(all, long)
	byName, byWords := map[string]map[string][]Place{}, map[string]map[string][]Place{}
	for _, c := range all {
		if c.name != "" {
			add(byName, channelKey(c.name), c.text, c.place)
		}
		add(byWords, topicOf(c.words, long, root)+" channel", c.text, c.place)
	}
	var list []WireConflict
	for _, words := range sortedNames(byWords) {
		if c := conflict(words, byWords[words]); len(c.Values) > 1 {
			list = append(list, c)
		}
	}
	for _, name := range sortedNames(byName) {
		c := conflict(name, byName[name])
		if len(c.Values) > 1 && !slices.ContainsFunc(list, func(o WireConflict) bool { return o.covers(c) }) {
			list = append(list, c)
		}
	}
	return list
}

// longForms takes a word to be short for a longer one that begins with it: conv, conversation.
func longForms(all []spelling) map[string]string {
	count := map[string]int{}
	for _, c := range all {
		for _, w := range c.words {
			count[w]++
		}
	}
	long := map[string]string{}
	words := sortedNames(count)
	for i, short := range words {
		for _, w := range words[i+1:] { // sorted, so those that begin with it follow
			if !strings.HasPrefix(w, short) {
				break
			}
			if len(short) > 2 && (long[short] == "" || count[w] > count[long[short]]) {
				long[short] = w
			}
		}
	}
	return long
}

// commonRoot is the word with which at least two fifths of the channels begin, "" when there is none.
func commonRoot(all []spelling, long map[string]string) string {
	count := map[string]int{}
	for _, c := range all {
		count[cmp.Or(long[c.words[0]], c.words[0])]++
	}
	for _, w := range sortedNames(count) {
		if count[w] > 2 && 5*count[w] >= 2*len(all) {
			return w
		}
	}
	return ""
}

// topicOf writes the words that tell a channel from others.
func topicOf(words []string, long map[string]string, root string) string {
	var list []string
	for i, w := range words {
		w = cmp.Or(long[w], w)
		if i > 0 || len(words) == 1 || w != root {
			list = append(list, w)
		}
	}
	return strings.Join(list, " ")
}

func (c WireConflict) covers(other WireConflict) bool {
	return !slices.ContainsFunc(other.Values, func(v WireValue) bool {
		return !slices.ContainsFunc(c.Values, func(w WireValue) bool { return w.Value == v.Value })
	})
}

// wordsOf lists the words of a template's literal text.
func wordsOf(template string) []string {
	words := strings.FieldsFunc(strings.ToLower(template), func(r rune) bool { return r < 'a' || r > 'z' })
	for i, w := range words {
		if len(w) > 3 && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") {
			words[i] = strings.TrimSuffix(w, "s")
		}
	}
	return words
}

// channels calls found for each template with a hole that names a channel; name is that of the function
// that is nothing but the template, "" for one in place.
func channels(code []byte, found func(name, template string, line int)) {
	at := 0
	for line := range bytes.Lines(code) {
		start := at
		at += len(line)
		for i := bytes.IndexByte(line, '`'); i >= 0; {
			end := bytes.IndexByte(line[i+1:], '`')
			if end < 0 {
				break
			}
			text := line[i+1 : i+1+end]
			if head := code[max(0, start+i-window) : start+i]; bytes.Contains(text, []byte("${")) {
				if m := nameInFront(head); m != nil {
					found(string(m), string(text), lineOf(code, start+i))
				} else if channelPlace.Match(head[max(0, len(head)-60):]) {
					found("", string(text), lineOf(code, start+i))
				}
			}
			next := bytes.IndexByte(line[i+2+end:], '`')
			if next < 0 {
				break
			}
			i += 2 + end + next
		}
	}
}

// nameInFront is the name of the function whose body begins with what follows head, nil when there is none.
func nameInFront(head []byte) []byte {
	if trimmed := bytes.TrimRight(head, " \t\r\n"); !bytes.HasSuffix(trimmed, []byte("=>")) && !bytes.HasSuffix(trimmed, []byte("return")) {
		return nil
	}
	for _, pattern := range []*lazy.Regexp{channelArrow, channelFunction} {
		if all := pattern.FindAllSubmatch(head, -1); all != nil {
			return all[len(all)-1][1]
		}
	}
	return nil
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
