package resolver

import (
	"strconv"
	"strings"
)

// compiler is the version of TypeScript whose rules are followed.
var compiler = [3]int{5, 9, 0}

// holds tells whether a range of package.json (`typesVersions`, `types@>=5.0`) takes in the compiler.
func holds(text string) bool {
	for alternative := range strings.SplitSeq(text, "||") {
		if fields := strings.Fields(alternative); len(fields) > 0 && allHold(fields) {
			return true
		}
	}
	return false
}

func allHold(fields []string) bool {
	if len(fields) == 3 && fields[1] == "-" {
		return comparator(">="+fields[0]) && comparator("<="+fields[2])
	}
	for i := 0; i < len(fields); i++ {
		f := fields[i]
		if strings.Trim(f, "<>=~^") == "" && i+1 < len(fields) {
			i++
			f += fields[i]
		}
		if !comparator(f) {
			return false
		}
	}
	return true
}

// comparator tests one `>=4.2`. Parts that are left out or `*` are any.
func comparator(text string) bool {
	at := strings.IndexFunc(text, func(c rune) bool { return !strings.ContainsRune("<>=~^", c) })
	if at < 0 {
		return false
	}
	operator, version := text[:at], strings.TrimPrefix(text[at:], "v")
	version, _, _ = strings.Cut(version, "-")
	var want [3]int
	parts := 0
	for s := range strings.SplitSeq(version, ".") {
		if s == "*" || s == "x" || s == "X" {
			break
		}
		n, err := strconv.Atoi(s)
		if err != nil || parts > 2 {
			return false
		}
		want[parts] = n
		parts++
	}
	d, within := compare(want, 3), compare(want, parts) == 0
	switch operator {
	case ">=":
		return d >= 0
	case "<":
		return d < 0 && !within
	case ">":
		return d > 0 && !within
	case "<=":
		return d <= 0 || within
	case "~":
		return d >= 0 && compare(want, min(parts, 2)) == 0
	case "^":
		return d >= 0 && compare(want, min(parts, 1)) == 0
	}
	return within
}

// compare orders the compiler by the first parts of a version.
func compare(want [3]int, parts int) int {
	for i := range parts {
		if d := compiler[i] - want[i]; d != 0 {
			return d
		}
	}
	return 0
}
