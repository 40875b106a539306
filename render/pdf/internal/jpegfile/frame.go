package jpegfile

import (
	"encoding/binary"
	"slices"
)

// readFrame reads a frame header (T.81, B.2.2).
func (r *reader) readFrame(b []byte) bool {
	const fixed, perComponent = 6, 3
	if len(b) < fixed || len(b) != fixed+perComponent*int(b[5]) || b[0] != 8 {
		return false
	}
	f := &r.file
	f.Height, f.Width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	if f.Width < 1 || f.Height < 1 || f.Width > MaxSide || f.Height > MaxSide {
		return false
	}
	var ids, sampling []byte
	for c := b[fixed:]; len(c) > 0; c = c[perComponent:] {
		ids, sampling = append(ids, c[0]), append(sampling, c[1])
	}
	f.Grey = len(ids) == 1
	return f.Grey || slices.Equal(ids, jfifIDs) && plainSampling(sampling)
}

// jfifIDs are Y, Cb and Cr in JFIF. Readers guess at the colours of components with other names.
var jfifIDs = []byte{1, 2, 3}

// plainSampling reports whether there are one, two or four samples of Y for each of Cb and Cr. Others are drawn
// shifted, or not at all.
func plainSampling(s []byte) bool {
	return slices.Contains([]byte{0x11, 0x21, 0x12, 0x22}, s[0]) && s[1] == 0x11 && s[2] == 0x11
}

// plainTables reports whether quantisers have 8 bits, as those of a baseline picture must (T.81, B.2.4.1).
func plainTables(b []byte) bool {
	const table = 1 + 64
	for ; len(b) >= table; b = b[table:] {
		if b[0]>>4 != 0 {
			return false
		}
	}
	return len(b) == 0
}

// plainAdobe reports whether Adobe's marker says Y'CbCr: a transform of 1 (Technical Note 5116, section 18). Zero
// is RGB.
func plainAdobe(b []byte) bool {
	const length, transform = 12, 11
	return len(b) >= length && b[transform] == 1
}
