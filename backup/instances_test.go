package backup

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rtconsolidate/rewrite"
)

// childRoot tells a re-run of the test binary that it is a child which applies the fixture there.
const childRoot = "RTC_TEST_CHILD_ROOT"

func TestMain(m *testing.M) {
	if root := os.Getenv(childRoot); root != "" {
		child(root)
		return
	}
	os.Exit(m.Run())
}

// child applies the fixture and prints how that went.
func child(root string) {
	_, changes := fixture()
	s, err := Open(root)
	if err == nil {
		err = doApply(changes)(s)
	}
	var locked *LockedError
	var applied *AppliedError
	switch {
	case err == nil:
		fmt.Print("applied")
	case errors.As(err, &locked):
		fmt.Print("locked ", locked.Holder)
	case errors.As(err, &applied):
		fmt.Print("too late")
	default:
		fmt.Print("error ", err)
	}
}

func startChild(root string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRoot+"="+root)
	return cmd
}

func TestFiftyProcesses(t *testing.T) {
	root, changes := realRepo(t)
	said := make([]string, 50)
	var wg sync.WaitGroup
	for i := range said {
		wg.Go(func() {
			out, err := startChild(root).Output()
			said[i] = strings.Fields(string(out) + " ?")[0]
			if err != nil {
				said[i] = err.Error()
			}
		})
	}
	wg.Wait()
	count := map[string]int{}
	for _, s := range said {
		count[s]++
	}
	if count["applied"] != 1 || count["locked"]+count["too"] != 49 {
		t.Errorf("fifty processes: %v", count)
	}
	d, _ := fixture()
	applyAll(t, d, changes)
	same(t, "the tree", snapshotDir(t, root), d.snapshot("tree"))
	s := openWith(t, root, openLayer)
	if runs, err := s.Runs(); err != nil || len(runs) != 1 {
		t.Errorf("runs %v, %v", runs, err)
	}
}

func TestTheOtherSaysWhoHoldsTheLock(t *testing.T) {
	root, _ := realRepo(t)
	s := openWith(t, root, openLayer)
	must(t, s.locked("apply", noon, func() error {
		out, err := startChild(root).Output()
		want := fmt.Sprintf("locked process %d on ", os.Getpid())
		if err != nil || !strings.HasPrefix(string(out), want) || !strings.HasSuffix(string(out), ", `apply` since 2025-11-23T12:00:00Z") {
			t.Errorf("the other says %q, %v", out, err)
		}
		return nil
	}))
}

// TestSIGKILL kills a real process at random moments, then resumes and rolls back.
func TestSIGKILL(t *testing.T) {
	d, changes := fixture()
	original := d.snapshot("tree")
	applyAll(t, d, changes)
	applied := d.snapshot("tree")
	rounds := 15
	if long() {
		rounds = 1000
	}
	for range rounds {
		root, _ := realRepo(t)
		cmd := startChild(root)
		must(t, cmd.Start())
		time.Sleep(time.Duration(rand.IntN(30)) * time.Millisecond)
		must(t, cmd.Process.Kill())
		_ = cmd.Wait() // the kill is its error
		if s := whole(snapshotDir(t, root), original, applied); s != "" {
			t.Fatal(s)
		}
		s := openWith(t, root, openLayer)
		must(t, closed(doResume(s)))
		must(t, closed(doRollback(s)))
		same(t, "rolled back", snapshotDir(t, root), original)
	}
}

// TestNoSaveIsLost lets an editor save a file, by rename, at some moment of an apply. Whatever the
// apply says, the editor's text is what the file holds at the end.
func TestNoSaveIsLost(t *testing.T) {
	rounds := 150
	if long() {
		rounds = 100_000
	}
	root := t.TempDir()
	file, temp := filepath.Join(root, "a.ts"), filepath.Join(root, "editor.tmp")
	set := []rewrite.Change{{Path: "a.ts", Action: rewrite.Modify, Old: []byte("old\n"), New: []byte("new\n"), Mode: 0o644}}
	drifts := 0
	for i := range rounds {
		must(t, os.RemoveAll(filepath.Join(root, reserved)))
		must(t, os.WriteFile(file, []byte("old\n"), 0o644))
		must(t, os.WriteFile(temp, []byte("the user's\n"), 0o644))
		s, err := Open(root)
		must(t, err)
		started := make(chan struct{})
		saved := make(chan error)
		go func() {
			<-started
			spin()
			saved <- os.Rename(temp, file)
		}()
		start := sync.OnceFunc(func() { close(started) })
		s.tree = hooked{s.tree, func(op, _ string) error {
			if op == "exchange" {
				start()
				spin()
			}
			return nil
		}}
		err = doApply(set)(s)
		must(t, <-saved)
		var drift *DriftError
		if errors.As(err, &drift) {
			drifts++
		} else if err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(file); err != nil || string(data) != "the user's\n" {
			t.Fatalf("round %d: the file holds %q, %v; apply said %v", i, data, err, drift)
		}
		must(t, s.Close())
	}
	t.Logf("%d saves, %d of them put back", rounds, drifts)
}

// spin passes up to 60 microseconds, finer than a sleep can.
func spin() {
	for end := time.Now().Add(time.Duration(rand.IntN(60)) * time.Microsecond); time.Now().Before(end); {
	}
}

// TestSaveInTheSwap puts the save exactly between the last look and the swap, and a second one
// between the swap and the putting back.
func TestSaveInTheSwap(t *testing.T) {
	for saves := 1; saves <= 3; saves++ {
		d, changes := fixture()
		n := 0
		d.hook = func(op, name string) error {
			if op == "exchange" && strings.HasSuffix(name, "lib/realtime.ts") && n < saves {
				n++
				d.put("tree/lib/realtime.ts", fmt.Sprintf("save %d", n), 0o644)
			}
			return nil
		}
		err := doApply(changes)(d.store())
		d.hook = nil
		var drift *DriftError
		if !errors.As(err, &drift) || n != saves {
			t.Fatalf("%d saves, error %v", n, err)
		}
		got := d.snapshot("tree")
		if want := fmt.Sprintf("-rw-r--r-- %q", fmt.Sprintf("save %d", saves)); got["lib/realtime.ts"] != want {
			t.Errorf("after %d saves the file holds %s", saves, got["lib/realtime.ts"])
		}
		if s := strays(got); s != "" {
			t.Errorf("left behind: %s", s)
		}
		kept := map[string]bool{}
		for name, n := range storeFiles(d) {
			kept[string(n.data)] = kept[string(n.data)] || strings.Contains(name, "/conflicts/lib/realtime.ts")
		}
		// The third save itself replaces the first; what the machine displaced is the one before the last.
		if older := fmt.Sprintf("save %d", saves-1); saves > 1 && !kept[older] {
			t.Errorf("of %d saves, %q is lost", saves, older)
		}
	}
}
