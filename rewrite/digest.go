package rewrite

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Sum is the SHA-256 of a content, in hex; "" for nil, which stands for no file.
func Sum(content []byte) string {
	if content == nil {
		return ""
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Line is what the digest of a change set covers of one change.
type Line struct{ Path, From, Action, Before, After string }

// Digest is `sha256:` and the SHA-256, in hex, over the phase and the changes in their order: each
// field with its length before it, so that no two change sets have the same bytes.
func Digest(phase string, changes []Line) string {
	h := sha256.New()
	for _, field := range append([]string{phase}, fields(changes)...) {
		fmt.Fprintf(h, "%d:%s,", len(field), field)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

func fields(changes []Line) []string {
	var list []string
	for _, c := range changes {
		list = append(list, c.Path, c.From, c.Action, c.Before, c.After)
	}
	return list
}

// Digest is what a reviewer pins: it changes with the phase, any path, and any byte before or after.
func (c *ChangeSet) Digest() string {
	var lines []Line
	for _, ch := range c.Changes {
		lines = append(lines, Line{ch.Path, ch.From, string(ch.Action), Sum(ch.Old), Sum(ch.New)})
	}
	return Digest(c.Phase(), lines)
}
