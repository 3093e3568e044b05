package backup

import (
	"strings"
	"testing"
)

func TestMerge3(t *testing.T) {
	base := "1\n2\n3\n4\n5\n6\n7\n"
	for name, c := range map[string]struct {
		ours, theirs, want string
		clean              bool
	}{
		"neither":       {base, base, base, true},
		"ours":          {"1\n2\n3\n4\n5\n6\n7\n8\n", base, "1\n2\n3\n4\n5\n6\n7\n8\n", true},
		"theirs":        {base, "0\n1\n2\n3\n4\n5\n6\n7\n", "0\n1\n2\n3\n4\n5\n6\n7\n", true},
		"apart":         {"a\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\n5\n6\nb\n", "a\n2\n3\n4\n5\n6\nb\n", true},
		"the same":      {"1\n2\nx\n4\n5\n6\n7\n", "1\n2\nx\n4\n5\n6\n7\n", "1\n2\nx\n4\n5\n6\n7\n", true},
		"delete, edit":  {"1\n2\n5\n6\n7\n", "1\n2\n3\n4\n5\n6\nz\n", "1\n2\n5\n6\nz\n", true},
		"overlap":       {"1\na\n3\n4\n5\n6\n7\n", "1\nb\n3\n4\n5\n6\n7\n", "1\n<<<<<<< o\na\n=======\nb\n>>>>>>> t\n3\n4\n5\n6\n7\n", false},
		"no newline":    {base + "o", base + "t", base + "<<<<<<< o\no\n=======\nt\n>>>>>>> t\n", false},
		"all gone, too": {"", "1\nb\n3\n4\n5\n6\n7\n", "<<<<<<< o\n=======\n1\nb\n3\n4\n5\n6\n7\n>>>>>>> t\n", false},
	} {
		got, clean := merge3([]byte(base), []byte(c.ours), []byte(c.theirs), "o", "t")
		if string(got) != c.want || clean != c.clean {
			t.Errorf("%s: %q, %v; want %q, %v", name, got, clean, c.want, c.clean)
		}
	}
}

// FuzzMerge3 checks the laws of merging, and that every match is one: the pairs rise and are equal.
func FuzzMerge3(f *testing.F) {
	f.Add("a b c d", "a x c d", "a b c y")
	f.Add("a a a", "a a", "a a a a")
	f.Add("", "x", "y")
	f.Fuzz(func(t *testing.T, b, o, th string) {
		base, ours, theirs := fields(b), fields(o), fields(th)
		law := func(what string, got []byte, clean bool, want []byte) {
			t.Helper()
			if !clean || string(got) != string(want) {
				t.Fatalf("%s: %q, %v; want %q", what, got, clean, want)
			}
		}
		got, clean := merge3(base, base, theirs, "o", "t")
		law("only theirs", got, clean, theirs)
		got, clean = merge3(base, ours, base, "o", "t")
		law("only ours", got, clean, ours)
		got, clean = merge3(base, ours, ours, "o", "t")
		law("both the same", got, clean, ours)
		one, clean1 := merge3(base, ours, theirs, "o", "t")
		two, clean2 := merge3(base, theirs, ours, "t", "o")
		if clean1 != clean2 || clean1 && string(one) != string(two) {
			t.Fatalf("the sides are not alike: %q %v, %q %v", one, clean1, two, clean2)
		}
		last := -1
		x, y := lines(base), lines(ours)
		for i, j := range matches(x, y) {
			if j >= 0 && (j <= last || x[i] != y[j]) {
				t.Fatalf("line %d is matched with %d", i, j)
			}
			last = max(last, j)
		}
	})
}

// fields makes a file of one word per line.
func fields(s string) []byte {
	if s == "" {
		return nil
	}
	return []byte(strings.ReplaceAll(s, " ", "\n"))
}
