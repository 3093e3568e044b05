package scope

import (
	"bytes"
	"sort"

	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
)

// header matches comments at the top of a file that speak of the file, whatever stands below them.
var header = lazy.Compile(`(?i)@licen[cs]e|@preserve|copyright|\bSPDX-|@ts-nocheck|@ts-check|@flow\b|` +
	`eslint-disable(\s|\*|$)|eslint-env|eslint-enable|@jsx|@jest-|@vitest-|istanbul ignore file|c8 ignore file|` +
	`@file\b|@fileoverview|@packageDocumentation|@module\b|biome-ignore-all|tslint:|^///\s*<|prettier-ignore-start|sourceMappingURL`)

// nextLine matches comments that speak of the line below them, even above an import.
var nextLine = lazy.Compile(`@ts-ignore|@ts-expect-error|disable-next-line|prettier-ignore|biome-ignore|@__PURE__|#__PURE__`)

func isPureAnnotation(comment []byte) bool {
	return bytes.Contains(comment, []byte("@__PURE__")) || bytes.Contains(comment, []byte("#__PURE__"))
}

// spans sets what travels with each item.
func (w *walker) spans() {
	floor, top := w.top(), true
	for k, item := range w.work {
		limit := int32(len(w.file.Src))
		if k+1 < len(w.work) {
			limit = w.work[k+1].Stmt.Start
		}
		item.Span = w.travels(item.Stmt, floor, limit, func(comment []byte) bool {
			return top && (header.Match(comment) || item.Kind == Import && !nextLine.Match(comment))
		})
		floor, top = item.Span.End, top && item.Kind == Directive
	}
}

// top is where the first item may begin: behind a byte order mark and a hashbang.
func (w *walker) top() int32 {
	src, at := w.file.Src, 0
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	if !bytes.HasPrefix(src[at:], []byte("#!")) {
		return int32(at)
	}
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return int32(at + i + 1)
	}
	return int32(len(src))
}

// travels returns what belongs to the text at stmt: whole lines when it has them to itself, with the
// comments above it back to floor that stay rejects none of, and those behind it up to limit.
func (w *walker) travels(stmt scanner.Span, floor, limit int32, stays func([]byte) bool) scanner.Span {
	src := w.file.Src
	start, end := w.leading(stmt.Start, floor, stays), w.trailing(stmt.End, limit)
	line := start
	for line > floor && isBlank(src[line-1]) {
		line--
	}
	if line == w.top() || src[line-1] == '\n' {
		start = line
	} else if end > stmt.End && src[end-1] == '\n' {
		// Another statement stands in front on the line, so the line's end is not this one's.
		end = int32(len(bytes.TrimRight(src[:end], "\r\n")))
	}
	return scanner.Span{Start: start, End: end}
}

// leading goes up from start over the comments that belong to what begins there.
func (w *walker) leading(start, floor int32, stays func([]byte) bool) int32 {
	for {
		c, ok := w.commentBefore(start)
		if !ok || c.Start < floor || w.newlines(c.End, start) > 1 || stays(w.file.Src[c.Start:c.End]) {
			return start
		}
		start = c.Start
	}
}

// trailing goes from the end of a statement to behind the end of its last line, over comments. Where the
// next statement follows on that line, it stops in front of it and its comments.
func (w *walker) trailing(end, limit int32) int32 {
	src := w.file.Src
	at, first := end, int32(-1)
	for {
		for at < limit && isBlank(src[at]) {
			at++
		}
		if first < 0 {
			first = at
		}
		if at == int32(len(src)) {
			return at
		}
		if at < limit && src[at] == '\n' {
			return at + 1
		}
		c, ok := w.commentAt(at)
		if !ok || c.End > limit {
			return first
		}
		at = c.End
	}
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\f' || b == '\v' }

// commentBefore returns the comment that ends in front of pos, with nothing but blanks and line ends
// between.
func (w *walker) commentBefore(pos int32) (scanner.Span, bool) {
	i := sort.Search(len(w.comments), func(i int) bool { return w.comments[i].End > pos })
	if i == 0 {
		return scanner.Span{}, false
	}
	c := w.comments[i-1]
	return c, len(bytes.TrimSpace(w.file.Src[c.End:pos])) == 0
}

func (w *walker) commentAt(pos int32) (scanner.Span, bool) {
	i := sort.Search(len(w.comments), func(i int) bool { return w.comments[i].Start >= pos })
	if i == len(w.comments) || w.comments[i].Start != pos {
		return scanner.Span{}, false
	}
	return w.comments[i], true
}

func (w *walker) newlines(from, to int32) int {
	return bytes.Count(w.file.Src[from:to], []byte("\n"))
}
