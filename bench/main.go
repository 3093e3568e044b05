// Command bench measures the tool against a program that only reads the same files, and against peers,
// in one run: `make bench`. It prints ratios of medians; nothing is asserted about time.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

type options struct {
	repo, config, work, tool, floor, peers, word string
	rounds, files, megabytes                     int
}

func main() {
	var o options
	flag.StringVar(&o.repo, "repo", "", "the repo to measure on (default: one that is generated)")
	flag.StringVar(&o.config, "config", "", "its rtconsolidate.yaml (default: its own, else what init proposes)")
	flag.StringVar(&o.work, "work", "", "the folder to work in")
	flag.StringVar(&o.tool, "tool", "", "the rtconsolidate binary")
	flag.StringVar(&o.floor, "floor", "", "the binary that only reads")
	flag.StringVar(&o.peers, "peers", "", "the node_modules of the peers")
	flag.StringVar(&o.word, "word", "realtime", "what rg looks for")
	flag.IntVar(&o.rounds, "rounds", 15, "measured rounds")
	flag.IntVar(&o.files, "files", 3000, "files of the generated repo")
	flag.IntVar(&o.megabytes, "megabytes", 20, "size of the generated repo")
	flag.Parse()
	if err := bench(&o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}

func bench(o *options) error {
	one, ten := filepath.Join(o.work, "one"), filepath.Join(o.work, "ten")
	if err := prepare(o, one, ten); err != nil {
		return err
	}
	single, err := measure(o.contenders(one), o.rounds)
	if err != nil {
		return err
	}
	many, err := measure(o.contenders(ten), max(o.rounds/3, 3))
	if err != nil {
		return err
	}
	size, err := run(contender{argv: []string{o.floor, one}, dir: one})
	if err != nil {
		return err
	}
	fmt.Printf("%s, %s %s, %d cores; warm cache, medians of %d alternating rounds\n\n", size.output, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), o.rounds)
	table(single, many)
	return nil
}

// contenders are the programs that are measured on a tree, the floor first.
func (o *options) contenders(dir string) []contender {
	tool := func(name string, codes []int, args ...string) contender {
		return contender{name, append([]string{o.tool, "-C", dir, "-q"}, args...), dir, codes}
	}
	all := []contender{
		{"read only (the floor)", []string{o.floor, dir}, dir, []int{0}},
		{"rg -l " + o.word, []string{filepath.Join(o.peers, "@vscode", "ripgrep-"+platform(), "bin", "rg"), "-l", o.word, "."}, dir, []int{0, 1}},
		{"rev-dep unresolved", []string{filepath.Join(o.peers, "@rev-dep", platform(), "bin", "rev-dep"), "unresolved"}, dir, []int{0, 1}},
		tool("rtconsolidate scan", []int{0}, "scan"),
		tool("rtconsolidate plan", []int{0, 1}, "plan"),
		tool("rtconsolidate check", []int{0, 1}, "check"),
	}
	return slices.DeleteFunc(all, func(c contender) bool {
		_, err := os.Stat(c.argv[0])
		return err != nil // a peer that has no binary for this platform
	})
}

// platform is how npm's packages of native programs are called.
func platform() string {
	arch := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	return runtime.GOOS + "-" + arch
}

func table(one, ten []result) {
	fmt.Printf("%-24s %9s %9s %8s %9s %11s %8s\n", "", "median", "of floor", "peak", "ten times", "of one tree", "peak")
	for i, r := range one {
		t := ten[i]
		fmt.Printf("%-24s %6.0f ms %8.2fx %5.0f MB %6.0f ms %10.1fx %5.0f MB\n", r.name,
			r.milliseconds(), r.median.Seconds()/one[0].median.Seconds(), r.peak,
			t.milliseconds(), t.median.Seconds()/r.median.Seconds(), t.peak)
	}
}
