package scanner_test

import (
	"os"
	"path/filepath"
	"testing"

	"rtconsolidate/analyze/scanner"
)

// benchFiles reads the files below RTC_BENCH_DIR, TypeScript's own declarations by default.
func benchFiles(b *testing.B) (names []string, texts [][]byte, size int64) {
	b.Helper()
	dir := os.Getenv("RTC_BENCH_DIR")
	if dir == "" {
		dir = filepath.Join(oracleDir, "node_modules", "typescript", "lib")
	}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && isCode(path) {
			if text, err := os.ReadFile(path); err == nil {
				names, texts = append(names, path), append(texts, text)
				size += int64(len(text))
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if size == 0 {
		b.Fatalf("no files below %s: run `make deps`", dir)
	}
	return names, texts, size
}

func BenchmarkScan(b *testing.B) {
	names, texts, size := benchFiles(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for i, text := range texts {
			scanner.ScanFile(names[i], text)
		}
	}
}

func isCode(path string) bool {
	_, ok := scanner.LangOf(path)
	return ok
}
