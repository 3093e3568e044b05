// Command summary reads the output of `go test -json`: it prints each package's result and the
// output of what failed or, with -count, one line that counts the tests.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
)

type event struct {
	Action, Package, Test, Output, ImportPath string
}

type result struct {
	passed, failed, skipped int
	output                  map[string]*strings.Builder
	bad                     bool
}

func main() {
	onlyCount := flag.Bool("count", false, "print only the count")
	flag.Parse()
	r := result{output: map[string]*strings.Builder{}}
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(nil, 16<<20)
	for scanner.Scan() {
		var e event
		if json.Unmarshal(scanner.Bytes(), &e) != nil {
			e = event{Action: "output", Output: scanner.Text() + "\n"}
		}
		r.add(e, !*onlyCount)
	}
	if *onlyCount {
		fmt.Printf("%d passed, %d failed", r.passed, r.failed)
		if r.skipped > 0 {
			fmt.Printf(", %d skipped", r.skipped)
		}
		fmt.Println()
	}
	if r.bad || r.failed > 0 || r.passed == 0 {
		os.Exit(1)
	}
}

func (r *result) add(e event, print bool) {
	key := e.Package + e.ImportPath + " " + e.Test
	switch e.Action {
	case "output", "build-output":
		if r.output[key] == nil {
			r.output[key] = &strings.Builder{}
		}
		r.output[key].WriteString(e.Output)
		return
	case "pass":
		r.count(e, &r.passed)
	case "skip":
		r.count(e, &r.skipped)
	case "fail", "build-fail":
		r.bad = true
		r.count(e, &r.failed)
		if b := r.output[key]; print && b != nil {
			fmt.Print(b.String())
		}
	default:
		return
	}
	if b := r.output[key]; print && e.Test == "" && b != nil && e.Action == "pass" {
		fmt.Print(b.String())
	}
	delete(r.output, key)
}

func (r *result) count(e event, n *int) {
	if e.Test != "" {
		*n++
	}
}
