package backup

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"rtconsolidate/rewrite"
)

// manifest is what a run needs to be finished or undone. Its encoding is canonical: a file that does
// not re-encode to itself (an edit, a repeated or differently spelt key) is refused.
type manifest struct {
	Version int      `json:"format_version"`
	Tool    string   `json:"tool"`
	Run     string   `json:"run"`
	Seq     int      `json:"seq"` // counts the store's runs; clocks may go backwards
	Phase   string   `json:"phase"`
	Command []string `json:"command"`
	Time    string   `json:"time"` // RFC 3339, UTC
	Digest  string   `json:"plan_digest"`
	Plan    string   `json:"plan_sha256"` // of plan.json
	Changes []change `json:"changes"`     // sorted by path
	Made    []dir    `json:"made_dirs"`   // folders that the run makes, parents first
	Emptied []dir    `json:"emptied_dirs"`
}

// change is one change of the manifest.
type change struct {
	Path    name           `json:"path"`
	From    name           `json:"from,omitempty"`
	Action  rewrite.Action `json:"action"`
	Before  state          `json:"before"` // of Path; of From for a rename
	After   state          `json:"after"`
	Reasons []string       `json:"reasons"`
}

// dir is a folder that appears or goes with a run.
type dir struct {
	Path name   `json:"path"`
	Mode string `json:"mode"` // octal
}

// step is one path's part of a run.
type step struct {
	N    int    `json:"n"` // its place in the manifest; names its temporary files
	Path string `json:"-"`
	Name name   `json:"path"`
	From state  `json:"from"`
	To   state  `json:"to"`
}

// UnmarshalJSON keeps Path and its escaped form in step.
func (s *step) UnmarshalJSON(data []byte) error {
	type plainStep step
	if err := strict(data, (*plainStep)(s)); err != nil {
		return err
	}
	s.Path = string(s.Name)
	return nil
}

// steps lists the paths of a run in the manifest's order.
func (m *manifest) steps() []step {
	var out []step
	add := func(path name, from, to state) {
		out = append(out, step{N: len(out) + 1, Path: string(path), Name: path, From: from, To: to})
	}
	for _, c := range m.Changes {
		if c.Action == rewrite.Rename {
			add(c.From, c.Before, state{})
			add(c.Path, state{}, c.After)
			continue
		}
		add(c.Path, c.Before, c.After)
	}
	return out
}

// inverse turns a run's steps round.
func inverse(steps []step) []step {
	out := slices.Clone(steps)
	for i := range out {
		out[i].From, out[i].To = out[i].To, out[i].From
	}
	return out
}

// paths lists every path that the run touches, sorted.
func (m *manifest) paths() []string {
	var out []string
	for _, s := range m.steps() {
		out = append(out, s.Path)
	}
	slices.Sort(out)
	return out
}

func (m *manifest) encode() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		panic(err) // our own structs always encode
	}
	return out.Bytes()
}

var runID = regexp.MustCompile(`^[0-9]{8}T[0-9]{6}Z-[a-z0-9-]{1,60}$`)

// decodeManifest accepts exactly what encode writes, with paths that are safe to touch: a store can
// be handed over with a repo, so it is as untrusted as the repo.
func decodeManifest(data []byte) (*manifest, error) {
	m := &manifest{}
	if err := strict(data, m); err != nil {
		return nil, err
	}
	if m.Version != 1 {
		return nil, fmt.Errorf("has format version %d; this rtconsolidate reads 1", m.Version)
	}
	if !bytes.Equal(m.encode(), data) {
		return nil, errors.New("is not in canonical form: it was edited")
	}
	if _, err := time.Parse(time.RFC3339, m.Time); err != nil || !runID.MatchString(m.Run) || !isSum(m.Plan) {
		return nil, errors.New("has a bad run id, time or plan hash")
	}
	return m, m.check()
}

func (m *manifest) check() error {
	for _, c := range m.Changes {
		if err := c.check(); err != nil {
			return err
		}
	}
	for _, d := range slices.Concat(m.Made, m.Emptied) {
		if _, err := parseOctal(d.Mode); err != nil {
			return fmt.Errorf("gives the folder %s a bad mode", show(string(d.Path)))
		}
		if err := checkPath(string(d.Path)); err != nil {
			return err
		}
	}
	return checkSteps(m.steps())
}

func (c change) check() error {
	want := map[rewrite.Action][2]bool{ // what is there before, after
		rewrite.Create: {false, true}, rewrite.Modify: {true, true},
		rewrite.Delete: {true, false}, rewrite.Rename: {true, true},
	}
	there, known := want[c.Action]
	if !known || there != [2]bool{!c.Before.absent(), !c.After.absent()} || (c.Action == rewrite.Rename) != (c.From != "") {
		return fmt.Errorf("has a change of %s that makes no sense", show(string(c.Path)))
	}
	return nil
}

// checkSteps refuses unsafe paths, two steps for one path, and a path below another.
func checkSteps(steps []step) error {
	seen := map[string]bool{}
	for _, s := range steps {
		if err := checkPath(s.Path); err != nil {
			return err
		}
		if seen[s.Path] {
			return &PathError{s.Path, "is changed twice by one change set"}
		}
		seen[s.Path] = true
	}
	for _, s := range steps {
		for _, p := range parents(s.Path) {
			if seen[p] {
				return &PathError{s.Path, "lies below " + show(p) + ", which the same change set changes as a file"}
			}
		}
	}
	return nil
}

func sortChanges(list []change) {
	slices.SortFunc(list, func(a, b change) int { return cmp.Compare(a.Path, b.Path) })
}
