package survey

import (
	"bytes"
	"hash/fnv"
	"strconv"
	"strings"
	"sync"

	"rtconsolidate/analyze/pack"
)

// A Glance notes, while a repo is loaded, which plain parts of shapes each file holds, and keeps the content of
// those that hold any, so that a survey need not read all files a second time: give it to analyze.Options.
type Glance struct {
	parts *trigger
	first []int    // by provider: the number of its first shape's part
	topic string   // tells the parts from those of another topic
	held  sync.Map // path -> parts
	kept  sync.Map // path -> content
}

// parts is a set of plain parts, by their numbers.
type parts []bool

// NewGlance makes a Glance for a topic.
func NewGlance(p *Preset) *Glance {
	g, hash := &Glance{}, fnv.New64a()
	var texts [][]byte
	for k := range p.Providers {
		g.first = append(g.first, len(texts))
		for _, shape := range p.Providers[k].Shapes {
			texts = append(texts, []byte(shape.Text))
			hash.Write(pack.Text(nil, shape.Text))
		}
	}
	g.parts, g.topic = newTrigger(texts), strconv.FormatUint(hash.Sum64(), 36)
	return g
}

// Look notes which parts a file holds.
func (g *Glance) Look(path string, src []byte) (found string) {
	held := g.parts.held(src)
	if held == nil {
		return g.topic
	}
	g.held.Store(path, held)
	g.kept.Store(path, bytes.Clone(src))
	out := []byte(g.topic + " ")
	for i, yes := range held {
		if yes {
			out = pack.Number(out, i)
		}
	}
	return string(out)
}

// Known takes over what an earlier Glance at the same topic found.
func (g *Glance) Known(path, found string) bool {
	topic, numbers, any := strings.Cut(found, " ")
	if topic != g.topic {
		return false
	}
	if !any {
		return true
	}
	held := make(parts, g.parts.count)
	for r := pack.NewReader(numbers); r.More(); {
		if i := r.Number(); i < len(held) {
			held[i] = true
		}
	}
	g.held.Store(path, held)
	return true
}

// of returns the parts that a file holds, nil for none.
func (g *Glance) of(path string) parts {
	if held, ok := g.held.Load(path); ok {
		return held.(parts)
	}
	return nil
}

// take hands over the content of a file, once, if it was kept.
func (g *Glance) take(path string) []byte {
	if kept, ok := g.kept.LoadAndDelete(path); ok {
		return kept.([]byte)
	}
	return nil
}

// may tells whether shape i of provider k can stand in a file that holds the given parts.
func (g *Glance) may(held parts, k, i int, shape *Shape) bool {
	return len(shape.Text) < least || held != nil && held[g.first[k]+i]
}
