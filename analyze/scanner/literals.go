package scanner

func (s *scanner) string(i int) int {
	if len(s.stack) > 0 {
		if p := s.before(i); p > 0 && (s.src[p-1] == 'm' || s.src[p-1] == 't') {
			s.buried(p)
		}
	}
	end, closed := stringBounds(s.src, i)
	if !closed {
		s.diag(i, "this string is not closed on its line")
		return end
	}
	return end + 1
}

// template scans template text from i up to a substitution, or past the closing backtick.
func (s *scanner) template(i int) int {
	end := tickBounds(s.src, i)
	switch {
	case end >= len(s.src):
		s.diag(i-1, "this template is not closed")
		return end
	case s.src[end] == '`':
		return end + 1
	}
	s.push(substitution, end+1, end)
	return end + 2
}

// slash scans a comment, a regular expression or a division.
func (s *scanner) slash(i int) int {
	if commentAt(s.src, i) {
		return s.comment(i)
	}
	if i < s.plainUntil || !s.operand(s.before(i)) {
		return i + 1
	}
	end, ok := regexBounds(s.src, i)
	if !ok {
		s.plainUntil = end
		s.diag(i, "this regular expression is not closed on its line")
		return i + 1
	}
	s.regexEnd = end
	return end
}

func (s *scanner) comment(i int) int {
	prev := s.before(i)
	var end int
	if s.src[i+1] == '/' {
		end = lineCommentEnd(s.src, i)
	} else {
		var closed bool
		if end, closed = blockCommentEnd(s.src, i); !closed {
			s.diag(i, "this comment is not closed")
		}
		if end-i > len("/**import*/") && s.src[i+2] == '*' {
			s.jsdoc(i, end)
		}
	}
	s.commentEnd, s.commentPrev = end, prev
	s.comments[s.passed%len(s.comments)] = comment{int32(end), int32(prev)}
	s.passed++
	return end
}

// passComments passes the comments between i and end, where there is nothing else but white space.
func (s *scanner) passComments(i, end int) {
	for i < end {
		if s.src[i] == '/' {
			i = s.comment(i)
		} else {
			i++
		}
	}
}
