package analyze_test

import (
	"os"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/source"
)

// benchTree opens the folder named by RTC_BENCH_DIR, the sample repo when it is not set.
func benchTree(b *testing.B) *source.Tree {
	b.Helper()
	dir := os.Getenv("RTC_BENCH_DIR")
	if dir == "" {
		dir = "../testdata/campfire"
	}
	tree, err := source.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	return tree
}

func BenchmarkLoad(b *testing.B) {
	tree := benchTree(b)
	b.ReportAllocs()
	for b.Loop() {
		analyze.Load(tree, analyze.Options{})
	}
}

// BenchmarkResolver makes the resolver and asks it everything once.
func BenchmarkResolver(b *testing.B) {
	tree := benchTree(b)
	repo := analyze.Load(tree, analyze.Options{})
	b.ReportAllocs()
	for b.Loop() {
		res := resolver.New(tree.Paths(), tree.Read, resolver.Options{Symlinks: tree.Links()})
		for _, f := range repo.Files {
			for i := range f.Module.Refs {
				res.Find(f.Path, f.Module.Refs[i].Specifier, analyze.ModeOf(f.Module.Refs[i].Kind))
			}
		}
	}
}

// BenchmarkResolverNew only makes it.
func BenchmarkResolverNew(b *testing.B) {
	tree := benchTree(b)
	b.ReportAllocs()
	for b.Loop() {
		resolver.New(tree.Paths(), tree.Read, resolver.Options{Symlinks: tree.Links()})
	}
}
