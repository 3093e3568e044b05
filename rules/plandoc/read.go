package plandoc

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
)

var (
	targetLabel = lazy.Compile(`(?i)^\W*(?:\w+\s+){0,2}(?:targets?|destination|dest|output|goes (?:in)?to|lands in|ends up in|into|new (?:file|home|place|location|path))\b[^:]{0,40}:`)
	goesTo      = lazy.Compile("(?i)\\b(?:goes? (?:in)?to|into|lands? in|ends? up in|becomes?|build|create|target)\\b[^`]{0,20}$")
	forPeople   = lazy.Compile(`(?i)\b(?:actions?|features?|notes?|goals?|why|risks?|benefits?|tasks?|to-?dos?|checklist|acceptance|criteria|success|requirements?|constraints?|considerations?|effort|estimates?|later|open questions?)\b`)
)

// Read reads a plan. It fails only for what is no text: everything else yields what could be understood.
func Read(file string, src []byte) (*Doc, error) {
	if len(src) > MaxSize {
		return nil, &Error{File: file, Msg: fmt.Sprintf("the plan is larger than %d bytes", MaxSize), hint: "split it"}
	}
	if !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
		return nil, &Error{File: file, Msg: "the plan is no UTF-8 text", hint: "save it as UTF-8"}
	}
	r := &reader{doc: &Doc{File: file}, blocks: blocks(bytes.TrimPrefix(src, []byte("\ufeff"))), scopes: map[int]*scope{}}
	for i := range r.blocks {
		r.block(i)
	}
	r.phases()
	return r.doc, nil
}

// reader goes over the blocks and keeps what each opener has said.
type reader struct {
	doc     *Doc
	blocks  []block
	scopes  map[int]*scope // by the opener's index; -1 for the document
	entries []entry
	unify   []entry
	people  []entry
}

// scope is what an opener, or a paragraph under it, has said of what follows.
type scope struct {
	verb   Verb
	people bool
	target Target
	own    bool // the target stands in the opener's own text, a list item's
	used   bool
}

// entry is an item with where it stands.
type entry struct {
	item   Item
	above  []int
	scope  int    // the opener whose target it goes to, -1 for none
	phase  string // of a table's cell
	weight int    // how much it says of a phase
}

func (r *reader) at(opener int) *scope {
	if r.scopes[opener] == nil {
		r.scopes[opener] = &scope{}
	}
	return r.scopes[opener]
}

func innermost(above []int) int {
	if len(above) == 0 {
		return -1
	}
	return above[len(above)-1]
}

func (r *reader) block(i int) {
	b := &r.blocks[i]
	switch b.kind {
	case heading:
		r.heading(i, b)
	case paragraph:
		r.paragraph(b)
	case item:
		r.listItem(i, b)
	case row:
		r.row(b)
	case code:
		r.code(b)
	}
}

func (r *reader) heading(i int, b *block) {
	it := readItem(b.line, b.text)
	s := r.at(i)
	s.verb, s.people = verbOf(b.text), forPeople.MatchString(b.text)
	switch {
	case it.To.Path != "" && len(it.Paths) > 0:
		r.add(it, b.above)
	case len(it.Paths) == 1:
		s.target = Target{Path: it.Paths[0], Line: b.line, Note: b.text}
		s.target.claims()
	}
}

func (r *reader) paragraph(b *block) {
	s := r.at(innermost(b.above))
	it := readItem(b.line, b.text)
	switch {
	case targetLabel.MatchString(b.text) && len(it.Paths) > 0:
		s.target = Target{Path: it.Paths[0], Line: b.line, Note: b.text}
		s.target.claims()
		return
	case len(it.Paths) > 0 && (it.To.Path != "" || it.leads() && it.Said):
		r.add(it, b.above)
		return
	}
	if len(it.Paths) == 1 && analyze.IsCode(it.Paths[0]) {
		r.noteEntry(it.Paths[0], b.line, b.text)
	}
	s.verb, s.people = verbOf(b.text), forPeople.MatchString(b.text)
	if len(b.text) > 120 {
		s.verb = None
	}
}

// CallsEntry tells whether a note says that something is the way in.
func CallsEntry(note string) bool { return entryWord.MatchString(note) }

var entryWord = lazy.Compile(`(?i)\bentry\b|\bhub\b|\bbarrel\b|\bfa[cç]ade\b|\bpublic api\b|\b(?:front )?door\b|\bsingle (?:import|point)\b`)

// noteEntry keeps the first file that the plan calls the way in.
func (r *reader) noteEntry(path string, line int, note string) {
	if r.doc.Entry.Path == "" && CallsEntry(note) {
		r.doc.Entry = Target{Path: path, Line: line, Note: note}
	}
}

func (r *reader) listItem(i int, b *block) {
	it := readItem(b.line, b.text)
	if b.opens {
		s := r.at(i)
		s.verb, s.people = verbOf(b.text), forPeople.MatchString(b.text)
		if len(it.Paths) == 1 && it.To.Path == "" && (!it.Said || goesTo.MatchString(beforePath(b.text))) {
			s.target, s.own = Target{Path: it.Paths[0], Line: b.line, Note: b.text}, true
			s.target.claims()
			return
		}
		if !it.names() {
			return
		}
	}
	people := r.forPeople(b.above)
	switch {
	case len(it.Paths) > 0, len(it.Names) > 0 && it.leads() && !people:
		r.add(it, b.above)
	case !people && r.verb(b.above) != None && !b.opens:
		r.add(it, b.above)
	default:
		r.noteUnify(it, b.above)
		r.people = append(r.people, entry{item: it, above: b.above})
	}
}

// beforePath is the text in front of the first path.
func beforePath(s string) string {
	for _, t := range tokens(s) {
		if t.path {
			return s[:t.start]
		}
	}
	return ""
}

// noteUnify keeps a name of which the plan wants one declaration.
func (r *reader) noteUnify(it Item, above []int) {
	if !unifyWord.MatchString(it.Text) {
		return
	}
	for _, t := range tokens(it.Text) {
		if !t.path {
			r.unify = append(r.unify, entry{item: Item{Line: it.Line, Names: []string{t.text}}, above: above})
			return
		}
	}
}

// forPeople tells whether the nearest label says that what follows is work for people.
func (r *reader) forPeople(above []int) bool {
	s := r.scopes[innermost(above)]
	return s != nil && s.people
}

// verb is the verb of the nearest opener that has said one.
func (r *reader) verb(above []int) Verb {
	for _, o := range slices.Backward(above) {
		if s := r.scopes[o]; s != nil && s.verb != None {
			return s.verb
		}
	}
	return None
}

// add notes a source line under the target that its openers name.
func (r *reader) add(it Item, above []int) { r.addIn(it, above, r.verb(above)) }

func (r *reader) addIn(it Item, above []int, verb Verb) {
	e := entry{item: it, above: above, scope: -1}
	if it.Verb == None {
		e.item.Verb = verb
	}
	for _, o := range slices.Backward(above) {
		if s := r.scopes[o]; s != nil && s.target.Path != "" {
			e.scope, s.used = o, true
			break
		}
	}
	if len(it.Paths) > 0 {
		e.weight = 1
	}
	r.entries = append(r.entries, e)
}
