package source

import (
	"os"
	"testing"
)

// BenchmarkList lists the folder that RTCONSOLIDATE_BENCH names, or this package's own repo.
func BenchmarkList(b *testing.B) {
	root := os.Getenv("RTCONSOLIDATE_BENCH")
	if root == "" {
		root = "."
	}
	for b.Loop() {
		l, err := List(root)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(l.Paths)), "files")
	}
}

// BenchmarkRead lists the same folder and reads every file, one after the other.
func BenchmarkRead(b *testing.B) {
	root := os.Getenv("RTCONSOLIDATE_BENCH")
	if root == "" {
		root = "."
	}
	for b.Loop() {
		t, err := Open(root)
		if err != nil {
			b.Fatal(err)
		}
		var buf []byte
		total := 0
		for _, p := range t.Paths() {
			content, err := t.ReadInto(p, buf)
			if err != nil {
				b.Fatal(err)
			}
			buf, total = content, total+len(content)
		}
		b.SetBytes(int64(total))
	}
}
