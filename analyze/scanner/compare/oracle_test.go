package compare

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze/scanner"
)

const oracleDir = "../../../testdata/oracle"

// oracle runs TypeScript over files, in one process, and hands each result to check, in order.
func oracle(t *testing.T, files []string, check func(want file)) {
	t.Helper()
	requireTypeScript(t)
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("node is not installed: the tests compare with TypeScript's own parser")
	}
	cmd := exec.Command(node, "--stack-size=4000", filepath.Join(oracleDir, "scan.mjs"), "-")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReaderSize(out, 1<<20)
	for range files {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			t.Fatalf("the oracle stopped early: %v", err)
		}
		var want file
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		check(want)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func requireTypeScript(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(oracleDir, "node_modules", "typescript")); err != nil {
		t.Fatal("TypeScript is not installed in testdata/oracle: run `make deps`")
	}
}

// tally counts what was compared.
type tally struct {
	agree, differ, unparsed               int
	refs, exports, decls, dynamic, inDocs int
}

// compareAll compares the scanner with TypeScript on every file it can parse, and names the others.
func compareAll(t *testing.T, files []string) (n tally) {
	t.Helper()
	oracle(t, files, func(want file) {
		if len(want.Errors) > 0 {
			n.unparsed++
			t.Logf("%s: TypeScript reports %q", want.File, want.Errors[0])
			return
		}
		src, err := os.ReadFile(want.File)
		if err != nil {
			t.Fatal(err)
		}
		got, inDocs := scanned(want.File, src, want)
		n.refs, n.exports, n.decls = n.refs+len(want.Refs), n.exports+len(want.Exports), n.decls+len(want.Decls)
		n.dynamic, n.inDocs = n.dynamic+len(want.Dynamic), n.inDocs+inDocs
		list := differences(src, got, want)
		for _, d := range list {
			t.Errorf("%s:%s", want.File, d)
		}
		if len(list) > 0 {
			n.differ++
		} else {
			n.agree++
		}
	})
	t.Logf("%d files agree, %d differ, %d are not parsed by TypeScript", n.agree, n.differ, n.unparsed)
	t.Logf("compared %d references, %d exports, %d declarations, %d dynamic loads; %d references of doc comments that TypeScript does not follow",
		n.refs, n.exports, n.decls, n.dynamic, n.inDocs)
	if n.agree+n.differ == 0 {
		t.Error("nothing was compared")
	}
	return n
}

// codeFiles lists the files below dir that the scanner reads; skip names folders to leave out, which
// is said.
func codeFiles(t *testing.T, dir string, skip ...string) (files []string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(dir) // npm's folder may be a link
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != dir && slices.Contains(skip, entry.Name()):
			t.Logf("%s is left out", path)
			return fs.SkipDir
		case entry.Type().IsRegular() && isCode(path):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func isCode(path string) bool {
	if _, ok := scanner.LangOf(path); ok {
		return true
	}
	switch filepath.Ext(path) {
	case ".vue", ".svelte", ".astro", ".mdx":
		return true
	}
	return false
}
