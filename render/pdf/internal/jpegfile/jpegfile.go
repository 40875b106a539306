// Package jpegfile tells the JPEG files that every reader of PDF shows alike from all others, and takes out of
// them what is not the picture. It reads markers only (ITU-T T.81, annex B): that the compressed data between
// them are whole is for a decoder to find.
package jpegfile

import (
	"bytes"
	"encoding/binary"

	"placard/render/internal/exif"
)

// exifHeader begins the APP1 segments that hold an EXIF block; others hold XMP.
var exifHeader = []byte("Exif\x00\x00")

// File is a JPEG that may be placed as it is.
type File struct {
	Width, Height int  // px, as stored
	Grey          bool // one component; else three, of Y'CbCr
	Orientation   exif.Orientation
	Data          []byte // tables, frame and scans: no camera's notes, position, thumbnail or profile
}

// The markers that a plain JPEG has (T.81, table B.1).
const (
	markerSOF0  = 0xc0
	markerSOF2  = 0xc2
	markerDHT   = 0xc4
	markerRST0  = 0xd0
	markerRST7  = 0xd7
	markerSOI   = 0xd8
	markerEOI   = 0xd9
	markerSOS   = 0xda
	markerDQT   = 0xdb
	markerDRI   = 0xdd
	markerAPP0  = 0xe0
	markerAPP1  = 0xe1
	markerAPP14 = 0xee
	markerAPP15 = 0xef
	markerCOM   = 0xfe
)

// MaxSide is the longest side in px that is taken. Beyond, some readers show nothing.
const MaxSide = 16_384

// Read returns false for a file that is not baseline or progressive, of 8 bits, grey or Y'CbCr with a usual
// sampling, or that says anything else that readers understand in several ways.
func Read(data []byte) (*File, bool) {
	r := reader{rest: data}
	if !bytes.HasPrefix(data, []byte{0xff, markerSOI}) {
		return nil, false
	}
	r.file.Data = make([]byte, 0, len(data))
	r.keep(2)
	for {
		code, ok := r.marker()
		if !ok {
			return nil, false
		}
		if code == markerEOI {
			r.keep(2)
			return &r.file, r.scans > 0
		}
		if !r.segment(code) {
			return nil, false
		}
	}
}

// reader goes through a file and keeps what is needed of it.
type reader struct {
	file   File
	rest   []byte
	frame  bool // the frame header has been read
	scans  int
	exif   int
	adobes int
}

func (r *reader) keep(n int) {
	r.file.Data = append(r.file.Data, r.rest[:n]...)
	r.rest = r.rest[n:]
}

// marker finds the code of the marker that has to follow, after any fill bytes.
func (r *reader) marker() (code byte, ok bool) {
	for len(r.rest) >= 2 && r.rest[0] == 0xff && r.rest[1] == 0xff {
		r.rest = r.rest[1:]
	}
	if len(r.rest) < 2 || r.rest[0] != 0xff {
		return 0, false
	}
	return r.rest[1], true
}

// segment reads one marker segment, and the compressed data after the header of a scan.
func (r *reader) segment(code byte) bool {
	if len(r.rest) < 4 {
		return false
	}
	n := 2 + int(binary.BigEndian.Uint16(r.rest[2:]))
	if n < 4 || n > len(r.rest) {
		return false
	}
	body := r.rest[4:n]
	switch {
	case code == markerSOF0 || code == markerSOF2:
		if r.frame || !r.readFrame(body) {
			return false
		}
		r.frame = true
	case code == markerDQT:
		if !plainTables(body) {
			return false
		}
	case code == markerDHT || code == markerDRI:
	case code == markerSOS:
		if !r.frame || r.scans == maxScans {
			return false
		}
		r.scans++
		r.keep(n)
		return r.scan()
	case code == markerAPP14 && bytes.HasPrefix(body, []byte("Adobe")):
		if r.adobes++; r.adobes > 1 || !plainAdobe(body) {
			return false
		}
	case markerAPP0 <= code && code <= markerAPP15 || code == markerCOM:
		if code == markerAPP1 && r.scans == 0 && bytes.HasPrefix(body, exifHeader) {
			r.exif++
			r.file.Orientation = exif.Read(body)
		}
		r.rest = r.rest[n:]
		return r.exif <= 1
	default:
		return false // arithmetic, lossless or hierarchical coding, or a height that comes later
	}
	r.keep(n)
	return true
}

// maxScans bounds how often readers must go over a progressive picture. Encoders write about 10.
const maxScans = 64

// scan keeps compressed data: all up to the next marker that is neither stuffing nor a restart.
func (r *reader) scan() bool {
	at := 0
	for {
		i := bytes.IndexByte(r.rest[at:], 0xff)
		if i < 0 || at+i+1 >= len(r.rest) {
			return false // cut off
		}
		at += i
		switch next := r.rest[at+1]; {
		case next == 0 || markerRST0 <= next && next <= markerRST7:
			at += 2
		default:
			r.keep(at)
			return true
		}
	}
}
