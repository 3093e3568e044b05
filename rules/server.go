package rules

import (
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/environment"
)

// serverBound tells which files the entry for the server offers: those that a browser cannot run, the
// targets that take declarations of them, and what is listed under that entry.
func serverBound(cfg *Config, repo *analyze.Repo) func(path string) bool {
	if cfg.Server == nil {
		return func(string) bool { return false }
	}
	bound := environment.ServerBound(repo)
	set := map[string]bool{}
	for id, f := range repo.Files {
		set[f.Path] = bound[id]
	}
	for _, p := range cfg.Phases {
		for _, t := range p.Targets {
			if t.File == cfg.Server.Entry {
				for _, s := range t.Reexport {
					set[s.From] = true
				}
			}
			whole := slices.DeleteFunc(t.Parts(), func(s Source) bool { return len(s.Names)+len(s.Kinds) > 0 })
			if slices.ContainsFunc(whole, func(s Source) bool { return set[s.From] }) || t.Move != "" && set[t.Move] {
				set[t.File] = true
			}
		}
	}
	return func(path string) bool { return set[path] }
}
