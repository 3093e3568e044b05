package plandoc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rtconsolidate/analyze/lazy"
)

// phaseWord is how an opener says that it is a phase; the word is the kind of phase.
var phaseWord = lazy.Compile(`(?i)^\W*(phase|stage|step|milestone|wave|iteration|sprint|part|round)\b\s*[#:.-]?\s*(?:\d+|[ivx]+\b|one\b|two\b|three\b|four\b|five\b|[a-f]\b)`)

// phases sorts the entries into phases and units.
func (r *reader) phases() {
	r.reclaim()
	slices.SortStableFunc(r.entries, func(a, b entry) int { return cmp.Compare(a.item.Line, b.item.Line) })
	chosen := r.chosenPhases()
	byKey := map[string]*Phase{}
	units := map[string]*Unit{}
	for _, e := range r.entries {
		key, title, line, ok := r.phaseOf(e, chosen)
		if !ok {
			continue
		}
		p := byKey[key]
		if p == nil {
			p = &Phase{Title: title, Line: line}
			byKey[key] = p
			r.doc.Phases = append(r.doc.Phases, p)
		}
		at := fmt.Sprintf("%s\x00%d", key, e.scope)
		if e.scope < 0 {
			at = fmt.Sprintf("%s\x00%d-", key, innermost(e.above))
		}
		u := units[at]
		if u == nil {
			u = &Unit{Title: r.title(e.above)}
			if e.scope >= 0 {
				u.Target = r.scopes[e.scope].target
			}
			units[at] = u
			p.Units = append(p.Units, u)
		}
		u.Items = append(u.Items, e.item)
	}
	nameAll(r.doc.Phases)
	r.rest(chosen)
}

// reclaim makes items of list entries that were taken for targets and that nothing goes to.
func (r *reader) reclaim() {
	for i := range r.blocks {
		s := r.scopes[i]
		if s != nil && s.own && !s.used && r.blocks[i].kind == item {
			s.target = Target{}
			r.add(readItem(r.blocks[i].line, r.blocks[i].text), r.blocks[i].above)
		}
	}
}

// chosenPhases finds the openers that are the plan's phases. Plans may count twice, in phases and in
// steps: the kind with the most sources under it is meant. Where none counts, the phases are the
// outermost openers that tell sources apart.
func (r *reader) chosenPhases() map[int]bool {
	weight := map[string]int{}
	kindOf := map[int]string{}
	for i := range r.blocks {
		if m := phaseWord.FindStringSubmatch(r.blocks[i].text); m != nil && r.blocks[i].opens {
			kindOf[i] = strings.ToLower(m[1])
		}
	}
	for _, e := range r.entries {
		for _, o := range e.above {
			if k := kindOf[o]; k != "" {
				weight[k] += e.weight
				break
			}
		}
	}
	best := ""
	for k, n := range weight {
		if n > weight[best] || n == weight[best] && n > 0 && k < best {
			best = k
		}
	}
	chosen := map[int]bool{}
	for i, k := range kindOf {
		if best != "" && k == best {
			chosen[i] = true
		}
	}
	if len(chosen) == 0 {
		r.choosePlain(chosen)
	}
	return chosen
}

// choosePlain chooses, for a plan that does not count its phases, the openers at the first depth where
// the sources part.
func (r *reader) choosePlain(chosen map[int]bool) {
	for depth := range maxDepth {
		found := map[int]bool{}
		for _, e := range r.entries {
			if e.weight > 0 && len(e.above) > depth {
				found[e.above[depth]] = true
			}
		}
		if len(found) > 1 {
			for o := range found {
				chosen[o] = true
			}
			return
		}
	}
	for _, e := range r.entries {
		if e.weight > 0 {
			chosen[innermost(e.above)] = true
			return
		}
	}
}

// phaseOf finds the phase of an entry: that of its table's row, else its opener.
func (r *reader) phaseOf(e entry, chosen map[int]bool) (key, title string, line int, ok bool) {
	if e.phase != "" {
		return "cell " + e.phase, e.phase, e.item.Line, true
	}
	if chosen[-1] {
		return "all", "plan", 1, true
	}
	for _, o := range e.above {
		if chosen[o] {
			return fmt.Sprint(o), r.blocks[o].text, r.blocks[o].line, true
		}
	}
	return "", "", 0, false
}

func (r *reader) title(above []int) string {
	if len(above) == 0 {
		return ""
	}
	return r.blocks[innermost(above)].text
}

// rest keeps what the phases ask of people, and the names that are to become one.
func (r *reader) rest(chosen map[int]bool) {
	for _, e := range r.people {
		if _, _, _, ok := r.phaseOf(e, chosen); ok {
			r.doc.People = append(r.doc.People, Line{e.item.Line, e.item.Text})
		}
	}
	for _, e := range r.unify {
		r.doc.Unify = append(r.doc.Unify, Named{e.item.Names[0], e.item.Line})
	}
}

// nameAll names the phases in one word each, without what their titles share.
func nameAll(phases []*Phase) {
	words := make([][]string, len(phases))
	count := map[string]int{}
	for i, p := range phases {
		words[i] = titleWords(p.Title)
		for _, w := range slices.Compact(slices.Sorted(slices.Values(words[i]))) {
			count[w]++
		}
	}
	taken := map[string]bool{}
	for i, p := range phases {
		short := slices.DeleteFunc(slices.Clone(words[i]), func(w string) bool { return len(phases) > 1 && count[w] == len(phases) })
		if len(short) == 0 {
			short = words[i]
		}
		name := strings.Join(short[:min(4, len(short))], "-")
		if name == "" {
			name = "phase"
		}
		p.Name = name
		for n := 2; taken[p.Name]; n++ {
			p.Name = fmt.Sprintf("%s-%d", name, n)
		}
		taken[p.Name] = true
	}
}

// small are words that say nothing in a name.
var small = map[string]bool{"the": true, "a": true, "an": true, "of": true, "and": true, "to": true, "for": true, "in": true, "with": true, "into": true, "goes": true, "go": true}

// titleWords are the words of a title, without its number and what stands in brackets.
func titleWords(title string) []string {
	title = aside.ReplaceAllString(title, " ")
	title = strings.TrimSpace(title)
	if m := phaseWord.FindString(title); m != "" && len(m) < len(title) {
		title = strings.TrimLeft(title[len(m):], " :.-—–")
	}
	if i := strings.IndexAny(title, "—–"); i > 0 {
		title = title[:i]
	}
	if head, _, ok := strings.Cut(title, ": "); ok && strings.TrimSpace(head) != "" {
		title = head
	}
	title, _, _ = strings.Cut(title, "`")
	title, _, _ = strings.Cut(title, " - ")
	fields := strings.FieldsFunc(strings.ToLower(title), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return slices.DeleteFunc(fields, func(w string) bool { return small[w] || strings.Trim(w, "0123456789") == "" })
}
