package survey

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// unreported tells why TypeScript does not report a broken import, "" when it does.
func unreported(repo *analyze.Repo, id analyze.FileID, ref *scanner.Ref, b *BrokenImport, text func() []byte) string {
	f := repo.Files[id]
	if why := repo.Unchecked(id, text); why != "" {
		return why
	}
	lang, single := scanner.LangOf(f.Path)
	if ref.Kind == scanner.KindRequire && (lang != scanner.JS || !single) {
		return "TypeScript does not follow require here"
	}
	if !single {
		return ""
	}
	if analyze.Silenced(text(), b.Line) {
		return "silenced by the comment above"
	}
	return ""
}

// otherError names the error by which TypeScript reports a missing name that is none of the four.
func otherError(repo *analyze.Repo, to analyze.FileID, ref *scanner.Ref, n scanner.Name, b *BrokenImport, names []string) string {
	switch {
	case ref.Kind == scanner.KindImportType:
		return "TS2694: the namespace has no such member"
	case b.Name == "default" && ref.Kind == scanner.KindImport && n.Elem == n.NameSpan: // not `{ default as x }`
		return "TS1192: the module has no default export"
	case b.Hint != "" || slices.Contains(names, "default"):
		return "" // TS2724, TS2614
	case hasLocal(repo.Files[to].Module, b.Name):
		return "TS2459: declared there, but not exported"
	}
	return ""
}

// hasLocal tells whether a module has a top-level name of its own, declared or imported.
func hasLocal(m *scanner.Module, name string) bool {
	for i := range m.Decls {
		if m.Decls[i].Name == name {
			return true
		}
	}
	for i := range m.Refs {
		if k := m.Refs[i].Kind; k == scanner.KindImport || k == scanner.KindImportEquals {
			if slices.ContainsFunc(m.Refs[i].Names, func(n scanner.Name) bool { return n.Local == name }) {
				return true
			}
		}
	}
	return false
}

// misspelt is the candidate that TypeScript takes a name for a misspelling of, "" when there is none
// (getSpellingSuggestion: an edit distance in which a change of case costs a tenth, another change two).
func misspelt(name string, candidates []string) string {
	length := utf8.RuneCountInString(name)
	margin := max(2, length*34/100)
	best, limit := "", float64(length*4/10+1)
	for _, c := range candidates {
		n := utf8.RuneCountInString(c)
		if n > length+margin || n < length-margin || c == name || n < 3 && !strings.EqualFold(c, name) {
			continue
		}
		if d := distance([]rune(name), []rune(c)); d <= limit-0.1 {
			best, limit = c, d
		}
	}
	return best
}

func distance(a, b []rune) float64 {
	row := make([]float64, len(b)+1)
	for j := range row {
		row[j] = float64(j)
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = float64(i + 1)
		for j, y := range b {
			cost := 2.0
			switch {
			case x == y:
				cost = 0
			case sameLetter(x, y):
				cost = 0.1
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// sameLetter tells whether two runes differ in their case alone.
func sameLetter(x, y rune) bool {
	if x < utf8.RuneSelf && y < utf8.RuneSelf {
		return x|0x20 == y|0x20 && 'a' <= x|0x20 && x|0x20 <= 'z'
	}
	return strings.EqualFold(string(x), string(y))
}
