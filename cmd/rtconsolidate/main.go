// Command rtconsolidate consolidates the realtime code of a TypeScript repo behind one entry point.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// gcPercent lets the heap grow to 32 MiB before the first collection: nearly all of what a run
// allocates is the picture of the repo, which lives to its end.
const gcPercent = 800

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
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
	return app.exitCode(err)
}
