package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPrerequisites takes one program after the other off the PATH: make names it in one clear line.
func TestPrerequisites(t *testing.T) {
	compiler, err := exec.Command("go", "env", "CC").Output()
	if err != nil {
		t.Fatal(err)
	}
	cc := strings.Fields(string(compiler))[0]
	for _, missing := range []struct{ program, line string }{
		{"go", "missing: go "},
		{cc, "missing: a C compiler "},
		{"node", "missing: node "},
		{"npm", "missing: npm "},
		{"git", "missing: git "},
	} {
		t.Run(missing.program, func(t *testing.T) {
			bin := t.TempDir()
			for _, program := range []string{"sh", "make", "go", cc, "as", "node", "npm", "git", "env"} {
				if program != missing.program {
					link(t, bin, program)
				}
			}
			cmd := exec.Command("make", "-s", "-C", filepath.Join("..", ".."), "prerequisites", "SHELL="+filepath.Join(bin, "sh"))
			cmd.Env = append(os.Environ(), "PATH="+bin, "MAKEFLAGS=", "MAKELEVEL=0")
			out, err := cmd.CombinedOutput()
			first, rest, _ := strings.Cut(string(out), "\n")
			if err == nil || !strings.HasPrefix(first, missing.line) || !strings.HasPrefix(rest, "make: ***") {
				t.Errorf("make says (%v):\n%s", err, out)
			}
		})
	}
}

func link(t *testing.T, bin, program string) {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%s is missing: %v", program, err)
	}
	if err := os.Symlink(path, filepath.Join(bin, program)); err != nil {
		t.Fatal(err)
	}
}
