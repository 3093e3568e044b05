package plandoc

import (
	"strings"

	"rtconsolidate/analyze/lazy"
)

var (
	aside   = lazy.Compile(`(?:^|\s)\(([^()]*)\)`)
	intoTo  = lazy.Compile(`(?i)\b(?:in)?to\b\s*$`)
	bullets = lazy.Compile(`^\s*(?://|#|\*)?\s*(?:[-*•+]|\d+[.)])\s+(\S.*)$`)
)

// readItem reads one source line: what it names, what is to be done with it, and where it goes.
func readItem(line int, text string) Item {
	it := Item{Line: line, Text: text, Lines: claimedLines(text), Related: relatedTo(text)}
	left, right := text, ""
	if m := arrow.FindStringIndex(text); m != nil {
		left, right = text[:m[0]], text[m[1]:]
	} else if m := backArrow.FindStringIndex(text); m != nil {
		left, right = text[m[1]:], text[:m[0]]
	}
	asides := asideTexts(left)
	it.sources(aside.ReplaceAllString(left, " "), right == "")
	it.goal(right, line)
	switch {
	case it.Verb != None:
	case verbOf(right) != None:
		it.Verb = verbOf(right)
	case verbOf(asides) != None:
		it.Verb = verbOf(asides)
	default:
		it.Verb = leadingVerb(left)
	}
	it.Said = it.Verb != None
	if it.Verb == Extract && it.From == "" {
		it.From = origin(asides)
	}
	return it
}

// asideTexts joins what a text says in brackets.
func asideTexts(s string) string {
	var list []string
	for _, m := range aside.FindAllStringSubmatch(s, -1) {
		list = append(list, m[1])
	}
	return strings.Join(list, "; ")
}

// origin is what follows the word `from`.
func origin(s string) string {
	_, after, ok := strings.Cut(" "+strings.ToLower(s)+" ", " from ")
	if !ok {
		return ""
	}
	before, _, _ := strings.Cut(after, ";")
	return strings.Trim(before, " `.,")
}

// sources reads the left side: `NAMES from MODULE`, `PATHS`, `move PATH to PATH`.
func (it *Item) sources(left string, whole bool) {
	toks := tokens(left)
	if m := fromWord.FindStringSubmatchIndex(left); m != nil && hasName(toks, m[0]) {
		it.From = strings.Trim(left[m[2]:m[3]], "`.,;:")
		toks = before(toks, m[0])
	}
	for i, t := range toks {
		switch {
		case t.path && whole && i > 0 && intoTo.MatchString(left[:t.start]):
			it.To = Target{Path: t.text, Line: it.Line, Note: left}
		case t.path:
			it.Paths = append(it.Paths, t.text)
		case len(it.Paths) == 0 && (i == 0 || len(it.Names) > 0):
			it.Names = append(it.Names, t.text)
		}
	}
	if len(it.Paths) > 0 && it.From == "" && len(it.Names) > 0 {
		it.Names = nil
	}
}

func hasName(toks []token, until int) bool {
	for _, t := range toks {
		if !t.path && t.start < until {
			return true
		}
	}
	return false
}

func before(toks []token, until int) []token {
	var list []token
	for _, t := range toks {
		if t.start < until {
			list = append(list, t)
		}
	}
	return list
}

// goal reads the right side of an arrow: a place, a verb, or both.
func (it *Item) goal(right string, line int) {
	for _, t := range tokens(right) {
		if t.path {
			it.To = Target{Path: t.text, Line: line, Note: right}
			it.To.claims()
			return
		}
	}
}

// claims reads what a note says of a target.
func (t *Target) claims() {
	note := span.ReplaceAllString(t.Note, "")
	t.New, t.Exists = newWord.MatchString(note), oldWord.MatchString(note)
	if t.New && t.Exists {
		t.Exists = false
	}
}

// names tells whether the line names anything that can be looked up.
func (it *Item) names() bool { return len(it.Paths)+len(it.Names) > 0 }

// leads tells whether the line begins with what it names, a verb before it left aside.
func (it *Item) leads() bool {
	toks := tokens(it.Text)
	if len(toks) == 0 {
		return false
	}
	head := strings.Fields(strings.Trim(it.Text[:toks[0].start], "-*•[]xX "))
	return len(head) == 0 || len(head) <= 2 && verbOf(strings.Join(head, " ")) != None
}
