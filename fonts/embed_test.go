package fonts_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"testing"

	"placard/fonts"
)

// tableOf finds a table of an sfnt font.
func tableOf(t testing.TB, data []byte, tag string) []byte {
	t.Helper()
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := data[12+16*i:]
		if string(entry[:4]) == tag {
			start := binary.BigEndian.Uint32(entry[8:])
			return data[start : start+binary.BigEndian.Uint32(entry[12:])]
		}
	}
	t.Fatalf("no table %s", tag)
	return nil
}

// onlyFace is the face of a file.
func onlyFace(t testing.TB, data []byte) *fonts.Face {
	t.Helper()
	r := fonts.New()
	if err := r.Add("font", data); err != nil {
		t.Fatal(err)
	}
	return r.Match([]string{r.Families()[0].Name}, 400, fonts.Normal)
}

// TestAdvance reads advances off the tables themselves.
func TestAdvance(t *testing.T) {
	data := testFont(t, hebrew)
	face := onlyFace(t, data)
	upem := int(binary.BigEndian.Uint16(tableOf(t, data, "head")[18:]))
	if got := face.UnitsPerEm(); got != upem {
		t.Errorf("%d units per em, the font has %d", got, upem)
	}
	long := int(binary.BigEndian.Uint16(tableOf(t, data, "hhea")[34:]))
	glyphs := int(binary.BigEndian.Uint16(tableOf(t, data, "maxp")[4:]))
	hmtx := tableOf(t, data, "hmtx")
	for glyph := range glyphs {
		want := float64(binary.BigEndian.Uint16(hmtx[4*min(glyph, long-1):])) / float64(upem)
		if got := face.Advance(fonts.GlyphID(glyph)); math.Abs(got-want) > 1e-6 {
			t.Errorf("glyph %d: advance of %g em, want %g", glyph, got, want)
		}
	}
	for _, glyph := range []fonts.GlyphID{fonts.GlyphID(glyphs), math.MaxUint16, 1 << 16, math.MaxUint32} {
		if got := face.Advance(glyph); got != 0 {
			t.Errorf("glyph %d, which is not there, advances by %g em", glyph, got)
		}
	}
}

// TestAdvanceVaries shapes a letter in each weight of a variable font: it advances as its glyph does.
func TestAdvanceVaries(t *testing.T) {
	r := fonts.New()
	if err := r.Add("Figtree", testFont(t, "Figtree-Variable.ttf")); err != nil {
		t.Fatal(err)
	}
	var last float64
	for weight := 300; weight <= 900; weight += 100 {
		text, err := r.Shape(fonts.Request{Text: "m", Weight: weight})
		if err != nil {
			t.Fatal(err)
		}
		glyph := text.Runs[0].Glyphs[0]
		got := text.Runs[0].Face.Advance(glyph.ID)
		if math.Abs(got-float64(glyph.Advance)) > 1e-6 || got <= last {
			t.Errorf("%d: %g em, shaped %g, one weight lighter %g", weight, got, glyph.Advance, last)
		}
		last = got
	}
}

// TestEmbeddable sets what a font's licence allows, in a plain and in a variable one.
func TestEmbeddable(t *testing.T) {
	for _, c := range []struct {
		fsType uint16
		want   bool
	}{
		{0, true},      // installable
		{0x2, false},   // restricted
		{0x4, true},    // preview and print
		{0x8, true},    // editable
		{0x6, true},    // the least restrictive of two
		{0x100, false}, // whole or not at all
		{0x104, false},
		{0x200, false}, // bitmaps only
	} {
		for _, name := range []string{hebrew, "Figtree-Variable.ttf"} {
			data := bytes.Clone(testFont(t, name))
			binary.BigEndian.PutUint16(tableOf(t, data, "OS/2")[8:], c.fsType)
			if got := onlyFace(t, data).Embeddable(); got != c.want {
				t.Errorf("%s with fsType %#x: Embeddable is %v", name, c.fsType, got)
			}
		}
	}
	data := bytes.Replace(testFont(t, hebrew), []byte("OS/2"), []byte("OS/3"), 1)
	if !onlyFace(t, data).Embeddable() {
		t.Error("a font that says nothing is not embeddable")
	}
}

func TestPostScriptName(t *testing.T) {
	for _, c := range []struct {
		family string
		weight int
		style  fonts.Style
		want   string
	}{
		{"Inter", 400, fonts.Normal, "Inter-Regular"},
		{"Inter", 400, fonts.Italic, "Inter-Italic"},
		{"Source Serif 4", 700, fonts.Italic, "SourceSerif4-BoldItalic"},
		{"A", 100, fonts.Normal, "A-Thin"},
		{"A", 900, fonts.Normal, "A-Black"},
		{"A", 450, fonts.Normal, "A-W450"},
		{"A", 1000, fonts.Normal, "A-W1000"},
		{"MathJax_Sans(/%)", 600, fonts.Normal, "MathJaxSans-SemiBold"},
		{"東京", 300, fonts.Normal, "Font-Light"},
		{"A family of a very long name that does not end before long", 800, fonts.Italic, "Afamilyofaverylongnamethatdoesnotendbefo-ExtraBoldItalic"},
	} {
		r := fonts.New()
		r.AddSource(fonts.Source{Family: c.family, Weight: c.weight, Style: c.style, Coverage: fonts.Coverage{{'a', 'z'}}})
		if got := r.Match([]string{c.family}, c.weight, c.style).PostScriptName(); got != c.want {
			t.Errorf("%s %d %d: %q, want %q", c.family, c.weight, c.style, got, c.want)
		}
	}
}

// TestUnreadable asks a face whose file is gone.
func TestUnreadable(t *testing.T) {
	r := fonts.New()
	r.AddSource(fonts.Source{
		Family: "Gone", Weight: 400, Coverage: fonts.Coverage{{'a', 'z'}},
		Open: func() (*io.SectionReader, error) { return nil, errors.New("gone") },
	})
	face := r.Match([]string{"Gone"}, 400, fonts.Normal)
	if face.UnitsPerEm() != 1000 || face.Advance(1) != 0 || face.Embeddable() {
		t.Errorf("%d units per em, an advance of %g em, Embeddable is %v", face.UnitsPerEm(), face.Advance(1), face.Embeddable())
	}
}
