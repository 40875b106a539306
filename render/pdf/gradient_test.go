package pdf

import (
	"maps"
	"slices"
	"testing"

	"placard/internal/sweep"
	"placard/render/display"
)

// gradients are paints for a box of 480×320 px.
func gradients() map[string]display.Paint {
	linear := func(x0, y0, x1, y1 float64, s []display.Stop) display.Paint {
		return &display.LinearGradient{From: at(x0, y0), To: at(x1, y1), Stops: s}
	}
	card := []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 0.55, Color: hex(0xa21caf)}, {At: 1, Color: hex(0xf97316)}}
	red, blue := hex(0xef4444), hex(0x3b82f6)
	jumps := []display.Stop{{At: 0, Color: red}, {At: 0.31, Color: red}, {At: 0.31, Color: blue}, {At: 0.7, Color: hex(0x0f172a)}, {At: 0.7, Color: red}, {At: 1, Color: hex(0xfacc15)}}
	end := []display.Stop{{At: 0, Color: red}, {At: 1, Color: hex(0xfacc15)}, {At: 1, Color: blue}}
	six := stops(clear(red, 255), clear(hex(0xfacc15), 40), clear(hex(0x22c55e), 200), clear(blue, 0), clear(hex(0xa21caf), 255), clear(hex(0x0f172a), 90))
	black := display.Color{A: 191}
	return map[string]display.Paint{
		"card":          linear(0, 0, 480, 320, card),
		"steep":         linear(200, 150, 240, 170, card),
		"scrim":         linear(0, 0, 0, 320, stops(display.Color{}, black)),
		"tail":          linear(0, 100, 0, 250, stops(display.Color{}, black)),
		"glass":         linear(480, 0, 0, 320, stops(clear(hex(0xffffff), 128), clear(hex(0x000000), 128))),
		"fade of two":   linear(0, 0, 480, 0, stops(clear(red, 10), clear(blue, 250))),
		"six of alpha":  linear(20, 20, 460, 300, six),
		"jumps":         linear(40, 20, 440, 300, jumps),
		"jump of alpha": linear(40, 20, 440, 300, []display.Stop{{At: 0, Color: clear(red, 50)}, {At: 0.5, Color: blue}, {At: 0.5, Color: clear(red, 20)}, {At: 1, Color: red}}),
		"jump at end":   linear(100, 0, 380, 0, end),
		"point":         linear(100, 100, 100.01, 100, card),
		"round":         &display.RadialGradient{Center: at(200, 130), Radius: 220, Stops: card},
		"glow":          &display.RadialGradient{Center: at(240, 160), Radius: 160, Stops: stops(hex(0xffffff), clear(hex(0xffffff), 0))},
		"rings":         &display.RadialGradient{Center: at(300, 200), Radius: 180, Stops: jumps},
		"target":        &display.RadialGradient{Center: at(240, 160), Radius: 100, Stops: end},
		"six around":    &display.RadialGradient{Center: at(100, 160), Radius: 380, Stops: six},
	}
}

// TestGradients holds the inside of gradients to the picture. MuPDF cuts what it should round and takes 256
// samples: of the steepest here, which change by 6 from px to px, it may be a px off.
func TestGradients(t *testing.T) {
	all := gradients()
	for _, name := range sweep.Of(slices.Sorted(maps.Keys(all))) {
		t.Run(name, func(t *testing.T) {
			alike(t, sheet(&display.Fill{Shape: rounded(0, 0, 480, 320, 0), Paint: all[name]}), tolerance{mean: 1.6, worst: 8})
		})
	}
}
