package scanner

// room is memory that a scanner uses again for each file, so that what it allocates is what it hands out.
type room struct {
	texts map[string]string // names and specifiers seen before: most stand in many files
	refs  []Ref             // the references of the file that is scanned
	names []Name            // those of the statement that is read
	slab  []Name            // what is left of a block that names are handed out from
	at    map[string]int    // of index

	comments [1 << 12]comment // the last ones of the file, in a ring
}

func newRoom() *room { return &room{texts: map[string]string{}, at: map[string]int{}} }

// intern is string(b), the same string for the same bytes.
func (r *room) intern(b []byte) string {
	const longest, most = 64, 1 << 15
	if t, ok := r.texts[string(b)]; ok {
		return t
	}
	t := string(b)
	if len(b) <= longest {
		if len(r.texts) >= most {
			clear(r.texts)
		}
		r.texts[t] = t
	}
	return t
}

// index gives an empty map. One that has grown is not used again: it takes time in proportion to clear.
func (r *room) index() map[string]int {
	const large = 64
	if len(r.at) > large {
		r.at = map[string]int{}
	}
	clear(r.at)
	return r.at
}

// keepNames copies names out of the room.
func (r *room) keepNames(names []Name) []Name {
	n := len(names)
	if n == 0 {
		return nil
	}
	if cap(names) > cap(r.names) {
		r.names = names[:0]
	}
	if len(r.slab) < n {
		const block = 64
		r.slab = make([]Name, max(n, block))
	}
	kept := r.slab[:n:n]
	r.slab = r.slab[n:]
	copy(kept, names)
	return kept
}

// keepRefs copies references out of the room.
func (r *room) keepRefs(refs []Ref) []Ref {
	r.refs = refs[:0]
	if len(refs) == 0 {
		return nil
	}
	kept := append([]Ref(nil), refs...)
	clear(refs)
	return kept
}
