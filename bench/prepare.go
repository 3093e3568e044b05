package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rtconsolidate/bench/tree"
)

// prepare lays out the tree and, beside it, the tree with nine copies of itself below. Both are git
// repos of their own, so that nothing is ever done to the repo that was named.
func prepare(o *options, one, ten string) error {
	for _, dir := range []string{one, ten} {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	if err := fill(o, one); err != nil {
		return err
	}
	if err := copyFiles(one, ten); err != nil {
		return err
	}
	for i := range 9 {
		if err := copyFiles(one, filepath.Join(ten, "copies", fmt.Sprint(i+1))); err != nil {
			return err
		}
	}
	for _, dir := range []string{one, ten} {
		if err := errors.Join(os.RemoveAll(dir+edited), copyFiles(dir, dir+edited), commit(dir), commit(dir+edited)); err != nil {
			return err
		}
	}
	time.Sleep(3 * time.Second) // the tool relies on no file that has just changed
	return nil
}

// edited ends the name of a tree that is like another one, but that a file in it is always just edited.
const edited = "-edited"

// editor makes what edits a file of a tree, one in the middle: a line goes to its end, and away again.
func editor(dir string) (func() error, error) {
	paths, err := listed(dir)
	if err != nil {
		return nil, err
	}
	paths = slices.DeleteFunc(paths, func(p string) bool { return !strings.HasSuffix(p, ".ts") && !strings.HasSuffix(p, ".tsx") })
	if len(paths) == 0 {
		return nil, fmt.Errorf("there is no TypeScript in %s", dir)
	}
	file := filepath.Join(dir, paths[len(paths)/2])
	text, err := os.ReadFile(file)
	longer := false
	return func() error {
		longer = !longer
		if longer {
			return os.WriteFile(file, append(slices.Clone(text), "// edited\n"...), 0o644)
		}
		return os.WriteFile(file, text, 0o644)
	}, err
}

func fill(o *options, dir string) error {
	if o.repo == "" {
		return tree.Write(dir, tree.Options{Files: o.files, Bytes: o.megabytes << 20, Seed: 1})
	}
	if err := copyFiles(o.repo, dir); err != nil {
		return err
	}
	config := filepath.Join(dir, "rtconsolidate.yaml")
	if o.config != "" {
		text, err := os.ReadFile(o.config)
		if err != nil {
			return err
		}
		return os.WriteFile(config, text, 0o644)
	}
	if _, err := os.Stat(config); err == nil {
		return nil
	}
	_, err := run(contender{argv: []string{o.tool, "-C", dir, "init"}, dir: dir})
	return err
}

// copyFiles copies the files that git lists, or all of them where there is no git.
func copyFiles(from, to string) error {
	paths, err := listed(from)
	if err != nil {
		return err
	}
	for _, p := range paths {
		info, err := os.Lstat(filepath.Join(from, p))
		if err != nil || !info.Mode().IsRegular() {
			continue // deleted, or a link: neither is read by any contender
		}
		data, err := os.ReadFile(filepath.Join(from, p))
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, p)), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, p), data, info.Mode().Perm()); err != nil {
			return err
		}
	}
	return nil
}

func listed(dir string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
		out, err := git(dir, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
		return strings.FieldsFunc(out, func(r rune) bool { return r == 0 }), err
	}
	var paths []string
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			p, err = filepath.Rel(dir, p)
			paths = append(paths, p)
		}
		return err
	})
	return paths, err
}

func commit(dir string) error {
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A", "-f"},
		{"-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "tree"}} {
		if _, err := git(dir, args...); err != nil {
			return err
		}
	}
	return nil
}

func git(dir string, args ...string) (string, error) {
	cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w: %s", args[0], err, complaint.String())
	}
	return string(out), nil
}
