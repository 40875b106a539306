package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"placard/render/internal/exif"
	"placard/render/picture/jpeg"
)

// maxScans bounds how often a progressive JPEG may go over its blocks: a scan of a whole photo can be
// 20 bytes long and costs milliseconds. Encoders write about 10, the most thorough optimiser fewer than 30.
const maxScans = 64

// jpegHeader walks the markers up to the end and reads no pixels.
func jpegHeader(data []byte) (header, error) {
	var f jpegFrame
	var upright orientation
	scans := 0
	for s := range jpeg.Segments(data) {
		switch {
		case s.Code == jpeg.SOS:
			scans++
		case jpeg.IsFrame(s.Code) && f.sampling == nil:
			var err error
			if f, err = readSOF(s); err != nil {
				return header{}, err
			}
		case s.Code == jpeg.APP1 && scans == 0 && bytes.HasPrefix(s.Data, []byte("Exif\x00\x00")):
			upright = orientation{exif.Read(s.Data)}
		}
	}
	if f.sampling == nil {
		return header{}, fmt.Errorf("%w: JPEG without a frame header; the file is cut off", ErrBroken)
	}
	if scans > maxScans {
		return header{}, fmt.Errorf("%w: JPEG with %d scans, over %d; save it as a baseline JPEG", ErrTooLarge, scans, maxScans)
	}
	hd := f.header()
	hd.orientation = upright
	return hd, nil
}

// jpegFrame is what a frame header says.
type jpegFrame struct {
	w, h        int
	progressive bool
	sampling    []byte // a component each: horizontal factor in the high four bits, vertical in the low
}

// readSOF reads a frame header (T.81, B.2.2).
func readSOF(s jpeg.Segment) (jpegFrame, error) {
	const fixed, perComponent = 6, 3
	d := s.Data
	if len(d) < fixed || len(d) < fixed+perComponent*int(d[5]) {
		return jpegFrame{}, fmt.Errorf("%w: JPEG frame header is cut off", ErrBroken)
	}
	if s.Code > jpeg.SOF2 {
		return jpegFrame{}, fmt.Errorf("%w: JPEG with lossless, hierarchical or arithmetic coding; save it as a baseline JPEG", ErrUnsupported)
	}
	if d[0] != 8 {
		return jpegFrame{}, fmt.Errorf("%w: JPEG with %d bits a sample; save it with 8", ErrUnsupported, d[0])
	}
	f := jpegFrame{
		h: int(binary.BigEndian.Uint16(d[1:])), w: int(binary.BigEndian.Uint16(d[3:])),
		progressive: s.Code == jpeg.SOF2,
	}
	for c := range int(d[5]) {
		f.sampling = append(f.sampling, d[fixed+perComponent*c+1])
	}
	if n := len(f.sampling); n != 1 && n != 3 && n != 4 {
		return jpegFrame{}, fmt.Errorf("%w: JPEG with %d components; save it as grey, RGB or CMYK", ErrUnsupported, n)
	}
	return f, nil
}

// header estimates the costs from the number of 8×8 blocks.
func (f jpegFrame) header() header {
	hd := header{w: f.w, h: f.h}
	maxH, maxV, perMCU := 1, 1, 0
	for _, b := range f.sampling {
		maxH, maxV = max(maxH, int(b>>4)), max(maxV, int(b&15))
		perMCU += int(b>>4) * int(b&15)
	}
	mcuW, mcuH := (f.w+8*maxH-1)/(8*maxH), (f.h+8*maxV-1)/(8*maxV)
	if len(f.sampling) == 1 {
		perMCU = maxH * maxV
	}
	const samples, coefficients = 64, 136 // bytes; as many as samples are what the coefficients of a very detailed photo take
	blocks := int64(mcuW) * int64(mcuH) * int64(perMCU)
	hd.memory = blocks * samples
	if f.progressive { // those that are zero are kept as well until the last scan
		hd.memory += blocks * coefficients
	}
	// A block takes at least a one-bit code for its mean and one for the end; progressive, the former.
	bits := int64(2)
	if f.progressive {
		bits = 1
	}
	hd.least = blocks * bits / 8
	return hd
}
