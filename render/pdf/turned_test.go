package pdf

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"placard/render/display"
)

// TestTurnedText turns text by degrees that a ruler has and others. The picture of a letter begins at any place
// within a pixel there, in Poppler at quarters of one.
func TestTurnedText(t *testing.T) {
	alike(t, turnedText(t), tolerance{mean: 1.2, worst: 12})
}

// turnedText is words around the clock.
func turnedText(t testing.TB) *display.List {
	l := sheet()
	for i, degrees := range []float64{90, -30, 7.5, 180, 271, 45} {
		x, y := float64(80+150*(i%3)), float64(90+150*(i/3))
		l.Ops = append(l.Ops, about(degrees, x, y, letters(t, "Turned", x-50, y+8, 30, hex(0x1e3a8a+uint32(i)*0x281000)))...)
	}
	return l
}

// Text that is turned is found all the same.
func TestTurnedTextReads(t *testing.T) {
	l := sheet()
	want := "Quarter Slope"
	l.Ops = append(l.Ops, about(90, 60, 60, letters(t, "Quarter", 60, 60, 30, black))...)
	l.Ops = append(l.Ops, about(-20, 120, 250, letters(t, "Slope", 120, 250, 40, hex(0xdc2626)))...)
	path := write(t, onePage(l))
	for _, got := range []string{pdftotext(t, path), mutool(t, path)} {
		if words := strings.Join(strings.Fields(got), " "); words != want {
			t.Errorf("the text is %q, want %q", words, want)
		}
	}
}

// TestTurnedPictures turns a photo, which stays its file, and one with alpha, in round clips and half there.
func TestTurnedPictures(t *testing.T) {
	l := turnedPictures(t)
	alike(t, l, tolerance{mean: 1.2, worst: 12})
	file, err := os.ReadFile(write(t, onePage(l)))
	if err != nil || bytes.Count(file, jpegOf(t, scenery(300, 200), 0)) != 1 {
		t.Errorf("the file of the photo is not in it once, %v", err)
	}
}

// turnedPictures is photos and glass.
func turnedPictures(t testing.TB) *display.List {
	photo, glass := decoded(t, jpegOf(t, scenery(300, 200), 0)), decoded(t, pngOf(t, lens(160)))
	half := all(photo, box(260, 30, 440, 150), 24)
	half.Alpha = 150
	l := sheet(about(15, 120, 90, all(photo, box(30, 30, 210, 150), 0))...)
	l.Ops = append(l.Ops, about(-40, 350, 90, half)...)
	l.Ops = append(l.Ops, about(90, 120, 230, all(photo, box(60, 190, 180, 270), 12))...)
	l.Ops = append(l.Ops, about(200, 340, 230, all(glass, box(270, 170, 410, 310), 0))...)
	return l
}

// TestMoved moves by fractions of a px: lines of text and photos keep to the pixels of the page, not to their own.
func TestMoved(t *testing.T) {
	photo := decoded(t, jpegOf(t, scenery(300, 200), 0))
	card := rounded(280, 40, 440, 130, 16)
	l := sheet()
	for _, op := range []display.Op{
		letters(t, "Moved text", 20.2, 60.9, 18, black), letters(t, "in a gradient", 20, 110.6, 40, &display.LinearGradient{To: at(300, 0), Stops: stops(hex(0xef4444), hex(0x3b82f6))}),
		cast(card, 4, 6, 5, clear(black, 120)), all(photo, box(20.4, 160.4, 200.4, 280.4), 0), all(photo, box(240, 170, 450, 290), 20),
		&display.Fill{Shape: card, Paint: &display.ImagePaint{Source: photo, Crop: box(0, 0, 300, 200), Dest: card.Rect}},
	} {
		l.Ops = append(l.Ops, display.Turned(op, display.Moved(3.3, 5.7)))
	}
	alike(t, l, tolerance{mean: 1.2, worst: 12})
}

// TestTurnedShadows turns shadows with their boxes, those that fall inside too, and those of no blur.
func TestTurnedShadows(t *testing.T) {
	alike(t, turnedShadows(), tolerance{mean: 0.7, worst: 10})
}

// turnedShadows is boxes with shadows of all kinds.
func turnedShadows() *display.List {
	card, well, flat := rounded(40, 40, 200, 120, 16), rounded(270, 40, 430, 120, 20), rounded(60, 200, 200, 280, 0)
	l := sheet(about(20, 120, 80, cast(card, 6, 10, 12, clear(black, 150)), &display.Fill{Shape: card, Paint: hex(0xffffff)})...)
	l.Ops = append(l.Ops, about(-35, 350, 80, &display.Fill{Shape: well, Paint: hex(0xfde68a)}, sunk(well, 4, 8, 8, clear(black, 180)))...)
	l.Ops = append(l.Ops, about(10, 130, 240, cast(flat, 12, 12, 0, clear(black, 90)), &display.Fill{Shape: flat, Paint: clear(hex(0x22c55e), 90)})...)
	l.Ops = append(l.Ops, about(90, 340, 240, cast(rounded(280, 200, 400, 280, 40), 0, 0, 10, hex(0xdc2626)))...)
	return l
}

// TestTurnedGroups clips by turned boxes: as they are, as one picture, blurred.
func TestTurnedGroups(t *testing.T) {
	alike(t, turnedGroups(), tolerance{mean: 0.6, worst: 9}) // what is blurred has a pixel and a quarter for each
}

// turnedGroups is groups of all kinds.
func turnedGroups() *display.List {
	group := func(degrees, x, y float64, g display.PushGroup) []display.Op {
		g.Clip = rounded(x-70, y-45, x+70, y+45, 20)
		return []display.Op{
			display.Turned(&g, display.About(degrees, at(x, y))),
			&display.Fill{Shape: rounded(x-100, y-100, x+100, y, 0), Paint: hex(0x3b82f6)}, disc(x, y, 40, hex(0xfacc15)),
			&display.PopGroup{},
		}
	}
	l := sheet()
	l.Ops = append(l.Ops, group(30, 110, 80, display.PushGroup{Alpha: 255})...)
	l.Ops = append(l.Ops, group(-60, 350, 85, display.PushGroup{Alpha: 140})...)
	l.Ops = append(l.Ops, group(12, 110, 235, display.PushGroup{Alpha: 255, Blend: display.Multiply})...)
	l.Ops = append(l.Ops, group(45, 350, 225, display.PushGroup{Alpha: 255, Blur: 5})...)
	return l
}

// TestTurnedBlur has all that can be turned in a blurred group, which is drawn larger than it is.
func TestTurnedBlur(t *testing.T) {
	alike(t, turnedBlur(t), tolerance{mean: 0.7, worst: 14})
}

// turnedBlur is all that can be turned, out of focus.
func turnedBlur(t testing.TB) *display.List {
	photo := decoded(t, jpegOf(t, scenery(300, 200), 0))
	card := rounded(40, 180, 180, 280, 12)
	l := sheet(&display.PushGroup{Clip: rounded(0, 0, 480, 320, 0), Alpha: 255, Blur: 1.5})
	l.Ops = append(l.Ops, about(25, 110, 90, all(photo, box(40, 40, 180, 140), 20))...)
	l.Ops = append(l.Ops, about(-15, 340, 90, letters(t, "Blurred", 270, 100, 40, black))...)
	l.Ops = append(l.Ops, about(50, 110, 230, cast(card, 8, 8, 6, black), &display.Fill{Shape: card, Paint: hex(0xffffff)}, sunk(card, 0, 4, 4, hex(0xdc2626)))...)
	l.Ops = append(l.Ops, about(70, 340, 230, &display.PushGroup{Clip: rounded(280, 190, 400, 270, 16), Alpha: 255})...)
	l.Ops = append(l.Ops, disc(340, 230, 55, hex(0x22c55e)), &display.PopGroup{}, &display.PopGroup{})
	return l
}
