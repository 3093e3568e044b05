package source

import "strings"

// glob is a compiled pattern of an ignore file. It matches bytes, as git's wildmatch does: `?` is one
// byte, `*` any but slashes, `**` between slashes whole folders. The time to match is bounded by a
// polynomial of the lengths, whatever the pattern.
type glob struct {
	literal string  // the bytes before the first wildcard
	tail    []token // nil when there is no wildcard
	suffix  bool    // the pattern is `*` and tail's literal: compare the end
	end     string
	never   bool // broken, so it matches nothing
}

type tokenKind uint8

const (
	tokenByte    tokenKind = iota
	tokenSet               // `?` and `[…]`
	tokenStar              // `*`: bytes without slash
	tokenDeep              // `**` at the end, or before an escaped slash: any bytes
	tokenFolders           // `**/`: nothing, or any bytes up to a slash
)

type token struct {
	kind tokenKind
	char byte
	set  *byteSet
}

const wildcards = `*?[\`

// newGlob compiles a pattern; whole tells that it holds for a path, where wildcards stop at slashes.
//
// Git compares the bytes before the first wildcard by themselves and hands the rest to its matcher,
// which takes a `**` at its head as one that follows a slash. So does this.
func newGlob(text string, whole bool) glob {
	cut := strings.IndexAny(text, wildcards)
	if cut < 0 {
		return glob{literal: text}
	}
	if rest := text[1:]; !whole && cut == 0 && text[0] == '*' && !strings.ContainsAny(rest, wildcards) {
		return glob{suffix: true, end: rest}
	}
	tail, ok := tokens(text[cut:], whole)
	return glob{literal: text[:cut], tail: tail, never: !ok}
}

// tokens splits a pattern; not ok when it ends within an escape or a class.
func tokens(text string, whole bool) (list []token, ok bool) {
	for i := 0; i < len(text); {
		switch text[i] {
		case '*':
			kind, size := stars(text, i, whole)
			list = append(list, token{kind: kind})
			i += size
			continue
		case '?':
			list = append(list, token{kind: tokenSet, set: anyByte(whole)})
		case '[':
			set, size := parseSet(text[i:], whole)
			if set == nil {
				return nil, false
			}
			list = append(list, token{kind: tokenSet, set: set})
			i += size
			continue
		case '\\':
			if i++; i == len(text) {
				return nil, false
			}
			fallthrough
		default:
			list = append(list, token{kind: tokenByte, char: text[i]})
		}
		i++
	}
	return list, true
}

// stars tells what the asterisks at an offset mean, and how many bytes they take.
func stars(text string, at int, whole bool) (tokenKind, int) {
	rest := strings.TrimLeft(text[at:], "*")
	count := len(text) - at - len(rest)
	switch {
	case !whole:
		return tokenDeep, count
	case count < 2 || at > 0 && text[at-1] != '/':
		return tokenStar, count
	case rest == "" || strings.HasPrefix(rest, `\/`):
		return tokenDeep, count
	case rest[0] == '/':
		return tokenFolders, count + 1
	}
	return tokenStar, count
}

func (g *glob) match(name string) bool {
	if g.suffix {
		return strings.HasSuffix(name, g.end)
	}
	if g.tail == nil {
		return name == g.literal
	}
	rest, ok := strings.CutPrefix(name, g.literal)
	return ok && matchTokens(g.tail, rest)
}

// matchTokens matches from the left and, where it fails, lets the last wildcard take more: first the
// last `*`, which a slash stops, then the last `**`. Older ones need no second try, since what follows
// them has been matched as early as it can be.
func matchTokens(list []token, text string) bool {
	star, deep := retry{at: -1}, retry{at: -1}
	for p, t := 0, 0; ; {
		if p == len(list) && t == len(text) {
			return true
		}
		if p < len(list) {
			switch list[p].kind {
			case tokenStar:
				star = retry{p, t}
				p++
				continue
			case tokenDeep, tokenFolders:
				deep, star.at = retry{p, t}, -1
				p++
				continue
			}
			if t < len(text) && list[p].takes(text[t]) {
				p, t = p+1, t+1
				continue
			}
		}
		switch {
		case star.at >= 0 && star.text < len(text) && text[star.text] != '/':
			star.text++
			p, t = star.at+1, star.text
		case deep.at >= 0 && deep.advance(list[deep.at].kind, text):
			star.at = -1
			p, t = deep.at+1, deep.text
		default:
			return false
		}
	}
}

// retry remembers a wildcard and the offset up to which it has taken the text.
type retry struct{ at, text int }

// advance lets a `**` take more: one byte, or up to the next slash where whole folders are meant.
func (r *retry) advance(kind tokenKind, text string) bool {
	if r.text >= len(text) {
		return false
	}
	step := 1
	if kind == tokenFolders {
		step = strings.IndexByte(text[r.text:], '/') + 1
	}
	r.text += step
	return step > 0
}

func (t *token) takes(c byte) bool {
	if t.kind == tokenByte {
		return c == t.char
	}
	return t.set.has(c)
}
