package backup

import (
	"errors"
	"fmt"
	"strings"
)

// ErrEmpty is returned by Apply for a change set that changes nothing.
var ErrEmpty = errors.New("the change set is empty: there is nothing to apply")

// Drift is one path that holds neither what the run expects nor what it makes.
type Drift struct {
	Path  string // repo-relative, slashes
	Found string // what is there, in words: "edited", "gone", "a symlink", …
}

// DriftError says that files changed under a plan or a run. No file named in it was touched.
type DriftError struct {
	Run   string // the open run; "" when nothing was written
	Undo  bool   // found by a rollback
	Files []Drift
}

func (e *DriftError) Error() string {
	names := make([]string, len(e.Files))
	for i, f := range e.Files {
		names[i] = show(f.Path) + " (" + f.Found + ")"
	}
	since := "the plan was made"
	if e.Undo || e.Run != "" {
		since = "the run wrote them"
	}
	return fmt.Sprintf("%d of the files changed since %s: %s", len(names), since, strings.Join(names, ", "))
}

// Hint is the way out.
func (e *DriftError) Hint() string {
	switch {
	case e.Undo:
		return "put those files back as the run left them, or use `rtconsolidate rollback --merge`, which keeps your edits"
	case e.Run != "":
		return "move those edits aside and run `rtconsolidate resume`, or `rtconsolidate rollback --merge`"
	}
	return "plan again: nothing was written"
}

// LockedError says that another process works on the store.
type LockedError struct {
	Holder string // what the holder wrote about itself; "" when it can't be read
}

func (e *LockedError) Error() string {
	if e.Holder == "" {
		return "another rtconsolidate is at work in this repo"
	}
	return "another rtconsolidate is at work in this repo: " + show(e.Holder)
}

// Hint is the way out.
func (e *LockedError) Hint() string {
	return "wait for it to end; the lock goes with its process, there is no file to remove"
}

// OpenRunError says that a run was interrupted and must be finished or undone first.
type OpenRunError struct {
	Run  string
	Undo bool // its rollback was interrupted
}

func (e *OpenRunError) Error() string {
	if e.Undo {
		return "the rollback of run " + e.Run + " was interrupted"
	}
	return "run " + e.Run + " was interrupted"
}

// Hint is the way out.
func (e *OpenRunError) Hint() string {
	return "finish it with `rtconsolidate resume`, or undo it with `rtconsolidate rollback " + e.Run + "`"
}

// StoppedError says that the caller's context ended the work at a file boundary.
type StoppedError struct {
	Run string
	Err error // the context's error
}

func (e *StoppedError) Error() string { return "stopped between two files of run " + e.Run }

// Unwrap gives the context's error.
func (e *StoppedError) Unwrap() error { return e.Err }

// Hint is the way out.
func (e *StoppedError) Hint() string { return (&OpenRunError{Run: e.Run}).Hint() }

// DamagedError says that a file of the store is not what was written there.
type DamagedError struct {
	File   string // within the store, slashes
	Reason string
}

func (e *DamagedError) Error() string {
	return "the run store is damaged: " + show(e.File) + " " + e.Reason
}

// Hint is the way out.
func (e *DamagedError) Hint() string {
	return "nothing was written; bring that file back from a copy of the store, and see `rtconsolidate backup verify` for the rest"
}

// PathError refuses a path that is not safe to write.
type PathError struct {
	Path   string
	Reason string // completes the sentence "<path> …"
}

func (e *PathError) Error() string { return "refused to touch " + show(e.Path) + ": it " + e.Reason }

// Hint is the way out.
func (e *PathError) Hint() string {
	return "only regular files inside the repo are written, never through a symlink and never in .git; leave this path out of the plan"
}

// OrderError refuses to roll a run back while later runs stand on its files.
type OrderError struct {
	Run   string
	Order []string // the rollbacks that work, first to last; ends with Run
}

func (e *OrderError) Error() string {
	return fmt.Sprintf("run %s can't be rolled back yet: %d later runs changed the same files", e.Run, len(e.Order)-1)
}

// Hint is the way out.
func (e *OrderError) Hint() string { return "roll back in this order: " + strings.Join(e.Order, ", ") }

// StateError says that a run is not in a state for what was asked.
type StateError struct {
	Run    string // "" when no run fits
	Reason string // a whole clause: "run X is rolled back already"
}

func (e *StateError) Error() string { return e.Reason }

// Hint is the way out.
func (e *StateError) Hint() string {
	return "`rtconsolidate backup list` shows the runs and their states"
}

// FaultError is a failed file operation. When Run is set, that run is open: each of its files is
// whole, old or new.
type FaultError struct {
	Run string
	Err error
}

func (e *FaultError) Error() string {
	if e.Run == "" {
		return "nothing was changed: " + e.Err.Error()
	}
	return "run " + e.Run + " stopped halfway, every file is whole: " + e.Err.Error()
}

// Unwrap gives the operation's error.
func (e *FaultError) Unwrap() error { return e.Err }

// Hint is the way out.
func (e *FaultError) Hint() string {
	if e.Run == "" {
		return "mend the cause and run the command again"
	}
	return "mend the cause; then " + (&OpenRunError{Run: e.Run}).Hint()
}

// fault wraps what a file operation returned; errors that explain themselves pass.
func fault(run string, err error) error {
	var hinted interface{ Hint() string }
	if err == nil || errors.Is(err, ErrEmpty) || errors.As(err, &hinted) {
		return err
	}
	return &FaultError{Run: run, Err: err}
}
