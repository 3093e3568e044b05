package backup

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"testing"

	"rtconsolidate/rewrite"
)

// killed is what a hook panics with: the process dies at that operation.
type killed struct{}

// mutates tells the operations that change something; dying at another one changes nothing more.
func mutates(op string) bool {
	switch op {
	case "stat", "read", "list", "free", "lock", "close":
		return false
	}
	return true
}

// killAt dies at the k-th mutating operation, counted from 1.
func killAt(k int) func(op, name string) error {
	return func(op, _ string) error {
		if mutates(op) {
			if k--; k == 0 {
				panic(killed{})
			}
		}
		return nil
	}
}

// mustDie is survive for a hook that kills.
func mustDie(t *testing.T, d *disk, hook func(op, name string) error, f func(*Store) error) {
	t.Helper()
	if died, err := survive(d, hook, f); !died {
		t.Fatalf("the hook killed nothing; the error is %v", err)
	}
}

// survive runs f with a hook and says whether f died.
func survive(d *disk, hook func(op, name string) error, f func(*Store) error) (died bool, err error) {
	d.hook = hook
	defer func() {
		d.hook = nil
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
			died = true
		}
	}()
	return false, f(d.store())
}

func doApply(changes []rewrite.Change) func(*Store) error {
	return func(s *Store) error {
		_, err := s.Apply(context.Background(), changes, meta("core"))
		return err
	}
}

func doRollback(s *Store) error {
	_, err := s.Rollback(context.Background(), "", RollbackOptions{Time: noon})
	return err
}

func doResume(s *Store) error {
	_, err := s.Resume(context.Background(), noon, "test")
	return err
}

// scenario is a command that may die, and the two trees that a run lies between.
type scenario struct {
	name              string
	start             func() *disk
	do                func(*Store) error
	original, applied map[string]string
	end               State // of the run, when the command has done its work
}

func scenarios(t *testing.T) []*scenario {
	t.Helper()
	_, changes := fixture()
	applied := func() *disk {
		d, _ := fixture()
		applyAll(t, d, changes)
		return d.settle()
	}
	halfApplied := func() *disk {
		d, _ := fixture()
		n := 0
		mustDie(t, d, func(op, _ string) error {
			if op == "exchange" {
				if n++; n == 2 {
					panic(killed{})
				}
			}
			return nil
		}, doApply(changes))
		return d.settle()
	}
	fresh := func() *disk { d, _ := fixture(); return d }
	original, after := fresh().snapshot("tree"), applied().snapshot("tree")
	return []*scenario{
		{"apply", fresh, doApply(changes), original, after, Applied},
		{"rollback", applied, doRollback, original, after, RolledBack},
		{"resume", halfApplied, doResume, original, after, Applied},
		{"rollback half", halfApplied, doRollback, original, after, RolledBack},
	}
}

// recovers checks what must hold after a crash of the scenario: every file whole, Resume gets to the
// end, and Rollback to the original. It returns the first thing that does not hold.
func (sc *scenario) recovers(d *disk) string {
	if s := whole(d.snapshot("tree"), sc.original, sc.applied); s != "" {
		return "after the crash " + s
	}
	if damage, err := d.store().Verify(); err != nil || len(damage) > 0 {
		return fmt.Sprintf("after the crash verify: %v %v", damage, err)
	}
	again := d.clone()
	if err := closed(doResume(again.store())); err != nil {
		return "resume: " + err.Error()
	}
	if s := sc.ended(again, lastState(again)); s != "" {
		return "after resume " + s
	}
	if err := closed(doRollback(d.store())); err != nil {
		return "rollback: " + err.Error()
	}
	if s := sc.ended(d, RolledBack); s != "" {
		return "after rollback " + s
	}
	return ""
}

// closed takes it as success that there was nothing to resume or to undo.
func closed(err error) error {
	var state *StateError
	if errors.As(err, &state) {
		return nil
	}
	return err
}

// lastState is that of the newest run; a run that never began counts as undone.
func lastState(d *disk) State {
	runs, err := d.store().Runs()
	if err != nil || len(runs) == 0 {
		return RolledBack
	}
	return runs[len(runs)-1].State
}

// ended checks that the newest run is in a state, and the tree and the store are as they should be in it.
func (sc *scenario) ended(d *disk, want State) string {
	tree := map[State]map[string]string{Applied: sc.applied, RolledBack: sc.original}[want]
	if got := lastState(d); got != want || tree == nil {
		return fmt.Sprintf("the run is %s, not %s", got, want)
	}
	if s := difference(d.snapshot("tree"), tree); s != "" {
		return s
	}
	if s := strays(d.snapshot("store")); s != "" {
		return "the store has a stray " + s
	}
	return ""
}

// eachKill runs the scenario once for every mutating operation, dying there, until it survives.
func (sc *scenario) eachKill(f func(k int, d *disk)) (points int) {
	for k := 1; ; k++ {
		d := sc.start()
		if died, _ := survive(d, killAt(k), sc.do); !died {
			return k - 1
		}
		f(k, d)
	}
}

func TestKillAtEveryOperation(t *testing.T) {
	for _, sc := range scenarios(t) {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			n := sc.eachKill(func(k int, d *disk) {
				if s := sc.recovers(d.settle()); s != "" {
					t.Errorf("killed at operation %d: %s", k, s)
				}
			})
			if n < 20 {
				t.Errorf("only %d operations were seen", n)
			}
			t.Logf("%d operations", n)
		})
	}
}

// TestKillTwice dies in every operation of the recovery from every death.
func TestKillTwice(t *testing.T) {
	stride := 20 // meets every operation of the recovery, though not from every death
	if long() {
		stride = 1
	}
	for _, sc := range scenarios(t) {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			sc.eachKill(func(k int, d *disk) {
				d.settle()
				for name, recovery := range map[string]func(*Store) error{"resume": doResume, "rollback": doRollback} {
					for j := 1 + k%stride; ; j += stride {
						second := d.clone()
						if died, _ := survive(second, killAt(j), recovery); !died {
							break
						}
						if s := sc.recovers(second.settle()); s != "" {
							t.Fatalf("killed at operation %d, then at %d of %s: %s", k, j, name, s)
						}
					}
				}
			})
		})
	}
}

// seeds is how many ways of tearing are tried at each point; 0 is "all of it lost".
func seeds() uint64 {
	if long() {
		return 200
	}
	return 4
}

func TestPowerLossAtEveryOperation(t *testing.T) {
	for _, sc := range scenarios(t) {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			if s := sc.losesPower(0, seeds()); s != "" {
				t.Error(s)
			}
		})
	}
}

// losesPower runs the scenario with a loss of power at every operation and after its end, and returns
// the first thing that does not hold. The skip-th sync is left out; 0 leaves out none.
func (sc *scenario) losesPower(skip int, seeds uint64) string {
	for seed := range seeds {
		for k := 1; ; k++ {
			d := sc.start()
			d.blind = skipNth(skip)
			died, err := survive(d, killAt(k), sc.do)
			if !died && err != nil {
				return fmt.Sprintf("without a fault: %v", err)
			}
			d.blind = nil
			d.powerLoss(seed)
			if !died {
				if s := sc.ended(d, sc.end); s != "" {
					return "done, then power lost: " + s
				}
			}
			if s := sc.recovers(d); s != "" {
				return fmt.Sprintf("power lost at operation %d, seed %d: %s", k, seed, s)
			}
			if !died {
				break
			}
		}
	}
	return ""
}

// TestKillThenPowerLoss dies, resumes, and loses power right after "done": what the first process did
// without syncing must be durable too.
func TestKillThenPowerLoss(t *testing.T) {
	for _, sc := range scenarios(t)[:2] {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			sc.eachKill(func(k int, d *disk) {
				if doResume(d.store()) != nil || lastState(d) != sc.end {
					return // the command had not begun, or was done
				}
				d.powerLoss(0)
				if s := sc.ended(d, sc.end); s != "" {
					t.Errorf("killed at operation %d: %s", k, s)
				}
			})
		})
	}
}

// TestFaultAtEveryOperation fails every operation, reads too, once and from there on. The short run
// pairs the disk that is full once with the one that is broken for good.
func TestFaultAtEveryOperation(t *testing.T) {
	for _, sc := range scenarios(t) {
		for _, cause := range []error{syscall.ENOSPC, syscall.EIO} {
			for _, forGood := range []bool{false, true} {
				if (cause == syscall.EIO) != forGood && !long() {
					continue
				}
				t.Run(fmt.Sprintf("%s/%v/for good %v", sc.name, cause, forGood), func(t *testing.T) {
					t.Parallel()
					sc.eachFault(t, cause, forGood)
				})
			}
		}
	}
}

func (sc *scenario) eachFault(t *testing.T, cause error, forGood bool) {
	for k := 1; ; k++ {
		d := sc.start()
		n, failed := 0, ""
		_, err := survive(d, func(op, name string) error {
			if n++; n == k || forGood && n > k {
				if failed == "" {
					failed = op + " " + name
				}
				return cause
			}
			return nil
		}, sc.do)
		if failed == "" {
			return
		}
		if err == nil {
			if s := sc.ended(d, sc.end); s != "" {
				t.Fatalf("%s failed, done was said: %s", failed, s)
			}
		} else {
			checkFault(t, failed, err, cause)
		}
		if s := sc.recovers(d.settle()); s != "" {
			t.Fatalf("operation %d (%s) failed with %v: %s", k, failed, err, s)
		}
	}
}

func checkFault(t *testing.T, failed string, err, cause error) {
	t.Helper()
	var hinted interface{ Hint() string }
	if !errors.Is(err, cause) {
		t.Fatalf("%s failed, and the error is %v", failed, err)
	}
	if !errors.As(err, &hinted) || hinted.Hint() == "" {
		t.Fatalf("%s failed, and the error has no hint: %v", failed, err)
	}
}

// TestFailedSyncIsNeverSuccess fails every sync, file or folder.
func TestFailedSyncIsNeverSuccess(t *testing.T) {
	for _, sc := range scenarios(t) {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			for k := 1; ; k++ {
				n, failed := 0, ""
				d := sc.start()
				_, err := survive(d, func(op, name string) error {
					if op == "sync" || op == "syncdir" {
						if n++; n == k {
							failed = op + " " + name
							return syscall.EIO
						}
					}
					return nil
				}, sc.do)
				if failed == "" {
					return
				}
				if err == nil {
					t.Errorf("%s failed, and done was said", failed)
				}
			}
		})
	}
}
