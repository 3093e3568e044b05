package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rtconsolidate/report/escape"
)

var options = Options{Version: "1.2.3"}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name, ext string
		doc       Document
		reporter  string
		options   Options
	}{
		{"plan", "txt", planFixture(), "text", options},
		{"plan-verbose", "txt", planFixture(), "text", Options{Level: Verbose, Width: 60}},
		{"plan-quiet", "txt", planFixture(), "text", Options{Level: Quiet}},
		{"plan", "json", planFixture(), "json", options},
		{"plan", "md", planFixture(), "markdown", options},
		{"refused", "txt", refusedFixture(), "text", Options{Color: true}},
		{"refused", "md", refusedFixture(), "markdown", options},
		{"check", "txt", checkFixture(), "text", options},
		{"check", "json", checkFixture(), "json", options},
		{"check", "md", checkFixture(), "markdown", options},
		{"check", "sarif", checkFixture(), "sarif", options},
		{"check", "github", checkFixture(), "github", options},
		{"check-gitlab", "json", checkFixture(), "gitlab", options},
		{"check-junit", "xml", checkFixture(), "junit", options},
		{"check-checkstyle", "xml", checkFixture(), "checkstyle", options},
		{"status", "txt", statusFixture(), "text", options},
		{"status", "json", statusFixture(), "json", options},
		{"status", "md", statusFixture(), "markdown", options},
		{"run", "txt", runFixture(), "text", options},
		{"run", "json", runFixture(), "json", options},
		{"run", "md", runFixture(), "markdown", options},
		{"scan", "txt", scanFixture(), "text", options},
		{"scan-verbose", "txt", scanFixture(), "text", Options{Level: Verbose}},
		{"scan", "json", scanFixture(), "json", options},
		{"scan", "md", scanFixture(), "markdown", options},
		{"init", "txt", initFixture(), "text", options},
		{"init-verbose", "txt", initFixture(), "text", Options{Level: Verbose}},
		{"init", "json", initFixture(), "json", options},
		{"init", "md", initFixture(), "markdown", options},
		{"compare", "txt", compareFixture(), "text", options},
		{"compare-verbose", "txt", compareFixture(), "text", Options{Level: Verbose}},
		{"compare", "json", compareFixture(), "json", options},
		{"compare", "md", compareFixture(), "markdown", options},
		{"explain", "txt", explainFixture(), "text", options},
		{"explain", "json", explainFixture(), "json", options},
		{"explain", "md", explainFixture(), "markdown", options},
		{"graph", "txt", graphFixture(), "text", options},
		{"graph", "json", graphFixture(), "json", options},
		{"graph", "md", graphFixture(), "markdown", options},
		{"runs", "txt", &Runs{statusFixture().Runs}, "text", options},
		{"runs", "md", &Runs{statusFixture().Runs}, "markdown", options},
	} {
		t.Run(c.name+"."+c.ext, func(t *testing.T) {
			got, err := Render(c.doc, c.reporter, c.options)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, c.name+"."+c.ext, got)
		})
	}
}

func TestUnknownReporter(t *testing.T) {
	_, err := Render(&Runs{}, "sarif", options)
	var unknown *UnknownReporterError
	if !errors.As(err, &unknown) || unknown.Hint() != "the reporters are: text, json, markdown" {
		t.Fatalf("got %v", err)
	}
}

func TestPassedCheck(t *testing.T) {
	d := &Check{Passed: true, Totals: CheckTotals{Files: 10}}
	for reporter, want := range map[string]string{
		"text": "passed: 0 new violations in 10 files checked\n", "github": "", "gitlab": "[]\n",
	} {
		if got, err := Render(d, reporter, options); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", reporter, got, err)
		}
	}
}

// TestNamesAreData puts a hostile name into every string of every document and renders each in
// every format.
func TestNamesAreData(t *testing.T) {
	for _, d := range evilDocuments() {
		for _, r := range Reporters(d) {
			for _, level := range []Level{Normal, Quiet, Verbose} {
				out, err := Render(d, r.Name, Options{Version: evil, Level: level})
				if err != nil {
					t.Fatal(err)
				}
				checkPrintable(t, d.Kind()+" as "+r.Name, out)
				switch r.Name {
				case "json", "sarif", "gitlab":
					checkEvilJSON(t, d.Kind()+" as "+r.Name, out)
				case "junit", "checkstyle":
					checkXML(t, out)
				case "markdown":
					checkMarkdown(t, out)
				}
			}
		}
	}
}

// checkPrintable allows nothing but printable characters and newlines, and no line that a CI
// system would take for a command of its own; an annotation must be one of ours.
func checkPrintable(t *testing.T, what string, out []byte) {
	t.Helper()
	if !utf8.Valid(out) {
		t.Errorf("%s is not UTF-8:\n%q", what, out)
	}
	for _, line := range strings.Split(string(out), "\n") {
		if i := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 {
			t.Errorf("%s: character that is not printable at %d of %q", what, i, line)
		}
		command := strings.HasPrefix(strings.TrimSpace(line), "::")
		ours := strings.HasPrefix(line, "::error file=") || strings.HasPrefix(line, "::warning file=")
		if command && !(ours && strings.HasSuffix(what, "github")) {
			t.Errorf("%s: %q is a command", what, line)
		}
		if strings.Contains(line, "##[") {
			t.Errorf("%s: %q holds a command", what, line)
		}
		if strings.HasPrefix(line, "a\\x1b") {
			t.Errorf("%s: %q begins with untrusted text", what, line)
		}
	}
}

// checkEvilJSON wants the document to hold the very bytes of the name, or its text form.
func checkEvilJSON(t *testing.T, what string, out []byte) {
	t.Helper()
	var v any
	if err := json.Unmarshal(out, &v); err != nil {
		t.Fatalf("%s: %v\n%s", what, err, out)
	}
	found := false
	walk(v, func(s string) {
		back, err := escape.FromJSON(s)
		found = found || err == nil && back == evil || strings.Contains(s, escape.Text(evil))
	})
	if !found {
		t.Errorf("%s does not give the name back:\n%s", what, out)
	}
}

func walk(v any, visit func(string)) {
	switch v := v.(type) {
	case string:
		visit(v)
	case []any:
		for _, e := range v {
			walk(e, visit)
		}
	case map[string]any:
		for k, e := range v {
			visit(k)
			walk(e, visit)
		}
	}
}

func checkXML(t *testing.T, out []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(out)); ; {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
}

// checkMarkdown takes code blocks and spans out and wants nothing of the name to be left.
func checkMarkdown(t *testing.T, out []byte) {
	t.Helper()
	fence := ""
	for _, line := range strings.Split(string(out), "\n") {
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence != "":
			if line == fence {
				fence = ""
			}
		case len(ticks) >= 3 && !strings.Contains(line[len(ticks):], "`"):
			fence = ticks
		default:
			if rest := withoutCode(line); strings.ContainsAny(rest, "<>`") || strings.Contains(rest, "onerror") {
				t.Errorf("markup outside of code: %q", line)
			}
		}
	}
	if fence != "" {
		t.Errorf("a code block has no end:\n%s", out)
	}
}

// withoutCode removes code spans as CommonMark finds them: a run of backticks to the next run of the
// same length.
func withoutCode(s string) string {
	var b strings.Builder
	for s != "" {
		open := strings.IndexByte(s, '`')
		if open < 0 {
			return b.String() + s
		}
		n := len(s[open:]) - len(strings.TrimLeft(s[open:], "`"))
		end := closing(s[open+n:], n)
		b.WriteString(s[:open])
		if end < 0 {
			return b.String() + s[open:]
		}
		s = s[open+n+end+n:]
	}
	return b.String()
}

func closing(s string, n int) int {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '`')
		if i < 0 {
			return -1
		}
		at += i
		run := len(s[at:]) - len(strings.TrimLeft(s[at:], "`"))
		if run == n {
			return at
		}
		at += run
	}
}
