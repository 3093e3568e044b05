package report

import (
	"fmt"
	"reflect"
	"strings"

	"rtconsolidate/report/escape"
)

// github renders a Check as workflow commands of GitHub Actions: an annotation for each new or stale
// violation. Known ones would only hide those.
func github(d Document, _ Options) []byte {
	var b strings.Builder
	for _, v := range d.(*Check).Violations {
		level := map[string]string{"new": "error", "stale": "warning"}[v.Baseline]
		if level == "" {
			continue
		}
		fmt.Fprintf(&b, "::%s file=%s", level, escape.Property(v.File))
		if v.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", v.Line)
		}
		if v.Column > 0 {
			fmt.Fprintf(&b, ",col=%d", v.Column)
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", escape.Property(Tool+" "+v.Rule), escape.Message(v.sentence()))
	}
	return []byte(b.String())
}

// gitlabIssue is an entry of GitLab's code quality report (docs.gitlab.com/ci/testing/code_quality).
type gitlabIssue struct {
	Description safe           `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string         `json:"path"`
	Lines map[string]int `json:"lines"`
}

// gitlab renders a Check as a code quality report. Fingerprints must differ, so repeats are numbered.
func gitlab(d Document, _ Options) []byte {
	issues := []gitlabIssue{}
	seen := map[string]int{}
	for _, v := range d.(*Check).Violations {
		id := v.fingerprint()
		if seen[id]++; seen[id] > 1 {
			id = fmt.Sprintf("%s-%d", id, seen[id])
		}
		issues = append(issues, gitlabIssue{safe(escape.Text(v.sentence())), v.Rule, id,
			map[string]string{"new": "major", "stale": "minor", "known": "info"}[v.Baseline],
			gitlabLocation{v.File, map[string]int{"begin": max(v.Line, 1)}}})
	}
	e := &encoder{broken: 1}
	e.value(reflect.ValueOf(issues), false, 0)
	return append(e.b, '\n')
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// junit renders a Check as a test suite: a failure for each new or stale violation, a skipped case
// for each known one, and a passed case when there is nothing at all.
func junit(d Document, _ Options) []byte {
	c := d.(*Check)
	tests := max(len(c.Violations), 1)
	failures, skipped := c.Totals.New+c.Totals.Stale, c.Totals.Known
	var b strings.Builder
	b.WriteString(xmlHead)
	fmt.Fprintf(&b, "<testsuites tests=\"%d\" failures=\"%d\">\n", tests, failures)
	fmt.Fprintf(&b, "  <testsuite name=\"%s check\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n", Tool, tests, failures, skipped)
	if len(c.Violations) == 0 {
		b.WriteString("    <testcase classname=\"" + Tool + "\" name=\"no violations\"/>\n")
	}
	for _, v := range c.Violations {
		fmt.Fprintf(&b, "    <testcase classname=\"%s\" name=\"%s\">\n", escape.XML(v.File),
			escape.XML(position(v.File, v.Line, v.Column)+" "+v.Rule+" "+v.Name))
		if v.Baseline == "known" {
			b.WriteString("      <skipped message=\"in the baseline\"/>\n")
		} else {
			fmt.Fprintf(&b, "      <failure type=\"%s\" message=\"%s\"/>\n", escape.XML(v.Rule), escape.XML(v.sentence()))
		}
		b.WriteString("    </testcase>\n")
	}
	b.WriteString("  </testsuite>\n</testsuites>\n")
	return []byte(b.String())
}

// checkstyle renders a Check as Checkstyle XML, the violations grouped by file.
func checkstyle(d Document, _ Options) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + "<checkstyle version=\"8.0\">\n")
	file := -1
	list := d.(*Check).Violations
	for i, v := range list {
		if file < 0 || list[file].File != v.File {
			if file >= 0 {
				b.WriteString("  </file>\n")
			}
			fmt.Fprintf(&b, "  <file name=\"%s\">\n", escape.XML(v.File))
			file = i
		}
		severity := map[string]string{"new": "error", "stale": "warning", "known": "info"}[v.Baseline]
		fmt.Fprintf(&b, "    <error line=\"%d\" column=\"%d\" severity=\"%s\" message=\"%s\" source=\"%s.%s\"/>\n",
			max(v.Line, 1), max(v.Column, 1), severity, escape.XML(v.sentence()), Tool, escape.XML(v.Rule))
	}
	if file >= 0 {
		b.WriteString("  </file>\n")
	}
	b.WriteString("</checkstyle>\n")
	return []byte(b.String())
}
