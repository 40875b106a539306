package pdf

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// TestTextPixels compares letters with the rasteriser's. It starts them at quarters of a pixel on whole
// lines, so that the letters of a small text lie up to an eighth of a pixel off.
func TestTextPixels(t *testing.T) {
	var lines []line
	for _, s := range scripts {
		lines = append(lines, text(s.text))
	}
	for _, size := range []float64{16, 48, 96} {
		lines = append(lines,
			line{Request: fonts.Request{Text: "Hamburgefonstiv", Families: []string{"Source Serif 4"}, Style: fonts.Italic}, size: size},
			line{Request: fonts.Request{Text: "Bold Bold", Families: []string{"Inter"}, Weight: 700}, size: size, color: display.Color{R: 200, G: 30, A: 140}})
	}
	list := typeset(t, lines...)
	onLines(list)
	alike(t, list, tolerance{mean: 1.2, worst: 12})
}

// TestEmojiPixels compares colour glyphs, opaque and clear.
func TestEmojiPixels(t *testing.T) {
	list := typeset(t, line{Request: fonts.Request{Text: "😀❤️👩‍👩‍👧🇩🇪👍🏽 text"}, size: 64},
		line{Request: fonts.Request{Text: "😀❤️👩‍👩‍👧🇩🇪👍🏽 text"}, size: 96, color: display.Color{B: 255, A: 128}})
	onLines(list)
	alike(t, list, tolerance{mean: 1.2, worst: 12})
}

// TestFacePixels compares a font of cubic outlines, the weights of a variable one, and one that may not be
// embedded, whose letters are paths.
func TestFacePixels(t *testing.T) {
	r := fonts.New()
	for _, name := range []string{"MathJax_SansSerif-Bold.woff", "Figtree-Variable.ttf"} {
		if err := r.Add(name, testdata(t, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Add("restricted", restricted(t)); err != nil {
		t.Fatal(err)
	}
	lines := []line{{Request: fonts.Request{Text: "Cubic outlines", Families: []string{"MathJax_SansSerif"}, Weight: 700}}}
	for _, weight := range []int{300, 600, 900} {
		lines = append(lines, line{Request: fonts.Request{Text: "Variable weight", Families: []string{"Figtree"}, Weight: weight}})
	}
	lines = append(lines, line{Request: fonts.Request{Text: "Not embedded", Families: []string{"JetBrains Mono"}}, color: display.Color{G: 90, A: 150}})
	for i := range lines {
		lines[i].size = 48
	}
	list := typesetIn(t, r, lines...)
	onLines(list)
	path := write(t, onePage(list))
	embedded(t, path, 5)
	want := "Cubic outlines Variable weight Variable weight Variable weight Not embedded"
	if got := strings.Join(strings.Fields(pdftotext(t, path)), " "); got != want {
		t.Errorf("pdftotext reads %q, want %q", got, want)
	}
	if got := strings.Join(strings.Fields(mutool(t, path)), " "); got != want {
		t.Errorf("mutool reads %q, want %q", got, want)
	}
	alike(t, list, tolerance{mean: 1.2, worst: 12})
}

func testdata(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../fonts/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// restricted is a bundled font that says that it must not be embedded.
func restricted(t *testing.T) []byte {
	t.Helper()
	for _, s := range bundled.Sources() {
		if s.Family != "JetBrains Mono" || s.Weight != 400 {
			continue
		}
		file, err := s.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}
		_, entry, _ := bytes.Cut(data, []byte("OS/2"))
		binary.BigEndian.PutUint16(data[binary.BigEndian.Uint32(entry[4:])+8:], 2) // fsType
		return data
	}
	t.Fatal("the font is not bundled")
	return nil
}

// TestWideClusterPixels draws clusters that no font holds: glyphs 20 em apart, and 80 of them in a heap.
func TestWideClusterPixels(t *testing.T) {
	list := typeset(t, line{Request: fonts.Request{Text: "wide"}, size: 30}, line{Request: fonts.Request{Text: strings.Repeat("heap", 20)}, size: 20})
	onLines(list)
	wide, heap := list.Ops[0].(*display.Glyphs), list.Ops[1].(*display.Glyphs)
	for i := range wide.Glyphs {
		wide.Glyphs[i].X = 20 + 250*float64(i)
	}
	wide.Clusters = []display.Cluster{{Count: 4, Text: "wide", Advance: 800}}
	heap.Clusters = []display.Cluster{{Count: len(heap.Glyphs), Text: heap.Text, Advance: 800}}
	path := write(t, onePage(list))
	want := "wide " + heap.Text
	if got := strings.Join(strings.Fields(pdftotext(t, path)), " "); got != want {
		t.Errorf("pdftotext reads %q, want %q", got, want)
	}
	alike(t, list, tolerance{mean: 1.6, worst: 12}) // poppler draws the edges of paths in 17 steps, those of letters in 256
}

// onLines moves baselines to whole pixels, where the rasteriser puts them.
func onLines(list *display.List) {
	for _, op := range list.Ops {
		g := op.(*display.Glyphs)
		base := g.Glyphs[0].Y
		for i := range g.Glyphs {
			g.Glyphs[i].Y += math.Floor(base) - base
		}
	}
}

// TestInvisible reads text that nothing is painted of.
func TestInvisible(t *testing.T) {
	const want = "Under a blur 😀 नमस्ते"
	list := typeset(t, text(want))
	j := newJob(t.Context(), writer(t), onePage(list))
	c := &content{job: j, list: list, resources: resources{}}
	for _, op := range list.Ops {
		c.invisible(op.(*display.Glyphs))
	}
	j.pages = append(j.pages, j.file.Add(object.Dict{
		"Type": object.Name("Page"), "Parent": j.tree, "MediaBox": object.Array{0, 0, list.Width, list.Height},
		"Resources": c.resources.dict(), "Contents": j.file.AddStream(object.Dict{}, c.out),
	}))
	data, err := j.finish()
	if err != nil {
		t.Fatal(err)
	}
	path := saved(t, data)
	if got := pdftotext(t, path); got != want {
		t.Errorf("pdftotext reads %q, want %q", got, want)
	}
	if got := mutool(t, path); got != want {
		t.Errorf("mutool reads %q, want %q", got, want)
	}
	for name, view := range viewers {
		img := view(t, path)
		for i, v := range img.Pix {
			if v != 255 {
				t.Fatalf("%s paints something at byte %d", name, i)
			}
		}
	}
}
