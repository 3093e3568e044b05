package recall

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"maps"
	"slices"

	"rtconsolidate/analyze/pack"
)

// The format of a file: magic, the CRC-32C (4 bytes, little endian) of all that follows, then in the way of pack
// the root, the maker, the number of records, and the records by path: path, stamp, what was found.
const (
	magic  = "rtc recall 1\n"
	ending = ".recall"
	head   = len(magic) + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// name is the name of the file for a root and a kind.
func name(root, kind string) string {
	sum := sha256.Sum256([]byte(root))
	return hex.EncodeToString(sum[:16]) + "-" + kind + ending
}

func encode(files map[string]record, root, maker string) []byte {
	out := append([]byte(magic), 0, 0, 0, 0)
	out = pack.Number(pack.Text(pack.Text(out, root), maker), len(files))
	for _, path := range slices.Sorted(maps.Keys(files)) {
		out = pack.Text(out, path)
		for _, n := range files[path].stamp {
			out = binary.AppendUvarint(out, n)
		}
		out = pack.Text(out, files[path].found)
	}
	binary.LittleEndian.PutUint32(out[len(magic):], crc32.Checksum(out[head:], castagnoli))
	return out
}

// decode reads what encode wrote, nil when it did not write it for that root and maker.
func decode(data []byte, root, maker string) map[string]record {
	if len(data) < head || !bytes.HasPrefix(data, []byte(magic)) ||
		binary.LittleEndian.Uint32(data[len(magic):]) != crc32.Checksum(data[head:], castagnoli) {
		return nil
	}
	r := pack.NewReader(string(data[head:]))
	if r.Text() != root || r.Text() != maker {
		return nil
	}
	files := make(map[string]record, r.Count())
	for r.More() {
		path, rec := r.Text(), record{}
		for i := range rec.stamp {
			rec.stamp[i] = r.Uint64()
		}
		rec.found = r.Text()
		files[path] = rec
	}
	if r.Bad() {
		return nil
	}
	return files
}
