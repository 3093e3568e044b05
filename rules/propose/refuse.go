package propose

import (
	"cmp"
	"slices"
	"strings"

	"rtconsolidate/analyze"
)

// Refuse turns off what stands on a line of the config that YAML wrote, with the reason. It tells
// whether there was anything to turn off.
func (d *Draft) Refuse(line int, reason string) bool {
	_, at := d.render()
	place, ok := at[line]
	if !ok {
		return false
	}
	switch {
	case place.compat != nil && place.compat.Off == "":
		place.compat.Off = reason
	case place.source != nil && len(place.target.sources()) > 1:
		d.turnOffSource(place.phase, place.target, place.source.From, reason)
	case place.target != nil && place.target.Off == "":
		d.turnOff(place.phase, place.target, reason)
	case place.file != "":
		return d.Drop(place.file, reason)
	case place.phase != nil && place.phase.Off == "":
		d.turnOffPhase(place.phase, reason)
	default:
		return false
	}
	return true
}

// turnOffSource makes one file of a target a comment.
func (d *Draft) turnOffSource(p *Phase, t *Target, file, reason string) {
	for _, l := range t.lists() {
		for i := range *l.list {
			if s := &(*l.list)[i]; s.From == file && !s.Off {
				s.Off, s.Why = true, reason
			}
		}
	}
	d.fallBack(p, file)
}

// turnOff makes a target a comment, and with it those of its phase that share a source; what can be
// re-exported instead, is.
func (d *Draft) turnOff(p *Phase, t *Target, reason string) {
	if t.Off != "" {
		return
	}
	t.Off = reason
	if d.repo.Lookup(t.File) != analyze.None {
		d.fallBack(p, t.File)
	}
	mine, others := t.sources(), slices.Clone(p.Targets)
	for _, s := range mine {
		d.fallBack(p, s.From)
	}
	for _, other := range others {
		if other.Off == "" && slices.ContainsFunc(other.sources(), func(s Source) bool { return hasFile(mine, s.From) }) {
			d.turnOff(p, other, "shares a source with `"+t.File+"`: "+rootReason(reason))
		}
	}
}

// rootReason is the end of a chain of targets that are off because of one another.
func rootReason(reason string) string {
	if strings.HasPrefix(reason, "shares a source with ") {
		if _, root, ok := strings.Cut(reason, ": "); ok {
			return root
		}
	}
	return reason
}

func (d *Draft) turnOffPhase(p *Phase, reason string) {
	p.Off = reason
}

// fallBack re-exports a file that no target takes now; the file in front of the entry moves behind it.
func (d *Draft) fallBack(p *Phase, file string) {
	switch {
	case p.Entry == NoEntry, file == d.Entry, hasFile(p.Reexport, file):
	case file == d.Front:
		d.moveFront(p)
	case d.twin(file, d.Entry) != "":
		d.keep(p, file, "a twin of "+d.twin(file, d.Entry)+", which is imported more, or lies nearer to the entry")
	case d.reexportable(file):
		p.Reexport = append(p.Reexport, Source{From: file, Note: "stays where it is for now"})
	}
}

func (d *Draft) moveFront(p *Phase) {
	if d.Front == "" || slices.ContainsFunc(p.Targets, func(t *Target) bool { return t.Move == d.Front }) {
		return
	}
	move := &Target{File: d.FrontTo, Move: d.Front, Notes: []string{"`" + d.Front + "` shadows the entry: a file beats a folder of its name."}}
	p.Targets = append([]*Target{move}, p.Targets...)
}

// Drop takes a file out of what is live: a re-exported one is kept instead, a target that takes from
// it is turned off. It tells whether it was there.
func (d *Draft) Drop(file, reason string) bool {
	for _, p := range d.Phases {
		if p.Off != "" {
			continue
		}
		if i := slices.IndexFunc(p.Reexport, func(s Source) bool { return s.From == file }); i >= 0 {
			p.Reexport = slices.Delete(p.Reexport, i, i+1)
			d.keep(p, file, reason)
			return true
		}
		for _, t := range p.Targets {
			switch {
			case t.Off != "":
			case hasFile(t.sources(), file) && len(t.sources()) > 1:
				d.turnOffSource(p, t, file, reason)
				return true
			case t.File == file && file != d.Entry, hasFile(t.sources(), file):
				d.turnOff(p, t, reason)
				return true
			}
		}
	}
	return false
}

// DropLast turns off the last thing that is live, for a refusal that names none. It tells whether
// there was one.
func (d *Draft) DropLast(reason string) bool {
	for _, p := range slices.Backward(d.Phases) {
		if live := p.liveTargets(); len(live) > 0 && (live[len(live)-1].Move == "" || live[len(live)-1].Move != d.Front) {
			d.turnOff(p, live[len(live)-1], reason)
			return true
		}
		if p.Off == "" && len(p.Reexport) > 0 {
			return d.Drop(p.Reexport[len(p.Reexport)-1].From, reason)
		}
	}
	return false
}

func (d *Draft) keep(p *Phase, file, reason string) {
	if slices.ContainsFunc(p.Keep, func(l Line) bool { return l.Path == file }) {
		return
	}
	p.Keep = append(p.Keep, Line{file, reason})
	slices.SortFunc(p.Keep, func(a, b Line) int { return cmp.Compare(a.Path, b.Path) })
}

func hasFile(list []Source, file string) bool {
	return slices.ContainsFunc(list, func(s Source) bool { return s.From == file })
}

// oneLine keeps a reason within a comment of reasonable length.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 {
			return ' '
		}
		return c
	}, s)), " ")
	if r := []rune(s); len(r) > 240 {
		return string(r[:240]) + " …"
	}
	return s
}
