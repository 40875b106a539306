package pdf

import (
	"encoding/binary"
	"math"

	"placard/render/pdf/internal/object"
)

// profileName is as the standard is called (IEC 61966-2-1:1999).
const profileName = "sRGB IEC61966-2.1"

// srgb is an ICC profile of sRGB (ICC.1:2010, version 4.3): its primaries and its curve, and nothing else.
func srgb() []byte {
	// The white point and the primaries of ITU-R BT.709, adapted from D65 to D50 by the Bradford matrix, as
	// the profiles of the ICC have them.
	white := xyz(0.9642, 1, 0.8249)
	// V = ((x + 0.055) / 1.055)^2.4 above 0.04045, x / 12.92 below.
	curve := append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), fixed(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)...)
	tags := []profileTag{
		{"desc", localized(profileName)},
		{"cprt", localized("CC0")},
		{"wtpt", white},
		{"chad", append([]byte("sf32\x00\x00\x00\x00"), fixed(
			1.0478112, 0.0228866, -0.0501270,
			0.0295424, 0.9904844, -0.0170491,
			-0.0092345, 0.0150436, 0.7521316)...)},
		{"rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)},
		{"gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)},
		{"bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	return profile(tags)
}

// profileTag is an entry of a profile's table.
type profileTag struct {
	name string
	data []byte
}

// profile joins the header, the table and the data of tags. Equal data of neighbours is shared.
func profile(tags []profileTag) []byte {
	const header, entry = 128, 12
	var table, data []byte
	start := header + 4 + entry*len(tags)
	table = binary.BigEndian.AppendUint32(table, uint32(len(tags)))
	at := start
	for i, t := range tags {
		if i == 0 || string(t.data) != string(tags[i-1].data) {
			at = start + len(data)
			data = append(data, t.data...)
			data = append(data, make([]byte, -len(data)&3)...)
		}
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at))
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
	}
	out := make([]byte, header, start+len(data))
	binary.BigEndian.PutUint32(out, uint32(start+len(data)))
	copy(out[8:], "\x04\x30\x00\x00mntrRGB XYZ \x07\xCE\x00\x02\x00\x09\x00\x06\x00\x31\x00\x00acsp")
	copy(out[68:], fixed(0.9642, 1, 0.8249)) // D50, which all profiles are adapted to
	return append(append(out, table...), data...)
}

// fixed writes numbers as s15Fixed16.
func fixed(values ...float64) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(math.Round(v*65536))))
	}
	return out
}

func xyz(x, y, z float64) []byte { return append([]byte("XYZ \x00\x00\x00\x00"), fixed(x, y, z)...) }

// localized is a text in English.
func localized(s string) []byte {
	text := object.UTF16(s)[2:] // without its byte order mark
	out := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0CenUS")
	out = binary.BigEndian.AppendUint32(out, uint32(len(text)))
	out = binary.BigEndian.AppendUint32(out, 28)
	return append(out, text...)
}
