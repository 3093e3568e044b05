package main

import (
	"errors"
	"fmt"
)

// The exit codes (see CLI help): clean, findings or something left undone, bad config or usage or a fault.
const (
	exitFindings = 1
	exitFault    = 2
)

// fault is an error with its exit code and the way out.
type fault struct {
	code int
	msg  string
	hint string
}

func (f *fault) Error() string { return f.msg }

// Hint tells the way out.
func (f *fault) Hint() string { return f.hint }

// findings ends a command with exit code 1 after its output has said why.
var errFindings = &fault{code: exitFindings}

func usage(format string, args ...any) error {
	return &fault{code: exitFault, msg: fmt.Sprintf(format, args...), hint: "see `rtconsolidate --help`"}
}

func undone(hint, format string, args ...any) error {
	return &fault{code: exitFindings, msg: fmt.Sprintf(format, args...), hint: hint}
}

// exitCode prints an error and tells the code of the process.
func (a *app) exitCode(err error) int {
	if err == nil {
		return 0
	}
	code := runCode(err)
	var f *fault
	if errors.As(err, &f) {
		code = f.code
		if f.msg == "" {
			return code
		}
	}
	a.printError(err)
	return code
}

// printError writes one error, or several that were found together, each with its hint.
func (a *app) printError(err error) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			a.printError(e)
		}
		return
	}
	fmt.Fprintf(a.stderr, "error: %s\n", visible(err.Error()))
	var h interface{ Hint() string }
	if errors.As(err, &h) && h.Hint() != "" {
		fmt.Fprintf(a.stderr, "  hint: %s\n", visible(h.Hint()))
	}
}
