// Package testdata holds the sample repo that `rtconsolidate demo` lays out.
package testdata

import (
	"embed"
	"io/fs"
)

//go:embed all:campfire
var files embed.FS

// Campfire is the sample: a small support inbox with competing realtime implementations, and the
// rtconsolidate.yaml that consolidates them. Names are relative to its root.
func Campfire() fs.FS {
	sub, err := fs.Sub(files, "campfire")
	if err != nil {
		panic(err) // the pattern above guarantees the folder
	}
	return sub
}
