package rules

import (
	_ "embed" // the preset
	"fmt"
	"slices"

	"rtconsolidate/analyze/survey"
)

//go:embed preset/realtime.yaml
var realtimePreset []byte

// Preset is what the survey looks for: the built-in realtime preset, with what the config's
// `discover:` section adds or replaces. cfg may be nil. The result is compiled.
func Preset(cfg *Config) (*survey.Preset, error) {
	builtin, err := parseDiscover("preset/realtime.yaml", realtimePreset)
	if err != nil {
		return nil, fmt.Errorf("the built-in preset is broken: %w", err)
	}
	p := &survey.Preset{}
	extend(p, builtin)
	if cfg != nil && cfg.Discover != nil {
		if cfg.Discover.Replace {
			p = &survey.Preset{Threshold: p.Threshold, Review: p.Review, Weights: p.Weights}
		}
		extend(p, cfg.Discover)
	}
	if err := p.Compile(); err != nil {
		return nil, fmt.Errorf("a pattern of the preset is broken: %w", err)
	}
	return p, nil
}

// parseDiscover decodes a preset: a document that is a `discover:` section.
func parseDiscover(file string, data []byte) (*Discover, error) {
	node, err := document(file, data)
	if err != nil {
		return nil, err
	}
	d, s := &decoder{file: file}, &Discover{}
	d.mapping(node, "the preset", d.discover(s))
	if len(d.errs) > 0 {
		return nil, d.errs.sorted()
	}
	return s, nil
}

func extend(p *survey.Preset, s *Discover) {
	if s.Threshold != 0 {
		p.Threshold = s.Threshold
	}
	if s.Review != 0 {
		p.Review = s.Review
	}
	for _, w := range weighed {
		if n, ok := s.Weights[w.key]; ok {
			*w.of(&p.Weights) = n
		}
	}
	p.Words = append(p.Words, s.Words...)
	p.Hints = append(p.Hints, s.Hints...)
	p.Folders = append(p.Folders, s.Folders...)
	p.Verbs = append(p.Verbs, s.Verbs...)
	p.Opens = append(p.Opens, s.Opens...)
	p.Closes = append(p.Closes, s.Closes...)
	p.Risks = append(p.Risks, s.Risks...)
	p.Foreign = append(p.Foreign, s.Foreign...)
	for _, provider := range s.Providers {
		provider.Shapes = slices.Clone(provider.Shapes) // compiled in place
		p.Providers = append(p.Providers, provider)
	}
}
