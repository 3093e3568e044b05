package diff

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"rtconsolidate/rewrite"
)

// Stat counts what one change does to the lines of a file.
type Stat struct {
	Path    string // repo-relative
	From    string // the old path of a rename, else ""
	Added   int    // lines
	Deleted int    // lines
	Binary  bool   // the counts are zero: the content is no text
}

// Stats counts every change, in the order and with the renames of Unified.
func Stats(changes []rewrite.Change) []Stat {
	list := make([]Stat, 0, len(changes))
	for _, c := range sorted(moves(changes)) {
		list = append(list, Count(c))
	}
	return list
}

// Count counts one change as it is given.
func Count(c rewrite.Change) Stat {
	s := Stat{Path: c.Path, From: c.From, Binary: bytes.IndexByte(c.Old, 0) >= 0 || bytes.IndexByte(c.New, 0) >= 0}
	if !s.Binary {
		old, new := splitLines(c.Old), splitLines(c.New)
		stay := len(match(old, new))
		s.Added, s.Deleted = len(new)-stay, len(old)-stay
	}
	return s
}

// Summary renders a diffstat in at most width columns, as `git diff --stat` does: a line a file with a
// bar, then the totals.
func Summary(stats []Stat, width int) []byte {
	names := make([]string, len(stats))
	longest, most := 0, 0
	for i, s := range stats {
		names[i] = s.name()
		longest = max(longest, utf8.RuneCountInString(names[i]))
		most = max(most, s.Added+s.Deleted)
	}
	l := layout(width, longest, most, stats)
	var out bytes.Buffer
	for i, s := range stats {
		fmt.Fprintf(&out, " %-*s | %s\n", l.name, shorten(names[i], l.name), l.bar(s))
	}
	writeTotals(&out, stats)
	return out.Bytes()
}

// columns are the widths of a diffstat: git gives the bar at most three eighths of the line when
// names are long.
type columns struct{ name, number, graph, most int }

func layout(width, longest, most int, stats []Stat) columns {
	l := columns{name: longest, number: len(fmt.Sprint(most)), graph: most, most: most}
	for _, s := range stats {
		if s.Binary {
			l.number = max(l.number, len("Bin"))
		}
	}
	width = max(width, 16+6+l.number)
	if l.name+l.number+6+l.graph <= width {
		return l
	}
	l.graph = min(l.graph, max(6, width*3/8-l.number-6))
	if room := width - l.number - 6 - l.graph; l.name > room {
		l.name = room
	} else {
		l.graph = width - l.number - 6 - l.name
	}
	return l
}

func (l columns) bar(s Stat) string {
	if s.Binary {
		return fmt.Sprintf("%*s", l.number, "Bin")
	}
	add, del := s.Added, s.Deleted
	if l.graph <= l.most {
		total := l.scale(add + del)
		if total < 2 && add > 0 && del > 0 {
			total = 2
		}
		if add < del {
			add = l.scale(add)
			del = total - add
		} else {
			del = l.scale(del)
			add = total - del
		}
	}
	bar := strings.Repeat("+", add) + strings.Repeat("-", del)
	return strings.TrimRight(fmt.Sprintf("%*d %s", l.number, s.Added+s.Deleted, bar), " ")
}

// scale keeps a bar of at least one sign for any change.
func (l columns) scale(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + n*(l.graph-1)/l.most
}

// name shows a rename with the folders that both paths share taken out, as git does.
func (s Stat) name() string {
	if s.From == "" || s.From == s.Path {
		return quote(s.Path)
	}
	if quote(s.From) != s.From || quote(s.Path) != s.Path {
		return quote(s.From) + " => " + quote(s.Path)
	}
	head := sharedHead(s.From, s.Path)
	tail := sharedTail(s.From[max(head-1, 0):], s.Path[max(head-1, 0):])
	from, to := middle(s.From, head, tail), middle(s.Path, head, tail)
	if head+tail == 0 {
		return from + " => " + to
	}
	return s.Path[:head] + "{" + from + " => " + to + "}" + s.Path[len(s.Path)-tail:]
}

func middle(path string, head, tail int) string { return path[head:max(head, len(path)-tail)] }

// sharedHead is the length of the folders with which both paths begin, with the last slash.
func sharedHead(a, b string) int {
	head := 0
	for i := 0; i < min(len(a), len(b)) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			head = i + 1
		}
	}
	return head
}

// sharedTail is the length of the names with which both paths end, with the first slash.
func sharedTail(a, b string) int {
	tail := 0
	for i := 1; i <= min(len(a), len(b)) && a[len(a)-i] == b[len(b)-i]; i++ {
		if a[len(a)-i] == '/' {
			tail = i
		}
	}
	return tail
}

// shorten cuts the head off a name that is too wide, at a slash where there is one.
func shorten(name string, width int) string {
	runes := []rune(name)
	if len(runes) <= width {
		return name
	}
	tail := string(runes[len(runes)-(width-3):])
	if slash := strings.IndexByte(tail, '/'); slash >= 0 {
		tail = tail[slash:]
	}
	return "..." + tail
}

func writeTotals(out *bytes.Buffer, stats []Stat) {
	added, deleted := 0, 0
	for _, s := range stats {
		added, deleted = added+s.Added, deleted+s.Deleted
	}
	fmt.Fprintf(out, " %s changed", plural(len(stats), "file", "files"))
	if added > 0 || deleted == 0 {
		fmt.Fprintf(out, ", %s", plural(added, "insertion(+)", "insertions(+)"))
	}
	if deleted > 0 || added == 0 {
		fmt.Fprintf(out, ", %s", plural(deleted, "deletion(-)", "deletions(-)"))
	}
	out.WriteByte('\n')
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}
