package source

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// shapes are names that tell patterns apart.
var shapes = []string{"a", "b", "ab", "a.b", "aXb", "A", "[", "]", "-", "!b", "#a", "a b", "a ", "\\", "*", "é", "\xff", "^", ":"}

// pieces are what random patterns are made of.
var pieces = []string{"a", "b", "ab", "A", "X", ".", "*", "**", "/", "**/", "/**", "*/", "?", "[ab]", "[!a]", "[^b]", "[a-b]", "[a-", "[]a]", "[", "]",
	"\\", "\\*", "\\ ", " ", "!", "#", "[[:alpha:]]", "[[:upper:]]", "[[:nope:]]", "[[:]", "[\\]]", "é", "\xff", "-", "^", "[--a]", "\t", "\r", "\x00", "***", "\\/"}

// ignoreTree lays out a repo of two files for each shape in three folders, none tracked.
func ignoreTree(t testing.TB) string {
	root := t.TempDir()
	git(t, root, "init", "-q")
	for _, dir := range []string{"", "a/", "a/b/", "b/a/ab/"} {
		for _, s := range shapes {
			if name := dir + s; !slices.Contains([]string{"a", "b", "a/b"}, name) {
				write(t, root, name, "")
			}
		}
		write(t, root, dir+"dir.d/a", "")
	}
	return root
}

// sameAsGit lists a repo with the given ignore files by us and by git.
func sameAsGit(t testing.TB, root, top, inner string) {
	t.Helper()
	write(t, root, ".gitignore", top)
	write(t, root, "a/.gitignore", inner)
	write(t, root, ".git/info/exclude", inner)
	got, err := List(root)
	if err != nil {
		t.Fatal(err)
	}
	if want := gitList(t, root); !slices.Equal(got.Paths, want) {
		t.Errorf("top %q, inner %q:\nonly here %q\nonly git  %q", top, inner, without(got.Paths, want), without(want, got.Paths))
	}
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}

func TestIgnoreEqualsGit(t *testing.T) {
	isolate(t)
	root := ignoreTree(t)
	r := rand.New(rand.NewPCG(7, 7))
	for range 300 {
		sameAsGit(t, root, randomRules(r), randomRules(r))
		if t.Failed() {
			return
		}
	}
}

func randomRules(r *rand.Rand) string {
	var lines []string
	for range 1 + r.IntN(6) {
		var line strings.Builder
		for range 1 + r.IntN(5) {
			line.WriteString(pieces[r.IntN(len(pieces))])
		}
		lines = append(lines, line.String())
	}
	return strings.Join(lines, []string{"\n", "\r\n"}[r.IntN(2)])
}

// FuzzIgnore compares with git itself: go test -fuzz FuzzIgnore -parallel 1.
func FuzzIgnore(f *testing.F) {
	isolate(f)
	for _, p := range patterns {
		f.Add(p, "!a")
	}
	root := ignoreTree(f)
	f.Fuzz(func(t *testing.T, top, inner string) { sameAsGit(t, root, top, inner) })
}

func TestUserIgnores(t *testing.T) {
	isolate(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	write(t, home, ".gitconfig", "[core] # the rules of all my repos\n\texcludesFile = ~/\"my \"rules ; here\n[include]\n path = more.cfg\n")
	write(t, home, "my rules", "*.mine\n")
	write(t, home, "more.cfg", "[core]\nignoreCase = yes\n")
	root := t.TempDir()
	git(t, root, "init", "-q")
	for _, p := range []string{"a.mine", "b.MINE", "c.ts", "sub/d.mine"} {
		write(t, root, p, "")
	}
	got, err := List(root)
	if err != nil {
		t.Fatal(err)
	}
	if want := gitList(t, root); !slices.Equal(got.Paths, want) || !slices.Equal(want, []string{"c.ts"}) {
		t.Errorf("got %q, git lists %q", got.Paths, want)
	}
}

func TestGitConfig(t *testing.T) {
	for _, c := range []struct{ text, key, want string }{
		{"[core]\na=b", "core.a", "b"},
		{"[Core]\n A = b c  ; d", "core.a", "b c"},
		{"[core]\na = \"b ; c \" # d", "core.a", "b ; c "},
		{"[core]\na = b \\\n c", "core.a", "b  c"},
		{"[core]\na", "core.a", "true"},
		{"[core] a = \"x\\ty\\\\\"", "core.a", "x\ty\\"},
		{"[Remote \"Up \\\"1\\\" ]\"]\nurl = u", "remote.Up \"1\" ].url", "u"},
		{"\ufeff[core]\r\na = b\r\n", "core.a", "b"},
		{"[core]\na = 1\na = 2", "core.a", "2"},
		{"[broken\na = 1", ".a", "1"},
	} {
		conf := &gitConfig{values: map[string]string{}}
		conf.parse([]byte(c.text), func(string) { t.Errorf("%q includes something", c.text) })
		if got := conf.values[c.key]; got != c.want {
			t.Errorf("%q: %s = %q, want %q", c.text, c.key, got, c.want)
		}
	}
}

func FuzzGitConfig(f *testing.F) {
	f.Add("[core]\na = \"b\\n\" \\\n c\n[x \"y\"] z")
	f.Fuzz(func(_ *testing.T, text string) {
		(&gitConfig{values: map[string]string{}}).parse([]byte(text), func(string) {})
	})
}

// FuzzGlob holds the matcher to a definition by recursion.
func FuzzGlob(f *testing.F) {
	f.Add("**/a*[!b]/**/c?", "a/ax/y/cd", true)
	f.Add("*a*b*", "aabxb", false)
	f.Fuzz(func(t *testing.T, pattern, text string, whole bool) {
		list, ok := tokens(pattern, whole)
		if !ok || len(pattern) > 12 || len(text) > 12 || !whole && strings.Contains(text, "/") {
			return
		}
		if got, want := matchTokens(list, text), matchSlowly(list, text); got != want {
			t.Errorf("%q on %q (whole %v): %v, by definition %v", pattern, text, whole, got, want)
		}
	})
}

func matchSlowly(list []token, text string) bool {
	if len(list) == 0 {
		return text == ""
	}
	rest := list[1:]
	switch list[0].kind {
	case tokenStar, tokenDeep, tokenFolders:
		for i := 0; i <= len(text); i++ {
			fits := list[0].kind != tokenFolders || i == 0 || text[i-1] == '/'
			if fits && matchSlowly(rest, text[i:]) {
				return true
			}
			if list[0].kind == tokenStar && i < len(text) && text[i] == '/' {
				return false
			}
		}
		return false
	}
	return text != "" && list[0].takes(text[0]) && matchSlowly(rest, text[1:])
}

func TestGlobStaysQuick(t *testing.T) {
	pattern := strings.Repeat("*a", 2000) + "b"
	g := newGlob(pattern, true)
	if g.match(strings.Repeat("a", 20000)) {
		t.Error("it matches")
	}
	g = newGlob(strings.Repeat("**/a*a/", 300)+"b", true)
	if g.match(strings.Repeat("aaaa/", 2000) + "c") {
		t.Error("it matches")
	}
}
