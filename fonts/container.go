package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Limits on a font file. They bound what a damaged header can make the parser allocate.
const (
	maxFileBytes  = 64 << 20 // the largest free fonts, pan-CJK collections, are below 20 MB a weight
	maxCollection = 64       // fonts in a TTC; pan-CJK collections hold up to 45
)

// checkContainer verifies a file's table directories before the parser, which allocates what they claim,
// sees them.
func checkContainer(data []byte) error {
	if len(data) > maxFileBytes {
		return fmt.Errorf("has %d bytes; the limit is %d", len(data), maxFileBytes)
	}
	if len(data) < 12 {
		return errors.New("is too short for a font")
	}
	switch magic := string(data[:4]); magic {
	case "\x00\x01\x00\x00", "OTTO", "true":
		return checkDirectory(data, 0, uint64(len(data)))
	case "ttcf":
		return checkCollection(data)
	case "wOFF":
		return checkWOFF(data)
	case "wOF2":
		return errors.New("is WOFF2, which is not read; convert it with woff2_decompress, or use the TTF or OTF")
	}
	return errors.New("is not a font; TTF, OTF, TTC, OTC and WOFF are read")
}

// checkCollection follows a TTC header to its fonts.
func checkCollection(data []byte) error {
	count := binary.BigEndian.Uint32(data[8:])
	if count == 0 || count > maxCollection {
		return fmt.Errorf("is a collection of %d fonts; 1..%d are read", count, maxCollection)
	}
	if len(data) < 12+4*int(count) {
		return errors.New("ends inside its header")
	}
	for i := range int(count) {
		offset := binary.BigEndian.Uint32(data[12+4*i:])
		if err := checkDirectory(data, uint64(offset), uint64(len(data))); err != nil {
			return fmt.Errorf("font %d: %w", i+1, err)
		}
	}
	return nil
}

// checkFile does so for a file with one sfnt font, of which it reads the directory.
func checkFile(file *io.SectionReader) error {
	directory, err := readDirectory(file)
	if err != nil {
		return errors.New("ends inside its table directory")
	}
	return checkDirectory(directory, 0, uint64(file.Size()))
}

// checkDirectory verifies that every table of an sfnt font lies inside a file of a size, which data holds as far
// as the directory goes.
func checkDirectory(data []byte, offset, size uint64) error {
	if offset+12 > size {
		return errors.New("begins past the end of the file")
	}
	tables := uint64(binary.BigEndian.Uint16(data[offset+4:]))
	if offset+12+16*tables > size {
		return errors.New("ends inside its table directory")
	}
	for i := range tables {
		entry := data[offset+12+16*i:]
		start, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		if uint64(start)+uint64(length) > size {
			return fmt.Errorf("table %q reaches past the end of the file", entry[:4])
		}
	}
	return nil
}

// checkWOFF verifies a WOFF directory, and bounds what its tables unpack to.
func checkWOFF(data []byte) error {
	const header, entrySize = 44, 20
	if len(data) < header {
		return errors.New("ends inside its header")
	}
	tables := int(binary.BigEndian.Uint16(data[12:]))
	if header+entrySize*tables > len(data) {
		return errors.New("ends inside its table directory")
	}
	var unpacked uint64
	for i := range tables {
		entry := data[header+entrySize*i:]
		start, length := binary.BigEndian.Uint32(entry[4:]), binary.BigEndian.Uint32(entry[8:])
		if uint64(start)+uint64(length) > uint64(len(data)) {
			return fmt.Errorf("table %q reaches past the end of the file", entry[:4])
		}
		unpacked += uint64(binary.BigEndian.Uint32(entry[12:]))
	}
	if unpacked > maxFileBytes {
		return fmt.Errorf("unpacks to %d bytes; the limit is %d", unpacked, maxFileBytes)
	}
	return nil
}
