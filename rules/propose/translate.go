package propose

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/rules"
	"rtconsolidate/rules/plandoc"
)

// nearest finds the name that one was most likely meant to be, among those that begin alike.
func nearest(name string, candidates []string) string {
	return rules.Nearest(name, slices.DeleteFunc(candidates, func(c string) bool {
		return len(c) < 3 || len(name) < 3 || !strings.EqualFold(c[:3], name[:3])
	}))
}

// phase translates one phase of the plan. Whole files that go to other places are a phase of their
// own: their importers name them, not the entry.
func (t *translator) phase(p *plandoc.Phase) {
	through := &Phase{Name: p.Name, Notes: []string{t.at(p.Line) + " " + p.Title}}
	places := &Phase{Name: p.Name, Notes: through.Notes, Entry: NoEntry}
	for i := range t.items {
		if t.items[i].phase == p {
			t.item(through, places, &t.items[i])
		}
	}
	if len(through.Targets)+len(through.Reexport)+len(through.Keep)+len(through.Remove) > 0 {
		t.Phases = append(t.Phases, through)
		places.Name += "-files"
		places.Notes = nil
	} else {
		places.Notes = append(places.Notes, through.Notes[1:]...)
	}
	if len(places.Targets) > 0 || len(t.Phases) == 0 || t.Phases[len(t.Phases)-1] != through {
		t.Phases = append(t.Phases, places)
	}
}

// at is a position in the plan.
func (t *translator) at(line int) string { return fmt.Sprintf("%s:%d", path.Base(t.doc.File), line) }

// item translates one source line; what it cannot be is said in a comment.
func (t *translator) item(through, places *Phase, r *resolved) {
	target := r.To
	if target.Path == "" {
		target = r.unit.Target
	}
	if r.status != Found {
		through.Notes = append(through.Notes, fmt.Sprintf("%s %s: %s%s", t.at(r.Line), r.Text, r.status, afterColon(t.remark(r))))
	}
	folder := strings.HasSuffix(target.Path, "/") || target.Path != "" && !analyze.IsCode(target.Path)
	switch {
	case r.Verb == plandoc.Keep && len(r.names) == 0:
		for _, f := range r.files {
			if t.claim(through, r, f) {
				t.keep(through, f, t.at(r.Line))
			}
		}
	case r.Verb == plandoc.Remove:
		t.remove(through, r)
	case len(r.names) > 0:
		t.take(through, r, target)
	case len(r.Paths) == 0 || len(r.files) == 0:
	case r.Verb == plandoc.Reexport || target.Path == "":
		t.reexport(through, r)
	case folder:
		for _, f := range r.files {
			if t.claim(places, r, f) {
				m := t.moveInto(places, strings.TrimSuffix(target.Path, "/"), f)
				m.Notes = append(m.Notes, t.at(r.Line))
				places.Targets = append(places.Targets, m)
				t.feed(m.File)
			}
		}
	default:
		t.join(through, places, r, target)
	}
}

func afterColon(s string) string {
	if s == "" {
		return ""
	}
	return "; " + s
}

// remark is what a comment of the config says of a line.
func (t *translator) remark(r *resolved) string {
	if r.status == Ambiguous {
		return join(r.note, listed(r.files))
	}
	return r.note
}

func (t *translator) feed(file string) {
	if t.fed == nil {
		t.fed = map[string]bool{}
	}
	t.fed[file] = true
}

// claim gives a whole file to a phase, unless another line of the plan has it already.
func (t *translator) claim(p *Phase, r *resolved, file string) bool {
	if first, taken := t.claimed[file]; taken {
		if first.line != r.Line {
			t.account.differs(r.Line, file, fmt.Sprintf("goes elsewhere already, by line %d", first.line))
		}
		return false
	}
	t.claimed[file] = claimant{p.Name, r.Line}
	return true
}

func (t *translator) reexport(p *Phase, r *resolved) {
	for _, f := range r.files {
		if f == t.Entry || !t.claim(p, r, f) {
			continue
		}
		switch {
		case f == t.Front:
			t.moveFront(p)
		case t.reexportable(f):
			p.Reexport = append(p.Reexport, Source{From: f, Note: t.at(r.Line)})
		default:
			t.keep(p, f, t.at(r.Line)+" offers no names that an entry could re-export")
		}
	}
}

// remove writes what the plan wants gone as comments: a deletion is decided by whoever uncomments it.
func (t *translator) remove(p *Phase, r *resolved) {
	for _, f := range r.files {
		if t.claim(p, r, f) {
			twin := ""
			for _, w := range t.survey.Twins {
				if w.A == f {
					twin = w.B
				} else if w.B == f {
					twin = w.A
				}
			}
			p.Remove = append(p.Remove, Removal{f, twin, t.at(r.Line) + ", " + plural(t.importers(f), "file imports it", "files import it")})
		}
	}
}

// join merges the files of a line into a target, or moves the one there is.
func (t *translator) join(through, places *Phase, r *resolved, target plandoc.Target) {
	file := t.home(r, target.Path)
	if r.Verb == plandoc.Move && len(r.files) == 1 && t.repo.Lookup(file) == analyze.None {
		if t.claim(places, r, r.files[0]) {
			places.Targets = append(places.Targets, &Target{File: file, Move: r.files[0], Notes: []string{t.at(r.Line)}})
			t.feed(file)
		}
		return
	}
	out := t.targetOf(through, file, target)
	for _, f := range r.files {
		s := Source{From: f, Note: t.at(r.Line)}
		if f == file || f == t.Entry {
			t.claimed[f] = claimant{through.Name, r.Line}
			continue
		}
		if testPath.MatchString(f) && !testPath.MatchString(file) {
			s.Off, s.Note = true, t.at(r.Line)+" a test: it holds no declarations for "+path.Base(file)
		} else if !t.claim(through, r, f) {
			continue
		}
		if r.Verb == plandoc.Enhance || t.repo.Lookup(file) != analyze.None {
			out.Enhance = append(out.Enhance, s)
		} else {
			out.Merge = append(out.Merge, s)
		}
		t.feed(file)
	}
}

// home is the file that a target means. The entry itself re-exports: what the plan merges into it goes
// to the module from which the plan's own code exports its names.
func (t *translator) home(r *resolved, target string) string {
	if target != t.Entry {
		return target
	}
	for _, x := range t.doc.Exports {
		if strings.HasPrefix(x.From, "./") && !x.All && x.Of != "*" && t.sourceDeclares(r.unit, x.Of) {
			return path.Join(path.Dir(t.Entry), x.From) + path.Ext(t.Entry)
		}
	}
	return target
}

// sourceDeclares tells whether a source of a unit declares a name, exported or not.
func (t *translator) sourceDeclares(u *plandoc.Unit, name string) bool {
	for _, r := range t.items {
		if r.unit != u {
			continue
		}
		for _, f := range r.files {
			if file := t.repo.File(f); file != nil {
				for _, d := range file.Module.Decls {
					if d.Name == name {
						return true
					}
				}
			}
		}
	}
	return false
}

// targetOf is the target of that file in a phase, made when it is not there.
func (t *translator) targetOf(p *Phase, file string, target plandoc.Target) *Target {
	i := slices.IndexFunc(p.Targets, func(x *Target) bool { return x.File == file && x.Move == "" })
	if i >= 0 {
		return p.Targets[i]
	}
	out := &Target{File: file}
	if target.Line > 0 {
		out.Notes = []string{t.at(target.Line) + " " + strings.ReplaceAll(target.Note, "`", "")}
	}
	p.Targets = append(p.Targets, out)
	return out
}

// take moves single declarations into a target. Where several files declare the name, each is a comment,
// for one to be chosen.
func (t *translator) take(p *Phase, r *resolved, target plandoc.Target) {
	for _, n := range r.names {
		file := t.home(r, target.Path)
		if r.Verb == plandoc.Extract || file == "" || strings.HasSuffix(file, "/") || !analyze.IsCode(file) {
			file = t.placeFor(n.name, r, target)
		}
		files := slices.DeleteFunc(slices.Clone(n.files), func(f string) bool { return f == file })
		if len(files) == 0 {
			continue
		}
		out := t.targetOf(p, file, target)
		for _, f := range files {
			s := Source{From: f, Names: []string{n.name}, Note: t.at(r.Line), Off: len(files) > 1}
			if other, taken := t.claimed[f]; taken && other.phase != p.Name {
				s.Off, s.Note = true, s.Note+" its file belongs to phase "+other.phase
			}
			if r.Verb == plandoc.Extract {
				out.Extract = append(out.Extract, s)
			} else {
				out.Take = append(out.Take, s)
			}
		}
		t.feed(file)
	}
}

// placeFor is the file for one extracted declaration: the one that the plan draws under its name, else a
// new one beside the phase's target.
func (t *translator) placeFor(name string, r *resolved, target plandoc.Target) string {
	for _, d := range t.doc.Files {
		if trimExt(path.Base(d.Path)) == name {
			return d.Path
		}
	}
	dir := strings.TrimSuffix(target.Path, "/")
	if analyze.IsCode(dir) {
		dir = path.Dir(dir)
	}
	if dir == "" {
		dir = path.Dir(t.Entry)
		for _, u := range r.phase.Units {
			if analyze.IsCode(u.Target.Path) {
				dir = path.Dir(u.Target.Path)
				break
			}
		}
	}
	return path.Join(dir, name+path.Ext(t.Entry))
}
