package backup

import (
	"errors"
	"path"
	"slices"
	"strings"
)

// Verify re-hashes everything in the store and returns what is damaged, sorted by file. The error is
// for a store that can't be read at all.
func (s *Store) Verify() ([]*DamagedError, error) {
	v := &verifier{store: s}
	if err := v.objects(); err != nil {
		return nil, fault("", err)
	}
	ids, err := s.ids()
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if err := v.run(id); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(v.damage, func(a, b *DamagedError) int { return strings.Compare(a.File+"\x00"+a.Reason, b.File+"\x00"+b.Reason) })
	return slices.CompactFunc(v.damage, func(a, b *DamagedError) bool { return *a == *b }), nil
}

type verifier struct {
	store  *Store
	damage []*DamagedError
}

// note keeps damage and passes other errors.
func (v *verifier) note(err error) error {
	var d *DamagedError
	if errors.As(err, &d) {
		v.damage = append(v.damage, d)
		return nil
	}
	return err
}

func (v *verifier) objects() error {
	o := v.store.objects()
	names, err := o.files.List(o.dir)
	if err != nil && !gone(err) {
		return err
	}
	for _, n := range names {
		if strings.HasSuffix(n, unfinished) {
			continue // an interrupted put
		}
		if !isSum(n) {
			v.damage = append(v.damage, &DamagedError{"objects/" + n, "is not an object"})
			continue
		}
		if _, err := o.get(n); v.note(err) != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) run(id string) error {
	if !runID.MatchString(id) {
		v.damage = append(v.damage, &DamagedError{"runs/" + id, "is not a run"})
		return nil
	}
	e, err := v.store.load(id)
	if err != nil {
		return v.note(err)
	}
	data, err := v.store.readStore("runs", id, "plan.json")
	if err == nil && sumOf(data) != e.Plan {
		err = &DamagedError{path.Join("runs", id, "plan.json"), "is not the one that the manifest names"}
	}
	if err := v.note(err); err != nil {
		return err
	}
	for sum := range v.store.needed(e) {
		if _, err := v.store.objects().get(sum); v.note(err) != nil {
			return fault("", err)
		}
	}
	return nil
}

// needed is the set of the objects that a run refers to.
func (s *Store) needed(e *entry) map[string]bool {
	steps := e.steps()
	for _, r := range e.journal {
		steps = append(steps, r.Merged...)
	}
	out := map[string]bool{}
	for _, st := range steps {
		for _, side := range []state{st.From, st.To} {
			if side.Sum != "" {
				out[side.Sum] = true
			}
		}
	}
	return out
}
