package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Bundle is what a bundler, as a second opinion, found in all that a change can affect.
type Bundle struct {
	Starts  int           `json:"starts"`  // files that were bundled with all they lead to
	Entries []BundleEntry `json:"entries"` // those that were measured
	Errors  []BundleError `json:"errors"`  // reported after, and not before
	Known   int           `json:"known"`   // errors reported before and after
	Skipped string        `json:"skipped" empty:"null"`
}

// BundleEntry is one file that starts something, and the minified bytes that are loaded with it.
type BundleEntry struct {
	File   string `json:"file"`
	Before int    `json:"before"` // 0, too, when it is not there
	After  int    `json:"after"`  // 0, too, when it is not there
}

// BundleError is what the bundler reports.
type BundleError struct {
	File string `json:"file"`
	Line int    `json:"line"` // from 1, 0 when unknown
	Text string `json:"text"`
}

// claim sums the bundle up.
func (b *Bundle) claim() claim {
	if b.Skipped != "" {
		return claim{name: "bundle", figures: "not compared: " + b.Skipped, open: true}
	}
	grow, shrink := 0, 0
	for _, e := range b.resized() {
		if e.After > e.Before {
			grow++
		} else {
			shrink++
		}
	}
	return claim{name: "bundle", damage: len(b.Errors), figures: fmt.Sprintf("%s bundled before and after: %s, %d known; %d grew, %d shrank",
		count(b.Starts, "start", "starts"), count(len(b.Errors), "new error", "new errors"), b.Known, grow, shrink)}
}

// resized are the entries of another size, the most changed first.
func (b *Bundle) resized() (list []BundleEntry) {
	for _, e := range b.Entries {
		if e.Before != e.After {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(x, y BundleEntry) int { return cmp.Compare(y.change(), x.change()) })
	return list
}

func (e BundleEntry) change() int { return max(e.After-e.Before, e.Before-e.After) }

func (b *Bundle) text(out *page) {
	out.list("New errors of the bundler", len(b.Errors), func(i int) {
		e := b.Errors[i]
		out.item("- %s  %s", position(e.File, e.Line, 0), e.Text)
	})
	if list := b.resized(); out.options.Level == Verbose {
		out.list("Sizes that changed, minified", len(list), func(i int) {
			e := list[i]
			out.item("- %s  %d -> %d bytes (%+d)", e.File, e.Before, e.After, e.After-e.Before)
		})
	}
}

func (b *Bundle) markdown(s *sheet) {
	if len(b.Errors) > 0 {
		s.heading(3, "New errors of the bundler")
		s.bullets(len(b.Errors), func(i int) {
			e := b.Errors[i]
			s.bullet(0, "%s %s", position(e.File, e.Line, 0), prose(e.Text))
		})
	}
	var rows [][]any
	for _, e := range b.resized() {
		rows = append(rows, []any{e.File, safe(fmt.Sprint(e.Before)), safe(fmt.Sprint(e.After)), safe(strings.Replace(fmt.Sprintf("%+d", e.After-e.Before), "-", "−", 1))})
	}
	if len(rows) > 0 {
		s.heading(3, "Sizes that changed")
		s.para("The bytes, minified, that are loaded when a file starts; packages from outside the repo not counted.")
		s.table([]string{"Start", ">Before", ">After", ">Change"}, rows)
	}
}
