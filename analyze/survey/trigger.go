package survey

import (
	"bytes"
	"encoding/binary"
)

// trigger finds in one pass which of many plain parts a text holds. Every second place of the text
// is looked up in a table of hashes of four bytes, so that the parts are compared at few places only
// (after Wu and Manber's agrep). Parts of less than least bytes are left out.
type trigger struct {
	table [1 << 13]uint64 // a bit for each hash of the four bytes at the first and the second byte of a part
	parts map[uint32][]piece
	count int // of all parts
}

// piece is a part as it is found from one of its bytes on.
type piece struct {
	part   []byte
	from   int
	number int
}

// least is the length, in bytes, of the shortest part that can be found at every second place.
const least = 5

func newTrigger(parts [][]byte) *trigger {
	t := &trigger{parts: map[uint32][]piece{}, count: len(parts)}
	for number, p := range parts {
		if len(p) < least {
			continue
		}
		for from := range 2 {
			head := binary.LittleEndian.Uint32(p[from:])
			h := spot(head)
			t.table[h>>6] |= 1 << (h & 63)
			t.parts[head] = append(t.parts[head], piece{p, from, number})
		}
	}
	return t
}

func spot(head uint32) uint32 { return head * 2654435761 >> 13 }

// held tells which parts stand in a text, nil when none does.
func (t *trigger) held(src []byte) parts {
	var found parts
	for i := 0; i+4 <= len(src); i += 2 {
		head := binary.LittleEndian.Uint32(src[i:])
		if h := spot(head); t.table[h>>6]&(1<<(h&63)) == 0 {
			continue
		}
		for _, p := range t.parts[head] {
			if i >= p.from && bytes.HasPrefix(src[i-p.from:], p.part) {
				if found == nil {
					found = make(parts, t.count)
				}
				found[p.number] = true
			}
		}
	}
	return found
}
