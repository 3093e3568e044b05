package source

import (
	"bytes"
	"strings"
)

// ruleSet makes the rules of one work tree; chain holds those that apply to all of it.
type ruleSet struct {
	fold  bool // names compare without case (core.ignoreCase)
	chain *rules
}

// rules are those of one ignore file, before those of less importance: the files of the folders
// above, info/exclude, the user's own file.
type rules struct {
	base string // the folder of the file, "" or with a slash at the end
	list []pattern
	next *rules
}

// pattern is one line of an ignore file (gitignore(5)).
type pattern struct {
	negated bool
	folder  bool // for folders only
	name    bool // compares the last name, wherever it is; else the path from base on
	glob    glob
}

// add puts the rules of one file before those of the set's chain.
func (s *ruleSet) add(base string, text []byte) *rules { return s.before(s.chain, base, text) }

// before puts the rules of the ignore file of folder base in front of a chain.
func (s *ruleSet) before(chain *rules, base string, text []byte) *rules {
	list := parseRules(text, s.fold)
	if len(list) == 0 {
		return chain
	}
	return &rules{base: base, list: list, next: chain}
}

// parseRules reads an ignore file. A line is cut at a NUL, as git does.
func parseRules(text []byte, fold bool) []pattern {
	var list []pattern
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for len(text) > 0 {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte{'\n'})
		line = bytes.TrimSuffix(line, []byte{'\r'})
		line, _, _ = bytes.Cut(line, []byte{0})
		if p, ok := parsePattern(trimBlanks(string(line)), fold); ok {
			list = append(list, p)
		}
	}
	return list
}

// trimBlanks takes off the blanks at the end that no backslash protects.
func trimBlanks(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			if i++; i == len(line) {
				return line
			}
		}
		end = i + 1
	}
	return line[:end]
}

func parsePattern(line string, fold bool) (pattern, bool) {
	var p pattern
	if line == "" || line[0] == '#' {
		return p, false
	}
	line, p.negated = strings.CutPrefix(line, "!")
	line, p.folder = strings.CutSuffix(line, "/")
	p.name = !strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if fold {
		line = lower(line)
	}
	p.glob = newGlob(line, !p.name)
	return p, line != "" && !p.glob.never
}

// ignored tells whether the rules exclude a path whose folder is not excluded itself. name is the
// last part of path.
func (r *rules) ignored(path, name string, folder bool) bool {
	for ; r != nil; r = r.next {
		for i := len(r.list) - 1; i >= 0; i-- {
			p := &r.list[i]
			if p.folder && !folder {
				continue
			}
			if p.name && p.glob.match(name) || !p.name && p.glob.match(path[len(r.base):]) {
				return !p.negated
			}
		}
	}
	return false
}

// lower folds ASCII letters only: names are bytes, and git folds no others.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			return string(asciiLower([]byte(s)))
		}
	}
	return s
}

func asciiLower(b []byte) []byte {
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}
