package resolver

import (
	"path"
	"slices"
	"strings"
)

// Needle is a text that a file must hold to name another file.
type Needle struct {
	Text string
	// Part is set when the text is a whole part of a specifier: Opens holds for the byte before it, and Closes
	// for the one behind.
	Part bool
}

// Opens tells the bytes that may stand before a part of a specifier.
func Opens(c byte) bool { return strings.IndexByte("/\\\"'`!@#~:", c) >= 0 }

// Closes tells the bytes that may stand behind a part of a specifier.
func Closes(c byte) bool { return strings.IndexByte("/\\\"'`.?", c) >= 0 }

// Needles lists texts of which every specifier that leads to the file at p holds at least one: the last part
// of the path as a rule, the name of its folder for an index, else what the settings that lead there begin
// with. ok is false when some setting can lead there from any text.
func (r *Resolver) Needles(p string) (list []Needle, ok bool) {
	n := &needles{r: r, p: p}
	n.byPath()
	n.byPackages()
	for _, c := range r.configs {
		n.byConfig(c)
	}
	for _, tools := range r.tools {
		for _, a := range tools {
			n.byPattern(a.pattern, a.target)
		}
	}
	for link := range r.links {
		n.part(wordOf(link))
	}
	return n.list, !n.any
}

type needles struct {
	r    *Resolver
	p    string
	list []Needle
	// folder is set when the name of a folder may lead there.
	folder bool
	// any is set when what leads there cannot be told.
	any bool
}

func (n *needles) part(text string) { n.add(Needle{text, true}) }

func (n *needles) add(needle Needle) {
	n.any = n.any || len(needle.Text) < 2
	if !slices.Contains(n.list, needle) {
		n.list = append(n.list, needle)
	}
}

// wordOf is the base name of a path up to its first dot. Endings and suffixes only ever change what follows.
func wordOf(p string) string {
	word, _, _ := strings.Cut(path.Base(p), ".")
	return word
}

func (n *needles) isIndex() bool { return wordOf(n.p) == "index" }

func (n *needles) byPath() {
	n.any = n.any || strings.Contains(n.p, "node_modules")
	n.part(wordOf(n.p))
	if n.isIndex() {
		n.byFolder(path.Dir(n.p))
	}
}

// byFolder adds the ways to name a folder: its name, or dots alone.
func (n *needles) byFolder(dir string) {
	n.folder = true
	if dir != "." {
		n.part(path.Base(dir))
	}
	for _, end := range []string{`"`, "'", "`", "?"} {
		for _, start := range []string{`"`, "'", "`", "!", "/"} {
			n.add(Needle{Text: start + "." + end})
			n.add(Needle{Text: start + ".." + end})
		}
		n.add(Needle{Text: "./" + end})
	}
}

// byPackages adds the names of the packages that may offer the file.
func (n *needles) byPackages() {
	for _, m := range n.r.packages {
		_, holds := below(m.dir, n.p)
		offers := n.offers(m, holds)
		if offers && len(m.fields) > 0 {
			n.byFolder(m.dir)
		}
		if holds || offers {
			n.any = n.any || len(m.versions) > 0
			n.byNames(m)
		}
	}
	for _, m := range n.r.packages {
		n.byImports(m)
	}
}

func (n *needles) byNames(m *manifest) {
	if m.Name != "" && m.exports.kind != absent {
		n.part(m.Name)
	}
	for _, names := range n.r.linked {
		for name, dir := range names {
			if dir == m.dir {
				n.any = n.any || strings.HasPrefix(name, "@types/") // asked for under another name
				n.part(name)
			}
		}
	}
}

// offers tells whether package.json may name the file, as it stands or as what it is compiled to; of a file
// outside of its folder the target then has all of the path from their common folder on.
func (n *needles) offers(m *manifest, holds bool) bool {
	tail := "/" + wordOf(n.p)
	if !holds {
		common := m.dir
		for _, ok := below(common, n.p); !ok; _, ok = below(common, n.p) {
			common = dirOf(common)
		}
		rest, _ := below(common, n.p)
		tail = "/" + path.Join(path.Dir(rest), wordOf(rest))
	}
	found := false
	check := func(target string) {
		stem := "/" + path.Join(path.Dir(target), wordOf(target))
		n.any = n.any || strings.Contains(target, "..")
		found = found || strings.HasSuffix(stem, tail) || holds && n.isIndex() && path.Ext(target) == "" ||
			strings.Contains(target, "*") && !plainTarget(target)
	}
	for _, target := range m.fields {
		check(target)
	}
	m.exports.each(check)
	return found
}

// byImports adds the keys of `imports` that may lead there under another name.
func (n *needles) byImports(m *manifest) {
	for i, key := range m.imports.keys {
		plain := plainKey(key)
		m.imports.list[i].each(func(target string) { plain = plain && strings.HasPrefix(target, "./") && plainTarget(target) })
		if !plain || n.folder {
			before, _, _ := strings.Cut(key, "*")
			n.add(Needle{Text: before})
		}
	}
}

func (n *needles) byConfig(c *config) {
	if c == nil {
		return
	}
	n.any = n.any || slices.ContainsFunc(c.suffixes, func(s string) bool { return s != "" && s[0] != '.' }) || c.mapsAcross()
	for _, p := range c.paths {
		for _, t := range p.targets {
			n.byPattern(p.text, path.Join(c.pathsBase(), t))
		}
	}
}

// mapsAcross tells a config whose rootDir lies neither below nor above its own folder.
func (c *config) mapsAcross() bool {
	_, inside := below(c.dir, c.rootDir)
	_, around := below(c.rootDir, c.dir)
	return c.rootDir != "" && !inside && !around
}

// byPattern adds an alias that may lead there under another name.
func (n *needles) byPattern(pattern, target string) {
	before, _, wild := strings.Cut(pattern, "*")
	start, _, _ := strings.Cut(target, "*")
	stem, _ := splitExtension(start)
	switch {
	case len(n.r.links) == 0 && start != "." && !strings.HasPrefix(n.p, stem):
	case !wild && (n.folder || path.Join(path.Dir(target), wordOf(target)) == path.Join(path.Dir(n.p), wordOf(n.p))):
		n.exact(pattern)
	case !wild:
	case !plainKey(pattern) || !plainTarget(target):
		n.add(Needle{Text: before})
	case n.folder:
		n.exact(before)
	}
}

// exact adds a whole specifier.
func (n *needles) exact(specifier string) {
	for _, start := range []string{`"`, "'", "`", "!"} {
		n.add(Needle{Text: start + specifier + `"`})
		n.add(Needle{Text: start + specifier + "'"})
		n.add(Needle{Text: start + specifier + "`"})
		n.add(Needle{Text: start + specifier + "?"})
	}
}

// plainKey tells a pattern that gives the last part of a specifier to its target unchanged.
func plainKey(key string) bool {
	before, after, wild := strings.Cut(key, "*")
	return wild && (before == "" || Opens(before[len(before)-1])) && (after == "" || after[0] == '.')
}

// plainTarget tells a target that keeps it so.
func plainTarget(target string) bool {
	before, after, wild := strings.Cut(target, "*")
	return wild && (before == "" || strings.HasSuffix(before, "/")) && (after == "" || after[0] == '.')
}
