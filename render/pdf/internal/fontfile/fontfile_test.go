package fontfile

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
)

// registry has the bundled fonts and those of the tests, of which one is variable and one has cubic outlines.
func registry(t testing.TB) *fonts.Registry {
	t.Helper()
	r := bundled.New()
	for _, name := range []string{"Figtree-Variable.ttf", "MathJax_SansSerif-Bold.woff"} {
		data, err := os.ReadFile(filepath.Join("../../../../fonts/testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Add(name, data); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// faces are of each kind: 2048, 1000 and 256 units per em, many points, blank marks, colour, fractions of a
// unit, cubic curves.
func faces(t testing.TB) []*fonts.Face {
	t.Helper()
	r := registry(t)
	var all []*fonts.Face
	for _, family := range []string{
		"Inter", "Source Serif 4", "JetBrains Mono", "Noto Sans Arabic", "Noto Sans Devanagari", "Droid Sans Fallback",
		"Nanum Gothic", "Twemoji", "Figtree", "MathJax_SansSerif",
	} {
		face := r.Match([]string{family}, 600, fonts.Normal)
		if face == nil || face.Family() != family {
			t.Fatalf("no face of %s", family)
		}
		all = append(all, face)
	}
	return all
}

// excerpt makes a Font of a face's first glyphs with an outline, and of a few without.
func excerpt(face *fonts.Face, count int) *Font {
	m := face.Metrics()
	f := &Font{
		Name: "ABCDEF+" + face.PostScriptName(), UnitsPerEm: face.UnitsPerEm(), Ascent: m.Ascent, Descent: m.Descent,
	}
	const blanks = 8
	for glyph := fonts.GlyphID(0); glyph <= math.MaxUint16 && len(f.Glyphs) < count; glyph++ {
		if outline := face.Outline(glyph); len(outline) > 0 || glyph < blanks {
			f.Glyphs = append(f.Glyphs, Glyph{outline, face.Advance(glyph)})
		}
	}
	return f
}

// program is a font program in a file that other programs read.
type program struct {
	name string
	data []byte
}

// programs writes a font in the kinds that can hold it.
func programs(t testing.TB, f *Font) []program {
	t.Helper()
	cff, err := f.OpenTypeCFF()
	if err != nil {
		t.Fatal(err)
	}
	all := []program{{"CFF", cff}}
	for i := range f.Glyphs {
		if Cubic(f.Glyphs[i].Outline) {
			return all
		}
	}
	trueType, err := f.TrueType()
	if err != nil {
		t.Fatal(err)
	}
	return append(all, program{"TrueType", trueType})
}

// load reads a font with the loader for users' fonts, which tries out everything in it.
func load(t testing.TB, data []byte) *fonts.Face {
	t.Helper()
	r := fonts.New()
	if err := r.Add("written", data); err != nil {
		t.Fatal(err)
	}
	return r.Match([]string{r.Families()[0].Name}, 400, fonts.Normal)
}

// square is an outline of a corner at the origin, in em.
func square(size float32) fonts.Outline {
	return polygon([2]float32{0, 0}, [2]float32{size, 0}, [2]float32{size, -size}, [2]float32{0, -size})
}

func polygon(corners ...[2]float32) fonts.Outline {
	var outline fonts.Outline
	for i, c := range append(corners, corners[0]) {
		verb := fonts.LineTo
		if i == 0 {
			verb = fonts.MoveTo
		}
		outline = append(outline, fonts.Segment{Verb: verb, Points: [3]fonts.Point{{X: c[0], Y: c[1]}}})
	}
	return outline
}

func label(face *fonts.Face, p program) string { return fmt.Sprintf("%s as %s", face.Name(), p.name) }
