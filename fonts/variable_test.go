package fonts_test

import (
	"math"
	"os"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
)

// variable is a registry with a font of two axes, DM Sans: opsz 9..40 and wght 100..1000.
func variable(t testing.TB) *fonts.Registry {
	t.Helper()
	data, err := os.ReadFile("testdata/DMSans-Variable.ttf")
	if err != nil {
		t.Fatal(err)
	}
	r := bundled.New()
	if err := r.Add("DMSans-Variable.ttf", data); err != nil {
		t.Fatal(err)
	}
	return r
}

const dmSans = "DM Sans 9pt"

// TestVariations sets axes: which face that is, by name, and whether it draws other outlines than weight 400.
func TestVariations(t *testing.T) {
	r := variable(t)
	plain := r.Match([]string{dmSans}, 400, fonts.Normal)
	glyph := func(face *fonts.Face) fonts.Outline {
		text, err := r.Shape(fonts.Request{Text: "H", Families: []string{dmSans}, Weight: 400})
		if err != nil {
			t.Fatal(err)
		}
		return face.Outline(text.Runs[0].Glyphs[0].ID)
	}
	for _, c := range []struct {
		weight     int
		variations []fonts.Variation
		want       string
		other      bool
	}{
		{400, nil, "DM Sans 9pt 400", false},
		{400, []fonts.Variation{{"wght", 400}, {"opsz", 9}}, "DM Sans 9pt 400", false},
		{400, []fonts.Variation{{"slnt", -10}}, "DM Sans 9pt 400", false},
		{400, []fonts.Variation{{"wght", 650}}, "DM Sans 9pt 650", true},
		{700, []fonts.Variation{{"wght", 650}}, "DM Sans 9pt 650", true},
		{400, []fonts.Variation{{"wght", 650.5}}, "DM Sans 9pt 651 wght=650.5", true},
		{400, []fonts.Variation{{"wght", 1e300}}, "DM Sans 9pt 1000", true},
		{400, []fonts.Variation{{"wght", -5}}, "DM Sans 9pt 100", true},
		{400, []fonts.Variation{{"wght", 100}, {"wght", 500}}, "DM Sans 9pt 500", true},
		{400, []fonts.Variation{{"opsz", 20}}, "DM Sans 9pt 400 opsz=20", true},
		{400, []fonts.Variation{{"opsz", 1000}, {"wght", 700}}, "DM Sans 9pt 700 opsz=40", true},
		{800, []fonts.Variation{{"wght", 400}}, "DM Sans 9pt 400", false},
	} {
		text, err := r.Shape(fonts.Request{Text: "Hamburg", Families: []string{dmSans}, Weight: c.weight, Variations: c.variations})
		if err != nil {
			t.Fatal(err)
		}
		face := text.Runs[0].Face
		if face.Name() != c.want {
			t.Errorf("%v at %d: %s, want %s", c.variations, c.weight, face.Name(), c.want)
		}
		if other := !reflect.DeepEqual(glyph(face), glyph(plain)); other != c.other {
			t.Errorf("%s draws another H than weight 400: %t", c.want, other)
		}
		span := fonts.Span{Families: []string{dmSans}, Weight: c.weight, Variations: c.variations}
		if r.MatchSpan(span) != face {
			t.Errorf("%s: MatchSpan gives another face, %s", c.want, r.MatchSpan(span).Name())
		}
	}
	if got := r.MatchSpan(fonts.Span{Families: []string{"Inter"}, Weight: 400, Variations: []fonts.Variation{{"wght", 650}}}); got.Name() != "Inter 400" {
		t.Errorf("a font without axes becomes %s", got.Name())
	}
	heavy := r.MatchSpan(fonts.Span{Families: []string{dmSans}, Weight: 400, Variations: []fonts.Variation{{"wght", 900}}})
	if a, b := heavy.Decoration(), plain.Decoration(); a.Underline.Thickness < b.Underline.Thickness || heavy.PostScriptName() != "DMSans9pt-Black" {
		t.Errorf("%s: %+v, regular %+v", heavy.PostScriptName(), a, b)
	}
}

// TestVariantNames wants documents to tell instances of one weight apart.
func TestVariantNames(t *testing.T) {
	r := variable(t)
	seen := make(map[string]bool)
	for _, size := range []float64{9, 10, 10.5, 40} {
		for _, weight := range []float64{400, 400.25, 1000} {
			face := r.MatchSpan(fonts.Span{Families: []string{dmSans}, Weight: 400, Variations: []fonts.Variation{{"opsz", size}, {"wght", weight}}})
			name := face.PostScriptName()
			if seen[name] || len(name) > 56 {
				t.Errorf("%s is called %s", face.Name(), name)
			}
			seen[name] = true
		}
	}
}

// TestManyVariations asks for more instances than can be kept. The registry stays small, and a cached text whose
// face has gone is shaped again, in a face that is kept.
func TestManyVariations(t *testing.T) {
	const asked = 3000
	r := variable(t)
	request := func(i int) fonts.Request {
		return fonts.Request{Text: "Hamburg 123", Families: []string{dmSans}, Weight: 400, Variations: []fonts.Variation{{"wght", 100 + float64(i)/8}}}
	}
	before := heap()
	first, err := r.Shape(request(0))
	if err != nil {
		t.Fatal(err)
	}
	for i := range asked {
		text, err := r.Shape(request(i))
		if err != nil {
			t.Fatal(err)
		}
		for _, glyph := range text.Runs[0].Glyphs {
			text.Runs[0].Face.Outline(glyph.ID)
			text.Runs[0].Face.Hull(glyph.ID)
		}
		if bytes := r.VariantBytes(); bytes > fonts.MaxVariantBytes {
			t.Fatalf("after %d instances, %d bytes are kept", i, bytes)
		}
	}
	again, err := r.Shape(request(0))
	if err != nil {
		t.Fatal(err)
	}
	face, gone := again.Runs[0].Face, first.Runs[0].Face
	if face == gone || face.Retired() || !gone.Retired() {
		t.Error("a text of long ago still has its face, which was dropped")
	}
	if !slices.Equal(glyphsOf(first), glyphsOf(again)) || !reflect.DeepEqual(face.Outline(5), gone.Outline(5)) || gone.CachedOutlines() > 0 {
		t.Errorf("the face that was dropped draws otherwise, or keeps %d outlines", gone.CachedOutlines())
	}
	if third, _ := r.Shape(request(0)); third != again {
		t.Error("a text whose face is kept is not")
	}
	const most = 20 << 20 // measured: 7 MB; 36 MB when nothing is dropped
	if grown := heap() - before; grown > most {
		t.Errorf("%d instances take %d MB", asked, grown>>20)
	}
	runtime.KeepAlive(r)
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestVariationsAtOnce makes and drops instances on several goroutines: one setting means one face while it is
// kept.
func TestVariationsAtOnce(t *testing.T) {
	r := variable(t)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range 300 {
				weight := 100 + math.Mod(float64(i*(1+worker)), 300)*3
				text, err := r.Shape(fonts.Request{Text: "Ham", Families: []string{dmSans}, Variations: []fonts.Variation{{"wght", weight}}})
				if err != nil {
					t.Error(err)
					return
				}
				face := text.Runs[0].Face
				if len(face.Outline(text.Runs[0].Glyphs[0].ID)) == 0 || float64(face.Weight()) != weight {
					t.Errorf("weight %g is drawn in %s", weight, face.Name())
				}
			}
		})
	}
	group.Wait()
}
