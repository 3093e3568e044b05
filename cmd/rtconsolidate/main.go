// Command rtconsolidate consolidates the realtime code of a TypeScript repo behind one entry point.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
)

// gcPercents are by how much the heap may grow before the first collection, the second, and all later ones:
// to 32 MiB, since nearly all of what a run allocates is the picture of the repo, which lives to its end; in a
// large repo then only to twice what lives, since there memory is dearer than collections.
var gcPercents = []int{800, 300, 100}

// paceGC sets the first of the percentages, and the next one once there was a collection.
func paceGC(percents []int) {
	debug.SetGCPercent(percents[0])
	if len(percents) > 1 {
		runtime.AddCleanup(new([64]byte), paceGC, percents[1:])
	}
}

func main() {
	if os.Getenv("GOGC") == "" {
		paceGC(gcPercents)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	app := &app{stdout: stdout, stderr: stderr, args: args}
	root := app.command()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	app.keep()
	return app.exitCode(err)
}
