package recall

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// tick is longer than the clock of a file system takes for a step, as it is on the systems that run the tests.
const tick = 20 * time.Millisecond

// quick makes files count as settled after a tick.
func quick(t *testing.T) {
	old := settling
	settling = int64(tick)
	t.Cleanup(func() { settling = old })
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// kept makes a store in which something is known of a.ts and b.ts, and saves it.
func kept(t *testing.T) (dir, root string) {
	t.Helper()
	quick(t)
	dir, root = filepath.Join(t.TempDir(), "cache"), t.TempDir()
	for _, p := range []string{"a.ts", "b.ts"} {
		write(t, filepath.Join(root, p), "old text of "+p)
	}
	time.Sleep(2 * tick)
	s := Open(dir, root, "maker")
	for _, p := range []string{"a.ts", "b.ts"} {
		if found, ok := s.Recall(p, "module"); ok {
			t.Fatalf("recalls %q before anything was kept", found)
		}
		s.Keep(p, "module", "found in "+p)
	}
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	return dir, root
}

// known tells what a new store recalls of a.ts.
func known(dir, root, maker string) string {
	found, _ := Open(dir, root, maker).Recall("a.ts", "module")
	return found
}

func TestRecall(t *testing.T) {
	cases := map[string]struct {
		change func(t *testing.T, dir, root string)
		want   string
	}{
		"nothing changes":   {func(*testing.T, string, string) {}, "found in a.ts"},
		"another file does": {func(t *testing.T, _, root string) { write(t, filepath.Join(root, "b.ts"), "x") }, "found in a.ts"},
		"its content does":  {func(t *testing.T, _, root string) { write(t, filepath.Join(root, "a.ts"), "new text, longer") }, ""},
		"it goes":           {func(t *testing.T, _, root string) { must(t, os.Remove(filepath.Join(root, "a.ts"))) }, ""},
		"its mode does":     {func(t *testing.T, _, root string) { must(t, os.Chmod(filepath.Join(root, "a.ts"), 0o600)) }, ""},
		"as many bytes, with the time put back": {func(t *testing.T, _, root string) {
			file := filepath.Join(root, "a.ts")
			info, err := os.Stat(file)
			must(t, err)
			write(t, file, "new text of a.ts")
			must(t, os.Chtimes(file, info.ModTime(), info.ModTime()))
		}, ""},
		"another file takes its place": {func(t *testing.T, _, root string) {
			must(t, os.Rename(filepath.Join(root, "b.ts"), filepath.Join(root, "a.ts")))
		}, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir, root := kept(t)
			time.Sleep(tick)
			c.change(t, dir, root)
			time.Sleep(2 * tick)
			if got := known(dir, root, "maker"); got != c.want {
				t.Errorf("recalls %q, want %q", got, c.want)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestOthersDoNotCount(t *testing.T) {
	dir, root := kept(t)
	if got := known(dir, root, "another maker"); got != "" {
		t.Errorf("recalls %q of another program", got)
	}
	if got := known(dir, t.TempDir(), "maker"); got != "" {
		t.Errorf("recalls %q of another root", got)
	}
	if got := known(t.TempDir(), root, "maker"); got != "" {
		t.Errorf("recalls %q from an empty folder", got)
	}
}

// TestFresh holds that what is found in a file that has just changed is not kept: it might change again within
// the same step of the clock.
func TestFresh(t *testing.T) {
	dir, root := filepath.Join(t.TempDir(), "cache"), t.TempDir()
	write(t, filepath.Join(root, "a.ts"), "text")
	s := Open(dir, root, "maker")
	s.Recall("a.ts", "module")
	s.Keep("a.ts", "module", "found")
	must(t, s.Save())
	if got := known(dir, root, "maker"); got != "" {
		t.Errorf("recalls %q of a fresh file", got)
	}
	if _, ok := s.State([]string{"a.ts"}); ok {
		t.Error("there is a state of a fresh file")
	}
}

// TestDamaged flips every bit of a file, and cuts it everywhere: nothing of it is recalled.
func TestDamaged(t *testing.T) {
	dir, root := kept(t)
	list, err := filepath.Glob(filepath.Join(dir, "*"))
	must(t, err)
	if len(list) != 1 {
		t.Fatalf("the cache holds %v", list)
	}
	data, err := os.ReadFile(list[0])
	must(t, err)
	for i := range data {
		for bit := range 8 {
			bad := append([]byte(nil), data...)
			bad[i] ^= 1 << bit
			if files := decode(bad, root, "maker"); files != nil {
				t.Fatalf("byte %d, bit %d: recalls %v", i, bit, files)
			}
		}
		if files := decode(data[:i], root, "maker"); files != nil {
			t.Fatalf("cut at %d: recalls %v", i, files)
		}
	}
	write(t, list[0], "no such file")
	if got := known(dir, root, "maker"); got != "" {
		t.Errorf("recalls %q from a file of something else", got)
	}
}

// TestSaveElsewhere holds that a folder that cannot be written is an error of Save alone, and leaves nothing.
func TestSaveElsewhere(t *testing.T) {
	_, root := kept(t)
	blocked := filepath.Join(t.TempDir(), "file")
	write(t, blocked, "")
	s := Open(filepath.Join(blocked, "cache"), root, "maker")
	s.Recall("a.ts", "module")
	s.Keep("a.ts", "module", "found")
	if err := s.Save(); err == nil {
		t.Error("saves below a file")
	}
	if found, ok := s.Recall("a.ts", "module"); !ok || found != "found" {
		t.Errorf("the store itself forgets: %q, %v", found, ok)
	}
}

func TestPrune(t *testing.T) {
	dir, root := kept(t)
	long := time.Now().Add(-unused - time.Hour)
	for name, stays := range map[string]bool{"x-module.recall": false, "123.tmp": false, "notes.txt": true} {
		file := filepath.Join(dir, name)
		write(t, file, "")
		must(t, os.Chtimes(file, long, long))
		defer func() {
			if _, err := os.Stat(file); (err == nil) != stays {
				t.Errorf("%s: stays %v, want %v", name, err == nil, stays)
			}
		}()
	}
	s := Open(dir, root, "maker")
	s.Recall("a.ts", "other")
	s.Keep("a.ts", "other", "found")
	must(t, s.Save())
	if got := known(dir, root, "maker"); got != "found in a.ts" {
		t.Errorf("recalls %q after another kind was saved", got)
	}
}

func TestAnswers(t *testing.T) {
	dir, root := kept(t)
	s := Open(dir, root, "maker")
	state, ok := s.State([]string{"a.ts", "b.ts"})
	if !ok {
		t.Fatal("no state")
	}
	question := Question(state, "config")
	s.KeepAnswer("plan", question, []string{"beside.ts", "gone.ts"}, "yes")
	must(t, s.Save())

	ask := func() string {
		s := Open(dir, root, "maker")
		now, _ := s.State([]string{"a.ts", "b.ts"})
		answer, _ := s.Answer("plan", Question(now, "config"))
		return answer
	}
	if got := ask(); got != "yes" {
		t.Errorf("answers %q, want yes", got)
	}
	if Question(state, "con", "fig") == question || Question(state) == question {
		t.Error("two questions are one")
	}
	write(t, filepath.Join(root, "beside.ts"), "x")
	time.Sleep(2 * tick)
	if got := ask(); got != "" {
		t.Errorf("answers %q, though a file came that was asked for", got)
	}
	must(t, os.Remove(filepath.Join(root, "beside.ts")))
	if got := ask(); got != "yes" {
		t.Errorf("answers %q, want yes", got)
	}
	write(t, filepath.Join(root, "b.ts"), "x")
	time.Sleep(2 * tick)
	if got := ask(); got != "" {
		t.Errorf("answers %q, though a file changed", got)
	}
}

// TestAnswersAreFew holds that only the last answers of a kind are kept.
func TestAnswersAreFew(t *testing.T) {
	dir, root := kept(t)
	s := Open(dir, root, "maker")
	for i := range 3 * answers {
		s.KeepAnswer("plan", Question("state", string(rune('a'+i))), nil, "answer")
	}
	must(t, s.Save())
	s, left := Open(dir, root, "maker"), 0
	for i := range 3 * answers {
		if _, ok := s.Answer("plan", Question("state", string(rune('a'+i)))); ok {
			left++
		}
	}
	if _, ok := s.Answer("plan", Question("state", string(rune('a'+3*answers-1)))); !ok || left != answers {
		t.Errorf("%d answers are left, want the last %d", left, answers)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(map[string]record{"a": {stamp{1, 2, 3, 4, 5}, "found"}}, "root", "maker"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for path, r := range decode(data, "root", "maker") {
			if back := decode(encode(map[string]record{path: r}, "root", "maker"), "root", "maker"); back[path] != r {
				t.Errorf("%q: %v comes back as %v", path, r, back[path])
			}
		}
	})
}
