package propose

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rtconsolidate/analyze"
)

// Decide proposes who gets each contested name of what is live: the entry itself, else the file that
// is imported most.
func (d *Draft) Decide() {
	claims := map[string][]claim{}
	for _, file := range d.offering() {
		for name, b := range d.offered(file) {
			claims[name] = append(claims[name], claim{file, b})
		}
	}
	own := map[string]analyze.Binding{}
	taken := map[string]bool{}
	if id := d.repo.Lookup(d.Entry); id != analyze.None {
		names, _ := d.repo.Names(id)
		for _, n := range names {
			own[n], taken[n] = d.repo.Export(id, n), true
		}
	}
	for name := range claims {
		taken[name] = true
	}
	d.Names = nil
	for _, name := range sortedNames(claims) {
		var entry *analyze.Binding
		if b, ok := own[name]; ok {
			entry = &b
		}
		if c, ok := d.decide(name, claims[name], entry, taken); ok {
			d.Names = append(d.Names, c)
		}
	}
}

type claim struct {
	path    string
	binding analyze.Binding
}

// offering lists the files whose names the entry takes on, in the order of the draft.
func (d *Draft) offering() []string {
	var files []string
	for _, p := range d.Phases {
		if p.Off != "" || p.Entry == NoEntry {
			continue
		}
		for _, t := range p.liveTargets() {
			for _, s := range t.sources() {
				files = append(files, s.From)
			}
			if d.repo.Lookup(t.File) != analyze.None {
				files = append(files, t.File)
			}
		}
		for _, s := range p.Reexport {
			files = append(files, s.From)
		}
	}
	seen := map[string]bool{d.Entry: true}
	return slices.DeleteFunc(files, func(f string) bool {
		twice := seen[f]
		seen[f] = true
		return twice
	})
}

// offered lists the names that a file would bring into the entry; a default export comes under the
// name of what it exports.
func (d *Draft) offered(file string) map[string]analyze.Binding {
	set := map[string]analyze.Binding{}
	id := d.repo.Lookup(file)
	if id == analyze.None {
		return set
	}
	names, _ := d.repo.Names(id)
	for _, n := range names {
		if b := d.repo.Export(id, n); b.Status.Resolved() {
			set[analyze.NameFor(file, n, b)] = b
		}
	}
	return set
}

func (d *Draft) decide(name string, claims []claim, own *analyze.Binding, taken map[string]bool) (Decision, bool) {
	var distinct []claim
	for _, c := range claims {
		known := own != nil && own.Same(c.binding)
		for _, other := range distinct {
			known = known || other.binding.Same(c.binding)
		}
		if !known {
			distinct = append(distinct, c)
		}
	}
	c := Decision{Name: name, Prefer: d.Entry, Note: "the entry has it already"}
	if own == nil {
		if len(distinct) < 2 {
			return c, false
		}
		best := slices.MaxFunc(distinct, func(a, b claim) int {
			return cmp.Or(cmp.Compare(d.users(a.path, name), d.users(b.path, name)), cmp.Compare(d.importers(a.path), d.importers(b.path)))
		})
		c.Prefer, c.Note = best.path, d.whyPreferred(name, distinct)
		if w := d.wire(name, distinct); w != "" {
			c.Note += "; " + w
		}
		distinct = slices.DeleteFunc(distinct, func(o claim) bool { return o.path == best.path })
	}
	for _, o := range distinct {
		alias := aliasFor(o.path, c.Prefer, name)
		for taken[alias] {
			alias += "2"
		}
		taken[alias] = true
		c.Others = append(c.Others, Alias{o.path, alias})
	}
	return c, len(c.Others) > 0
}

// whyPreferred compares the claimants of a name by the files that import it from them.
func (d *Draft) whyPreferred(name string, claims []claim) string {
	var parts []string
	for _, c := range claims {
		parts = append(parts, strconv.Itoa(d.users(c.path, name))+" from "+path.Base(c.path))
	}
	return "imports of it: " + strings.Join(parts, ", ")
}

// wire says that what the claimants send differs on the wire, so that they are no duplicates.
func (d *Draft) wire(name string, claims []claim) string {
	if strings.ToUpper(name) != name {
		return ""
	}
	var differing []string
	for _, w := range d.survey.WireConflicts {
		files := map[string]bool{}
		for _, v := range w.Values {
			for _, p := range v.Places {
				if slices.ContainsFunc(claims, func(c claim) bool { return c.binding.Path == p.File }) {
					files[p.File] = true
				}
			}
		}
		if len(files) > 1 {
			differing = append(differing, w.Name)
		}
	}
	if len(differing) == 0 {
		return ""
	}
	return "no duplicates: values differ on the wire (" + strings.Join(differing[:min(3, len(differing))], ", ") + ")"
}

// apart is the first folder of a path that another path does not have there: what tells the two apart.
func apart(file, other string) string {
	x, y := strings.Split(path.Dir(file), "/"), strings.Split(path.Dir(other), "/")
	for i, part := range x {
		if part != "." && (i >= len(y) || part != y[i]) && !strings.HasPrefix(part, "_") {
			return part
		}
	}
	return "other"
}

// aliasFor puts the file's name before the contested one, in the latter's style; where the two are one,
// the folder that tells the file from the preferred one.
func aliasFor(file, prefer, name string) string {
	stem, _, _ := strings.Cut(path.Base(file), ".")
	if stem == "index" {
		stem = path.Base(path.Dir(file))
	}
	if strings.EqualFold(strings.NewReplacer("-", "", "_", "").Replace(stem), name) {
		stem = apart(file, prefer)
	}
	words := strings.FieldsFunc(stem, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 || unicode.IsDigit(rune(words[0][0])) {
		words = append([]string{"other"}, words...)
	}
	if strings.ToUpper(name) == name {
		return strings.ToUpper(strings.Join(words, "_")) + "_" + name
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	prefix := b.String()
	switch {
	case strings.HasPrefix(name, "use") && len(name) > 3:
		return "use" + prefix + name[3:]
	case unicode.IsLower(rune(name[0])):
		prefix = strings.ToLower(prefix[:1]) + prefix[1:]
	}
	return prefix + strings.ToUpper(name[:1]) + name[1:]
}
