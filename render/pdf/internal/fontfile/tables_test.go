package fontfile

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"placard/fonts"
)

// TestTables reads the metrics of a font of three glyphs off its tables.
func TestTables(t *testing.T) {
	f := &Font{Name: "Tables", UnitsPerEm: 1000, Ascent: 0.9, Descent: 0.2, Glyphs: []Glyph{
		{nil, 0.5},
		{polygon([2]float32{-0.05, 0.3}, [2]float32{0.4, 0.3}, [2]float32{0.4, -0.7}), 0.45},
		{polygon([2]float32{0.02, 0}, [2]float32{1.5, 0}, [2]float32{1.5, -1.1}), 0.6},
	}}
	data, err := f.TrueType()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, table string
		at          int
		want        []int
	}{
		{"units per em", "head", 18, []int{1000}},
		{"bounds", "head", 36, []int{-50, -300, 1500, 1100}},
		{"ascent, descent, gap", "hhea", 4, []int{900, -200, 0}},
		{"widest advance, least bearings, extent", "hhea", 10, []int{600, -50, -900, 1500}},
		{"advances", "hhea", 34, []int{3}},
		{"advances and bearings", "hmtx", 0, []int{500, 0, 450, -50, 600, 20}},
		{"average advance", "OS/2", 2, []int{516}},
		{"characters U+F0000 and U+F0001, from glyph 1", "cmap", 28, []int{0xF, 0, 0xF, 1, 0, 1}},
		{"typographic ascent, descent, gap", "OS/2", 68, []int{900, -200, 0}},
		{"what is not to be cut off", "OS/2", 74, []int{1100, 300}},
	} {
		table := tableOf(t, data, c.table)
		var got []int
		for i := range c.want {
			got = append(got, int(int16(binary.BigEndian.Uint16(table[c.at+2*i:]))))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if got, want := load(t, data).Coverage(), (fonts.Coverage{{0xF0000, 0xF0001}}); !slices.Equal(got, want) {
		t.Errorf("characters %x, want %x", got, want)
	}
}

func tableOf(t *testing.T, data []byte, tag string) []byte {
	t.Helper()
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if entry := data[12+16*i:]; string(entry[:4]) == tag {
			return data[binary.BigEndian.Uint32(entry[8:]):][:binary.BigEndian.Uint32(entry[12:])]
		}
	}
	t.Fatalf("no table %s", tag)
	return nil
}

// TestOutward bounds outlines with fractions of a unit by whole ones.
func TestOutward(t *testing.T) {
	f := &Font{UnitsPerEm: 1000, Glyphs: []Glyph{{polygon([2]float32{-0.0105, 0.0205}, [2]float32{0.0305, 0.004}, [2]float32{0, -0.0405}), 1}}}
	if _, m := f.cff(); m.bounds != (box{-11, -21, 31, 41, true}) {
		t.Errorf("bounds are %+v", m.bounds)
	}
}

// TestMetricsCut cuts what does not fit to what does, so that a font is not refused for it.
func TestMetricsCut(t *testing.T) {
	f := &Font{UnitsPerEm: 1000, Ascent: math.Inf(1), Descent: math.NaN(), Glyphs: []Glyph{
		{Advance: math.Inf(1)}, {Advance: -3}, {Advance: math.NaN()}, {Advance: 32.7671}, {Advance: 0.0005},
	}}
	for i, want := range []int{32767, 0, 0, 32767, 1} {
		if got := f.advance(i); got != want {
			t.Errorf("an advance of %g em is %d units, want %d", f.Glyphs[i].Advance, got, want)
		}
	}
	if got := f.units(f.Ascent); got != 32767 {
		t.Errorf("an infinite ascent is %d units", got)
	}
	if got := f.units(f.Descent); got != 0 {
		t.Errorf("a descent that is not a number is %d units", got)
	}
}
