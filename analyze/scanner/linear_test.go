package scanner_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestLinear counts the statements that are executed for pathological texts of one size and of twice that:
// no clock, but the counters of Go's coverage.
func TestLinear(t *testing.T) {
	const n = 4000
	binary := filepath.Join(t.TempDir(), "counted.test")
	build := exec.Command("go", "test", "-c", "-covermode=count", "-coverpkg=rtconsolidate/analyze/scanner", "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the tests cannot be built with counters: %v\n%s", err, out)
	}
	for _, test := range pathological(n) {
		t.Run(test.name, func(t *testing.T) {
			once, twice := steps(t, binary, test.name, n), steps(t, binary, test.name, 2*n)
			if once == 0 || float64(twice) > 2.2*float64(once)+10_000 {
				t.Errorf("%d units take %d steps, %d take %d", n, once, 2*n, twice)
			}
		})
	}
}

// steps runs one case of TestPathological and counts the statements it executes in the scanner.
func steps(t *testing.T, binary, name string, units int) (sum int) {
	t.Helper()
	profile := filepath.Join(t.TempDir(), "profile")
	name = regexp.QuoteMeta(strings.ReplaceAll(name, " ", "_"))
	cmd := exec.Command(binary, "-test.run", "^TestPathological$/^"+name+"$", "-test.coverprofile", profile)
	cmd.Env = append(os.Environ(), fmt.Sprintf("RTC_PATHOLOGICAL_UNITS=%d", units))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	file, err := os.Open(profile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		// name.go:line.column,line.column statements executions
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			continue
		}
		statements, _ := strconv.Atoi(fields[1])
		executions, _ := strconv.Atoi(fields[2])
		sum += statements * executions
	}
	return sum
}
