package source

import "strings"

// byteSet is a set of bytes.
type byteSet [4]uint64

func (s *byteSet) has(c byte) bool { return s[c>>6]&(1<<(c&63)) != 0 }
func (s *byteSet) add(c byte)      { s[c>>6] |= 1 << (c & 63) }
func (s *byteSet) drop(c byte)     { s[c>>6] &^= 1 << (c & 63) }

func (s *byteSet) addIf(test func(c byte) bool) {
	for c := range 256 {
		if test(byte(c)) {
			s.add(byte(c))
		}
	}
}

func (s *byteSet) invert() {
	for i := range s {
		s[i] = ^s[i]
	}
}

// anyByte is what `?` takes.
func anyByte(whole bool) *byteSet {
	s := &byteSet{}
	s.invert()
	if whole {
		s.drop('/')
	}
	return s
}

// parseSet reads a class at the head of text, and gives its length; nil when it is broken. The first
// `]` is a member, `!` and `^` negate, a backslash escapes, `[:name:]` is a POSIX class.
func parseSet(text string, whole bool) (*byteSet, int) {
	i, set := 1, &byteSet{}
	negated := i < len(text) && (text[i] == '!' || text[i] == '^')
	if negated {
		i++
	}
	for first, prev := true, -1; ; first = false {
		if i >= len(text) {
			return nil, 0
		}
		switch c := text[i]; {
		case c == ']' && !first:
			if negated {
				set.invert()
			}
			if whole {
				set.drop('/')
			}
			return set, i + 1
		case c == '-' && prev >= 0 && i+1 < len(text) && text[i+1] != ']':
			high, next := member(text, i+1)
			if next < 0 {
				return nil, 0
			}
			set.addIf(func(c byte) bool { return int(c) >= prev && c <= high })
			i, prev = next, -1
		case strings.HasPrefix(text[i:], "[:"):
			class, next, named := posixClass(text, i)
			if next < 0 {
				return nil, 0
			}
			if !named {
				set.add('[')
				i, prev = i+1, '['
				continue
			}
			set.addIf(class)
			i, prev = next, -1
		default:
			low, next := member(text, i)
			if next < 0 {
				return nil, 0
			}
			set.add(low)
			i, prev = next, int(low)
		}
	}
}

// member reads one byte of a class, escaped perhaps; next is -1 when the text ends there.
func member(text string, i int) (c byte, next int) {
	if text[i] == '\\' {
		if i++; i >= len(text) {
			return 0, -1
		}
	}
	return text[i], i + 1
}

// posixClass reads `[:name:]`. It is not named when the text up to the next `]` does not end in a
// colon: then the bracket is a plain member. next is -1 for an unknown name or a missing end.
func posixClass(text string, i int) (test func(byte) bool, next int, named bool) {
	end := strings.IndexByte(text[i+2:], ']')
	if end < 0 {
		return nil, -1, false
	}
	name, ok := strings.CutSuffix(text[i+2:i+2+end], ":")
	if !ok {
		return nil, i, false
	}
	if test = posix[name]; test == nil {
		return nil, -1, false
	}
	return test, i + 2 + end + 1, true
}

func between(c, low, high byte) bool { return c >= low && c <= high }
func isLower(c byte) bool            { return between(c, 'a', 'z') }
func isUpper(c byte) bool            { return between(c, 'A', 'Z') }
func isDigit(c byte) bool            { return between(c, '0', '9') }
func isAlnum(c byte) bool            { return isLower(c) || isUpper(c) || isDigit(c) }
func isGraph(c byte) bool            { return between(c, '!', '~') }

// posix holds the named classes, for ASCII: git knows no others.
var posix = map[string]func(byte) bool{
	"alnum":  isAlnum,
	"alpha":  func(c byte) bool { return isLower(c) || isUpper(c) },
	"blank":  func(c byte) bool { return c == ' ' || c == '\t' },
	"cntrl":  func(c byte) bool { return c < ' ' || c == 127 },
	"digit":  isDigit,
	"graph":  isGraph,
	"lower":  isLower,
	"print":  func(c byte) bool { return between(c, ' ', '~') },
	"punct":  func(c byte) bool { return isGraph(c) && !isAlnum(c) },
	"space":  func(c byte) bool { return c == ' ' || between(c, '\t', '\r') },
	"upper":  isUpper,
	"xdigit": func(c byte) bool { return isDigit(c) || between(c, 'a', 'f') || between(c, 'A', 'F') },
}
