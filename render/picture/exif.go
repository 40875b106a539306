package picture

import (
	"bytes"
	"encoding/binary"
)

// exifOrientation finds the orientation in an EXIF block: a TIFF header, then directory 0 (CIPA DC-008,
// 4.5.2). Garbage is an upright picture: a photo with a damaged camera note is still a photo.
func exifOrientation(exif []byte) orientation {
	const (
		entrySize      = 12
		tagOrientation = 0x0112
		typeShort      = 3
	)
	tiff := bytes.TrimPrefix(exif, []byte("Exif\x00\x00"))
	if len(tiff) < 8 {
		return orientation{}
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return orientation{}
	}
	at := int64(order.Uint32(tiff[4:]))
	if at > int64(len(tiff))-2 {
		return orientation{}
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
	return orientation{}
}
