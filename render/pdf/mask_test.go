package pdf

import (
	"strings"
	"testing"

	"placard/render/display"
)

// TestMasks shows stripes through a path, what a picture covers, and how bright one is; as they are, turned, blurred
// and half there.
func TestMasks(t *testing.T) {
	alike(t, masks(t), tolerance{mean: 0.6, worst: 12}) // Poppler takes the nearest pixel of an image that is turned
}

// masks is stripes through masks.
func masks(t testing.TB) *display.List {
	round, photo := decoded(t, pngOf(t, lens(160))), decoded(t, jpegOf(t, scenery(300, 200), 0))
	l := sheet()
	masked := func(x, y, degrees float64, g display.PushGroup) {
		g.Clip = rounded(x-70, y-70, x+70, y+70, 12)
		l.Ops = append(l.Ops, about(degrees, x, y, &g)...)
		for i := range 7 {
			d := float64(20 * i)
			l.Ops = append(l.Ops, &display.Fill{Shape: rounded(x-70+d, y-70, x-60+d, y+70, 0), Paint: hex(0x1d4ed8 + uint32(i)*0x180000)})
		}
		l.Ops = append(l.Ops, &display.PopGroup{})
	}
	dest := func(x, y float64) display.Rect { return box(x-57, y-50, x+60.5, y+50.5) }
	masked(80, 80, 0, display.PushGroup{Alpha: 255, Mask: &display.PathMask{Path: star(80, 80, 70), Rule: display.EvenOdd}})
	masked(240, 80, 0, display.PushGroup{Alpha: 255, Mask: &display.PictureMask{Source: round, Crop: box(0, 0, 160, 160), Dest: dest(240, 80)}})
	masked(400, 80, 0, display.PushGroup{Alpha: 150, Mask: &display.PictureMask{Source: photo, Crop: box(20, 0, 300, 200), Dest: dest(400, 80), Luminance: true}})
	masked(80, 240, 25, display.PushGroup{Alpha: 200, Mask: &display.PathMask{Path: star(80, 240, 80)}})
	masked(240, 240, 40, display.PushGroup{Alpha: 255, Blend: display.Multiply, Mask: &display.PictureMask{Source: round, Crop: box(0, 0, 160, 160), Dest: dest(240, 240), Luminance: true}})
	masked(400, 240, -10, display.PushGroup{Alpha: 255, Blur: 2, Mask: &display.PictureMask{Source: round, Crop: box(0, 0, 160, 160), Dest: dest(400, 240)}})
	return l
}

// TestTints draws shadows of what is no box: in one colour, sharp, clear and blurred.
func TestTints(t *testing.T) {
	alike(t, tints(t), tolerance{mean: 0.8, worst: 8})
}

// tints is what is no box, in one colour.
func tints(t testing.TB) *display.List {
	photo := decoded(t, pngOf(t, lens(160)))
	l := sheet()
	tinted := func(x, y float64, tint display.Color, g display.PushGroup) {
		g.Clip, g.Tint = rounded(x-75, y-75, x+75, y+75, 0), &tint
		l.Ops = append(l.Ops, &g, all(photo, box(x-70, y-70, x+10, y+10), 0), disc(x+30, y+30, 40, clear(hex(0xfacc15), 120)))
		word := letters(t, "Tint", x-60, y+30, 40, hex(0x22c55e))
		word.Silent = true
		l.Ops = append(l.Ops, word, &display.PopGroup{})
	}
	tinted(80, 80, hex(0x7c2d12), display.PushGroup{Alpha: 255})
	tinted(240, 80, clear(black, 128), display.PushGroup{Alpha: 255})
	tinted(400, 80, clear(hex(0x1d4ed8), 200), display.PushGroup{Alpha: 128, Blend: display.Multiply})
	tinted(80, 240, black, display.PushGroup{Alpha: 255, Blur: 4})
	tinted(240, 240, clear(hex(0xdc2626), 150), display.PushGroup{Alpha: 200, Blur: 2})
	tinted(400, 240, hex(0xdc2626), display.PushGroup{Alpha: 255, Mask: &display.PathMask{Path: star(400, 240, 80)}})
	return l
}

// What is silent is not said, in a tint or beside the text whose shadow it is; what is tinted and not silent is.
func TestSilence(t *testing.T) {
	l := silence(t)
	path := write(t, onePage(l))
	for _, got := range []string{pdftotext(t, path), mutool(t, path)} {
		if words := strings.Join(strings.Fields(got), " "); words != "Head Ghost Foot" {
			t.Errorf("the text is %q", words)
		}
	}
	alike(t, l, tolerance{mean: 0.8, worst: 8})
}

// silence is words with shadows of themselves.
func silence(t testing.TB) *display.List {
	l := sheet()
	word := func(text string, y float64, paint display.Paint, silent bool) display.Op {
		g := letters(t, text, 20, y, 36, paint)
		g.Silent = silent
		return g
	}
	tint := clear(black, 90)
	all := rounded(0, 0, 480, 320, 0)
	l.Ops = append(l.Ops,
		&display.PushGroup{Clip: all, Alpha: 255, Tint: &tint, Blur: 2}, word("Head", 62, black, true), &display.PopGroup{},
		word("Head", 63, &display.LinearGradient{To: at(480, 0), Stops: stops(hex(0xffffff), black)}, true),
		word("Head", 60, hex(0xdc2626), false),
		&display.PushGroup{Clip: all, Alpha: 255, Tint: &tint}, word("Ghost", 160, black, false), word("Ghost", 162, black, true), &display.PopGroup{},
		word("Foot", 263, hex(0xdc2626), true), word("Foot", 260, black, false),
	)
	return l
}
