// Package exif reads which way up a picture is from the EXIF block of its file.
package exif

import (
	"bytes"
	"encoding/binary"
)

// Orientation says how an upright picture lies in the file: an upright point (u, v) is, where Swapped is set,
// (v, u) of the file; then flips mirror it.
type Orientation struct{ Swapped, FlipX, FlipY bool }

// orientations are the values 1..8 of tag 0x0112 (CIPA DC-008, 4.6.4); others mean 1.
var orientations = [9]Orientation{
	2: {FlipX: true},
	3: {FlipX: true, FlipY: true},
	4: {FlipY: true},
	5: {Swapped: true},
	6: {Swapped: true, FlipY: true},
	7: {Swapped: true, FlipX: true, FlipY: true},
	8: {Swapped: true, FlipX: true},
}

// Size is the upright size of a file of w×h px, and the other way round.
func (o Orientation) Size(w, h int) (int, int) {
	if o.Swapped {
		return h, w
	}
	return w, h
}

// Upright is where a point of the file, as fractions of its sides from the top left, lies in the upright picture.
func (o Orientation) Upright(u, v float64) (float64, float64) {
	if o.FlipX {
		u = 1 - u
	}
	if o.FlipY {
		v = 1 - v
	}
	if o.Swapped {
		return v, u
	}
	return u, v
}

// Read finds the orientation in an EXIF block: a TIFF header, then directory 0 (CIPA DC-008, 4.5.2), with or
// without "Exif\0\0" before them. Garbage is an upright picture: a photo with a damaged camera note is still a
// photo.
func Read(block []byte) Orientation {
	const (
		entrySize      = 12
		tagOrientation = 0x0112
		typeShort      = 3
	)
	tiff := bytes.TrimPrefix(block, []byte("Exif\x00\x00"))
	if len(tiff) < 8 {
		return Orientation{}
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return Orientation{}
	}
	at := int64(order.Uint32(tiff[4:]))
	if at > int64(len(tiff))-2 {
		return Orientation{}
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entrySize {
			break
		}
		if order.Uint16(entries) == tagOrientation && order.Uint16(entries[2:]) == typeShort {
			if v := order.Uint16(entries[8:]); int(v) < len(orientations) {
				return orientations[v]
			}
			break
		}
		entries = entries[entrySize:]
	}
	return Orientation{}
}
