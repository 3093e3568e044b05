package survey

import (
	"bytes"

	"rtconsolidate/analyze/lazy"
)

// member is a method or a function-valued field of a class, found without a parse tree.
type member struct {
	name    string
	at      int // offset in the text it was looked for in
	private bool
}

var memberHead = lazy.Compile(`^(?:(?:public|private|protected|static|async|override|readonly|get|set|declare|abstract)\s+|\*\s*)*([A-Za-z_$#][\w$]*)[?!]?\s*(\(|<|=\s*(?:async\b|\(|function\b|<))`)

// members lists the methods in the first braces of a text without comments: what stands at the
// beginning of a line, one brace deep. It serves the weighing of evidence, no rewrite rests on it.
func members(text []byte) []member {
	var list []member
	depth, fresh := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '{' || c == '(' || c == '[':
			depth++
			fresh = depth == 1
		case c == '}' || c == ')' || c == ']':
			depth--
			if depth == 0 && c == '}' {
				return list
			}
			fresh = depth == 1
		case c == '\n' || c == ';':
			fresh = depth == 1
		case c == ' ' || c == '\t' || c == '\r':
		default:
			if fresh {
				fresh = false
				if m := memberHead.FindSubmatch(text[i:min(len(text), i+200)]); m != nil {
					list = append(list, member{string(m[1]), i, m[1][0] == '#' || bytes.HasPrefix(m[0], []byte("private"))})
				}
			}
			i = pastString(text, i)
		}
	}
	return list
}
