package scanner

import (
	"path"
	"strings"
)

// LangOf says in which grammar a file is written, by its name alone. ok is false for files that are
// no TypeScript or JavaScript (those with script blocks inside, such as .vue, included).
func LangOf(name string) (lang Lang, ok bool) {
	base := path.Base(name)
	switch path.Ext(base) {
	case ".ts", ".mts", ".cts":
		if declarationFile(base) {
			return DTS, true
		}
		return TS, true
	case ".tsx":
		return TSX, true
	case ".js", ".jsx", ".mjs", ".cjs":
		return JS, true
	}
	return 0, false
}

// declarationFile also knows `name.d.css.ts`, TypeScript's form for declarations of other files.
func declarationFile(base string) bool {
	stem := strings.TrimSuffix(base, path.Ext(base))
	return strings.HasSuffix(stem, ".d") || path.Ext(base) == ".ts" && strings.Contains(stem, ".d.")
}
