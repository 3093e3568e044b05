package recall

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"rtconsolidate/analyze/pack"
)

// State is a name for how files are now: when it is the same, they are. ok is false when one of them has changed
// too recently to tell. Files that are not there count, too.
func (s *Store) State(paths []string) (state string, ok bool) {
	looks := make([]*look, len(paths))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wait.Go(func() {
			for i := k; i < len(paths); i += workers {
				looks[i] = s.look(paths[i])
			}
		})
	}
	wait.Wait()
	var all []byte
	for i, l := range looks {
		if !l.settled && l.stamp != (stamp{}) {
			return "", false
		}
		all = pack.Text(all, paths[i])
		for _, n := range l.stamp {
			all = binary.AppendUvarint(all, n)
		}
	}
	return digest(string(all)), true
}

func digest(texts ...string) string {
	var all []byte
	for _, t := range texts {
		all = pack.Text(all, t)
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:])
}

// Question names what is asked about a tree: State of all its files, and whatever else the answer depends on.
func Question(state string, given ...string) string { return digest(append(given, state)...) }

// answers is how many answers of a kind are kept.
const answers = 8

// Answer returns what KeepAnswer was given for a question, if what was read beside the tree's files is as it
// was.
func (s *Store) Answer(kind, question string) (answer string, ok bool) {
	sh := s.shelf(kind)
	sh.mu.Lock()
	r, ok := sh.files[question]
	sh.mu.Unlock()
	if !ok {
		return "", false
	}
	data := pack.NewReader(r.found)
	beside := make([]string, data.Count())
	for i := range beside {
		beside[i] = data.Text()
	}
	then := data.Text()
	if now, ok := s.State(beside); !ok || now != then || data.Bad() {
		return "", false
	}
	return data.Text(), true
}

// KeepAnswer notes the answer to a question. beside are the paths that were asked for besides the tree's files,
// there or not.
func (s *Store) KeepAnswer(kind, question string, beside []string, answer string) {
	state, ok := s.State(beside)
	if !ok {
		return
	}
	data := pack.Number(nil, len(beside))
	for _, p := range beside {
		data = pack.Text(data, p)
	}
	sh := s.shelf(kind)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.files[question] = record{stamp{uint64(time.Now().UnixNano())}, string(pack.Text(pack.Text(data, state), answer))}
	sh.dirty, sh.whole = true, true
	if len(sh.files) > answers {
		oldest := slices.MinFunc(slices.Collect(maps.Keys(sh.files)), func(a, b string) int {
			return cmp.Compare(sh.files[a].stamp[0], sh.files[b].stamp[0])
		})
		delete(sh.files, oldest)
	}
}
