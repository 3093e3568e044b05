// Package pack writes numbers and texts one behind the other, and reads them back: numbers as varints (of
// encoding/binary), texts behind their length in bytes.
package pack

import "encoding/binary"

// Number appends a number that is not negative.
func Number(out []byte, n int) []byte { return binary.AppendUvarint(out, uint64(n)) }

// Text appends a text.
func Text(out []byte, s string) []byte { return append(Number(out, len(s)), s...) }

// Hashes puts hashes into a text, of four bytes each, for ToHashes.
func Hashes(list []uint32) string {
	out := make([]byte, 0, 4*len(list))
	for _, h := range list {
		out = binary.LittleEndian.AppendUint32(out, h)
	}
	return string(out)
}

// ToHashes reads what Hashes wrote.
func ToHashes(data string) []uint32 {
	list := make([]uint32, len(data)/4)
	for i := range list {
		d := data[4*i : 4*i+4]
		list[i] = uint32(d[0]) | uint32(d[1])<<8 | uint32(d[2])<<16 | uint32(d[3])<<24
	}
	return list
}

// Reader reads what Number and Text appended. Whatever it is given, it reads zeros and empty texts once it
// is past the end; Bad tells that it was.
type Reader struct {
	data string
	at   int
	bad  bool
}

// NewReader reads from the front of data, whose room the texts share.
func NewReader(data string) *Reader { return &Reader{data: data} }

// More tells whether there is something left to read.
func (r *Reader) More() bool { return r.at < len(r.data) }

// Bad tells whether the data ended too early, or held a number that is none.
func (r *Reader) Bad() bool { return r.bad }

// Number reads a number.
func (r *Reader) Number() int { return int(r.Uint64()) }

// Uint64 is Number for numbers that fill 64 bits.
func (r *Reader) Uint64() uint64 {
	if r.at < len(r.data) && r.data[r.at] < 0x80 {
		r.at++
		return uint64(r.data[r.at-1])
	}
	return r.long()
}

func (r *Reader) long() uint64 {
	var n uint64
	for shift := 0; r.at < len(r.data) && shift < 64; shift += 7 {
		b := r.data[r.at]
		r.at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	r.Fail()
	return 0
}

// Text reads a text.
func (r *Reader) Text() string {
	n := r.Uint64()
	if n > uint64(len(r.data)-r.at) {
		r.Fail()
		return ""
	}
	r.at += int(n)
	return r.data[r.at-int(n) : r.at]
}

// Count reads the number of the items that follow. Since each takes a byte at least, a number that cannot be
// makes no room.
func (r *Reader) Count() int {
	n := r.Uint64()
	if n > uint64(len(r.data)-r.at) {
		r.Fail()
		return 0
	}
	return int(n)
}

// Fail makes the data bad: what was read cannot be.
func (r *Reader) Fail() { r.at, r.bad = len(r.data), true }
