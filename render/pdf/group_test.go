package pdf

import (
	"testing"

	"placard/render/display"
)

func disc(x, y, r float64, c display.Color) display.Op {
	return &display.Fill{Shape: rounded(x-r, y-r, x+r, y+r, r), Paint: c}
}

func TestGroups(t *testing.T) {
	red, blue, green := hex(0xef4444), hex(0x3b82f6), hex(0x22c55e)
	scrim := &display.LinearGradient{From: at(0, 160), To: at(0, 320), Stops: stops(display.Color{}, display.Color{A: 200})}
	alike(t, sheet(
		// One picture: where discs overlap nothing shows through.
		&display.PushGroup{Clip: rounded(20, 20, 220, 150, 0), Alpha: 128},
		disc(80, 80, 55, red), disc(140, 80, 55, blue),
		&display.PushGroup{Clip: rounded(60, 60, 200, 140, 20), Alpha: 128},
		disc(110, 110, 60, green), disc(180, 110, 60, red),
		&display.PopGroup{},
		&display.PopGroup{},
		// Only clips, at fractions of a px, within one another.
		&display.PushGroup{Clip: rounded(240.5, 20.5, 459.5, 149.5, 30), Alpha: 255},
		disc(300, 80, 90, blue),
		&display.PushGroup{Clip: rounded(300.3, 10, 470, 130.6, 0), Alpha: 255},
		disc(390, 80, 90, green),
		&display.PopGroup{},
		&display.PopGroup{},
		// Invisible.
		&display.PushGroup{Clip: rounded(0, 0, 480, 320, 0), Alpha: 0},
		disc(240, 160, 150, hex(0)),
		&display.PopGroup{},
		// A fade in a fade, deeper than most readers of PDF/A may go without a stream of their own.
		&display.PushGroup{Clip: rounded(20, 170, 460, 300, 24), Alpha: 230},
		&display.Fill{Shape: rounded(0, 160, 480, 320, 0), Paint: hex(0xfacc15)},
		&display.PushGroup{Clip: rounded(40, 180, 440, 310, 24), Alpha: 150},
		disc(240, 240, 60, red),
		&display.Fill{Shape: rounded(0, 160, 480, 320, 0), Paint: scrim},
		&display.PopGroup{},
		&display.PopGroup{},
	), tolerance{mean: 0.7, worst: 4}) // each of three nested groups is rounded
}

// swatches are stripes of opaque colours, and on them translucent ones the other way in a group with a blend mode.
func swatches(mode display.Blend) *display.List {
	colors := []display.Color{hex(0x000000), hex(0xef4444), hex(0xfacc15), hex(0x22c55e), hex(0x3b82f6), hex(0x808080), hex(0xa21caf), hex(0xffffff)}
	l := sheet()
	for i, c := range colors {
		x := float64(20 + 55*i)
		l.Ops = append(l.Ops, &display.Fill{Shape: rounded(x, 10, x+55, 310, 0), Paint: c})
	}
	l.Ops = append(l.Ops, &display.PushGroup{Clip: rounded(0, 0, 480, 320, 0), Alpha: 255, Blend: mode})
	for i, c := range append(colors, hex(0x123456), hex(0xfedcba)) {
		y := float64(20 + 28*i)
		l.Ops = append(l.Ops, &display.Fill{Shape: rounded(10, y, 470, y+28, 0), Paint: clear(c, uint8(255-90*(i%2)))})
	}
	l.Ops = append(l.Ops, &display.PopGroup{})
	return l
}

// TestBlends asks MuPDF alone about four modes. Poppler's Hue and Saturation are far off (PDFium's are not), and it
// burns and dodges as in PDF 1.7, where black burns white to black; the list, CSS and PDF 2.0 leave it white. Where
// colours are dodged or burnt, a step of what is below makes up to twelve. Poppler's edges are up to eight off, where
// the colours on both sides are much alike.
func TestBlends(t *testing.T) {
	for mode := display.Normal; mode <= display.Luminosity; mode++ {
		t.Run(string(blendNames[mode]), func(t *testing.T) {
			switch mode {
			case display.ColorDodge, display.ColorBurn:
				alike(t, swatches(mode), tolerance{mean: 0.5, worst: 12}, "mupdf")
			case display.Hue, display.Saturation:
				alike(t, swatches(mode), edges, "mupdf")
			default:
				alike(t, swatches(mode), tolerance{mean: 0.6, worst: 8})
			}
		})
	}
}

// TestBlendInClip has a blend in a group that only clips: it mixes with what is in the group and with nothing
// below.
func TestBlendInClip(t *testing.T) {
	alike(t, sheet(
		disc(240, 160, 140, hex(0x3b82f6)),
		&display.PushGroup{Clip: rounded(60, 60, 420, 260, 30), Alpha: 255},
		disc(180, 160, 80, hex(0xfacc15)),
		&display.PushGroup{Clip: rounded(0, 0, 480, 320, 0), Alpha: 200, Blend: display.Multiply},
		disc(300, 160, 80, hex(0xef4444)), disc(240, 160, 50, hex(0x22c55e)),
		&display.PopGroup{},
		&display.PopGroup{},
	), edges)
}
