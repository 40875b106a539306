package picture

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// JPEG markers (ITU-T T.81, table B.1).
const (
	markerTEM   = 0x01
	markerSOF0  = 0xc0
	markerSOF2  = 0xc2
	markerDHT   = 0xc4
	markerJPG   = 0xc8
	markerDAC   = 0xcc
	markerSOF15 = 0xcf
	markerRST0  = 0xd0
	markerSOI   = 0xd8
	markerEOI   = 0xd9
	markerSOS   = 0xda
	markerAPP1  = 0xe1
	markerAPP14 = 0xee
)

// marker is a marker segment.
type marker struct {
	code byte
	data []byte // without the length
}

// isSOF reports whether a frame header follows: among its codes are three others.
func isSOF(code byte) bool {
	return markerSOF0 <= code && code <= markerSOF15 && code != markerDHT && code != markerJPG && code != markerDAC
}

// standsAlone reports whether no length follows.
func standsAlone(code byte) bool {
	return code == markerTEM || markerRST0 <= code && code <= markerSOI
}

// jpegMarkers yields the segments that are whole, up to the end of the picture. Compressed data between
// them is skipped: in it 0xff is followed by zero or is a restart marker.
func jpegMarkers(data []byte) iter.Seq[marker] {
	return func(yield func(marker) bool) {
		for {
			i := bytes.IndexByte(data, 0xff)
			if i < 0 || i+1 >= len(data) {
				return
			}
			code := data[i+1]
			switch {
			case code == 0xff: // a fill byte
				data = data[i+1:]
				continue
			case code == 0 || standsAlone(code):
				data = data[i+2:]
				continue
			case code == markerEOI || i+4 > len(data):
				return
			}
			end := i + 2 + int(binary.BigEndian.Uint16(data[i+2:]))
			if end < i+4 || end > len(data) {
				return
			}
			if !yield(marker{code, data[i+4 : end]}) {
				return
			}
			data = data[end:]
		}
	}
}
