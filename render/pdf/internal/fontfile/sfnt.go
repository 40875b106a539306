package fontfile

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// table is a table of an OpenType font.
type table struct {
	tag  string // 4 characters
	data []byte
}

// sfnt packs tables behind their directory, in the order of their tags. One is head, whose data has room
// for the sum of the file.
func sfnt(version uint32, tables []table) []byte {
	const headerSize, entrySize = 12, 16
	slices.SortFunc(tables, func(a, b table) int { return cmp.Compare(a.tag, b.tag) })
	size := headerSize + entrySize*len(tables)
	for _, t := range tables {
		size += (len(t.data) + 3) &^ 3
	}
	out := make([]byte, headerSize+entrySize*len(tables), size)
	be := binary.BigEndian
	be.PutUint32(out, version)
	be.PutUint16(out[4:], uint16(len(tables)))
	log2 := bits.Len(uint(len(tables))) - 1
	be.PutUint16(out[6:], uint16(entrySize<<log2)) // for a binary search in the directory
	be.PutUint16(out[8:], uint16(log2))
	be.PutUint16(out[10:], uint16(entrySize*len(tables)-entrySize<<log2))
	head := 0
	for i, t := range tables {
		if t.tag == "head" {
			head = len(out)
		}
		entry := out[headerSize+entrySize*i:]
		copy(entry, t.tag)
		be.PutUint32(entry[8:], uint32(len(out)))
		be.PutUint32(entry[12:], uint32(len(t.data)))
		start := len(out)
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		be.PutUint32(entry[4:], checksum(out[start:]))
	}
	const whole, adjustment = 0xB1B0AFBA, 8 // what the file's sum shall be, and where head corrects it
	be.PutUint32(out[head+adjustment:], whole-checksum(out))
	return out
}

// checksum adds up the words of data, whose length is a multiple of four.
func checksum(data []byte) (sum uint32) {
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	return sum
}
