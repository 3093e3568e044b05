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
	"strings"
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
	for _, own := range []string{o.tool, o.floor} {
		if _, err := os.Stat(own); err != nil {
			return fmt.Errorf("%w; `make bench` builds it", err)
		}
	}
	one, ten := filepath.Join(o.work, "one"), filepath.Join(o.work, "ten")
	if err := prepare(o, one, ten); err != nil {
		return err
	}
	single, err := o.measureOn(one, o.rounds)
	if err != nil {
		return err
	}
	many, err := o.measureOn(ten, max(o.rounds/3, 3))
	if err != nil {
		return err
	}
	size, err := run(contender{argv: []string{o.floor, one}, dir: one})
	if err != nil {
		return err
	}
	fmt.Printf("%s, %s %s, %d cores; warm cache, medians of %d alternating rounds\n\n", size.output, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), o.rounds)
	table(single, many)
	ratios(single)
	for _, c := range o.missing() {
		fmt.Printf("not measured: %s, there is no %s; `npm ci` in bench/peers installs it where it has a binary for %s\n", c.name, c.argv[0], platform())
	}
	return nil
}

func (o *options) measureOn(dir string, rounds int) ([]result, error) {
	list, err := o.contenders(dir)
	if err != nil {
		return nil, err
	}
	return measure(list, rounds)
}

// contenders are the programs that are measured on a tree, the floor first. The commands that keep what they
// found are measured when nothing has changed, when a file has, and when nothing is kept.
func (o *options) contenders(dir string) ([]contender, error) {
	edit, err := editor(dir + edited)
	if err != nil {
		return nil, err
	}
	tool := func(name, state, dir, cache string, before func() error) contender {
		return contender{name: "rtconsolidate " + name + state, argv: []string{o.tool, "-C", dir, "-q", name}, dir: dir, codes: []int{1},
			env: []string{"RTCONSOLIDATE_CACHE=" + cache}, before: before}
	}
	cache := filepath.Join(o.work, "cache")
	list := []contender{{name: "read only (the floor)", argv: []string{o.floor, dir}, dir: dir}}
	list = append(list, slices.DeleteFunc(o.peersOn(dir), absent)...)
	for _, name := range []string{"scan", "plan"} {
		list = append(list, tool(name, "", dir, cache, nil), tool(name, ", a file edited", dir+edited, cache, edit), tool(name, ", first run", dir, "off", nil))
	}
	return append(list, tool("check", "", dir, "off", nil)), nil
}

// peersOn are the programs of others.
func (o *options) peersOn(dir string) []contender {
	return []contender{
		{name: "rg -l " + o.word, argv: []string{filepath.Join(o.peers, "@vscode", "ripgrep-"+platform(), "bin", "rg"), "-l", o.word, "."}, dir: dir, codes: []int{0, 1}},
		{name: "rev-dep unresolved", argv: []string{filepath.Join(o.peers, "@rev-dep", platform(), "bin", "rev-dep"), "unresolved"}, dir: dir, codes: []int{0, 1}},
	}
}

// missing are the peers that have no binary here.
func (o *options) missing() []contender {
	return slices.DeleteFunc(o.peersOn(""), func(c contender) bool { return !absent(c) })
}

func absent(c contender) bool {
	_, err := os.Stat(c.argv[0])
	return err != nil
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
	fmt.Printf("%-34s %9s %9s %8s %9s %11s %8s\n", "", "median", "of floor", "peak", "ten times", "of one tree", "peak")
	for i, r := range one {
		t := ten[i]
		fmt.Printf("%-34s %6.0f ms %8.2fx %5.0f MB %6.0f ms %10.1fx %5.0f MB\n", r.name,
			r.milliseconds(), r.median.Seconds()/one[0].median.Seconds(), r.peak,
			t.milliseconds(), t.median.Seconds()/r.median.Seconds(), t.peak)
	}
}

// ratios prints how each command compares with every other program, by their medians.
func ratios(list []result) {
	fmt.Println()
	for _, r := range list {
		if !strings.HasPrefix(r.name, "rtconsolidate ") {
			continue
		}
		var parts []string
		for _, other := range list {
			if other.name != r.name {
				parts = append(parts, fmt.Sprintf("%.2f of %s", r.median.Seconds()/other.median.Seconds(), other.name))
			}
		}
		fmt.Printf("%s takes %s\n", r.name, strings.Join(parts, ", "))
	}
}
