package rules

import "rtconsolidate/analyze"

// Focus chooses the files that the gate has to know everything about: the legacy modules with what leads to
// them; the entries and what takes declarations. What the server runs is told by the whole repo.
func (c *Config) Focus(listed *analyze.Repo) analyze.Focus {
	cfg, _ := expanded(c, listed)
	focus := analyze.Focus{All: cfg.Server != nil, Roots: []string{cfg.Entry}}
	for i := range cfg.Phases {
		p := &cfg.Phases[i]
		focus.Roots = append(focus.Roots, p.Entry)
		for _, l := range legacies(p) {
			focus.Named = append(focus.Named, l.Path)
			if l.To != "" {
				focus.Named = append(focus.Named, l.To)
			}
			focus.Roots = append(focus.Roots, l.Into...)
		}
	}
	return focus
}
