package jpeg

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// Markers (T.81, table B.1).
const (
	SOF0  = 0xc0 // baseline
	SOF2  = 0xc2 // progressive
	EOI   = 0xd9
	SOS   = 0xda
	APP1  = 0xe1
	sof1  = 0xc1 // extended
	sof15 = 0xcf
	dht   = 0xc4
	jpg   = 0xc8
	dac   = 0xcc
	rst0  = 0xd0
	rst7  = 0xd7
	soi   = 0xd8
	dqt   = 0xdb
	dri   = 0xdd
	app0  = 0xe0
	app14 = 0xee
	app15 = 0xef
	com   = 0xfe
)

// Segment is a marker segment.
type Segment struct {
	Code byte
	Data []byte // without the length
}

// IsFrame reports whether a frame header follows a marker: among the codes are three others.
func IsFrame(code byte) bool {
	return SOF0 <= code && code <= sof15 && code != dht && code != jpg && code != dac
}

// Segments yields the segments that are whole, up to the end of the picture.
func Segments(data []byte) iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		for at := 2; ; {
			s, next, err := nextSegment(data, at)
			if err != nil || s.Code == EOI || !yield(s) {
				return
			}
			at = next
		}
	}
}

// nextSegment returns the first segment from a byte on, and where what follows it begins. Compressed data is skipped:
// in it 255 is followed by zero or is a restart marker.
func nextSegment(data []byte, at int) (s Segment, next int, err error) {
	for {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			return s, 0, errShort
		}
		at += i + 1
		switch code := data[at]; {
		case code == 0xff: // a fill byte
		case code == 0 || rst0 <= code && code <= rst7:
			at++
		case code == EOI:
			return Segment{Code: EOI}, at + 1, nil
		case at+3 > len(data):
			return s, 0, errShort
		default:
			n := int(binary.BigEndian.Uint16(data[at+1:]))
			if n < 2 {
				return s, 0, broken("a segment of %d bytes", n)
			}
			if at+1+n > len(data) {
				return s, 0, errShort
			}
			return Segment{code, data[at+3 : at+1+n]}, at + 1 + n, nil
		}
	}
}
