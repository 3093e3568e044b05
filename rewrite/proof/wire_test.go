package proof

import (
	"regexp"
	"testing"
)

func FuzzJoinLines(f *testing.F) {
	f.Add("a \n\t b  c\n")
	f.Add("\r\n \n\f")
	f.Fuzz(func(t *testing.T, text string) {
		want := regexp.MustCompile(`\s*\n\s*`).ReplaceAllString(text, "\n")
		if got := string(joinLines([]byte(text))); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	})
}
