package plandoc

import (
	"strconv"
	"strings"

	"rtconsolidate/analyze/lazy"
)

var (
	link = lazy.Compile(`\[([^\]\n]*)\]\([^)\n]*\)`)

	// Strong text between underscores; those of a path or a name are not followed by a blank.
	strong = lazy.Compile(`(^|[\s(])__([^_\s][^_]*)__($|[\s:.,)])`)

	arrow     = lazy.Compile(`\s*(?:→|⇒|➜|➔|➡️?|⟶|⟹|»|-{1,2}>|={1,2}>)\s*`)
	backArrow = lazy.Compile(`\s*(?:←|⇐|⟵|<-{1,2}|<={2})\s*`)

	span   = lazy.Compile("`([^`]+)`")
	extern = lazy.Compile(`\w+://\S+`)

	codeFile   = lazy.Compile(`\.(?:d\.ts|[cm]?[jt]sx?|vue|svelte|astro|mdx|json|s?css|sql)$`)
	identifier = lazy.Compile(`^[A-Za-z_$][\w$]*(?:\(\))?$`)
	capitals   = lazy.Compile(`^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$`)
	camel      = lazy.Compile(`^(?:[a-z$_][\w$]*[A-Z][\w$]*|[A-Z][a-z0-9]+(?:[A-Z][\w$]*)+)$`)

	lineCount = lazy.Compile(`(?i)[~≈]?\s*(\d[\d,. ]*)\s*(?:lines?|loc|sloc)\b`)
	related   = lazy.Compile(`(?i)\b(\w+)[- ]related\b|\brelated to (\w+)|\b(\w+)[- ]only\b|\bonly (\w+)`)
	newWord   = lazy.Compile(`(?i)\b(?:new|create[ds]?|to be (?:created|written))\b`)
	oldWord   = lazy.Compile(`(?i)\b(?:exist(?:s|ing)|enhanced?|extended|current|already|grow(?:s|n)?|stays)\b`)

	fromWord  = lazy.Compile("(?i)\\s+(?:from|in|of|out of)\\s+(`[^`]+`|\\S+)")
	unifyWord = lazy.Compile(`(?i)\b(?:unif(?:y|ied)|combin(?:e|ed|ing)|merge[ds]?)\b`)
)

// verbs are the words by which plans say what is to be done, the more telling first.
var verbs = []struct {
	verb Verb
	re   *lazy.Regexp
}{
	{Extract, lazy.Compile(`(?i)\b(?:extract(?:ed)?|split(?: off| out)?|pull(?:ed)? out|carv(?:e|ed)(?: out)?|factor(?:ed)? out)\b`)},
	{Enhance, lazy.Compile(`(?i)\b(?:enhance[ds]?|extend(?:ed)?|grow|build on|improve[ds]?)\b`)},
	{Merge, lazy.Compile(`(?i)\b(?:merge[ds]?|merging|consolidat(?:e|ed|es|ing|ion)|combin(?:e|ed|ing)|fold(?:ed)?|absorb(?:ed)?|unif(?:y|ied)|integrat(?:e|ed)|collapse[ds]?|join(?:ed)?|roll(?:ed)? into)\b`)},
	{Remove, lazy.Compile(`(?i)\b(?:remov(?:e|ed|al)|delet(?:e|ed|ion)|drop(?:ped)?|retire[ds]?|discard(?:ed)?|dead|obsolete|kill(?:ed)?|throw away|goes away)\b`)},
	{Keep, lazy.Compile(`(?i)\b(?:keep|kept|stay(?:s|ing)?|leave|left|retain(?:ed)?|unchanged|untouched|as is|as-is)\b`)},
	{Move, lazy.Compile(`(?i)\b(?:mov(?:e|es|ed|ing)|relocat(?:e|ed)|migrat(?:e|ed)|renam(?:e|ed)|transfer(?:red)?|put|gather(?:ed)?|collect(?:ed)?)\b`)},
	{Reexport, lazy.Compile(`(?i)\b(?:re-?export(?:ed|s)?|expos(?:e|ed)|offer(?:ed|s)?)\b`)},
}

// verbOf finds the first verb of a text by the table's order.
func verbOf(s string) Verb {
	s = unnamed(s)
	for _, v := range verbs {
		if v.re.MatchString(s) {
			return v.verb
		}
	}
	return None
}

// unnamed blanks out what a text names, so that no word of a name is taken for one of the text.
func unnamed(s string) string {
	b := []byte(span.ReplaceAllStringFunc(s, func(u string) string { return strings.Repeat(" ", len(u)) }))
	for _, t := range tokens(s) {
		for i := t.start; i < t.end; i++ {
			b[i] = ' '
		}
	}
	return string(b)
}

// leadingVerb finds a verb among the first two words of a text.
func leadingVerb(s string) Verb {
	words := strings.Fields(strings.TrimLeft(s, "-*•[] ✅☐☑"))
	return verbOf(strings.Join(words[:min(2, len(words))], " "))
}

// token is a path or an identifier in a text.
type token struct {
	text       string
	start, end int
	path       bool
}

// tokens finds the paths and the identifiers of a text: in code spans, and paths in running text.
func tokens(s string) []token {
	s = extern.ReplaceAllStringFunc(s, func(u string) string { return strings.Repeat(" ", len(u)) })
	var list []token
	from := 0
	for _, m := range span.FindAllStringSubmatchIndex(s, -1) {
		list = append(list, looseTokens(s, from, m[0])...)
		if t, ok := quotedToken(strings.TrimSpace(s[m[2]:m[3]])); ok {
			t.start, t.end = m[0], m[1]
			list = append(list, t)
		}
		from = m[1]
	}
	return append(list, looseTokens(s, from, len(s))...)
}

func quotedToken(s string) (token, bool) {
	switch {
	case strings.ContainsAny(s, " \t=;<>'\"|"):
		return token{}, false
	case strings.Contains(s, "/") && s != "/" || codeFile.MatchString(s):
		return token{text: cleanPath(s), path: true}, true
	case identifier.MatchString(s):
		return token{text: strings.TrimSuffix(s, "()")}, true
	}
	return token{}, false
}

func looseTokens(s string, from, to int) []token {
	var list []token
	for at := from; at < to; {
		end := at
		for end < to && s[end] != ' ' && s[end] != '\t' {
			end++
		}
		word := s[at:end]
		if trimmed := trimWord(word); trimmed != "" {
			start := at + strings.Index(word, trimmed)
			t := token{text: trimmed, start: start, end: start + len(trimmed)}
			switch {
			case isLoosePath(trimmed):
				t.text, t.path = cleanPath(trimmed), true
				list = append(list, t)
			case capitals.MatchString(trimmed) || camel.MatchString(trimmed) && !brand[trimmed]:
				list = append(list, t)
			}
		}
		at = end + 1
	}
	return list
}

// brand are words of running text that look like identifiers.
var brand = map[string]bool{"TypeScript": true, "JavaScript": true, "WebSocket": true, "WebSockets": true, "GitHub": true,
	"GitLab": true, "NextJs": true, "NestJs": true, "NodeJs": true, "GraphQL": true, "OAuth": true, "VSCode": true, "iOS": true}

// trimWord takes the punctuation of running text off a word; brackets only where they do not pair.
func trimWord(w string) string {
	w = strings.TrimLeft(w, "\"'“”‘’,;:")
	w = strings.TrimRight(w, "\"'“”‘’,;:.!?")
	for len(w) > 0 && w[0] == '(' && strings.Count(w, "(") > strings.Count(w, ")") {
		w = w[1:]
	}
	for len(w) > 0 && w[len(w)-1] == ')' && strings.Count(w, ")") > strings.Count(w, "(") {
		w = w[:len(w)-1]
	}
	if len(w) > 1 && w[0] == '(' && w[len(w)-1] == ')' && !strings.Contains(w, "/") {
		w = w[1 : len(w)-1]
	}
	return strings.TrimRight(w, ",;:")
}

func isLoosePath(w string) bool {
	if codeFile.MatchString(w) && !strings.HasPrefix(w, ".") && len(w) > 3 {
		return true
	}
	if !strings.Contains(w, "/") || strings.ContainsAny(w, "<>|\"'") {
		return false
	}
	body := strings.Trim(w, "/")
	return body != "" && (strings.Contains(w, "*") || strings.HasSuffix(w, "/") && len(body) > 1 || strings.Count(body, "/") > 1 || strings.HasPrefix(w, "./"))
}

// cleanPath brings a path into the form of the repo's: no `./`, no slash in front, no line number behind.
func cleanPath(p string) string {
	p = strings.TrimPrefix(strings.TrimPrefix(p, "./"), "/")
	if base, number, ok := strings.Cut(p, ":"); ok && codeFile.MatchString(base) && strings.Trim(number, "0123456789:-L") == "" {
		p = base
	}
	return strings.ReplaceAll(p, "/./", "/")
}

// claimedLines reads `(407 lines)`.
func claimedLines(s string) int {
	m := lineCount.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "", " ", "").Replace(m[1]))
	if err != nil || n > 10_000_000 {
		return 0
	}
	return n
}

func relatedTo(s string) string {
	m := related.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	for _, word := range m[1:] {
		if word != "" {
			return strings.ToLower(word)
		}
	}
	return ""
}
