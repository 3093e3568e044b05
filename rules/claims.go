package rules

import (
	"fmt"
	"slices"
)

// claims refuses a file that two places of the plan claim, and what contradicts the entry.
type claims struct {
	*decoder
	entry  string
	server string // "" without one
	taken  map[string]claim
	whole  map[string]Pos // files of which everything that is left goes to one target
}

// claim is who takes a file; several may take parts of it, all in one phase.
type claim struct {
	phase string
	pos   Pos
	part  bool
}

func (d *decoder) claims(cfg *Config) {
	c := &claims{d, cfg.Entry, "", map[string]claim{}, map[string]Pos{}}
	if s := cfg.Server; s != nil {
		if c.server = s.Entry; s.Entry == cfg.Entry && s.Entry != "" {
			d.fail(s.Pos, "name another file, or leave `server:` out", "the entry for the server is the entry itself")
		}
	}
	named := map[string]Pos{}
	for i := range cfg.Phases {
		p := &cfg.Phases[i]
		if first, twice := named[p.Name]; twice {
			d.fail(p.Pos, "rename one of them", "the phase %q stands at %s already", p.Name, first)
		} else if p.Name != "" {
			named[p.Name] = p.Pos
		}
		c.phase(p)
	}
}

// String gives `line:column`.
func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

func (c *claims) phase(p *Phase) {
	files := map[string]Pos{}
	for i := range p.Targets {
		t := &p.Targets[i]
		if first, twice := files[t.File]; twice && t.File != "" {
			c.fail(t.Pos, "put all of its actions into one target", "the target `%s` stands at %s already", t.File, first)
			continue
		}
		files[t.File] = t.Pos
		c.target(p, t)
	}
	c.keeps(p, p.Keep)
	for _, r := range p.Remove {
		c.file(p, r.Path, r.Pos)
	}
}

func (c *claims) target(p *Phase, t *Target) {
	if t.Move != "" {
		c.file(p, t.Move, t.MovePos)
		c.file(p, t.File, t.Pos)
	}
	if (t.Move == c.entry || t.Move == c.server) && t.Move != "" {
		c.fail(t.MovePos, "change `entry:` instead", "the entry itself cannot move")
	}
	c.parts(p, t)
	entry := c.entry
	if p.Entry != "" {
		entry = p.Entry
	}
	if len(t.Reexport) > 0 && t.File != entry && t.File != c.server && t.File != "" && c.entry != "" {
		c.fail(t.Pos, "put it under `file: "+entry+"`", "only the entry re-exports, and `%s` is not the entry", t.File)
	}
	for _, s := range t.Reexport {
		c.file(p, s.From, s.Pos)
		if s.From == entry || s.From == c.server && s.From != "" {
			c.fail(s.Pos, "take it out of the list", "the entry cannot re-export itself")
		}
	}
	c.keeps(p, t.Keep)
}

// parts claims the files whose declarations a target takes.
func (c *claims) parts(p *Phase, t *Target) {
	for _, s := range t.Parts() {
		if s.From == t.File {
			c.fail(s.Pos, "take it out of the list", "the target `%s` cannot take from itself", t.File)
			continue
		}
		if s.From == c.entry || s.From == c.server || s.From == p.Entry && p.Entry != "" {
			c.fail(s.Pos, "move its declarations to another file by hand first", "the entry cannot be taken apart")
			continue
		}
		c.claim(p, s.From, s.Pos, len(s.Names)+len(s.Kinds) > 0)
	}
	seen := map[string]bool{}
	for _, s := range slices.Concat(t.Merge, t.Enhance) {
		if len(s.Names)+len(s.Kinds) == 0 {
			if first, twice := c.whole[s.From]; twice && !seen[s.From] {
				c.fail(s.Pos, "let one of them `take` names of it", "`%s` goes as a whole to the target at %s already", s.From, first)
			}
			c.whole[s.From], seen[s.From] = s.Pos, true
		}
	}
}

func (c *claims) keeps(p *Phase, list []Path) {
	for _, k := range list {
		c.file(p, k.Path, k.Pos)
	}
}

func (c *claims) file(p *Phase, path string, pos Pos) { c.claim(p, path, pos, false) }

func (c *claims) claim(p *Phase, path string, pos Pos, part bool) {
	if path == "" {
		return
	}
	if first, taken := c.taken[path]; taken {
		if first.phase == p.Name && (first.part || part) {
			return
		}
		c.fail(pos, "a file belongs to one phase, and to one place in it", "phase %q claims `%s`, which phase %q claims at %s", p.Name, path, first.phase, first.pos)
		return
	}
	c.taken[path] = claim{p.Name, pos, part}
}
