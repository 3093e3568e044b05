// Package property holds the planner to what it promises, on programs and plans made at random: what it
// does not refuse type-checks as before, prints as before, and leaves nothing to plan. Only tests use it.
package property

import (
	"maps"
	"math/rand/v2"

	"rtconsolidate/analyze"
)

// Make makes up a program with its rtconsolidate.yaml, always the same for a seed. It begins in main.ts and
// speaks by the functions log and effect.
func Make(seed uint64) analyze.Memory {
	r := rand.New(rand.NewPCG(seed, 1))
	p := makeProgram(r)
	files := analyze.Memory(maps.Clone(p.files))
	files["rtconsolidate.yaml"] = makePlan(r, p)
	return files
}
