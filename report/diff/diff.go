// Package diff renders a change set as the unified diff that git prints and `git apply` accepts,
// and as a diffstat.
package diff

import (
	"bytes"
	"crypto/sha1"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"rtconsolidate/rewrite"
)

// BinaryError tells that a change cannot be shown as text.
type BinaryError struct{ Path string }

func (e *BinaryError) Error() string {
	return fmt.Sprintf("%s holds NUL bytes, so its change cannot be shown as a text diff", quote(e.Path))
}

// Hint tells the way out.
func (e *BinaryError) Hint() string {
	return "leave the file out of the plan, or take its bytes from `rtconsolidate backup export`"
}

// Unified renders the changes, sorted by path (a shim behind the move it stands for), in git's format with three lines of context.
// Applied to the old files it gives the new ones byte for byte, and reversed the old ones. A change
// of binary content is a *BinaryError; a change without a difference is left out.
func Unified(changes []rewrite.Change) ([]byte, error) {
	var out bytes.Buffer
	for _, c := range sorted(moves(changes)) {
		if c.Action != rewrite.Rename && c.Old != nil && c.New != nil && bytes.Equal(c.Old, c.New) {
			continue
		}
		if !bytes.Equal(c.Old, c.New) && (bytes.IndexByte(c.Old, 0) >= 0 || bytes.IndexByte(c.New, 0) >= 0) {
			return nil, &BinaryError{c.Path}
		}
		writeFile(&out, c)
	}
	return out.Bytes(), nil
}

// sorted orders by path; only what takes the place of a renamed file comes right behind the rename,
// the order in which `git apply -R` (since git 2.30) can take both back.
func sorted(changes []rewrite.Change) []rewrite.Change {
	movedTo := map[string]string{}
	for _, c := range changes {
		if c.Action == rewrite.Rename {
			movedTo[c.From] = c.Path
		}
	}
	key := func(c rewrite.Change) string {
		if to, ok := movedTo[c.Path]; ok && c.Action != rewrite.Rename {
			return to + "\x00" // no path goes on with this byte
		}
		return c.Path
	}
	list := slices.Clone(changes)
	slices.SortStableFunc(list, func(a, b rewrite.Change) int { return strings.Compare(key(a), key(b)) })
	return list
}

func writeFile(out *bytes.Buffer, c rewrite.Change) {
	old, new := splitLines(c.Old), splitLines(c.New)
	pairs := match(old, new)
	from := c.Path
	if c.Action == rewrite.Rename {
		from = c.From
	}
	a, b := quote("a/"+from), quote("b/"+c.Path)
	fmt.Fprintf(out, "diff --git %s %s\n", a, b)
	writeHeader(out, c, similarity(c, old, pairs))
	if bytes.Equal(c.Old, c.New) {
		return
	}
	switch c.Action {
	case rewrite.Create:
		a = "/dev/null"
	case rewrite.Delete:
		b = "/dev/null"
	}
	fmt.Fprintf(out, "--- %s\n+++ %s\n", ended(a), ended(b))
	writeHunks(out, old, new, pairs)
}

// writeHeader writes git's extended header. The blob names serve `git apply --3way`.
func writeHeader(out *bytes.Buffer, c rewrite.Change, percent int) {
	mode := gitMode(c.Mode)
	index := fmt.Sprintf("index %s..%s", blob(c.Old), blob(c.New))
	switch c.Action {
	case rewrite.Create:
		fmt.Fprintf(out, "new file mode %s\n%s\n", mode, index)
	case rewrite.Delete:
		fmt.Fprintf(out, "deleted file mode %s\n%s\n", mode, index)
	case rewrite.Rename:
		fmt.Fprintf(out, "similarity index %d%%\nrename from %s\nrename to %s\n", percent, quote(c.From), quote(c.Path))
		if !bytes.Equal(c.Old, c.New) {
			fmt.Fprintf(out, "%s %s\n", index, mode)
		}
	default:
		fmt.Fprintf(out, "%s %s\n", index, mode)
	}
}

// gitMode gives the mode git keeps of a regular file: only the owner's x bit counts.
func gitMode(mode fs.FileMode) string {
	if mode&0o100 != 0 {
		return "100755"
	}
	return "100644"
}

// blob names a content as git does, shortened; nil is the file that is not there.
func blob(content []byte) string {
	if content == nil {
		return strings.Repeat("0", 12)
	}
	h := sha1.New()
	fmt.Fprintf(h, "blob %d\x00", len(content))
	h.Write(content)
	return fmt.Sprintf("%x", h.Sum(nil))[:12]
}

// similarity is the share of the larger content, in percent, that the lines which stay make up.
// Only equal contents have 100.
func similarity(c rewrite.Change, old []string, pairs []pair) int {
	if bytes.Equal(c.Old, c.New) {
		return 100
	}
	stay := 0
	for _, p := range pairs {
		stay += len(old[p.old])
	}
	return min(stay*100/max(len(c.Old), len(c.New)), 99)
}
