package rewrite

import (
	"cmp"
	"fmt"
	"strings"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rewrite/form"
)

// planEntry appends to the entry an explicit re-export of every name it does not offer yet: values
// and types apart, so that single-file compilers need not know which is which.
func (p *planner) planEntry() error {
	extra, err := p.compat()
	if err != nil || len(p.offers.fresh)+len(extra) == 0 {
		return err
	}
	entry := p.scope.Config.Entry
	src, m, err := p.entrySource()
	if err != nil {
		return err
	}
	s, sample := form.StyleOf(src, m), form.Sample(p.before, entry)
	var lines []string
	for start := 0; start < len(p.offers.fresh); {
		end := start
		for end < len(p.offers.fresh) && p.offers.fresh[end].source() == p.offers.fresh[start].source() {
			end++
		}
		group := p.offers.fresh[start:end]
		specifier := group[0].source()
		if group[0].home != "" {
			var ok bool
			p.noteProject(entry, p.now(group[0].home), entry)
			if specifier, ok = p.namer.Like(entry, p.now(group[0].home), sample, resolver.Import); !ok {
				return p.errorAt(group[0].module.Pos, "no specifier leads from the entry to `"+group[0].home+"`", "check tsconfig.json")
			}
		}
		lines = append(lines, reexports(s, group, specifier)...)
		p.reason(entry, fmt.Sprintf("offers %s of %s", count(len(group), "name"), group[0].module.Path))
		start = end
	}
	more, err := p.compatLines(s, m, extra)
	if err != nil {
		return err
	}
	lines = append(lines, more...)
	text := strings.Join(lines, s.EOL) + s.EOL
	if len(src) > 0 {
		text = form.Joint(src, s.EOL) + text
	}
	p.files[entry] = append(append([]byte(nil), src...), text...)
	return nil
}

// source is the file that the entry takes a name from, or the package's specifier.
func (o offer) source() string { return cmp.Or(o.home, o.binding.Path) }

// entrySource is the entry as planned so far; empty when the phase creates it.
func (p *planner) entrySource() ([]byte, *scanner.Module, error) {
	entry := p.scope.Config.Entry
	f := p.before.File(entry)
	if f == nil {
		return nil, &scanner.Module{IsModule: true}, nil
	}
	if src, ok := p.files[entry]; ok {
		return src, f.Module, nil
	}
	src, err := p.before.Tree.Read(entry)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", entry, err)
	}
	return src, f.Module, nil
}

func reexports(s form.Style, group []offer, specifier string) []string {
	var values, types []string
	for _, o := range group {
		text := form.Named{Imported: o.name, Local: o.as}.Text()
		if o.binding.HasValue() {
			values = append(values, text)
		} else {
			types = append(types, text)
		}
	}
	var lines []string
	if len(values) > 0 {
		lines = append(lines, s.Statement("export", values, specifier))
	}
	if len(types) > 0 {
		lines = append(lines, s.Statement("export type", types, specifier))
	}
	return lines
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
