package pdf

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"placard/internal/sweep"
	"placard/render/display"
)

// TestEllipses draws gradients whose rings are ellipses, turned, off their middle, and with jumps.
func TestEllipses(t *testing.T) {
	red, blue := hex(0xef4444), hex(0x3b82f6)
	card := []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 0.55, Color: hex(0xa21caf)}, {At: 1, Color: hex(0xf97316)}}
	jumps := []display.Stop{{At: 0, Color: red}, {At: 0.31, Color: red}, {At: 0.31, Color: blue}, {At: 0.7, Color: hex(0x0f172a)}, {At: 0.7, Color: red}, {At: 1, Color: hex(0xfacc15)}}
	all := map[string]display.RadialGradient{
		"ellipse":       {Center: at(240, 160), Radius: 220, Across: 120, Stops: card},
		"turned":        {Center: at(240, 160), Radius: 220, Across: 90, Angle: 30, Stops: card},
		"focus":         {Center: at(240, 160), Radius: 150, Focus: at(-60, 40), Stops: card},
		"turned focus":  {Center: at(200, 160), Radius: 100, Across: 180, Angle: -20, Focus: at(40, 60), Stops: card},
		"fading":        {Center: at(240, 160), Radius: 200, Across: 100, Angle: 75, Stops: stops(hex(0xffffff), clear(blue, 0))},
		"turned jumps":  {Center: at(240, 160), Radius: 200, Across: 100, Angle: 40, Stops: jumps},
		"focused jumps": {Center: at(240, 160), Radius: 150, Across: 190, Focus: at(50, 30), Stops: jumps},
		"flat":          {Center: at(240, 160), Radius: 200, Across: 0.01, Stops: card},
	}
	for _, name := range sweep.Of(slices.Sorted(maps.Keys(all))) {
		t.Run(name, func(t *testing.T) {
			g := all[name]
			alike(t, sheet(&display.Fill{Shape: rounded(0, 0, 480, 320, 0), Paint: &g}), tolerance{mean: 1.6, worst: 8})
		})
	}
}

// TestImagePaints fills, strokes and letters with pictures, turned and upright.
func TestImagePaints(t *testing.T) {
	l := imagePaints(t)
	alike(t, l, tolerance{mean: 1.2, worst: 12})
	reads := strings.Join(strings.Fields(pdftotext(t, write(t, onePage(l)))), " ")
	if reads != "Photo Turn" {
		t.Errorf("pdftotext reads %q", reads)
	}
}

// imagePaints is shapes and words made of a photo.
func imagePaints(t testing.TB) *display.List {
	photo, glass := decoded(t, jpegOf(t, scenery(300, 200), 0)), decoded(t, pngOf(t, lens(160)))
	paint := func(r display.Rect, degrees float64) *display.ImagePaint {
		return &display.ImagePaint{Source: photo, Crop: box(0, 0, 300, 200), Dest: r, Turn: display.About(degrees, at((r.X0+r.X1)/2, (r.Y0+r.Y1)/2))}
	}
	card := &display.Fill{Shape: rounded(330.5, 20.5, 460.5, 110.5, 0), Paint: paint(box(330.5, 20.5, 460.5, 110.5), 0)}
	l := sheet(
		&display.Fill{Shape: rounded(20.5, 20.5, 160.5, 110.5, 24), Paint: paint(box(20.5, 20.5, 160.5, 110.5), 0)},
		&display.FillPath{Path: star(240, 70, 65), Paint: paint(box(150, 20, 330, 140), 30)},
	)
	l.Ops = append(l.Ops, about(15, 395, 65, card)...)
	l.Ops = append(l.Ops,
		&display.Stroke{Path: bend(20, 130), Width: 12, Join: display.RoundJoin, Paint: paint(box(0, 100, 240, 260), -10)},
		&display.Fill{Shape: rounded(340, 130, 470, 250, 0), Paint: &display.ImagePaint{Source: glass, Crop: box(0, 0, 160, 160), Dest: box(350, 130, 470, 250)}},
		letters(t, "Photo", 30, 290, 80, paint(box(20, 220, 270, 310), 0)),
	)
	l.Ops = append(l.Ops, about(-8, 380, 290, letters(t, "Turn", 290, 300, 56, paint(box(280, 250, 450, 310), 0)))...)
	return l
}

// TestTextPaints writes letters in gradients of all kinds. They are text in all of them, and said once.
func TestTextPaints(t *testing.T) {
	inks := gradientInks()
	for _, name := range sweep.Of(slices.Sorted(maps.Keys(inks))) {
		t.Run(name, func(t *testing.T) {
			paint := inks[name]
			l := sheet(letters(t, "Gradient", 24, 120, 96, paint))
			l.Ops = append(l.Ops, about(-5, 240, 240, letters(t, "turned", 60, 260, 96, paint))...)
			path := write(t, onePage(l))
			for _, got := range []string{pdftotext(t, path), mutool(t, path)} {
				if words := strings.Join(strings.Fields(got), " "); words != "Gradient turned" {
					t.Errorf("the text is %q", words)
				}
			}
			alike(t, l, tolerance{mean: 1.2, worst: 12})
		})
	}
}

// gradientInks are gradients that letters may be written in.
func gradientInks() map[string]display.Paint {
	red, blue := hex(0xef4444), hex(0x3b82f6)
	card := []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 0.55, Color: hex(0xa21caf)}, {At: 1, Color: hex(0xf97316)}}
	jump := []display.Stop{{At: 0, Color: red}, {At: 0.5, Color: hex(0xfacc15)}, {At: 0.5, Color: blue}, {At: 1, Color: hex(0x0f172a)}}
	gone := []display.Stop{{At: 0, Color: red}, {At: 0.5, Color: hex(0xfacc15)}, {At: 0.5, Color: blue}, {At: 1, Color: clear(blue, 60)}}
	linear := func(s []display.Stop) display.Paint {
		return &display.LinearGradient{From: at(20, 0), To: at(460, 60), Stops: s}
	}
	return map[string]display.Paint{
		"linear":      linear(card),
		"fading":      linear(stops(red, clear(blue, 0))),
		"half":        linear(stops(clear(red, 128), clear(blue, 128))),
		"jumps":       linear(jump),
		"clear jumps": linear(gone),
		"ellipse":     &display.RadialGradient{Center: at(240, 120), Radius: 240, Across: 80, Angle: 10, Stops: card},
		"conic":       &display.ConicGradient{Center: at(240, 120), Angle: 40, Stops: card},
		"cone":        &display.ConicGradient{Center: at(240, 220), Angle: 40, Stops: gone},
	}
}

// textPaints is a word in each of them.
func textPaints(t testing.TB) *display.List {
	l, y := sheet(), 40.0
	inks := gradientInks()
	for _, name := range slices.Sorted(maps.Keys(inks)) {
		l.Ops = append(l.Ops, letters(t, "Ink", 24, y, 36, inks[name]))
		y += 38
	}
	return l
}

// TestEmojiPaints has letters that bring their own colours among those of a gradient and of a picture.
func TestEmojiPaints(t *testing.T) {
	photo := decoded(t, jpegOf(t, scenery(300, 200), 0))
	list := typeset(t, text("a😀b❤️c"), text("a😀b❤️c"))
	for i, op := range list.Ops {
		g := op.(*display.Glyphs)
		g.Paint = &display.LinearGradient{To: at(300, 0), Stops: stops(hex(0xef4444), hex(0x3b82f6))}
		if i >= len(list.Ops)/2 {
			g.Paint = &display.ImagePaint{Source: photo, Crop: box(0, 0, 300, 200), Dest: box(0, 0, 300, 200)}
		}
	}
	onLines(list)
	if got := strings.Join(strings.Fields(pdftotext(t, write(t, onePage(list)))), " "); got != "a😀b❤️c a😀b❤️c" {
		t.Errorf("pdftotext reads %q", got)
	}
	alike(t, list, tolerance{mean: 1.2, worst: 12})
}

// Gradients that are the same are in the file once, however many show them and on how many pages.
func TestSharedGradients(t *testing.T) {
	size := func(n int) int {
		l := sheet()
		for range n {
			l.Ops = append(l.Ops,
				&display.Fill{Shape: rounded(20, 20, 460, 150, 20), Paint: &display.ConicGradient{Center: at(240, 80), Stops: stops(hex(0xef4444), clear(hex(0x3b82f6), 100))}},
				&display.Fill{Shape: rounded(20, 160, 460, 300, 20), Paint: &display.LinearGradient{To: at(400, 0), Stops: stops(hex(0xef4444), clear(hex(0x3b82f6), 100))}},
			)
		}
		data, err := writer(t).Write(t.Context(), onePage(l))
		if err != nil {
			t.Fatal(err)
		}
		return len(data)
	}
	if one, twenty := size(1), size(20); twenty > one+2000 {
		t.Errorf("twenty gradients take %d bytes, one %d", twenty, one)
	}
}
