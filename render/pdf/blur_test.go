package pdf

import (
	"strings"
	"testing"

	"placard/render/display"
)

func TestBlurredGroups(t *testing.T) {
	photo := decoded(t, jpegOf(t, scenery(300, 200), 0))
	list := sheet(
		&display.PushGroup{Clip: rounded(0, 0, 480, 320, 0), Alpha: 255, Blur: 6},
		disc(90, 90, 60, hex(0xef4444)), disc(150, 90, 40, clear(hex(0x3b82f6), 160)),
		&display.PopGroup{},
		// Glass: clipped, half there, over what is sharp.
		disc(330, 90, 70, hex(0x22c55e)),
		&display.PushGroup{Clip: rounded(250.5, 40.5, 449.5, 139.5, 24), Alpha: 190, Blur: 12},
		all(photo, box(230, 20, 470, 160), 0),
		&display.PopGroup{},
		// A hair of blur, and a stroke along a gradient that hangs over the edge.
		&display.PushGroup{Clip: rounded(0, 180, 480, 320, 0), Alpha: 255, Blur: 1, Blend: display.Multiply},
		&display.Stroke{
			Path: drawn(at(-20, 250), at(200, 200), at(300, 330)), Width: 14, Dash: []float64{30, 12},
			Paint: &display.LinearGradient{From: at(0, 200), To: at(300, 300), Stops: stops(hex(0xf59e0b), hex(0x7c3aed))},
		},
		&display.FillPath{Path: drawn(at(340, 200), at(460, 210), at(380, 300)), Paint: &display.ConicGradient{Center: at(390, 240), Stops: stops(hex(0xf59e0b), hex(0x7c3aed))}},
		&display.PopGroup{},
	)
	alike(t, list, tolerance{mean: 0.6, worst: 14}) // what is JPEG's at the edges of the sharp stroke
}

// Text is still text where it is blurred, in its place in the order, and what is not seen is not said.
func TestBlurredText(t *testing.T) {
	before, within, hidden, after := typeset(t, text("before")), typeset(t, text("blurred")), typeset(t, text("unseen")), typeset(t, text("after"))
	list := &display.List{Width: 900, Height: 300}
	list.Ops = append(list.Ops, before.Ops...)
	list.Ops = append(list.Ops, &display.PushGroup{Clip: rounded(0, 0, 900, 300, 0), Alpha: 255, Blur: 4})
	list.Ops = append(list.Ops, within.Ops...)
	list.Ops = append(list.Ops, &display.PushGroup{Clip: rounded(0, 0, 900, 300, 0), Alpha: 0})
	list.Ops = append(list.Ops, hidden.Ops...)
	list.Ops = append(list.Ops, &display.PopGroup{}, &display.PopGroup{})
	list.Ops = append(list.Ops, after.Ops...)
	for i, op := range list.Ops {
		if g, ok := op.(*display.Glyphs); ok { // one below the other
			moved := *g
			moved.Glyphs = append([]display.Glyph(nil), g.Glyphs...)
			for k := range moved.Glyphs {
				moved.Glyphs[k].Y += float64(i) * 30
			}
			list.Ops[i] = &moved
		}
	}
	path := write(t, onePage(list))
	for _, got := range []string{pdftotext(t, path), mutool(t, path)} {
		if words := strings.Join(strings.Fields(got), " "); words != "before blurred after" {
			t.Errorf("the text is %q", words)
		}
	}
}

// BenchmarkBlurredPhoto writes a card on a photo that is out of focus.
func BenchmarkBlurredPhoto(b *testing.B) {
	list := &display.List{Width: 1200, Height: 630, Ops: []display.Op{
		&display.PushGroup{Clip: rounded(0, 0, 1200, 630, 0), Alpha: 255, Blur: 12},
		all(decoded(b, jpegOf(b, scenery(1600, 840), 0)), box(-40, -40, 1240, 670), 0),
		&display.PopGroup{},
	}}
	bench(b, writer(b), list)
}

// Operations that a limit forbids at twice the size are drawn at their own.
func TestBlurOfGiants(t *testing.T) {
	far := float64(display.MaxCoordinate)
	alike(t, sheet(
		&display.PushGroup{Clip: rounded(100, 60, 380, 260, 0), Alpha: 255, Blur: 3},
		&display.Fill{Shape: rounded(-far, 100, far, 200, 0), Paint: hex(0x2563eb)},
		&display.PopGroup{},
	), tolerance{mean: 0.6, worst: 8})
}
