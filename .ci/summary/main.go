// Command summary reads the output of `go test -json`: it prints each package's result and the
// output of what failed or, with -count, one line that counts the tests. It exits 1 when a test or
// a package failed, or when no test ran.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

type event struct {
	Action, Package, Test, Output, ImportPath string
}

// result is what the events told so far. A package that fails without a failed test (it does not
// build, it panics, it takes too long) counts as one failure.
type result struct {
	passed, failed, skipped int
	failures                map[string]int // of tests, by package
	output                  map[string]*strings.Builder
	shown                   io.Writer
}

func main() {
	onlyCount := flag.Bool("count", false, "print only the count")
	flag.Parse()
	shown := io.Writer(os.Stdout)
	if *onlyCount {
		shown = io.Discard
	}
	r := summarize(os.Stdin, shown)
	if *onlyCount {
		if r.skipped > 0 {
			fmt.Printf("%d skipped\n", r.skipped)
		}
		fmt.Printf("%d passed, %d failed\n", r.passed, r.failed)
	}
	if r.failed > 0 || r.passed == 0 {
		os.Exit(1)
	}
}

func summarize(in io.Reader, shown io.Writer) *result {
	r := &result{failures: map[string]int{}, output: map[string]*strings.Builder{}, shown: shown}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			r.add(parse(line))
		}
		if err != nil {
			break
		}
	}
	// What no event ended, such as the complaint of a target before the tests.
	for _, b := range r.output {
		fmt.Fprint(shown, b)
	}
	return r
}

func parse(line string) event {
	var e event
	if json.Unmarshal([]byte(line), &e) != nil {
		return event{Action: "output", Output: line}
	}
	return e
}

func (r *result) add(e event) {
	key := e.Package + e.ImportPath + " " + e.Test
	show := false
	switch e.Action {
	case "output", "build-output":
		if r.output[key] == nil {
			r.output[key] = &strings.Builder{}
		}
		r.output[key].WriteString(e.Output)
		return
	case "pass":
		show = e.Test == ""
		r.count(e, &r.passed)
	case "skip":
		r.count(e, &r.skipped)
	case "fail":
		show = true
		r.failures[e.Package]++
		if e.Test != "" || r.failures[e.Package] == 1 {
			r.failed++
		}
	case "build-fail":
		show = true
	default:
		return
	}
	if b := r.output[key]; show && b != nil {
		fmt.Fprint(r.shown, b)
	}
	delete(r.output, key)
}

func (r *result) count(e event, n *int) {
	if e.Test != "" {
		*n++
	}
}
