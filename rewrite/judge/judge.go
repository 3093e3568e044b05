// Package judge is the tests' second opinion on small programs: TypeScript says what is wrong with them,
// esbuild and node say what they do. The tests of rewrite use it, and nothing else.
package judge

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// Judge is a node process that knows TypeScript and runs programs.
type Judge struct {
	t   testing.TB
	in  io.Writer
	out *bufio.Reader
}

// Number is the value of an environment variable by which someone asks a test for more, or for other cases.
func Number(variable string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return otherwise
}

// Start starts an oracle, judge.mjs or project.mjs with its arguments; it ends with the test.
func Start(t testing.TB, script ...string) *Judge {
	t.Helper()
	cmd := exec.Command("node", script...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatalf("node is missing (`make deps` names what the tests need): %v", err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Error(err)
		}
	})
	return &Judge{t, in, bufio.NewReader(out)}
}

func (j *Judge) ask(request, answer any) {
	j.t.Helper()
	data, err := json.Marshal(request)
	if err != nil {
		j.t.Fatal(err)
	}
	if _, err := j.in.Write(append(data, '\n')); err != nil {
		j.t.Fatal(err)
	}
	line, err := j.out.ReadBytes('\n')
	if err != nil {
		j.t.Fatalf("the oracle ended (is TypeScript installed? `make deps`): %v", err)
	}
	if err := json.Unmarshal(line, answer); err != nil {
		j.t.Fatal(err)
	}
}

// Errors gives TypeScript's errors for the files (path to text) as `file:line TSnnnn message`. The
// files' own tsconfig.json sets the options.
func (j *Judge) Errors(files map[string]string) []string {
	j.t.Helper()
	var answer struct{ Errors []string }
	j.ask(map[string]any{"files": files}, &answer)
	return answer.Errors
}

var position = regexp.MustCompile(`:\d+ TS`)

// NewErrors gives the errors of after that are not among those of before, wherever in their file they are.
func (j *Judge) NewErrors(before, after map[string]string) []string {
	j.t.Helper()
	left := map[string]int{}
	for _, e := range j.Errors(before) {
		left[position.ReplaceAllString(e, " TS")]++
	}
	return slices.DeleteFunc(j.Errors(after), func(e string) bool {
		key := position.ReplaceAllString(e, " TS")
		left[key]--
		return left[key] >= 0
	})
}

// Checked lists the files that project.mjs checks.
func (j *Judge) Checked() []string {
	j.t.Helper()
	var answer struct{ Checked []string }
	j.ask(struct{}{}, &answer)
	return answer.Checked
}

// NewInRepo gives TypeScript's errors that are not there before the files of its repo are as given, nil
// for one that is gone. It takes project.mjs.
func (j *Judge) NewInRepo(files map[string][]byte) []string {
	j.t.Helper()
	request := map[string]*string{}
	for p, content := range files {
		if request[p] = nil; content != nil {
			text := string(content)
			request[p] = &text
		}
	}
	var answer struct{ New []string }
	j.ask(map[string]any{"files": request}, &answer)
	return answer.New
}

// Output is what a program says: Log by the function `log`, Effects by `effect`, whose text begins with
// the name of the module that has the effect.
type Output struct {
	Log, Effects []string
	Error        string
}

// Run bundles the program that starts at main and runs it.
func (j *Judge) Run(files map[string]string, main string) (Output, error) {
	j.t.Helper()
	var out Output
	dir, err := os.MkdirTemp("", "judge")
	if err != nil {
		return out, err
	}
	code, err := bundle(dir, files, main)
	if err := errors.Join(err, os.RemoveAll(dir)); err != nil {
		return out, err
	}
	j.ask(map[string]any{"code": code}, &out)
	if out.Error != "" {
		return out, errors.New(out.Error)
	}
	return out, nil
}

// Differ says what was does not share with is, empty when they agree: the log line by line, and the
// effects of each module in their order. Modules may run in another order than they did.
func Differ(was, is Output) string {
	if !slices.Equal(was.Log, is.Log) {
		return fmt.Sprintf("the program prints otherwise:\n%s\nwas\n%s", strings.Join(is.Log, "\n"), strings.Join(was.Log, "\n"))
	}
	if a, b := byModule(was.Effects), byModule(is.Effects); !maps.EqualFunc(a, b, slices.Equal[[]string]) {
		return fmt.Sprintf("modules run otherwise: %v, was %v", b, a)
	}
	return ""
}

func byModule(effects []string) map[string][]string {
	by := map[string][]string{}
	for _, e := range effects {
		name, _, _ := strings.Cut(e, " ")
		by[name] = append(by[name], e)
	}
	return by
}

var assets = map[string]api.Loader{".css": api.LoaderText, ".png": api.LoaderText, ".svg": api.LoaderText, ".txt": api.LoaderText,
	".vue": api.LoaderText, ".svelte": api.LoaderText, ".woff2": api.LoaderText}

// bundle makes one script of a program, by esbuild alone.
func bundle(dir string, files map[string]string, main string) (string, error) {
	for p, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(p))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, []byte(text), 0o644)); err != nil {
			return "", err
		}
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: dir, EntryPoints: []string{main}, Bundle: true, Format: api.FormatIIFE, Target: api.ES2022, External: []string{"node:*"},
		LogLevel: api.LogLevelSilent, TreeShaking: api.TreeShakingFalse, Loader: assets, JSXFactory: "jsx", Outdir: "out",
		Define: map[string]string{"import.meta.url": `"file:///main"`},
	})
	if len(result.Errors) > 0 {
		return "", errors.New(result.Errors[0].Text)
	}
	return string(result.OutputFiles[0].Contents), nil
}
