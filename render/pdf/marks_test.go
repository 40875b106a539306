package pdf

import (
	"image"
	"image/color"
	"math"
	"path/filepath"
	"strconv"
	"testing"

	"placard/render/display"
	"placard/render/internal/golden"
	"placard/render/internal/judge"
)

// eachPrint looks at the first page of a file at 300 dpi as two readers draw it.
func eachPrint(t *testing.T, path string, look func(t *testing.T, img *image.RGBA)) {
	const dpi = "300"
	t.Run("poppler", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "a")
		output(t, "poppler-utils", "pdftoppm", "-r", dpi, "-png", "-singlefile", path, out)
		look(t, golden.ReadPicture(t, out+".png"))
	})
	t.Run("mupdf", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "a.png")
		output(t, "mupdf-tools", "mutool", "draw", "-q", "-r", dpi, "-o", out, path, "1")
		look(t, golden.ReadPicture(t, out))
	})
}

// A card that is red to the end of its bleed: red ends with the bleed, the eight marks point at the corners of
// the paper from outside of it, and there is nothing else.
func TestCropMarks(t *testing.T) {
	const side = 200
	s := place(t, side, side, Layout{Bleed: mm(3), CropMarks: true})
	whole := float64(side + 2*s.Bleed)
	list := &display.List{Width: int(whole), Height: int(whole), Ops: []display.Op{
		&display.Fill{Shape: display.RoundRect{Rect: display.Rect{X1: whole, Y1: whole}}, Paint: display.Color{R: 255, A: 255}},
	}}
	path := write(t, &Document{Pages: []Page{{List: list, Sheet: s}}})
	eachPrint(t, path, func(t *testing.T, img *image.RGBA) {
		at := func(xMM, yMM float64) color.RGBA { // from the top left corner of the paper
			const px = 300 / 25.4
			left, top := s.TrimBox.X0/ptMM, s.TrimBox.Y0/ptMM
			return img.RGBAAt(int((left+xMM)*px), int((top+yMM)*px))
		}
		dark := func(x, y, dx, dy float64) bool { // across a mark, which is a px wide
			for i := -2.0; i <= 2; i++ {
				if at(x+dx*i*0.08, y+dy*i*0.08).G < 128 {
					return true
				}
			}
			return false
		}
		size := side * 25.4 / 96 // mm
		for _, end := range []struct{ edge, away float64 }{{0, -1}, {size, 1}} {
			for _, other := range []float64{0, size} {
				for _, out := range []float64{4.2, 6, 8.8} {
					if p := end.edge + end.away*out; !dark(p, other, 0, 1) || !dark(other, p, 1, 0) {
						t.Errorf("no mark %v mm outside of %v", out, end.edge)
					}
				}
				for _, out := range []float64{3.3, 3.7, 9.5} {
					if p := end.edge + end.away*out; dark(p, other, 0, 1) || dark(other, p, 1, 0) {
						t.Errorf("something is %v mm outside of %v", out, end.edge)
					}
				}
			}
			red, white := color.RGBA{R: 255, A: 255}, color.RGBA{R: 255, G: 255, B: 255, A: 255}
			for _, in := range []float64{0.3, size / 2, size + 2.7} {
				if at(end.edge+end.away*2.8, in) != red || at(in, end.edge+end.away*2.8) != red {
					t.Errorf("the bleed is not red at %v", in)
				}
				if at(end.edge+end.away*3.2, in) != white || at(in, end.edge+end.away*3.2) != white {
					t.Errorf("outside of the bleed it is not white at %v", in)
				}
			}
		}
	})
}

// Crop marks are on all plates, and no part of the page.
func TestCropMarksAreMarked(t *testing.T) {
	p := judge.ReadPDF(t, write(t, brochure(t)))
	inks := 0
	for ref := range p.Objects {
		if a := p.Array(ref); len(a) == 4 && a[0] == "/Separation" && a[1] == "/All" {
			inks++
		}
	}
	if inks != 1 {
		t.Errorf("%d colour spaces of all inks, want 1", inks)
	}
}

func TestBoxes(t *testing.T) {
	doc := brochure(t)
	s := doc.Pages[0].Sheet
	p := judge.ReadPDF(t, write(t, doc))
	for name, want := range map[string]display.Rect{"/MediaBox": s.all(), "/CropBox": s.all(), "/BleedBox": s.BleedBox, "/TrimBox": s.TrimBox} {
		b := p.Array(p.Dict(p.Array(p.Dict(p.Root()["/Pages"])["/Kids"])[0])[name])
		got := display.Rect{X0: b[0].(float64), Y0: s.Height - b[3].(float64), X1: b[2].(float64), Y1: s.Height - b[1].(float64)}
		same(t, name, got, want)
	}
}

// The far corner of the longest list is where it should be on paper, to a thousandth of a pt: a scale of four
// decimals would leave half a pt.
func TestExactScale(t *testing.T) {
	list := &display.List{Width: display.MaxSide, Height: 1000}
	s := place(t, display.MaxSide, 1000, Layout{Paper: "A4"})
	p := judge.ReadPDF(t, write(t, &Document{Pages: []Page{{List: list, Sheet: s}}}))
	page := p.Dict(p.Array(p.Dict(p.Root()["/Pages"])["/Kids"])[0])
	for _, op := range judge.Operators(p.Objects[page["/Contents"].(string)].Data) {
		if op.Name != "cm" {
			continue
		}
		var m [6]float64
		for i := range m {
			m[i], _ = strconv.ParseFloat(op.Operands[i], 64)
		}
		far := display.Rect{X1: m[0]*display.MaxSide + m[4], Y1: m[3]*1000 + m[5]}
		if want := s.Height - s.Y - 1000*s.Scale; math.Abs(far.X1-s.Width) > 0.001 || math.Abs(far.Y1-want) > 0.001 {
			t.Errorf("the far corner is at %v, %v, want %v, %v", far.X1, far.Y1, s.Width, want)
		}
		return
	}
	t.Error("the page has no matrix")
}
