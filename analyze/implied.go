package analyze

import (
	"path"
	"strings"
	"unicode"
)

// NameFor is the name under which another module can offer an exported name of a file: the name
// itself; for a default export the name of what it exports, else one made of the file's name.
func NameFor(file, name string, b Binding) string {
	if name != "default" {
		return name
	}
	if b.Name != "default" && b.Name != "*" && b.Name != "" {
		return b.Name
	}
	stem, _, _ := strings.Cut(path.Base(file), ".")
	if stem == "index" {
		stem = path.Base(path.Dir(file))
	}
	return camel(stem)
}

// camel turns a file name into an identifier.
func camel(stem string) string {
	var out strings.Builder
	up := false
	for _, c := range stem {
		switch {
		case !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '$':
			up = out.Len() > 0
		case up:
			out.WriteRune(unicode.ToUpper(c))
			up = false
		default:
			out.WriteRune(c)
		}
	}
	s := out.String()
	if s == "" || unicode.IsDigit(rune(s[0])) {
		s = "_" + s
	}
	return s
}
