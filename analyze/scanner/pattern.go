package scanner

// element is one element of a destructuring pattern.
type element struct {
	key    token // the name that is taken; zero in arrays, for `...rest` and for a computed key
	target token // the name that is bound; zero when a pattern is nested
	span   Span  // up to its default's end; to that of its key when a nested pattern does not end
	rest   bool
	depth  int // 0 for the outermost pattern
}

// pattern lists the elements of the pattern whose bracket stands at i, those of nested patterns
// included, in the order of the text. Defaults are passed over. What is no pattern ends the list.
func (s *scanner) pattern(i int) []element {
	var list []element
	var brackets []byte
	var owners []int // of each bracket, the index of the element whose target it is, -1 for none
	value := true    // a bracket at this place is a pattern, not a computed key
	for at := i; ; {
		t := s.next(at)
		if t.kind == endToken {
			return list
		}
		n := len(brackets)
		switch c := s.src[t.start]; {
		case (c == '{' || c == '[') && (value || brackets[n-1] == '['):
			owner := -1
			if value {
				owner = len(list) - 1
			}
			brackets, owners, value = append(brackets, c), append(owners, owner), false
			at = t.end
		case c == '}' || c == ']':
			if n <= 1 {
				return list
			}
			at = s.initializer(t.end)
			if owner := owners[n-1]; owner >= 0 {
				list[owner].span.End = int32(at)
			}
			brackets, owners = brackets[:n-1], owners[:n-1]
		case c == ',':
			at = t.end
		default:
			e, behind := s.patternElement(t, brackets[n-1] == '{')
			if behind <= t.start {
				return list
			}
			e.depth = n - 1
			list = append(list, e)
			at, value = behind, e.target.end == 0
		}
	}
}

// patternElement reads the element of a pattern that starts with t. It returns the offset behind it, or
// that of the nested pattern that is its target.
func (s *scanner) patternElement(t token, object bool) (e element, behind int) {
	target := t
	switch {
	case s.is(t, "..."):
		e.rest = true
		target = s.next(t.end)
	case object && s.is(t, "["):
		end := s.balanced(t.start)
		if end == 0 {
			return e, 0
		}
		if target = s.next(s.next(end).end); !s.is(s.next(end), ":") {
			return e, 0
		}
	case object:
		e.key = t
		if colon := s.next(t.end); s.is(colon, ":") {
			target = s.next(colon.end)
		}
	}
	if s.identifier(target) {
		e.target = target
		behind = s.initializer(target.end)
		e.span = Span{int32(t.start), int32(behind)}
		return e, behind
	}
	e.span = Span{int32(t.start), int32(target.start)}
	if s.is(target, "{") || s.is(target, "[") {
		return e, target.start
	}
	return e, 0
}
