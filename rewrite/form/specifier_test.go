package form

import "testing"

func TestRelativePath(t *testing.T) {
	for _, c := range []struct{ dir, target, want string }{
		{".", "lib/a.ts", "./lib/a.ts"},
		{"lib", "lib/a.ts", "./a.ts"},
		{"lib/x", "lib/a.ts", "../a.ts"},
		{"lib", "lib/x/a.ts", "./x/a.ts"},
		{"app/api", "lib/a.ts", "../../lib/a.ts"},
		{"a/lib", "b/lib/a.ts", "../../b/lib/a.ts"},
		{"lib", "lib", "../lib"},
	} {
		if got := RelativePath(c.dir, c.target); got != c.want {
			t.Errorf("relativePath(%q, %q) = %q, want %q", c.dir, c.target, got, c.want)
		}
	}
}

func TestEndingsKeepTheOldForm(t *testing.T) {
	for _, c := range []struct{ stem, target, old, want string }{
		{"./a", "lib/a.ts", "./old", "./a"},
		{"./a", "lib/a.ts", "./old.js", "./a.js"},
		{"./a", "lib/a.ts", "./old.ts", "./a.ts"},
		{"./a", "lib/a.tsx", "./old.js", "./a.js"},
		{"./a", "lib/a.mts", "./old.mjs", "./a.mjs"},
		{"./x/index", "lib/x/index.ts", "./old", "./x"},
		{"./x/index", "lib/x/index.ts", "./old/index", "./x/index"},
		{"./x/index", "lib/x/index.ts", "./old/index.js", "./x/index.js"},
		{"@/lib/x", "lib/x/index.ts", "@/lib/old", "@/lib/x"},
	} {
		if got := endings(c.stem, c.target, c.old)[0]; got != c.want {
			t.Errorf("endings(%q, %q, %q)[0] = %q, want %q", c.stem, c.target, c.old, got, c.want)
		}
	}
}
