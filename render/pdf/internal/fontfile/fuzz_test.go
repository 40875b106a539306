package fontfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"placard/fonts"
)

// FuzzFont writes fonts of any outlines. They are refused by Fits and by nothing else; what is written is the
// same each time, our own loader accepts it, and the outlines are the same or, off the grid, within their
// bounds.
func FuzzFont(f *testing.F) {
	for _, outline := range []fonts.Outline{
		square(0.5), circle(), square(float32(math.NaN())), square(100), square(1)[1:],
		{{Verb: fonts.MoveTo}, {Verb: fonts.CubicTo, Points: [3]fonts.Point{{X: 1}, {X: 1, Y: 1}, {}}}},
	} {
		f.Add(uint8(1), floatBytes(outline))
	}
	f.Add(uint8(0), []byte{0, 0, 0, 0, 0, 1, 0, 5, 0, 9, 2, 0, 7, 0, 0, 0, 3, 0, 1})
	f.Add(uint8(2), bytes.Repeat([]byte{2, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 0, 0, 0, 0, 3, 3, 3, 3, 3}, 40))
	f.Fuzz(func(t *testing.T, mode uint8, data []byte) {
		units := []int{256, 1000, 2048, 16384}[mode>>1&3]
		grid := mode&1 == 0
		var outline fonts.Outline
		if grid {
			outline = gridOutline(data, units)
		} else {
			outline = floatOutline(data)
		}
		font := &Font{Name: "ABCDEF+Fuzz", UnitsPerEm: units, Glyphs: []Glyph{{}, {outline, 0.5}, {square(0.1), 0.6}}}
		trueType, errTrueType := font.TrueType()
		bare, errCFF := font.CFF()
		fits := Fits(outline, units)
		var glyph *GlyphError
		if (errCFF == nil) != fits || errCFF != nil && !errors.As(errCFF, &glyph) {
			t.Fatalf("Fits is %v, and CFF says %v", fits, errCFF)
		}
		if (errTrueType == nil) != (fits && !Cubic(outline)) || errTrueType != nil && !errors.As(errTrueType, &glyph) {
			t.Fatalf("Fits is %v, and TrueType says %v", fits, errTrueType)
		}
		if !fits {
			return
		}
		if again, _ := font.CFF(); !bytes.Equal(bare, again) {
			t.Error("CFF differs from call to call")
		}
		for _, p := range programs(t, font) {
			read := load(t, p.data).Outline(1)
			if p.name == "TrueType" && !bytes.Equal(p.data, trueType) {
				t.Error("TrueType differs from call to call")
			}
			cubic := p.name == "CFF"
			if want, got := curves(outline, units, cubic), curves(read, units, cubic); grid && !same(want, got, 1e-2) {
				t.Errorf("%s:\n%v, want\n%v", p.name, got, want)
			}
			if outer, inner := reach(outline), reach(read); inner > outer+1/float64(units) {
				t.Errorf("%s: reaches %g em, the outline %g", p.name, inner, outer)
			}
		}
	})
}

// gridOutline reads segments of whole font units: a byte for the verb, and a pair of bytes for each coordinate.
func gridOutline(data []byte, unitsPerEm int) (outline fonts.Outline) {
	return readOutline(data, 2, func(b []byte) float32 {
		return float32(int16(binary.BigEndian.Uint16(b))) / float32(unitsPerEm)
	})
}

// floatOutline reads segments of any floats.
func floatOutline(data []byte) fonts.Outline {
	return readOutline(data, 4, func(b []byte) float32 { return math.Float32frombits(binary.BigEndian.Uint32(b)) })
}

func readOutline(data []byte, size int, number func([]byte) float32) (outline fonts.Outline) {
	for len(data) > 0 {
		s := fonts.Segment{Verb: fonts.Verb(data[0] % 4)}
		data = data[1:]
		for i := range pointsOf(s.Verb) {
			if len(data) < 2*size {
				return outline
			}
			s.Points[i] = fonts.Point{X: number(data), Y: number(data[size:])}
			data = data[2*size:]
		}
		outline = append(outline, s)
	}
	return outline
}

// floatBytes is what floatOutline reads.
func floatBytes(outline fonts.Outline) (data []byte) {
	for _, s := range outline {
		data = append(data, byte(s.Verb))
		for _, p := range s.Points[:pointsOf(s.Verb)] {
			data = binary.BigEndian.AppendUint32(data, math.Float32bits(p.X))
			data = binary.BigEndian.AppendUint32(data, math.Float32bits(p.Y))
		}
	}
	return data
}

// reach is the largest coordinate, in em.
func reach(outline fonts.Outline) (em float64) {
	for _, s := range outline {
		for _, p := range s.Points[:pointsOf(s.Verb)] {
			em = max(em, math.Abs(float64(p.X)), math.Abs(float64(p.Y)))
		}
	}
	return em
}
