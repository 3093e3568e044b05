package scanner

import "bytes"

// references reads the `/// <reference path="…" />` comments among those that stand before the first token.
func (s *scanner) references(i int) {
	for i < len(s.src) {
		switch {
		case commentAt(s.src, i) && s.src[i+1] == '/':
			end := lineCommentEnd(s.src, i)
			s.reference(i, end)
			i = end
		case commentAt(s.src, i):
			i, _ = blockCommentEnd(s.src, i)
		default:
			n := space(s.src, i)
			if n == 0 {
				return
			}
			i += n
		}
	}
}

// reference records the path of the line comment src[i:end], when it is such a comment.
func (s *scanner) reference(i, end int) {
	line := s.src[i:end]
	if len(line) < 3 || line[2] != '/' {
		return
	}
	rest := bytes.TrimLeft(line[3:], " \t")
	close := bytes.Index(rest, []byte("/>"))
	if close < 0 || len(rest) < 11 || !bytes.EqualFold(rest[:10], []byte("<reference")) || space(rest, 10) == 0 {
		return
	}
	element := rest[10:close]
	for _, other := range []string{"types", "lib"} {
		if from, _ := attribute(element, other); from >= 0 {
			return
		}
	}
	if from, to := attribute(element, "no-default-lib"); from >= 0 && string(element[from:to]) == "true" {
		return
	}
	from, to := attribute(element, "path")
	if from < 0 {
		return
	}
	base := end - len(rest) + 10
	spec := token{stringToken, base + from - 1, base + to + 1, false}
	index := s.addRef(Ref{Kind: KindReference}, i, end, spec)
	s.m.Refs[index].Specifier = string(element[from:to])
}

// attribute finds the value of an attribute, the name of which stands behind white space.
func attribute(element []byte, name string) (from, to int) {
	for i := 0; i < len(element); i++ {
		if space(element, i) == 0 || !bytes.HasPrefix(bytes.ToLower(element[i+1:min(len(element), i+1+len(name))]), []byte(name)) {
			continue
		}
		rest := bytes.TrimLeft(element[i+1+len(name):], " \t")
		if len(rest) == 0 || rest[0] != '=' {
			continue
		}
		rest = bytes.TrimLeft(rest[1:], " \t")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			continue
		}
		if k := bytes.IndexByte(rest[1:], rest[0]); k >= 0 {
			from = len(element) - len(rest) + 1
			return from, from + k
		}
	}
	return -1, -1
}
