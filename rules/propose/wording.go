package propose

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/survey"
)

// idle are words that narrow nothing down.
var idle = map[string]bool{"custom": true, "logic": true, "various": true, "from": true, "with": true, "that": true, "this": true, "other": true,
	"code": true, "file": true, "existing": true, "remaining": true, "related": true, "their": true, "them": true, "these": true,
	"each": true, "every": true, "some": true, "any": true, "shared": true, "common": true, "rest": true, "what": true, "all": true,
	"the": true, "and": true, "for": true, "into": true}

// kinds are the words that name a category of the survey.
var kinds = map[string]string{"component": "component", "hook": "hook", "test": "test", "store": "store", "server": "server", "script": "script", "monitoring": "monitoring"}

// query is a source in words, read as a question to the survey.
type query struct {
	words    []string
	category string
	types    bool // type definitions are meant
}

func ask(text string) query {
	var q query
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		w = singular(w)
		switch {
		case idle[w] || len(w) < 3:
		case w == "type" || w == "interface":
			q.types = true
		case w == "definition" || w == "declaration":
		case kinds[w] != "":
			q.category = kinds[w]
		default:
			q.words = append(q.words, w)
		}
	}
	return q
}

func singular(w string) string {
	if len(w) > 4 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

// inWords lists the files of the topic that a source in words may mean, the likeliest first: those
// whose path, or whose declarations, hold most of its words.
func (p *picture) inWords(text string) []string {
	q := ask(text)
	if len(q.words) == 0 {
		return nil
	}
	list := p.answering(q)
	if len(list) == 0 && q.category != "" {
		q.category = ""
		list = p.answering(q)
	}
	return list
}

func (p *picture) answering(q query) []string {
	weight := map[string]int{}
	for path, f := range p.scored {
		if f.Score < p.survey.Threshold || q.category != "" && f.Category != q.category || q.category == "" && f.Category == "test" {
			continue
		}
		if n := p.matches(f, q); n > 0 {
			weight[path] = n
		}
	}
	list := sortedNames(weight)
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(weight[b], weight[a]) })
	list, _ = p.withoutTwins(list)
	return list
}

// matches counts how much of a question a file answers.
func (p *picture) matches(f *survey.File, q query) int {
	n := 0
	m := p.repo.File(f.Path).Module
	for _, w := range q.words {
		if !q.types && strings.Contains(strings.ToLower(path.Base(f.Path)), w) {
			n += 3
		}
		for _, d := range m.Decls {
			if q.types && d.Nature != scanner.Type {
				continue
			}
			if strings.Contains(strings.ToLower(d.Name), w) {
				n++
			}
		}
	}
	return n
}

// topicNames lists the names that files of the topic export.
func (p *picture) topicNames() []string {
	set := map[string]bool{}
	for path, f := range p.scored {
		if id := p.repo.Lookup(path); f.Score >= p.survey.Threshold && id != analyze.None {
			names, _ := p.repo.Names(id)
			for _, n := range names {
				set[n] = true
			}
		}
	}
	return sortedNames(set)
}
