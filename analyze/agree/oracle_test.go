package agree

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
)

const oracleDir = "../../testdata/oracle"

// ask runs a script of the oracle with input as JSON, and reads one answer a line.
func ask[T any](t *testing.T, script string, args []string, input any) (answers []T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(oracleDir, "node_modules", "typescript")); err != nil {
		t.Fatal("TypeScript is not installed in testdata/oracle: run `make deps`")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("node is not installed: the tests compare with TypeScript")
	}
	text, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, append([]string{"--max-old-space-size=8000", "--stack-size=4000", filepath.Join(oracleDir, script)}, args...)...)
	cmd.Stdin = bytes.NewReader(text)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<30)
	for lines.Scan() {
		var answer T
		if err := json.Unmarshal(lines.Bytes(), &answer); err != nil {
			t.Fatalf("%s: %v", script, err)
		}
		answers = append(answers, answer)
	}
	return answers
}

// load analyses a folder on the disk.
func load(t *testing.T, dir string) *analyze.Repo {
	t.Helper()
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return analyze.Load(tree, analyze.Options{})
}
