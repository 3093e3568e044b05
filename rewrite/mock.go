package rewrite

import (
	"bytes"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rules"
)

// mocked says what a mock comes to mean that follows its module into a file with more: a factory lacks the
// rest, an automatic mock replaces it, and of two mocks of one file one alone holds.
func (r *router) mocked(i int, l *rules.Legacy) {
	ref, target := &r.file.Module.Refs[i], r.now(l.Final())
	if !replaces(ref) {
		return
	}
	if line := r.mockedBefore(i, target); line > 0 {
		r.tell(r.file, ref.Line, "`%s` is mocked at line %d already, so that one of the two mocks is lost: make one of them", target, line)
		return
	}
	more := r.more(l)
	switch {
	case len(more) == 0:
	case !ref.Factory:
		r.tell(r.file, ref.Line, "the automatic mock of `%s` replaces %s, too", target, quotedList(more))
	case !bytes.Contains(r.src[ref.Stmt.Start:ref.Stmt.End], []byte("...")):
		r.tell(r.file, ref.Line, "the factory lacks %s, which `%s` offers beside what `%s` did: spread the original in it", quotedList(more), target, l.Path)
	}
}

// replaces tells the calls that put something in place of a module from their relatives.
func replaces(ref *scanner.Ref) bool {
	_, method, _ := strings.Cut(ref.Callee, ".")
	return ref.Kind == scanner.KindMock && (method == "mock" || method == "doMock" || method == "setMock")
}

// bypassed says that a mock of a module which passes names on no longer reaches who takes them of the entry.
func (r *router) bypassed(i int, l *rules.Legacy) {
	id := r.before.Lookup(l.Home())
	names, _ := r.before.Names(id)
	for _, n := range names {
		b := r.before.Export(id, n)
		if _, offers := r.offers.as[offered{l, n}]; offers && b.Status == analyze.Found && b.Path != l.Home() {
			r.tell(r.file, r.file.Module.Refs[i].Line, "the entry takes `%s` from `%s`, past this mock: mock that file", n, r.now(b.Path))
			return
		}
	}
}

// mockedBefore is the line of an earlier mock in the file that leads to the same file, 0 for none.
func (r *router) mockedBefore(i int, target string) int32 {
	for k := range i {
		ref := &r.file.Module.Refs[k]
		if !replaces(ref) || ref.Callee != r.file.Module.Refs[i].Callee {
			continue
		}
		to := r.file.Edges[k].Path
		if to == r.file.Edges[i].Path {
			continue // twice already
		}
		if l := r.scope.Module(to); l != nil && len(l.Into) == 1 && !l.Part {
			to = l.Final()
		}
		if r.now(to) == target {
			return ref.Line
		}
	}
	return 0
}

// more lists the values that the target of a merged module offers and the module does not.
func (r *router) more(l *rules.Legacy) []string {
	from, to := r.before.Lookup(l.Path), r.before.Lookup(l.Final())
	if from == analyze.None || to == analyze.None {
		return nil
	}
	had, _ := r.before.Names(from)
	has, _ := r.before.Names(to)
	return slices.DeleteFunc(slices.Clone(has), func(n string) bool { return slices.Contains(had, n) || !r.before.Export(to, n).HasValue() })
}

// quotedList writes up to three names, and how many there are besides.
func quotedList(names []string) string {
	text := "`" + strings.Join(names[:min(len(names), 3)], "`, `") + "`"
	if n := len(names) - 3; n > 0 {
		text += " and " + count(n, "other")
	}
	return text
}
