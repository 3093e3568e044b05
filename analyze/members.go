package analyze

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// Members lists, sorted, the members that a file uses of a module it has bound as a whole
// (`import * as local`, `const local = require(…)`). ok is false when a use may hide the member: the
// name stands anywhere without a plain `.member` or `?.member` behind it.
//
// Every occurrence of the name counts, in comments and strings too and whether shadowed or not: that
// can only refuse too much or list too many.
func (r *Repo) Members(id FileID, ref int, local string) (members []string, ok bool) {
	f := r.Files[id]
	src, err := r.Tree.Read(f.Path)
	if err != nil || local == "" {
		return nil, false
	}
	own := f.Module.Refs[ref].Stmt
	if bound := f.Module.Refs[ref].Bound; bound == local {
		own.Start -= int32(min(len(bindingHead(src[:own.Start], local)), int(own.Start)))
	}
	for i := 0; ; {
		at := bytes.Index(src[i:], []byte(local))
		if at < 0 {
			break
		}
		start, end := i+at, i+at+len(local)
		i = end
		if int(own.Start) <= start && end <= int(own.End) || !wholeWord(src, start, end) || isProperty(src, start) {
			continue
		}
		member := memberBehind(src[end:])
		if member == "" {
			return nil, false
		}
		members = append(members, member)
	}
	slices.Sort(members)
	return slices.Compact(members), true
}

// bindingHead is the text from a binding's name to the call it is bound to (`m = await `).
func bindingHead(before []byte, local string) []byte {
	i := bytes.LastIndex(before, []byte(local))
	if i < 0 || bytes.ContainsAny(before[i:], ";,(){}") {
		return nil
	}
	return before[i:]
}

func wholeWord(src []byte, start, end int) bool {
	before, _ := utf8.DecodeLastRune(src[:start])
	after, _ := utf8.DecodeRune(src[end:])
	return (start == 0 || !isWord(before)) && (end == len(src) || !isWord(after))
}

func isWord(c rune) bool {
	return c == '_' || c == '$' || c == '\\' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}

// isProperty tells whether the name is a member of something else (`x.name`), not spread (`...name`).
func isProperty(src []byte, start int) bool {
	before := bytes.TrimRight(src[:start], " \t\r\n")
	return bytes.HasSuffix(before, []byte(".")) && !bytes.HasSuffix(before, []byte("..."))
}

func memberBehind(rest []byte) string {
	rest = bytes.TrimLeft(rest, " \t\r\n")
	rest = bytes.TrimPrefix(rest, []byte("?"))
	if len(rest) == 0 || rest[0] != '.' {
		return ""
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n")
	end := 0
	for end < len(rest) {
		c, size := utf8.DecodeRune(rest[end:])
		if !isWord(c) || c == '\\' {
			break
		}
		end += size
	}
	return string(rest[:end])
}
