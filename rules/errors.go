package rules

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Error is a problem of the config, with its position and the way out.
type Error struct {
	File         string
	Line, Column int // from 1; 0 when the whole file is meant
	Msg          string
	hint         string
}

// Error gives `file:line:column: message`.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Msg)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Msg)
}

// Hint tells the way out, "" when there is none to tell.
func (e *Error) Hint() string { return e.hint }

// NewError makes a problem of the config at a position.
func NewError(file string, pos Pos, msg, hint string) *Error {
	return &Error{File: file, Line: pos.Line, Column: pos.Column, Msg: msg, hint: hint}
}

// Report is the hint of a problem that is the tool's own.
const Report = "please report this"

// OurFault tells whether one of some problems is the tool's own, and not the config's or the code's.
func OurFault(err error) bool {
	var list Errors
	var one *Error
	switch {
	case errors.As(err, &list):
	case errors.As(err, &one):
		list = Errors{one}
	}
	return slices.ContainsFunc(list, func(e *Error) bool { return e.hint == Report })
}

// Errors are several problems found at once.
type Errors []*Error

// Error gives one line for each problem.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lists the problems.
func (e Errors) Unwrap() []error {
	list := make([]error, len(e))
	for i, one := range e {
		list[i] = one
	}
	return list
}

func (e Errors) sorted() Errors {
	slices.SortStableFunc(e, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return e
}

// Nearest finds the candidate that name is most likely meant to be: the one with the least edits, if
// they are few for its length; "" when none is near. Wagner-Fischer distance.
func Nearest(name string, candidates []string) string {
	best, found := len(name)/3+2, ""
	for _, c := range candidates {
		if abs(len(c)-len(name)) >= best {
			continue
		}
		if d := distance(name, c); d < best {
			best, found = d, c
		}
	}
	return found
}

func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal = row[j+1]
			row[j+1] = cost
		}
	}
	return row[len(b)]
}

func abs(n int) int { return max(n, -n) }
