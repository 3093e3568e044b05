package survey

import "rtconsolidate/analyze"

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

// fingerprints are those of code without comments, each once.
func fingerprints(code []byte) map[uint32]bool {
	tokens := tokenHashes(code)
	prints := map[uint32]bool{}
	var runs []uint32
	for i := 0; i+gram <= len(tokens); i++ {
		h := uint32(2166136261)
		for _, t := range tokens[i : i+gram] {
			h = (h ^ t) * 16777619
		}
		runs = append(runs, h)
	}
	for i := 0; i+winnow <= len(runs); i++ {
		least := runs[i]
		for _, h := range runs[i+1 : i+winnow] {
			least = min(least, h)
		}
		prints[least] = true
	}
	return prints
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

// shared counts the fingerprints that pairs of files share. Only files that share one come up.
func shared(prints map[analyze.FileID]map[uint32]bool) map[[2]analyze.FileID]int {
	holders := map[uint32][]analyze.FileID{}
	for _, id := range sortedIDs(prints) {
		for h := range prints[id] {
			if len(holders[h]) <= crowd {
				holders[h] = append(holders[h], id)
			}
		}
	}
	pairs := map[[2]analyze.FileID]int{}
	for _, ids := range holders {
		if len(ids) > crowd {
			continue
		}
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				pairs[[2]analyze.FileID{a, b}]++
			}
		}
	}
	return pairs
}
