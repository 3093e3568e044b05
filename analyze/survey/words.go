package survey

import (
	"strconv"

	"rtconsolidate/analyze"
)

// plural writes a number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func isRoute(f string) bool { return analyze.StartedAs(f) == "route" }
