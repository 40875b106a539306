package fonts_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"placard/fonts"
)

// TestTextMetrics compares with the faces: a fallback's count, but only where it is used.
func TestTextMetrics(t *testing.T) {
	of := func(family string) fonts.Metrics {
		return registry.Match([]string{family}, 400, fonts.Normal).Metrics()
	}
	inter, arabic := of("Inter"), of("Noto Sans Arabic")
	if arabic.Ascent <= inter.Ascent || arabic.Descent <= inter.Descent {
		t.Fatal("Noto Sans Arabic is not taller than Inter, so nothing is shown")
	}
	text := shape(t, fonts.Request{Text: "ab مرحبا", Families: []string{"Inter"}, Weight: 400})
	for _, c := range []struct {
		name     string
		from, to int
		want     fonts.Metrics
	}{
		{"Latin alone", 0, 3, inter},
		{"Arabic alone", 3, len(text.Clusters), arabic},
		{"both", 0, len(text.Clusters), arabic},
		{"nothing", 2, 2, fonts.Metrics{}},
	} {
		if got := text.Metrics(c.from, c.to); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// TestExtent measures ink whose height is known, and accents that pass their face's ascent.
func TestExtent(t *testing.T) {
	extent := func(words string) (top, bottom float64, m fonts.Metrics) {
		text := shape(t, fonts.Request{Text: words, Families: []string{"Inter"}, Weight: 400})
		top, bottom = text.Extent(0, len(text.Clusters))
		return top, bottom, text.Metrics(0, len(text.Clusters))
	}
	for _, c := range []struct {
		words       string
		top, bottom float64
	}{
		{"H", -0.7275, 0}, // Inter's cap height is 1490 of 2048
		{"x", -0.5459, 0},
		{"Hx", -0.7275, 0},
		{" ", 0, 0},
		{"", 0, 0},
	} {
		if top, bottom, _ := extent(c.words); math.Abs(top-c.top) > 1e-3 || math.Abs(bottom-c.bottom) > 1e-3 {
			t.Errorf("%q reaches from %.4f to %.4f em, want %.4f to %.4f", c.words, top, bottom, c.top, c.bottom)
		}
	}
	if top, _, m := extent("Ẫ"); -top <= m.Ascent {
		t.Errorf("Ẫ reaches to %.3f em, within Inter's ascent of %.3f", top, m.Ascent)
	}
	if top, bottom, _ := extent("🚀"); top > -0.8 || bottom < 0.05 {
		t.Errorf("a rocket reaches from %.3f to %.3f em", top, bottom)
	}
	if base, _, _ := extent("e\u0302"); base < -0.8 {
		t.Errorf("ê reaches to %.3f em", base)
	}
	// A mark that stands by its offset.
	low, _, _ := extent("ب")
	if high, _, _ := extent("بٌّ"); high >= low-0.2 {
		t.Errorf("two marks above beh reach to %.3f em, beh alone to %.3f", high, low)
	}
}

// TestExtentIsThatOfGlyphs measures parts of random texts from their pieces' outlines.
func TestExtentIsThatOfGlyphs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := shape(t, fonts.Request{Text: texts.Draw(t, "text")})
		from := rapid.IntRange(0, len(text.Clusters)).Draw(t, "from")
		to := rapid.IntRange(from, len(text.Clusters)).Draw(t, "to")
		var ys []float32
		for _, piece := range text.Visual(from, to) {
			for _, glyph := range piece.Glyphs {
				outlines := []fonts.Outline{piece.Face.Outline(glyph.ID)}
				for _, layer := range piece.Face.ColorLayers(glyph.ID) {
					outlines = append(outlines, piece.Face.Outline(layer.Glyph))
				}
				for _, segment := range slices.Concat(outlines...) {
					for _, p := range segment.Points[:1+max(int(segment.Verb)-1, 0)] {
						ys = append(ys, p.Y+glyph.DY)
					}
				}
			}
		}
		if len(ys) == 0 {
			ys = []float32{0}
		}
		top, bottom := text.Extent(from, to)
		if top != float64(slices.Min(ys)) || bottom != float64(slices.Max(ys)) {
			t.Fatalf("from %g to %g em, want %g to %g", top, bottom, slices.Min(ys), slices.Max(ys))
		}
	})
}

// TestDecoration compares with what Inter says: post has -348 and 140 of 2048, OS/2 671, 140, 1118 and 1490.
func TestDecoration(t *testing.T) {
	got := registry.Match([]string{"Inter"}, 400, fonts.Normal).Decoration()
	want := fonts.Decoration{
		Underline: fonts.Rule{Top: 348. / 2048, Thickness: 140. / 2048}, Strikethrough: fonts.Rule{Top: -671. / 2048, Thickness: 140. / 2048},
		XHeight: 1118. / 2048, CapHeight: 1490. / 2048,
	}
	if got != want {
		t.Errorf("Inter: %+v, want %+v", got, want)
	}
	for _, family := range registry.Families() {
		for _, info := range family.Faces {
			face := registry.Match([]string{family.Name}, info.Weight, info.Style)
			checkDecoration(t, face)
		}
	}
}

// checkDecoration wants lines that a reader takes for what they are: one below the letters, one through them.
func checkDecoration(t *testing.T, face *fonts.Face) {
	t.Helper()
	d := face.Decoration()
	middle := d.Strikethrough.Top + d.Strikethrough.Thickness/2
	if d.Underline.Top <= 0 || d.Underline.Top > 0.4 || middle > -0.1 || middle < -d.XHeight ||
		d.Underline.Thickness < 0.01 || d.Underline.Thickness > 0.25 || d.Strikethrough.Thickness < 0.01 || d.Strikethrough.Thickness > 0.25 ||
		d.XHeight < 0.4 || d.XHeight > 0.6 || d.CapHeight < 0.6 || d.CapHeight > 0.8 {
		t.Errorf("%s: %+v", face.Name(), d)
	}
}

// TestDecorationOfNonsense sets what fonts say to what some say.
func TestDecorationOfNonsense(t *testing.T) {
	sound := onlyFace(t, testFont(t, "Figtree-Variable.ttf")).Decoration()
	for _, value := range []int16{0, 1, -1, math.MaxInt16, math.MinInt16, 5000, -5000} {
		data := slices.Clone(testFont(t, "Figtree-Variable.ttf"))
		post, os2 := tableOf(t, data, "post"), tableOf(t, data, "OS/2")
		for _, at := range [][]byte{post[8:], post[10:], os2[26:], os2[28:], os2[86:], os2[88:]} {
			binary.BigEndian.PutUint16(at, uint16(value))
		}
		face := onlyFace(t, data)
		checkDecoration(t, face)
		if d := face.Decoration(); math.Abs(d.XHeight-sound.XHeight) > 0.02 || math.Abs(d.CapHeight-sound.CapHeight) > 0.02 {
			t.Errorf("%d: letters are measured as %.3f and %.3f em, the font said %.3f and %.3f",
				value, d.XHeight, d.CapHeight, sound.XHeight, sound.CapHeight)
		}
	}
	thin := slices.Clone(testFont(t, "Figtree-Variable.ttf"))
	binary.BigEndian.PutUint16(tableOf(t, thin, "post")[10:], 0)
	if d := onlyFace(t, thin).Decoration(); d.Underline.Thickness != sound.Strikethrough.Thickness {
		t.Errorf("an underline of no thickness becomes %.3f em thick, want the other line's %.3f", d.Underline.Thickness, sound.Strikethrough.Thickness)
	}
	gone := fonts.New()
	gone.AddSource(fonts.Source{Family: "Gone", Weight: 400, Open: func() (*io.SectionReader, error) { return io.NewSectionReader(bytes.NewReader(nil), 0, 0), nil }})
	checkDecoration(t, gone.Match(nil, 400, fonts.Normal))
}
