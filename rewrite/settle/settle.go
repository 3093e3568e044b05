// Package settle brings a proposed config to the point where it plans: what the planner refuses of it
// is turned off, one thing after the other, with the planner's reason.
package settle

import (
	"errors"
	"fmt"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite"
	"rtconsolidate/rules"
	"rtconsolidate/rules/propose"
)

// Settle turns off what of the draft cannot be planned on the repo, and returns the plan of what is
// left. name is the config's file name, for messages.
func Settle(d *propose.Draft, repo *analyze.Repo, name string) (*rewrite.ChangeSet, error) {
	for range maxRounds {
		d.Decide()
		set, err := plan(d, repo, name)
		switch {
		case err != nil && !refuse(d, err) && !d.DropLast(err.Error()):
			return nil, fmt.Errorf("the proposed config is refused: %w", err)
		case err != nil:
			continue
		case set.Proof.Holds() && d.Cautious && dropLeft(d, repo, set):
			continue
		case set.Proof.Holds():
			return set, nil
		case !dropCulprit(d, set) && !d.DropLast("the proof refuses the plan with it"):
			return nil, errors.New("the proposed config fails its own proof")
		}
	}
	return nil, fmt.Errorf("the proposed config does not settle in %d rounds", maxRounds)
}

// maxRounds bounds the search; each round turns one thing off.
const maxRounds = 1000

func plan(d *propose.Draft, repo *analyze.Repo, name string) (*rewrite.ChangeSet, error) {
	cfg, err := rules.Parse(name, d.YAML())
	if err != nil {
		return nil, err
	}
	scope, err := rules.NewScope(cfg, repo)
	if err != nil {
		return nil, err
	}
	return rewrite.Plan(scope, nil)
}

// refuse turns off what the errors point at. The lines are those of one rendering, so that only the
// last of them can be dealt with before the next.
func refuse(d *propose.Draft, err error) bool {
	var many rules.Errors
	if errors.As(err, &many) && len(many) > 0 {
		return d.Refuse(many[len(many)-1].Line, many[len(many)-1].Msg)
	}
	var one *rules.Error
	return errors.As(err, &one) && d.Refuse(one.Line, one.Msg)
}

// dropCulprit takes out one file that makes the proof fail, and tells whether there was one.
func dropCulprit(d *propose.Draft, set *rewrite.ChangeSet) bool {
	p := set.Proof
	for _, c := range p.Environment {
		for i := len(c.Chain) - 1; i >= 0; i-- {
			if d.Drop(c.Chain[i], c.File+" "+c.Reason+", and "+c.Root+" would come to reach it") {
				return true
			}
		}
	}
	for _, cycle := range p.NewCycles {
		for _, f := range cycle {
			if d.Drop(f, "it would close an import cycle") {
				return true
			}
		}
	}
	for _, n := range append(p.Bindings.Broken, p.Surface.Lost...) {
		if d.Drop(n.File, n.Name+" would mean something else") {
			return true
		}
	}
	return false
}

// dropLeft takes out one file of which the plan leaves a reference for people to rewrite, and tells
// whether there was one.
func dropLeft(d *propose.Draft, repo *analyze.Repo, set *rewrite.ChangeSet) bool {
	for _, l := range set.LeftAlone {
		f := repo.File(l.File)
		if f == nil {
			continue
		}
		for i := range f.Module.Refs {
			to := f.Edges[i].Path
			if int(f.Module.Refs[i].Line) == l.Line && to != "" && d.Drop(to, fmt.Sprintf("%s:%d would be left to rewrite by hand: %s", l.File, l.Line, l.Reason)) {
				return true
			}
		}
	}
	return false
}
