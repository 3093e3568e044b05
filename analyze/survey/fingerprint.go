package survey

import (
	"bytes"
	"io/fs"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/pack"
)

// Files are compared by winnowed fingerprints (Schleimer, Wilkerson, Aiken: "Winnowing: local algorithms
// for document fingerprinting", SIGMOD 2003): hashes of runs of gram tokens, of which the least in each
// window of winnow runs stays. Two files that share a stretch of gram+winnow-1 tokens share a
// fingerprint, wherever it stands in them.
const (
	gram   = 7
	winnow = 6
	// crowd is how many files may share a fingerprint before it counts as boilerplate, so that the files
	// that come to be compared stay few.
	crowd = 24
)

// printsOf are the fingerprints of a file.
func (s *surveyor) printsOf(id analyze.FileID) []uint32 {
	data, _ := analyze.Recall(s.repo.Tree, s.repo.Files[id].Path, "prints", func() (string, error) {
		if s.code[id] == nil {
			return "", fs.ErrNotExist
		}
		return pack.Hashes(fingerprints(s.code[id])), nil
	})
	return pack.ToHashes(data)
}

// fingerprints are those of code without comments, each once, sorted; none of code that is too short to tell.
func fingerprints(code []byte) []uint32 {
	if len(bytes.TrimSpace(code)) <= 64 {
		return nil
	}
	tokens := tokenHashes(code)
	runs := make([]uint32, 0, len(tokens))
	for i := 0; i+gram <= len(tokens); i++ {
		h := uint32(2166136261)
		for _, t := range tokens[i : i+gram] {
			h = (h ^ t) * 16777619
		}
		runs = append(runs, h)
	}
	var prints []uint32
	for i := 0; i+winnow <= len(runs); i++ {
		least := slices.Min(runs[i : i+winnow])
		if len(prints) == 0 || prints[len(prints)-1] != least {
			prints = append(prints, least)
		}
	}
	slices.Sort(prints)
	return slices.Compact(prints)
}

// tokenHashes hashes the words, numbers, strings and signs of code.
func tokenHashes(code []byte) []uint32 {
	list := make([]uint32, 0, len(code)/5)
	for i := 0; i < len(code); {
		start := i
		switch c := code[i]; {
		case c <= ' ', c == ';', c == ',': // what a formatter decides
			i++
			continue
		case isWord(c):
			for i < len(code) && isWord(code[i]) {
				i++
			}
		case c == '"' || c == '\'' || c == '`':
			i = pastString(code, i) + 1
			start++ // the kind of quotes does not count
		default:
			i++
		}
		end := min(i, len(code))
		if c := code[end-1]; start < end && (c == '"' || c == '\'' || c == '`') {
			end--
		}
		h := uint32(2166136261) // FNV-1a
		for _, c := range code[start:max(start, end)] {
			h = (h ^ uint32(c)) * 16777619
		}
		list = append(list, h)
	}
	return list
}

// shared counts the fingerprints that pairs of files share, given those of each file. Only files that share
// one come up.
func shared(prints [][]uint32) map[[2]analyze.FileID]int {
	all := common(prints)
	slices.Sort(all)
	pairs := map[[2]analyze.FileID]int{}
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n]>>32 == all[0]>>32 {
			n++
		}
		if n <= crowd {
			for i, a := range all[:n] {
				for _, b := range all[i+1 : n] {
					pairs[[2]analyze.FileID{analyze.FileID(uint32(a)), analyze.FileID(uint32(b))}]++
				}
			}
		}
		all = all[n:]
	}
	return pairs
}

// common lists fingerprints, each with its file in the lower half, without most of those that one file alone
// has: a table of counts tells them, before anything is sorted.
func common(prints [][]uint32) []uint64 {
	const bits = 20
	count := make([]uint8, 1<<bits)
	for _, list := range prints {
		for _, h := range list {
			if at := &count[h>>(32-bits)]; *at < 2 {
				*at++
			}
		}
	}
	var all []uint64
	for id, list := range prints {
		for _, h := range list {
			if count[h>>(32-bits)] > 1 {
				all = append(all, uint64(h)<<32|uint64(uint32(id)))
			}
		}
	}
	return all
}
