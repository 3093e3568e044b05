package analyze

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
)

// Members lists, sorted, the members that a file uses of a module it has bound as a whole
// (`import * as local`, `const local = require(…)`). ok is false when a use may hide the member: the
// name stands anywhere without a plain `.member`, `?.member` or `["member"]` behind it, and is not taken apart by
// `const { member } = local`.
//
// Every occurrence of the name counts, in comments and strings (but for specifiers) too and whether shadowed or not: that
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
		if int(own.Start) <= start && end <= int(own.End) || !wholeWord(src, start, end) || isProperty(src, start) || inSpecifier(f.Module, start) {
			continue
		}
		if member := memberBehind(src[end:]); member != "" {
			members = append(members, member)
			continue
		}
		picked, ok := pattern(src[:start], src[end:])
		if !ok {
			return nil, false
		}
		members = append(members, picked...)
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

// inSpecifier tells whether an offset lies in a specifier: files are often called what they are bound to.
func inSpecifier(m *scanner.Module, at int) bool {
	return slices.ContainsFunc(m.Refs, func(r scanner.Ref) bool { return int(r.Spec.Start) <= at && at < int(r.Spec.End) })
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

var (
	bracketed = lazy.Compile(`^(?:\?\.)?\[\s*["']([A-Za-z_$][\w$]*)["']\s*\]`)
	taken     = lazy.Compile(`\b(?:const|let|var)\s*\{([^{}()\[\]]*)\}\s*=\s*$`)
	picked    = lazy.Compile(`^\s*([A-Za-z_$][\w$]*)\s*(?:[:=][^.]*)?$`)
)

// pattern lists the members that `const { a, b: c } = NAME` takes, given the text on both sides of the name.
func pattern(before, behind []byte) (members []string, ok bool) {
	if rest := bytes.TrimLeft(behind, " \t"); len(rest) > 0 && !bytes.ContainsAny(rest[:1], ";\r\n") {
		return nil, false
	}
	m := taken.FindSubmatch(before[max(0, len(before)-1000):])
	if m == nil {
		return nil, false
	}
	for _, elem := range bytes.Split(bytes.TrimRight(m[1], " \t\r\n,"), []byte(",")) {
		name := picked.FindSubmatch(elem)
		if name == nil {
			return nil, false
		}
		members = append(members, string(name[1]))
	}
	return members, true
}

func memberBehind(rest []byte) string {
	rest = bytes.TrimLeft(rest, " \t\r\n")
	if m := bracketed.FindSubmatch(rest); m != nil {
		return string(m[1])
	}
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
