package pdf

import (
	"errors"
	"math"
	"strings"
	"testing"

	"placard/render/display"
)

// mm is millimetres as px.
func mm(v float64) float64 { return v * 96 / 25.4 }

// same compares boxes to a hundredth of a pt.
func same(t *testing.T, name string, got, want display.Rect) {
	t.Helper()
	for _, d := range []float64{got.X0 - want.X0, got.Y0 - want.Y0, got.X1 - want.X1, got.Y1 - want.Y1} {
		if !(math.Abs(d) < 0.01) {
			t.Errorf("%s is %.3f, want %.3f", name, got, want)
			return
		}
	}
}

func place(t testing.TB, width, height float64, o Layout) Sheet {
	t.Helper()
	s, err := Place(width, height, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// onSheet is where the picture, without its bleed, is.
func onSheet(s Sheet, width, height float64) display.Rect {
	b := float64(s.Bleed)
	return rectangle(s.X+b*s.Scale, s.Y+b*s.Scale, width*s.Scale, height*s.Scale)
}

func TestPlaceOwnSize(t *testing.T) {
	s := place(t, 1200, 630, Layout{})
	same(t, "the sheet", rectangle(0, 0, s.Width, s.Height), rectangle(0, 0, 900, 472.5))
	same(t, "the picture", onSheet(s, 1200, 630), s.TrimBox)
	s = place(t, 1200, 630, Layout{Margin: 96})
	same(t, "the sheet", rectangle(0, 0, s.Width, s.Height), rectangle(0, 0, 900+144, 472.5+144))
	same(t, "the picture", onSheet(s, 1200, 630), rectangle(72, 72, 900, 472.5))
}

func TestPlaceOnPaper(t *testing.T) {
	const a4w, a4h = 595.2756, 841.8898 // 210×297 mm
	for _, test := range []struct {
		name    string
		w, h    float64
		o       Layout
		sheet   [2]float64
		picture display.Rect
		clip    display.Rect
	}{
		{"upright", 100, 200, Layout{Paper: "A4"}, [2]float64{a4w, a4h},
			rectangle((a4w-a4h/2)/2, 0, a4h/2, a4h), rectangle((a4w-a4h/2)/2, 0, a4h/2, a4h)},
		{"turned", 200, 100, Layout{Paper: "a4"}, [2]float64{a4h, a4w},
			rectangle(0, (a4w-a4h/2)/2, a4h, a4h/2), rectangle(0, (a4w-a4h/2)/2, a4h, a4h/2)},
		{"kept upright", 200, 100, Layout{Paper: "Letter", Orientation: Portrait}, [2]float64{612, 792},
			rectangle(0, 396-153, 612, 306), rectangle(0, 396-153, 612, 306)},
		{"a square on its side", 100, 100, Layout{Paper: "Letter", Orientation: Landscape}, [2]float64{792, 612},
			rectangle(90, 0, 612, 612), rectangle(90, 0, 612, 612)},
		{"margin", 200, 100, Layout{Paper: "Letter", Orientation: Portrait, Margin: 48}, [2]float64{612, 792},
			rectangle(36, 396-135, 540, 270), rectangle(36, 396-135, 540, 270)},
		{"cover", 200, 100, Layout{Paper: "4x6", Orientation: Portrait, Fit: Cover}, [2]float64{288, 432},
			rectangle(144-432, 0, 864, 432), rectangle(0, 0, 288, 432)},
		{"cover within a margin", 200, 100, Layout{Paper: "4x6", Orientation: Portrait, Fit: Cover, Margin: 24}, [2]float64{288, 432},
			rectangle(144-396, 18, 792, 396), rectangle(18, 18, 252, 396)},
		{"own size", 96, 960, Layout{Paper: "4x6", Fit: None}, [2]float64{288, 432},
			rectangle(144-36, 216-360, 72, 720), rectangle(144-36, 0, 72, 432)},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := place(t, test.w, test.h, test.o)
			sheet := rectangle(0, 0, test.sheet[0], test.sheet[1])
			same(t, "the sheet", rectangle(0, 0, s.Width, s.Height), sheet)
			same(t, "the trim box", s.TrimBox, sheet)
			same(t, "the bleed box", s.BleedBox, sheet)
			same(t, "the picture", onSheet(s, test.w, test.h), test.picture)
			same(t, "the clip", s.Clip, test.clip)
		})
	}
}

// The bleed is as wide on paper as asked for, whatever the scale, and the list reaches its end.
func TestPlaceBleed(t *testing.T) {
	bleed := 3 * ptMM
	for _, test := range []struct {
		name string
		w, h float64
		o    Layout
	}{
		{"own size", 1200, 630, Layout{}},
		{"a business card", mm(85), mm(55), Layout{}},
		{"whole px of A6", 397, 559, Layout{Paper: "A6"}},
		{"a large picture of A10", 2600, 3700, Layout{Paper: "A10"}},
		{"a small picture on A3", 29.7, 42, Layout{Paper: "A3"}},
		{"cover", 1200, 630, Layout{Paper: "A4", Fit: Cover}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.o.Bleed = mm(3)
			s := place(t, test.w, test.h, test.o)
			same(t, "the sheet", s.BleedBox, rectangle(0, 0, s.Width, s.Height))
			same(t, "the bleed box", s.BleedBox, grow(s.TrimBox, bleed))
			same(t, "the clip", s.Clip, s.BleedBox)
			b := float64(2 * s.Bleed)
			list := rectangle(s.X, s.Y, (test.w+b)*s.Scale, (test.h+b)*s.Scale)
			if list.Intersect(s.BleedBox) != s.BleedBox {
				t.Errorf("the list at %.3f does not fill the bleed box %.3f", list, s.BleedBox)
			}
		})
	}
}

// A picture that does not reach a side of the paper has no bleed there: it would be printed inside the page.
func TestPlaceBleedWithin(t *testing.T) {
	s := place(t, 200, 100, Layout{Paper: "Letter", Orientation: Portrait, Bleed: 9.6})
	same(t, "the clip", s.Clip, display.Rect{X0: 0, Y0: 7.2 + 396 - 153, X1: 612 + 14.4, Y1: 7.2 + 396 + 153})
	s = place(t, 200, 100, Layout{Margin: 10, Bleed: 9.6})
	same(t, "the clip", s.Clip, onSheet(s, 200, 100))
}

func TestPlaceCropMarks(t *testing.T) {
	for bleed, start := range map[float64]float64{0: 3, 1: 3, 3: 4, 10: 11} { // mm
		s := place(t, 1200, 630, Layout{Bleed: mm(bleed), CropMarks: true})
		around := (start + 5 + 1) * ptMM
		same(t, "the trim box", s.TrimBox, rectangle(around, around, 900, 472.5))
		same(t, "the sheet", s.all(), rectangle(0, 0, 900+2*around, 472.5+2*around))
	}
}

func TestPlaceErrors(t *testing.T) {
	for _, test := range []struct {
		field, want string
		w, h        float64
		o           Layout
	}{
		{"Size", "more than nothing", 0, 100, Layout{}},
		{"Size", "more than nothing", math.NaN(), 100, Layout{}},
		{"Size", "more than nothing", 100, math.Inf(1), Layout{}},
		{"Paper", `"A99"`, 100, 100, Layout{Paper: "A99"}},
		{"Paper", "14400", 30000, 100, Layout{}},
		{"Paper", "14400", 100, 1, Layout{}},
		{"Orientation", "sideways", 100, 100, Layout{Paper: "A4", Orientation: "sideways"}},
		{"Orientation", "paper size", 100, 100, Layout{Orientation: Landscape}},
		{"Fit", "squeeze", 100, 100, Layout{Paper: "A4", Fit: "squeeze"}},
		{"Fit", "paper size", 100, 100, Layout{Fit: Cover}},
		{"Margin", "no room", 100, 100, Layout{Paper: "A4", Margin: 400}},
		{"Margin", "0 to", 100, 100, Layout{Margin: -1}},
		{"Margin", "0 to", 100, 100, Layout{Margin: math.NaN()}},
		{"Bleed", "0 to 96", 100, 100, Layout{Bleed: 97}},
		{"Bleed", "0 to 96", 100, 100, Layout{Bleed: math.NaN()}},
	} {
		_, err := Place(test.w, test.h, test.o)
		var bad *LayoutError
		if !errors.As(err, &bad) || bad.Field != test.field || !strings.Contains(bad.Reason, test.want) {
			t.Errorf("%v×%v %+v: %v, want one of %s with %q", test.w, test.h, test.o, err, test.field, test.want)
		}
	}
}
