package bundle

import (
	"bytes"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"rtconsolidate/analyze/scanner"
)

// read reads the sizes of the starts, or which offers were found.
func (s *side) read(outputs []api.OutputFile) {
	for _, o := range outputs {
		name := strings.TrimSuffix(path.Base(filepath.ToSlash(o.Path)), ".js")
		n, err := strconv.Atoi(name)
		switch {
		case !s.measuring && name == allStart:
			s.findOffers(o.Contents)
		case s.measuring && err == nil && s.paths[s.measured[n]]:
			s.sizes[n] = len(o.Contents)
		}
	}
}

// findOffers notes the offers that esbuild dropped without a word: its metafile names them all the same, so
// that the output has to tell. What it exports stands at its end.
func (s *side) findOffers(output []byte) {
	found := map[string]bool{}
	if at := bytes.LastIndex(output, []byte("export{")); at >= 0 {
		for _, e := range scanner.ScanFile("all.js", output[at:]).Exports {
			found[e.Name] = true
		}
	}
	for i := range s.offers {
		if !found[offerName(i)] {
			s.gone[i] = true
		}
	}
}
