package resolver

import (
	"path"
	"strconv"
	"strings"

	"rtconsolidate/analyze/lazy"
)

// literalAliases reads the aliases out of a JavaScript or JSON config: the objects and lists under `alias`
// (vite, webpack and others) and `moduleNameMapper` (jest). What is not literal is passed over.
func literalAliases(src string) (list []alias) {
	if !strings.Contains(src, "alias") && !strings.Contains(src, "moduleNameMapper") {
		return nil
	}
	t := tokens(src)
	vars := t.constants()
	for i := 0; i+2 < len(t); i++ {
		name := t[i].text
		switch {
		case name != "alias" && name != "moduleNameMapper" || t[i].kind == punctuation:
		case t[i+1].text == ":" && t[i+2].text == "{" || t[i+1].text == "=" && t[i+2].text == "{":
			list = append(list, t.object(i+3, name, vars)...)
		case t[i+1].text == ":" && t[i+2].text == "[":
			list = append(list, t.list(i+3, name, vars)...)
		case t[i+1].text == "[" && i+4 < len(t) && t[i+3].text == "]" && t[i+4].text == "=":
			list = append(list, made(name, t[i+2], t.value(i+5), vars)...)
		}
	}
	return list
}

// object reads `{ key: value, … }` from behind its brace.
func (t tokenList) object(i int, name string, vars map[string]string) (list []alias) {
	for i+1 < len(t) && t[i].text != "}" {
		key := t[i]
		if key.text == "[" && i+2 < len(t) && t[i+2].text == "]" {
			i += 2
			key = t[i-1]
		}
		if i+1 < len(t) && t[i+1].text == ":" {
			list = append(list, made(name, key, t.value(i+2), vars)...)
		}
		i = t.expression(i)
		if i < len(t) && t[i].text == "," {
			i++
		} else if i < len(t) && t[i].text != "}" {
			break
		}
	}
	return list
}

// list reads `[{ find: …, replacement: … }, …]`, the other form of vite.
func (t tokenList) list(i int, name string, vars map[string]string) (list []alias) {
	var find token
	for depth := 1; i+1 < len(t) && depth > 0; i++ {
		switch {
		case t[i].text == "[" || t[i].text == "{" || t[i].text == "(":
			depth++
		case t[i].text == "]" || t[i].text == "}" || t[i].text == ")":
			depth--
		case t[i].text == "find" && t[i+1].text == ":" && i+2 < len(t):
			find = t[i+2]
		case t[i].text == "replacement" && t[i+1].text == ":":
			list = append(list, made(name, find, t.value(i+2), vars)...)
			i = t.expression(i+2) - 1
		}
	}
	return list
}

// made turns one key and its value into patterns.
func made(name string, key token, value tokenList, vars map[string]string) []alias {
	target, ok := value.path(vars)
	if !ok || key.kind == punctuation || key.text == "" {
		return nil
	}
	if name == "moduleNameMapper" || key.kind == regexLiteral {
		return fromRegex(name, key.text, target)
	}
	exact := strings.HasSuffix(key.text, "$")
	find := strings.TrimSuffix(strings.TrimSuffix(key.text, "$"), "/*")
	target = strings.TrimSuffix(target, "/*")
	if find = strings.TrimSuffix(find, "/"); find == "" || strings.HasPrefix(find, ".") {
		return nil
	}
	list := []alias{{pattern: find, target: target, source: name}}
	if !exact {
		list = append(list, alias{pattern: find + "/*", target: path.Join(target, "*"), source: name})
	}
	return list
}

var simpleRegex = lazy.Compile(`^\^?((?:[\w@~#/-]|\\[./$^-])+)(\(\.[*+]\??\)|\(\?:[^()]*\)|)?(\$?)$`)

// fromRegex reads a regular expression that is a prefix with the rest behind it, or a whole name.
func fromRegex(name, regex, target string) []alias {
	m := simpleRegex.FindStringSubmatch(regex)
	if m == nil || !strings.HasPrefix(regex, "^") {
		return nil
	}
	find := strings.ReplaceAll(m[1], `\`, "")
	switch {
	case strings.HasPrefix(m[2], "(."):
		if !strings.HasSuffix(target, "$1") {
			return nil
		}
		return []alias{{pattern: find + "*", target: strings.TrimSuffix(target, "$1") + "*", source: name}}
	case m[2] != "" || strings.Contains(target, "$"):
		return nil
	case m[3] == "$":
		return []alias{{pattern: find, target: target, source: name}}
	case strings.HasSuffix(find, "/"):
		return []alias{{pattern: find + "*", target: strings.TrimSuffix(target, "/") + "/*", source: name}}
	}
	return []alias{{pattern: find, target: target, source: name}, {pattern: find + "/*", target: path.Join(target, "*"), source: name}}
}

// path evaluates an expression that is made of literal path segments: a string, `path.resolve(__dirname,
// 'src')`, `fileURLToPath(new URL('./src', import.meta.url))`, `__dirname + '/src'`.
func (t tokenList) path(vars map[string]string) (string, bool) {
	var parts []string
	for i, tok := range t {
		switch tok.kind {
		case stringLiteral:
			parts = append(parts, tok.text)
		case identifier:
			called := i+1 < len(t) && t[i+1].text == "("
			member := i > 0 && t[i-1].text == "."
			if v, ok := vars[tok.text]; ok && !called && !member {
				parts = append(parts, v)
			} else if !called && !member && !neutral[tok.text] {
				return "", false
			}
		case punctuation:
			if !strings.Contains("()[].,+", tok.text) {
				return "", false
			}
		default:
			return "", false
		}
	}
	if len(parts) == 0 {
		return "", false
	}
	for i, p := range parts {
		p = strings.TrimPrefix(p, "<rootDir>")
		p = strings.TrimPrefix(p, "${__dirname}")
		parts[i] = strings.TrimPrefix(strings.TrimPrefix(p, "file://"), "/")
	}
	joined := path.Join(parts...)
	return joined, !strings.Contains(joined, "${")
}

// neutral are the names that a path expression may hold and that add nothing to it.
var neutral = map[string]bool{"path": true, "__dirname": true, "new": true, "import": true, "process": true, "url": true, "nodePath": true}

// constants are the top-level names that hold a literal path.
func (t tokenList) constants() map[string]string {
	vars := map[string]string{}
	for i := 0; i+3 < len(t); i++ {
		if t[i].text != "const" || t[i+1].kind != identifier || t[i+2].text != "=" {
			continue
		}
		value := t.value(i + 3)
		if v, ok := value.path(vars); ok && len(value) < 20 {
			vars[t[i+1].text] = v
		}
	}
	return vars
}

// value gives the tokens of the expression that begins at an index.
func (t tokenList) value(i int) tokenList {
	i = min(i, len(t))
	return t[i:t.expression(i)]
}

// expression gives the index behind an expression: at the comma, semicolon or bracket that ends it.
func (t tokenList) expression(i int) int {
	depth := 0
	for ; i < len(t); i++ {
		if t[i].kind != punctuation {
			// Two operands side by side: a line that ends without a semicolon.
			if depth == 0 && i > 0 && (t[i].text == "const" || t[i].text == "export" || t[i].text == "let" || t[i].text == "var") {
				return i
			}
			continue
		}
		switch t[i].text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth == 0 {
				return i
			}
			depth--
		case ",", ";":
			if depth == 0 {
				return i
			}
		}
	}
	return i
}

type tokenKind uint8

const (
	identifier tokenKind = iota
	stringLiteral
	regexLiteral
	punctuation
)

type token struct {
	kind tokenKind
	text string
}

type tokenList []token

var lexeme = lazy.Compile("^(?:(//[^\n]*|/\\*(?s:.*?)\\*/|\\s+)|([A-Za-z_$][\\w$]*|\\d[\\w.]*)|('(?:[^'\\\\\n]|\\\\.)*'|\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`)|(/(?:[^/\\\\\n\\[]|\\\\.|\\[(?:[^\\]\\\\\n]|\\\\.)*\\])+/[a-z]*))")

// tokens cuts a config into words, strings, regular expressions and single characters.
func tokens(src string) (list tokenList) {
	for src != "" {
		m := lexeme.FindStringSubmatchIndex(src)
		group := func(n int) string {
			if m == nil || m[2*n] < 0 {
				return ""
			}
			return src[m[2*n]:m[2*n+1]]
		}
		size := 1
		switch {
		case group(1) != "":
			size = len(group(1))
		case group(2) != "":
			size = len(group(2))
			list = append(list, token{identifier, group(2)})
		case group(3) != "":
			size = len(group(3))
			list = append(list, token{stringLiteral, unquote(group(3))})
		case group(4) != "" && list.regexHere():
			size = len(group(4))
			text := group(4)
			list = append(list, token{regexLiteral, text[1:strings.LastIndexByte(text, '/')]})
		default:
			list = append(list, token{punctuation, src[:1]})
		}
		src = src[size:]
	}
	return list
}

// regexHere tells that a slash cannot divide.
func (t tokenList) regexHere() bool {
	return len(t) == 0 || t[len(t)-1].kind == punctuation && !strings.Contains(")]}", t[len(t)-1].text)
}

func unquote(s string) string {
	inner := s[1 : len(s)-1]
	if !strings.Contains(inner, `\`) {
		return inner
	}
	if plain, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(inner, `\'`, `'`), `"`, `\"`) + `"`); err == nil {
		return plain
	}
	return inner
}
