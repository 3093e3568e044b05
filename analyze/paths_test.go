package analyze

import (
	"slices"
	"strings"
	"testing"
)

// FuzzJoints holds that a text with a path in it, which is not part of longer names, has the path's joints.
func FuzzJoints(f *testing.F) {
	f.Add("import '@/", "lib/realtime/x.ts", "'")
	f.Add("", "a/(b)/c/[d].ts", "/e")
	f.Fuzz(func(t *testing.T, before, path, behind string) {
		if before != "" && nameByte[before[len(before)-1]] || behind != "" && nameByte[behind[0]] {
			return
		}
		if !contains(joints([]byte(before+path+behind)), joints([]byte(path))) {
			t.Errorf("%q in %q and %q", path, before, behind)
		}
	})
}

// FuzzPathFinder holds that paths are found where strings.Index finds them, if no longer name is around.
func FuzzPathFinder(f *testing.F) {
	f.Add("see lib/a.ts, lib/a.ts.", "lib/a.ts", "x/(y)/z")
	f.Fuzz(func(t *testing.T, text, a, b string) {
		if a == "" || b == "" || a == b {
			return
		}
		found := map[string][]int{}
		NewPathFinder([]string{a, b}).Find([]byte(text), func(p string, at int) { found[p] = append(found[p], at) })
		for _, p := range []string{a, b} {
			for from := 0; ; from++ {
				i := strings.Index(text[from:], p)
				if i < 0 {
					break
				}
				from += i
				whole := (from == 0 || !nameByte[text[from-1]] || !nameByte[p[0]]) && (from+len(p) == len(text) || !nameByte[text[from+len(p)]])
				if whole && !slices.Contains(found[p], from) {
					t.Errorf("%q is not found in %q at %d", p, text, from)
				}
			}
			for _, at := range found[p] {
				if !strings.HasPrefix(text[at:], p) {
					t.Errorf("%q is found in %q at %d", p, text, at)
				}
			}
		}
	})
}

func TestNamers(t *testing.T) {
	tree := Memory{"a.ts": "// see lib/realtime/x.ts", "b.ts": "'lib/realtime'; 'realtime/y'", "c.ts": "lib/other", "d.md": "anything"}
	r := Load(tree, Options{Paths: true})
	for _, c := range []struct{ paths, want string }{
		{"lib/realtime/x.ts", "a.ts d.md"}, {"lib/realtime", "a.ts b.ts d.md"}, {"gone/realtime/y", "d.md"}, {"realtime/y", "b.ts d.md"},
		{"gone/x", "d.md"}, {"gone/x lib/other", "c.ts d.md"}, {"x.ts", "a.ts b.ts c.ts d.md"},
	} {
		may := r.Namers(strings.Fields(c.paths))
		var got []string
		for _, p := range tree.Paths() {
			if may(p) {
				got = append(got, p)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.paths, got, c.want)
		}
	}
	if !Load(tree, Options{}).Namers([]string{"gone/x"})("c.ts") {
		t.Error("what was not noted cannot tell")
	}
}
