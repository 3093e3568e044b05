package survey

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// market tells which providers a repo has and where each is at hand.
type market struct {
	preset  *Preset
	aliases map[string]string // of package.json: the name in the repo -> the package's own
	known   map[string][]int  // specifier -> the providers it belongs to
	used    []bool            // by provider: imported somewhere, or in a package.json
	near    [][]bool          // by provider and file: it imports the provider, or a file that does
}

func newMarket(repo *analyze.Repo, p *Preset) *market {
	m := &market{preset: p, aliases: map[string]string{}, known: map[string][]int{}}
	m.used, m.near = make([]bool, len(p.Providers)), make([][]bool, len(p.Providers))
	for k := range m.near {
		m.near[k] = make([]bool, len(repo.Files))
	}
	m.readManifests(repo)
	for id, f := range repo.Files {
		for i := range f.Module.Refs {
			for _, k := range m.of(f, i) {
				m.near[k][id], m.used[k] = true, true
			}
		}
	}
	for k := range m.near {
		m.spread(repo, k)
	}
	return m
}

// spread adds the files that import a file which imports the provider: they get its objects from there.
func (m *market) spread(repo *analyze.Repo, k int) {
	if !m.used[k] {
		return
	}
	near := make([]bool, len(m.near[k]))
	for id, yes := range m.near[k] {
		if !yes {
			continue
		}
		near[id] = true
		for _, imp := range repo.Importers(analyze.FileID(id)) {
			near[imp.File] = true
		}
	}
	m.near[k] = near
}

// mayUse tells whether a provider is at hand in a file of which a shape is too short for a trigger.
func (m *market) mayUse(id analyze.FileID) bool {
	for k := range m.near {
		if m.near[k][id] && slices.ContainsFunc(m.preset.Providers[k].Shapes, func(s Shape) bool { return len(s.Text) < least }) {
			return true
		}
	}
	return false
}

// of lists the providers whose package reference i of a file names.
func (m *market) of(f *analyze.File, i int) []int {
	ref := &f.Module.Refs[i]
	if f.Edges[i].State != resolver.External || ref.Kind == scanner.KindModuleDeclaration {
		return nil
	}
	list, ok := m.known[ref.Specifier]
	if !ok {
		list = m.match(ref.Specifier)
		m.known[ref.Specifier] = list
	}
	return list
}

func (m *market) match(specifier string) []int {
	if name := packageName(specifier); m.aliases[name] != "" {
		specifier = m.aliases[name] + specifier[len(name):]
	}
	var list []int
	for k := range m.preset.Providers {
		if packageMatches(m.preset.Providers[k].Packages, specifier) {
			list = append(list, k)
		}
	}
	return list
}

// packageName is the package that a bare specifier names: its first segment, or two behind an `@`.
func packageName(specifier string) string {
	end := strings.IndexByte(specifier, '/')
	if end >= 0 && strings.HasPrefix(specifier, "@") {
		if next := strings.IndexByte(specifier[end+1:], '/'); next >= 0 {
			end += 1 + next
		} else {
			end = -1
		}
	}
	if end < 0 {
		return specifier
	}
	return specifier[:end]
}

// readManifests notes what the repo's package.json files depend on, and under which other names
// (`"client-v2": "npm:client@2"`).
func (m *market) readManifests(repo *analyze.Repo) {
	for _, p := range repo.Tree.Paths() {
		if path.Base(p) != "package.json" {
			continue
		}
		src, err := repo.Tree.Read(p)
		if err != nil {
			continue
		}
		var manifest struct {
			Dependencies, DevDependencies, PeerDependencies, OptionalDependencies map[string]string
		}
		if json.Unmarshal(src, &manifest) != nil {
			continue // the resolver reports it
		}
		for _, list := range []map[string]string{manifest.Dependencies, manifest.DevDependencies, manifest.PeerDependencies, manifest.OptionalDependencies} {
			m.depends(list)
		}
	}
}

func (m *market) depends(list map[string]string) {
	for name, version := range list {
		if real, ok := strings.CutPrefix(version, "npm:"); ok {
			if at := strings.LastIndexByte(real, '@'); at > 0 {
				real = real[:at]
			}
			m.aliases[name] = real
		}
		for _, k := range m.match(name) {
			m.used[k] = true
		}
	}
}
