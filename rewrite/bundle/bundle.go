// Package bundle is the second opinion on a planned change: esbuild bundles what the change can affect,
// before and after, from memory, and what it reports after that it did not report before is damage. It
// reads and links the code by itself, and shares nothing with the proof but what an alias means.
package bundle

import (
	"cmp"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/proof"
)

// Compare bundles both trees from the entries, and from every start that reaches one of the changed paths
// (of either tree). The result is sorted, and the same for the same trees.
func Compare(before, after *analyze.Repo, claim proof.Claim, changed, entries []string) *proof.Bundle {
	images := proof.NewImages(before, claim)
	starts := startsOf(before, after, changed, entries)
	was, is := newSide(before, starts), newSide(after, starts)
	is.offers = keep(after, offersOf(after, changed), offersOf(before, changed))
	was.offers = offersOf(before, originsOf(images, changed, is.offers))
	if err := build(was, is); err != nil {
		return &proof.Bundle{Skipped: err.Error()}
	}
	if was.stuck != "" {
		return &proof.Bundle{Skipped: was.stuck}
	}
	b := &proof.Bundle{}
	known := knownOf(images, was)
	for _, i := range is.issues {
		if known.has(i) {
			b.Known++
		} else {
			b.Errors = append(b.Errors, proof.BundleError{File: i.file, Line: i.line, Text: i.text})
		}
	}
	if is.stuck != "" {
		b.Errors = append(b.Errors, proof.BundleError{Text: is.stuck})
	}
	slices.SortFunc(b.Errors, func(x, y proof.BundleError) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Text, y.Text))
	})
	b.Errors = slices.Compact(b.Errors)
	b.Starts = len(starts)
	for i, start := range was.measured {
		b.Entries = append(b.Entries, proof.BundleEntry{File: start, Before: was.sizes[i], After: is.sizes[i]})
	}
	return b
}
