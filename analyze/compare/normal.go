package compare

import "bytes"

// Normal writes code without comments so that what a formatter decides does not count: blanks, the kind
// of quotes, commas and semicolons that end a list or a line. Strings and templates stay as they are.
func Normal(code []byte) string {
	var out []byte
	gap := false // blanks were passed
	for i := 0; i < len(code); i++ {
		c := code[i]
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			gap = true
			continue
		case c == '"' || c == '\'' || c == '`':
			end := pastString(code, i)
			out = append(out, quoted(code[i:end])...)
			i = end - 1
		case (c == ',' || c == ';') && droppable(code[i+1:], c):
		default:
			if gap && len(out) > 0 && isWord(out[len(out)-1]) && isWord(c) {
				out = append(out, ' ')
			}
			out = append(out, c)
		}
		gap = false
	}
	return string(out)
}

// droppable tells whether a comma or semicolon means nothing: in front of a closing bracket or, a
// semicolon, at the end of a line or of the code.
func droppable(rest []byte, c byte) bool {
	line := bytes.TrimLeft(rest, " \t\r")
	if c == ';' && (len(line) == 0 || line[0] == '\n') {
		return true
	}
	rest = bytes.TrimLeft(line, " \t\r\n")
	return len(rest) > 0 && (rest[0] == '}' || c == ',' && (rest[0] == ')' || rest[0] == ']')) || c == ',' && len(rest) == 0
}

// quoted writes a string with double quotes where that needs no escape.
func quoted(s []byte) []byte {
	if s[0] != '\'' || len(s) < 2 || bytes.ContainsAny(s[1:len(s)-1], `"\`) {
		return s
	}
	out := bytes.Clone(s)
	out[0], out[len(out)-1] = '"', '"'
	return out
}

// pastString is the offset behind the string that begins at i; of a template, the code in it included.
func pastString(code []byte, i int) int {
	quote := code[i]
	for k := i + 1; k < len(code); k++ {
		switch c := code[k]; {
		case c == '\\':
			k++
		case c == quote:
			return k + 1
		case c == '\n' && quote != '`':
			return k // no string after all
		case quote == '`' && c == '$' && k+1 < len(code) && code[k+1] == '{':
			k = pastHole(code, k+2) - 1
		}
	}
	return len(code)
}

// pastHole is the offset behind the brace that ends a hole of a template.
func pastHole(code []byte, i int) int {
	depth := 1
	for i < len(code) && depth > 0 {
		switch code[i] {
		case '"', '\'', '`':
			i = pastString(code, i)
			continue
		case '{':
			depth++
		case '}':
			depth--
		}
		i++
	}
	return i
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
