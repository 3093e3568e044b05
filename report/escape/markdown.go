package escape

import (
	"strings"

	"rtconsolidate/analyze/lazy"
)

// Code makes s an inline code span of Markdown, in which nothing is markup: no HTML, no link, no
// mention. An empty s gives an empty string, as Markdown has no empty span.
func Code(s string) string { return span(Text(s)) }

// span puts safe text between backticks, one more than it holds in a row.
func span(s string) string {
	if s == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	pad := ""
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' {
		pad = " "
	}
	return fence + pad + s + pad + fence
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// word matches what means nothing to Markdown wherever it stands.
var word = lazy.Compile(`^["'(]*[\pL\pN]+(?:[-.'’][\pL\pN]+)*%?["')]*[.,;:!?]*$|^[-–=→+]>?$`)

// ordinal matches what makes a list when it stands first.
var ordinal = lazy.Compile(`^(?:[-–=+]>?|[0-9]+[.)])$`)

// quoted matches what a sentence itself marks as code.
var quoted = lazy.Compile("`[^`]+`")

// Prose makes a sentence safe for running Markdown text. What stands in backticks stays code; words
// that could be markup, HTML, a link or a mention (a path, `a_b`, `@user`) become code too, which is
// how paths and names should look.
func Prose(s string) string {
	s = Text(s)
	var b strings.Builder
	at := 0
	for _, m := range quoted.FindAllStringIndex(s, -1) {
		b.WriteString(words(s[at:m[0]], at == 0))
		b.WriteString(s[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(words(s[at:], at == 0))
	return strings.Trim(b.String(), " ")
}

// words makes the words of a text safe; at the head of a line some mean a list.
func words(s string, head bool) string {
	list := strings.Split(s, " ")
	for i, w := range list {
		first := head && strings.TrimSpace(strings.Join(list[:i], "")) == ""
		if w != "" && (!word.MatchString(w) && !punctuation(w) || first && ordinal.MatchString(w) || strings.HasPrefix(w, "www.")) {
			list[i] = codeWord(w)
		}
	}
	return strings.Join(list, " ")
}

// punctuation matches what may follow or precede a code span directly.
func punctuation(w string) bool { return strings.Trim(w, ".,;:)") == "" || w == "(" }

// codeWord makes a word a code span, with the sentence's punctuation and brackets kept outside.
func codeWord(w string) string {
	core := strings.TrimPrefix(w, "(")
	head := w[:len(w)-len(core)]
	for core != "" && (strings.ContainsRune(".,;:!?", rune(core[len(core)-1])) || closesOuter(core)) {
		core = core[:len(core)-1]
	}
	if core == "" {
		return span(w)
	}
	return head + span(core) + w[len(head)+len(core):]
}

// closesOuter tells whether a word ends in a bracket that it did not open.
func closesOuter(w string) bool {
	return strings.HasSuffix(w, ")") && strings.Count(w, ")") > strings.Count(w, "(")
}

// Cell makes Markdown text, such as Code and Prose give, fit for a table cell, where a bar would
// end the cell even within a code span.
func Cell(markdown string) string { return strings.ReplaceAll(markdown, "|", `\|`) }
