package main

import (
	"strings"
	"testing"
)

func TestSummary(t *testing.T) {
	for _, c := range []struct {
		name, events     string
		passed, failed   int
		shown, concealed string
	}{
		{"passed tests are counted, not shown", `{"Action":"output","Package":"p","Test":"A","Output":"quiet\n"}
{"Action":"pass","Package":"p","Test":"A"}
{"Action":"output","Package":"p","Output":"ok p\n"}
{"Action":"pass","Package":"p"}`, 1, 0, "ok p", "quiet"},
		{"a failed test counts once, with its output", `{"Action":"output","Package":"p","Test":"A","Output":"loud\n"}
{"Action":"fail","Package":"p","Test":"A"}
{"Action":"fail","Package":"p"}`, 0, 1, "loud", "quiet"},
		{"a package that does not build is a failure", `{"Action":"build-output","ImportPath":"p","Output":"syntax error\n"}
{"Action":"build-fail","ImportPath":"p"}
{"Action":"fail","Package":"p","FailedBuild":"p"}
{"Action":"pass","Package":"q","Test":"B"}`, 1, 1, "syntax error", "quiet"},
		{"what make says is shown", "missing: node\n", 0, 0, "missing: node", "quiet"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var shown strings.Builder
			r := summarize(strings.NewReader(c.events), &shown)
			if r.passed != c.passed || r.failed != c.failed {
				t.Errorf("%d passed, %d failed; want %d, %d", r.passed, r.failed, c.passed, c.failed)
			}
			if !strings.Contains(shown.String(), c.shown) || strings.Contains(shown.String(), c.concealed) {
				t.Errorf("shown: %q", shown.String())
			}
		})
	}
}
