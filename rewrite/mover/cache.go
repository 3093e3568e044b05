package mover

import (
	"sync"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
)

// Cache keeps files that were taken apart, by path and text, for the passes of one plan: most of what a pass
// looks at is what the one before it left. Its zero value is ready for concurrent use.
type Cache struct {
	mu    sync.Mutex
	files map[[2]string]taken
}

type taken struct {
	file *scope.File
	err  error
}

func (c *Cache) parse(path string, src []byte, m *scanner.Module) (*scope.File, error) {
	key := [2]string{path, string(src)}
	c.mu.Lock()
	known, ok := c.files[key]
	c.mu.Unlock()
	if ok {
		return known.file, known.err
	}
	f, err := scope.Parse(path, src, m)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.files == nil {
		c.files = map[[2]string]taken{}
	}
	c.files[key] = taken{f, err}
	return f, err
}
