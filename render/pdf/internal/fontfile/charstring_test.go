package fontfile

import (
	"bytes"
	"testing"

	"placard/fonts"
)

// TestCharString spells charstrings out: one operator for all segments of a kind, and no zeros. Numbers up
// to 107 are a byte, 139 more than they are.
func TestCharString(t *testing.T) {
	const zero = 139
	cubics := func(points ...[2]float32) fonts.Outline {
		outline := fonts.Outline{{Verb: fonts.MoveTo, Points: [3]fonts.Point{{X: points[0][0] / 1000, Y: -points[0][1] / 1000}}}}
		for i := 1; i+2 < len(points); i += 3 {
			s := fonts.Segment{Verb: fonts.CubicTo}
			for j := range s.Points {
				s.Points[j] = fonts.Point{X: points[i+j][0] / 1000, Y: -points[i+j][1] / 1000}
			}
			outline = append(outline, s)
		}
		return outline
	}
	for _, c := range []struct {
		name    string
		outline fonts.Outline
		want    []byte
	}{
		{"a square", square(0.1), []byte{zero, opHMove, zero + 100, zero + 100, zero - 100, opHLine}},
		{"a square begun upwards", polygon([2]float32{0, -0.01}, [2]float32{0, -0.06}, [2]float32{0.05, -0.06}, [2]float32{0.05, -0.01}),
			[]byte{zero + 10, opVMove, zero + 50, zero + 50, zero - 50, opVLine}},
		{"a kite", polygon([2]float32{0.01, 0.01}, [2]float32{0.03, 0}, [2]float32{0.04, 0.04}),
			[]byte{zero + 10, zero - 10, opMove, zero + 20, zero + 10, zero + 10, zero - 40, opLine}},
		{"a circle from the right", cubics(
			[2]float32{50, 0}, [2]float32{50, 28}, [2]float32{28, 50}, [2]float32{0, 50}, [2]float32{-28, 50}, [2]float32{-50, 28},
			[2]float32{-50, 0}, [2]float32{-50, -28}, [2]float32{-28, -50}, [2]float32{0, -50}, [2]float32{28, -50}, [2]float32{50, -28}, [2]float32{50, 0},
		), []byte{
			zero + 50, opHMove,
			zero + 28, zero - 22, zero + 22, zero - 28, zero - 28, zero - 22, zero - 22, zero - 28,
			zero - 28, zero + 22, zero - 22, zero + 28, zero + 28, zero + 22, zero + 22, zero + 28, opVHCurve,
		}},
		{"a wave", cubics([2]float32{0, 0}, [2]float32{10, 0}, [2]float32{20, 30}, [2]float32{30, 30}, [2]float32{40, 30}, [2]float32{50, 0}, [2]float32{60, 0}),
			[]byte{zero, opHMove, zero + 10, zero + 10, zero + 30, zero + 10, zero + 10, zero + 10, zero - 30, zero + 10, opHHCurve}},
		{"a wave upwards", cubics([2]float32{0, 0}, [2]float32{0, 10}, [2]float32{30, 20}, [2]float32{30, 30}),
			[]byte{zero, opHMove, zero + 10, zero + 30, zero + 10, zero + 10, opVVCurve}},
		{"an arc that goes left first", cubics([2]float32{0, 0}, [2]float32{-10, 0}, [2]float32{-20, 10}, [2]float32{-20, 20}),
			[]byte{zero, opHMove, zero - 10, zero - 10, zero + 10, zero + 10, opHVCurve}},
		{"any curve", cubics([2]float32{0, 0}, [2]float32{1, 2}, [2]float32{4, 6}, [2]float32{9, 12}),
			[]byte{zero, opHMove, zero + 1, zero + 2, zero + 3, zero + 4, zero + 5, zero + 6, opCurve}},
		{"half a unit", polygon([2]float32{0, 0}, [2]float32{0.0005, 0}, [2]float32{0.01, -0.02}),
			[]byte{zero, opHMove, 255, 0, 0, 0x80, 0, opHLine, 255, 0, 9, 0x80, 0, zero + 20, opLine}},
	} {
		s := charString{scale: 1000}
		s.draw(c.outline)
		if !bytes.Equal(s.out, c.want) {
			t.Errorf("%s: %d, want %d", c.name, s.out, c.want)
		}
	}
}

// TestWidths spells out what a glyph advances: it comes before everything else, and nothing stands for 0.
func TestWidths(t *testing.T) {
	f := &Font{UnitsPerEm: 1000, Glyphs: []Glyph{{}, {Advance: 0.107}, {Advance: 0.6}, {square(0.1)[:2], 0.1}, {square(0.1)[:2], 0}}}
	want := [][]byte{
		{opEndChar}, {246, opEndChar}, {248, 236, opEndChar},
		{239, 139, opHMove, 239, opHLine, opEndChar}, {139, opHMove, 239, opHLine, opEndChar},
	}
	got, size, _ := f.charStrings()
	for i := range want {
		if !bytes.Equal(got[i], want[i]) {
			t.Errorf("glyph %d is %d, want %d", i, got[i], want[i])
		}
		size -= len(want[i])
	}
	if size != 0 {
		t.Errorf("the size is %d bytes off", size)
	}
}
