package plandoc

import "rtconsolidate/analyze/lazy"

// columns are what a table's head calls its columns, the source's first: a table without one is no list
// of sources.
var columns = []struct {
	name string
	re   *lazy.Regexp
}{
	{"phase", lazy.Compile(`(?i)^\W*(?:phase|stage|step|wave|when|milestone|sprint)\b`)},
	{"lines", lazy.Compile(`(?i)^\W*(?:#|lines?|loc|size|length)\b`)},
	{"action", lazy.Compile(`(?i)\b(?:actions?|verb|do|how|decision|fate|plan|operation|change)\b`)},
	{"target", lazy.Compile(`(?i)\b(?:target|to|destination|new|into|goes|becomes|after|home)\b`)},
	{"source", lazy.Compile(`(?i)\b(?:files?|sources?|from|paths?|modules?|current|legacy|old|what|before)\b`)},
}

// row reads one row of a table whose head names a column of sources.
func (r *reader) row(b *block) {
	cell := map[string]string{}
	for i, h := range b.head {
		for _, c := range columns {
			if _, taken := cell[c.name]; i < len(b.cells) && !taken && c.re.MatchString(h) {
				cell[c.name] = b.cells[i]
				break
			}
		}
	}
	source, ok := cell["source"]
	if !ok || len(tokens(source)) == 0 && verbOf(cell["action"]) == None {
		return
	}
	it := readItem(b.line, source)
	it.Text = b.text
	if v := verbOf(cell["action"]); v != None {
		it.Verb, it.Said = v, true
	} else if v := verbOf(cell["target"]); v != None && it.Verb == None {
		it.Verb, it.Said = v, true
	}
	it.goal(cell["target"], b.line)
	if it.To.Path == "" {
		it.goal(cell["action"], b.line)
	}
	if n := claimedLines(cell["lines"] + " lines"); n > 0 {
		it.Lines = n
	}
	r.add(it, b.above)
	r.entries[len(r.entries)-1].phase = cell["phase"]
}
