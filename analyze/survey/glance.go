package survey

import (
	"bytes"
	"sync"
)

// A Glance keeps the content of files that may belong to a topic while their repo is loaded, so that a
// survey need not read all files a second time: give its Look to analyze.Options.
type Glance struct {
	parts *trigger
	kept  sync.Map // path -> content
}

// NewGlance makes a Glance for a topic.
func NewGlance(p *Preset) *Glance {
	var parts [][]byte
	for k := range p.Providers {
		for _, shape := range p.Providers[k].Shapes {
			parts = append(parts, []byte(shape.Text))
		}
	}
	return &Glance{parts: newTrigger(parts)}
}

// Look keeps a file that holds a plain part of some shape.
func (g *Glance) Look(path string, src []byte) {
	if g.parts.holds(src) {
		g.kept.Store(path, bytes.Clone(src))
	}
}

// of returns the content that was kept of a file. seen is false when there was no Glance, so that nothing
// is known of files without content.
func (g *Glance) of(path string) (src []byte, seen bool) {
	if g == nil {
		return nil, false
	}
	if src, ok := g.kept.Load(path); ok {
		return src.([]byte), true
	}
	return nil, true
}
