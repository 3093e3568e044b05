package main

import (
	"context"
	"flag"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// Scripts run in folders of their own, so these are absolute.
var (
	miniFile, _ = filepath.Abs(filepath.Join("testdata", "mini.txtar"))
	oracle, _   = filepath.Abs(filepath.Join("..", "..", "testdata", "oracle"))
)

var update = flag.Bool("update", false, "write the golden output of the scripts anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"rtconsolidate": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
			stop()
			os.Exit(code)
		},
	})
}

// TestScript runs the command lines of testdata/script/*.txtar, one behaviour each. `go test -update`
// writes their golden output anew. Besides testscript's own commands they know:
//
//	exits CODE PROGRAM [ARG…]  runs the program, which must end with exactly that code
//	mini DIR                   lays the repo of testdata/mini.txtar out, committed
//	sample DIR                 lays the embedded sample out as a git repo
//	repo DIR                   makes a folder a git repo and commits what is there
//	scrub stdout|stderr|FILE…  copies to `scrubbed` with run ids, times and versions replaced
//	snapshot DIR               remembers every path, content and mode of a folder and its run store
//	untouched DIR              compares with what was remembered
//	restored DIR               does so, but for the run store
//	valid KIND FILE            checks JSON against the schema that the tool prints for it
//	json FILE QUERY WANT       compares a value of a JSON file: a path of keys and indices
//	edit FILE OLD NEW          replaces the first OLD, which must be there
//	truncate FILE BYTES        cuts a file off
//	latin1 FILE                puts a byte into the file that is no UTF-8
//	damage DIR                 flips a bit in every file below the folder
//	bindings DIR ENTRY FILE [OLD=NEW…]  writes what imported names mean to TypeScript; moved paths as new
//	tsc DIR                    prints TypeScript's errors to the file `errors`
//	pin PLAN VARIABLE          sets a variable to the digest of a plan
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "mini": mini, "sample": sample, "repo": repo, "scrub": scrub, "snapshot": snapshot,
			"untouched": untouched, "restored": restored, "valid": valid, "json": jsonValue, "edit": edit, "truncate": truncate, "latin1": latin1, "damage": damage, "pin": pin, "tsc": tsc, "bindings": bindings,
		},
	})
}

// setup makes git and the tool independent of who runs the tests.
func setup(env *testscript.Env) error {
	home := filepath.Join(env.WorkDir, ".home")
	for _, v := range [][2]string{
		{"HOME", home}, {"XDG_CONFIG_HOME", home}, {"GIT_CONFIG_NOSYSTEM", "1"}, {"GIT_CEILING_DIRECTORIES", env.WorkDir},
		{"GIT_AUTHOR_NAME", "test"}, {"GIT_AUTHOR_EMAIL", "test@localhost"},
		{"GIT_COMMITTER_NAME", "test"}, {"GIT_COMMITTER_EMAIL", "test@localhost"},
		{"NO_COLOR", ""}, {"TERM", "dumb"},
	} {
		env.Setenv(v[0], v[1])
	}
	return os.MkdirAll(home, 0o755)
}
