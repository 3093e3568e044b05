package rewrite

import (
	"rtconsolidate/rules"
)

// RemoveShims is the change set that takes out the shims that nothing imports any more, with its proof.
func RemoveShims(scope *rules.Scope) *ChangeSet {
	w := newWork(scope.Repo)
	files := map[string][]byte{}
	for _, shim := range scope.ListShims() {
		if len(shim.Importers) == 0 {
			files[shim.Path] = nil
			w.reasons[shim.Path] = []string{"a shim that nothing imports"}
			w.claim.Removed[shim.Path] = ""
		}
	}
	w.lay(files)
	return &ChangeSet{Phases: []string{"shims"}, Changes: w.changes(), Proof: w.prove()}
}
