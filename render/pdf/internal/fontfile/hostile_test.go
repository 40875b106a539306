package fontfile

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"placard/fonts"
)

// TestFits says what a font can hold; a Font with anything else is refused by name.
func TestFits(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	many := slices.Repeat(square(0.5), maxSegments/5)
	for _, c := range []struct {
		name       string
		outline    fonts.Outline
		unitsPerEm int
		want       bool
	}{
		{"blank", nil, 1000, true},
		{"a square", square(1), 1000, true},
		{"the most units", square(16.383), 1000, true},
		{"more", square(16.384), 1000, false},
		{"on a fine grid", square(1), 16384, false},
		{"downwards", square(-17), 1000, false},
		{"not a number", square(nan), 1000, false},
		{"infinite", square(inf), 1000, false},
		{"a control far away", fonts.Outline{square(1)[0], {Verb: fonts.QuadTo, Points: [3]fonts.Point{{X: 40}, {X: 1}}}}, 1000, false},
		{"without a beginning", square(1)[1:], 1000, false},
		{"the most segments", many, 1000, true},
		{"one more", append(many[:len(many):len(many)], square(1)[1]), 1000, false},
	} {
		if got := Fits(c.outline, c.unitsPerEm); got != c.want {
			t.Errorf("%s: Fits is %v", c.name, got)
		}
		f := &Font{UnitsPerEm: c.unitsPerEm, Glyphs: []Glyph{{}, {Outline: c.outline}}}
		_, errTrueType := f.TrueType()
		_, errCFF := f.CFF()
		for _, err := range []error{errTrueType, errCFF} {
			var glyph *GlyphError
			if errors.As(err, &glyph) == c.want || !c.want && glyph.Glyph != 1 {
				t.Errorf("%s: error is %v", c.name, err)
			}
		}
	}
}

// TestLimits refuses fonts that the formats cannot hold.
func TestLimits(t *testing.T) {
	cubic := fonts.Outline{square(1)[0], {Verb: fonts.CubicTo, Points: [3]fonts.Point{{X: 1}, {Y: 1}, {}}}}
	for _, c := range []struct {
		name          string
		font          Font
		trueType, cff string // what the errors say; empty: none
	}{
		{"nothing", Font{UnitsPerEm: 1000}, "0 glyphs", "0 glyphs"},
		{"too many glyphs", Font{UnitsPerEm: 1000, Glyphs: make([]Glyph, maxGlyphs+1)}, "65536 glyphs", "65536 glyphs"},
		{"no units", Font{Glyphs: make([]Glyph, 1)}, "0 units", "0 units"},
		{"negative units", Font{UnitsPerEm: -1000, Glyphs: make([]Glyph, 1)}, "-1000 units", "-1000 units"},
		{"too many units", Font{UnitsPerEm: 16385, Glyphs: make([]Glyph, 1)}, "16385 units", "16385 units"},
		{"cubic", Font{UnitsPerEm: 1000, Glyphs: []Glyph{{}, {Outline: cubic}}}, "glyph 1 has cubic curves", ""},
	} {
		_, err := c.font.TrueType()
		expect(t, c.name+" as TrueType", err, c.trueType)
		_, err = c.font.CFF()
		expect(t, c.name+" as CFF", err, c.cff)
	}
}

func expect(t *testing.T, name string, err error, want string) {
	t.Helper()
	if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
		t.Errorf("%s: error is %v, want %q", name, err, want)
	}
}

// TestExtremes writes the odd fonts that are allowed, and asks the sanitizer and our own loader about each.
func TestExtremes(t *testing.T) {
	far, longest := float32(maxCoordinate)/1000, longest()
	contours := slices.Repeat(polygon([2]float32{0, 0}, [2]float32{1, 0}, [2]float32{1, 1}), maxSegments/4)
	for _, c := range []struct {
		name string
		font Font
	}{
		{"one blank glyph and its .notdef", Font{UnitsPerEm: 1000, Glyphs: make([]Glyph, 2)}},
		{"the least grid", Font{UnitsPerEm: 16, Glyphs: []Glyph{{}, {square(100), 100}}}},
		{"the finest grid", Font{UnitsPerEm: 16384, Glyphs: []Glyph{{}, {square(0.9), 1}}}},
		{"the longest glyph", Font{UnitsPerEm: 1000, Glyphs: []Glyph{{}, {longest, 1}}}},
		{"many contours", Font{UnitsPerEm: 1000, Glyphs: []Glyph{{}, {contours, 1}}}},
		{"a point", Font{UnitsPerEm: 1000, Glyphs: []Glyph{{}, {square(1)[:1], 1}, {square(0), 1}}}},
		{"a line", Font{UnitsPerEm: 1000, Glyphs: []Glyph{{}, {square(1)[:2], 1}}}},
		{"metrics out of reach", Font{
			UnitsPerEm: 1000, Ascent: 1e9, Descent: math.Inf(1),
			Glyphs: []Glyph{{}, {square(1), 1e300}, {square(1), math.NaN()}, {square(1), -5}, {square(-far), 0}, {square(far), 0}},
		}},
		{"a hostile name", Font{Name: "A/B (c)%\x00<<Ü>>" + strings.Repeat("x", 300), UnitsPerEm: 1000, Glyphs: make([]Glyph, 2)}},
	} {
		for _, p := range programs(t, &c.font) {
			sanitize(t, c.name+" as "+p.name, p.data)
			if c.name != "metrics out of reach" && c.name != "the least grid" { // the loader has limits in em
				load(t, p.data)
			}
		}
	}
}

// longest is as long as the charstring of a glyph can be: curves of five-byte numbers from corner to corner.
func longest() fonts.Outline {
	const far = (maxCoordinate - 0.3) / 1000
	outline := fonts.Outline{square(1)[0]}
	for i := 1; i < maxSegments; i++ {
		sign := float32(1 - i%2*2)
		outline = append(outline, fonts.Segment{Verb: fonts.QuadTo, Points: [3]fonts.Point{
			{X: -far / 3 * sign, Y: far / 2 * sign}, {X: far * sign, Y: -far * sign},
		}})
	}
	return outline
}

// TestLongest keeps charstrings within what the specification allows, and not by much more than it must.
func TestLongest(t *testing.T) {
	f := &Font{UnitsPerEm: 1000, Glyphs: []Glyph{{longest(), 1}}}
	if _, size, _ := f.charStrings(); size > math.MaxUint16 || size < maxSegments*30 {
		t.Errorf("the longest charstring has %d bytes", size)
	}
}

// TestFull writes fonts with as many glyphs as there can be, and long offsets.
func TestFull(t *testing.T) {
	f := &Font{Name: "Full", UnitsPerEm: 1000, Ascent: 1, Glyphs: make([]Glyph, maxGlyphs)}
	for i := range f.Glyphs {
		f.Glyphs[i] = Glyph{square(float32(i%700+1) / 1000), float64(i%1100) / 1000}
	}
	for _, p := range programs(t, f) {
		sanitize(t, p.name, p.data)
		compare(t, p.name, f, load(t, p.data), p.name == "CFF")
	}
}

// TestDegenerate leaves out what cannot be seen, and keeps what can.
func TestDegenerate(t *testing.T) {
	corner := fonts.Point{X: 0.5, Y: -0.5}
	quad := func(control, to fonts.Point) fonts.Segment {
		return fonts.Segment{Verb: fonts.QuadTo, Points: [3]fonts.Point{control, to}}
	}
	for _, c := range []struct {
		name     string
		outline  fonts.Outline
		contours int
	}{
		{"a move", square(1)[:1], 0},
		{"moves before a square", append(slices.Repeat(square(1)[:1], 3), square(1)...), 1},
		{"moves after a square", append(square(1), square(1)[0], square(1)[0]), 1},
		{"lines of no length", slices.Insert(square(1), 2, square(1)[1], square(1)[1]), 1},
		{"a square left open", square(1)[:4], 1},
		{"there and back", fonts.Outline{square(1)[0], quad(corner, fonts.Point{})}, 0},
		{"half a lens", fonts.Outline{square(1)[0], quad(corner, fonts.Point{X: 1})}, 1},
		{"a circle of controls alone", circle(), 1},
	} {
		f := &Font{UnitsPerEm: 1000, Glyphs: []Glyph{{}, {c.outline, 1}}}
		for _, p := range programs(t, f) {
			read := load(t, p.data).Outline(1)
			got, want := curves(read, 1000, p.name == "CFF"), curves(c.outline, 1000, p.name == "CFF")
			if p.name == "TrueType" && len(got) != c.contours {
				t.Errorf("%s as %s: %d contours, want %d: %v", c.name, p.name, len(got), c.contours, read)
			}
			if c.contours > 0 && !same(want, got, 1e-2) {
				t.Errorf("%s as %s: %v, want %v", c.name, p.name, got, want)
			}
		}
	}
}

// circle begins halfway between two of its controls, as every of its points is.
func circle() fonts.Outline {
	outline := fonts.Outline{{Verb: fonts.MoveTo, Points: [3]fonts.Point{{X: 0.5}}}}
	corners := []fonts.Point{{X: 1}, {X: 1, Y: -1}, {Y: -1}, {}}
	for i, c := range corners {
		next := corners[(i+1)%len(corners)]
		outline = append(outline, fonts.Segment{
			Verb: fonts.QuadTo, Points: [3]fonts.Point{c, {X: (c.X + next.X) / 2, Y: (c.Y + next.Y) / 2}},
		})
	}
	return outline
}

// TestStairs writes more points in a row whose flags are alike than one count can say.
func TestStairs(t *testing.T) {
	for _, steps := range []int{2, 3, 255, 256, 257, 258, 515, 1000} {
		corners := [][2]float32{{0, 0}}
		for i := range steps {
			corners = append(corners, [2]float32{float32(i+1) / 1000, -float32(i+1) / 1000})
		}
		f := &Font{Name: "Stairs", UnitsPerEm: 1000, Glyphs: []Glyph{{}, {polygon(append(corners, [2]float32{1, 0})...), 1}}}
		for _, p := range programs(t, f) {
			compare(t, p.name, f, load(t, p.data), p.name == "CFF")
		}
	}
}

// TestOffsets writes fonts on either side of what short offsets reach, 131,070 bytes.
func TestOffsets(t *testing.T) {
	for _, glyphs := range []int{5461, 5462, 5463, 9000} { // of 24 bytes
		f := &Font{Name: "Squares", UnitsPerEm: 1000, Glyphs: slices.Repeat([]Glyph{{square(1), 1}}, glyphs)}
		data, err := f.TrueType()
		if err != nil {
			t.Fatal(err)
		}
		compare(t, fmt.Sprint(glyphs, " glyphs"), f, load(t, data), false)
	}
}

// TestMaxima states the most points and the most contours, which need not be those of one glyph: rasterisers
// make room for so many.
func TestMaxima(t *testing.T) {
	f := &Font{UnitsPerEm: 1000, Glyphs: []Glyph{{}, {append(square(1), square(0.5)...), 1}, {polygon(
		[2]float32{0, 0}, [2]float32{1, 0}, [2]float32{2, 1}, [2]float32{2, 2}, [2]float32{1, 3}, [2]float32{0, 3},
		[2]float32{-1, 2}, [2]float32{-1, 1}, [2]float32{-1, 0.5},
	), 1}}}
	want := []byte{0, 1, 0, 0, 0, 3, 0, 9, 0, 2, 0, 0, 0, 0, 0, 1}
	if got := f.glyphTables().maxp(len(f.Glyphs)); !bytes.Equal(got[:len(want)], want) || len(got) != 32 {
		t.Errorf("maxp is %x, want %x and zeros", got, want)
	}
}

// TestPoints counts what is written: a circle is its four controls, and what does not change takes no room.
func TestPoints(t *testing.T) {
	var g simpleGlyph
	g.set(circle(), 1000)
	if len(g.flags) != 4 || !slices.Equal(g.ends, []int{3}) {
		t.Errorf("%d points, contours end at %v; want 4 in one", len(g.flags), g.ends)
	}
	g.set(slices.Insert(square(1), 2, square(1)[1], square(1)[1]), 1000)
	const header, ends, instructions, flags, deltas = 10, 2, 2, 4, 3 * 2
	if got := g.appendTo(nil); len(got) != header+ends+instructions+flags+deltas {
		t.Errorf("a square is %d bytes: %x", len(got), got)
	}
}
