package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// contender is a program to measure; codes are the exit codes, besides 0, that mean it did its work.
type contender struct {
	name   string
	argv   []string
	dir    string
	codes  []int
	env    []string     // on top of what the benchmark has
	before func() error // runs before it, outside of the time
}

type result struct {
	name   string
	median time.Duration
	peak   float64 // MB of resident memory, the most of any round
}

func (r result) milliseconds() float64 { return r.median.Seconds() * 1000 }

// sample is one run.
type sample struct {
	wall   time.Duration
	peak   float64
	output string
}

// measure runs the contenders in turn, round after round, so that whatever else the machine does hits
// all of them; two rounds before warm the cache.
func measure(list []contender, rounds int) ([]result, error) {
	walls := make([][]time.Duration, len(list))
	results := make([]result, len(list))
	for round := range rounds + 2 {
		for i, c := range list {
			s, err := run(c)
			if err != nil {
				return nil, err
			}
			if round >= 2 {
				walls[i] = append(walls[i], s.wall)
				results[i].peak = max(results[i].peak, s.peak)
			}
		}
	}
	for i, c := range list {
		slices.Sort(walls[i])
		results[i].name, results[i].median = c.name, walls[i][len(walls[i])/2]
	}
	return results, nil
}

func run(c contender) (sample, error) {
	cmd := exec.Command(c.argv[0], c.argv[1:]...)
	cmd.Dir, cmd.Env = c.dir, append(os.Environ(), c.env...)
	if c.before != nil {
		if err := c.before(); err != nil {
			return sample{}, err
		}
	}
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if cmd.ProcessState == nil {
		return sample{}, fmt.Errorf("%s did not run: %w", c.argv[0], err)
	}
	if code := cmd.ProcessState.ExitCode(); code != 0 && !slices.Contains(c.codes, code) {
		return sample{}, fmt.Errorf("%s ended with code %d: %s", strings.Join(c.argv, " "), code, complaint.String())
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return sample{wall, megabytes(usage.Maxrss), strings.TrimSpace(out.String())}, nil
}
