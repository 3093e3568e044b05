package scanner

import (
	"bytes"
	"path"
)

// ScanFile scans a file in the grammar that its name asks for. Of components (.vue, .svelte, .astro)
// it scans the scripts, of .mdx the import and export blocks, with offsets in the whole file; a
// name that says nothing is taken for TypeScript.
func ScanFile(name string, src []byte) *Module {
	var blocks []block
	switch path.Ext(name) {
	case ".vue", ".svelte":
		blocks = scripts(src, 0, JS)
	case ".astro":
		blocks = astro(src)
	case ".mdx":
		blocks = mdx(src)
	default:
		lang, _ := LangOf(name)
		return Scan(src, lang)
	}
	m := &Module{}
	for _, b := range blocks {
		m.Blocks = append(m.Blocks, Span{int32(b.start), int32(b.end)})
		scanRange(m, src, b.start, b.end, b.lang)
	}
	m.Exports = uniteExports(m.Exports, map[string]int{})
	finish(m, src)
	return m
}

// block is a part of a file that holds code.
type block struct {
	start, end int
	lang       Lang
}

// scripts lists the contents of the script elements behind offset at. HTML comments hide them.
func scripts(src []byte, at int, plain Lang) (list []block) {
	for at < len(src) {
		k := bytes.IndexByte(src[at:], '<')
		if k < 0 {
			break
		}
		at += k
		switch {
		case bytes.HasPrefix(src[at:], []byte("<!--")):
			end := bytes.Index(src[at+4:], []byte("-->"))
			if end < 0 {
				return list
			}
			at += 4 + end + 3
		case hasTag(src[at+1:], "script"):
			lang, code, start := scriptTag(src, at+len("<script"), plain)
			end := closingTag(src, start)
			if code {
				list = append(list, block{start, end, lang})
			}
			at = end
		default:
			at++
		}
	}
	return list
}

// hasTag tells whether text starts with the name of a tag, in any case.
func hasTag(text []byte, name string) bool {
	return len(text) > len(name) && bytes.EqualFold(text[:len(name)], []byte(name)) &&
		(text[len(name)] == '>' || text[len(name)] == '/' || space(text, len(name)) > 0)
}

// closingTag returns where the `</script` behind i starts.
func closingTag(src []byte, i int) int {
	for at := i; at < len(src); at++ {
		k := bytes.Index(src[at:], []byte("</"))
		if k < 0 {
			break
		}
		if at += k; hasTag(src[at+2:], "script") {
			return at
		}
	}
	return len(src)
}

// scriptTag reads the attributes of a script element, which start at i. code is false when it has no
// contents, or contents that are no JavaScript.
func scriptTag(src []byte, i int, plain Lang) (lang Lang, code bool, start int) {
	lang, code = plain, true
	for i < len(src) && src[i] != '>' {
		if src[i] == '/' && i+1 < len(src) && src[i+1] == '>' {
			code = false
		}
		name := i
		for i < len(src) && !contains("=/>\"'", src[i]) && space(src, i) == 0 {
			i++
		}
		key, value := src[name:i], []byte(nil)
		if k := skipSpace(src, i); len(key) > 0 && k < len(src) && src[k] == '=' {
			value, i = attributeValue(src, skipSpace(src, k+1))
		} else if len(key) == 0 {
			_, i = attributeValue(src, i)
		}
		switch string(key) {
		case "lang":
			lang = scriptLang(string(value), plain)
		case "type":
			code = code && javaScript(string(value))
		}
	}
	return lang, code, min(i+1, len(src))
}

func skipSpace(src []byte, i int) int {
	for i < len(src) && space(src, i) > 0 {
		i++
	}
	return i
}

// attributeValue reads a value at i, quoted or not, and returns the offset behind it. It moves on at
// least one byte.
func attributeValue(src []byte, i int) (value []byte, end int) {
	if i >= len(src) {
		return nil, i
	}
	if q := src[i]; q == '"' || q == '\'' {
		k := bytes.IndexByte(src[i+1:], q)
		if k < 0 {
			return nil, len(src)
		}
		return src[i+1 : i+1+k], i + k + 2
	}
	for end = i; end < len(src) && src[end] != '>' && space(src, end) == 0; end++ {
	}
	if end == i && src[i] != '>' {
		end++
	}
	return src[i:end], end
}

func scriptLang(value string, plain Lang) Lang {
	switch value {
	case "ts", "typescript":
		return TS
	case "tsx":
		return TSX
	case "js", "jsx":
		return JS
	}
	return plain
}

func javaScript(mime string) bool {
	switch mime {
	case "", "module", "text/javascript", "application/javascript", "text/typescript", "text/babel", "ts":
		return true
	}
	return false
}

// astro lists the code fence at the head of the file, and the scripts of the markup behind it.
func astro(src []byte) []block {
	fence := []byte("---")
	start := skipSpace(src, 0)
	if !bytes.HasPrefix(src[start:], fence) {
		return scripts(src, 0, TS)
	}
	start += len(fence)
	end := len(src)
	for at := start; ; {
		k := bytes.Index(src[at:], fence)
		if k < 0 {
			break
		}
		if at += k; startsLine(src, at) {
			end = at
			break
		}
		at += len(fence)
	}
	list := []block{{start, end, TS}}
	return append(list, scripts(src, min(end+len(fence), len(src)), TS)...)
}

// startsLine tells whether there is nothing but blanks before i on its line.
func startsLine(src []byte, i int) bool {
	for i > 0 && (src[i-1] == ' ' || src[i-1] == '\t') {
		i--
	}
	return i == 0 || src[i-1] == '\n'
}

// mdx lists the blocks that start a line with `import` or `export`, outside of fenced code; each
// ends with the next empty line outside of its brackets.
func mdx(src []byte) (list []block) {
	var fence []byte
	ahead := &scanner{budget: 4*len(src) + 1<<16}
	for at := 0; at < len(src); {
		end := lineEnd(src, at)
		line := bytes.TrimSpace(src[at:end])
		switch mark := fenceMark(line); {
		case fence == nil && mark != nil:
			fence = mark
		case fence != nil:
			if bytes.HasPrefix(mark, fence) && len(mark) == len(line) {
				fence = nil
			}
		case startsBlock(src[at:end]):
			end = blockEnd(ahead, src, at)
			list = append(list, block{at, end, JS})
		}
		at = end
	}
	return list
}

// lineEnd returns the offset behind the line at i with its terminator.
func lineEnd(src []byte, i int) int {
	if k := bytes.IndexByte(src[i:], '\n'); k >= 0 {
		return i + k + 1
	}
	return len(src)
}

// fenceMark returns the run of backticks or tildes that a line starts with, nil when there is none.
func fenceMark(line []byte) []byte {
	n := 0
	for n < len(line) && line[n] == line[0] && (line[0] == '`' || line[0] == '~') {
		n++
	}
	if n < 3 {
		return nil
	}
	return line[:n]
}

func startsBlock(line []byte) bool {
	for _, keyword := range []string{"import", "export"} {
		if n := len(keyword); len(line) > n && string(line[:n]) == keyword && (contains("{*'\"", line[n]) || space(line, n) > 0) {
			return true
		}
	}
	return false
}

// blockEnd returns where the block that starts at i ends: at an empty line with no bracket open.
func blockEnd(s *scanner, src []byte, i int) int {
	end := i
	for end < len(src) {
		end = lineEnd(src, end)
		if end == len(src) || len(bytes.TrimSpace(src[end:lineEnd(src, end)])) > 0 {
			continue
		}
		s.src = src[:end]
		if !s.opened(i) {
			break
		}
	}
	return end
}
