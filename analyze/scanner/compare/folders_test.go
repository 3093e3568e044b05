package compare

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSamples compares on the committed samples, all of which TypeScript can parse.
func TestSamples(t *testing.T) {
	if n := compareAll(t, codeFiles(t, filepath.Join(oracleDir, "samples"))); n.unparsed > 0 {
		t.Errorf("TypeScript does not parse %d samples", n.unparsed)
	}
}

// TestPackages compares on the sources of the installed npm packages.
func TestPackages(t *testing.T) {
	requireTypeScript(t)
	compareAll(t, codeFiles(t, filepath.Join(oracleDir, "node_modules")))
}

// TestFolder compares on the folder that RTC_COMPARE_DIR names: `make compare DIR=…`.
func TestFolder(t *testing.T) {
	if dir := os.Getenv("RTC_COMPARE_DIR"); dir != "" {
		compareAll(t, codeFiles(t, dir, "node_modules", ".git"))
	}
}
