package display

import (
	"image"
	"math"
	"testing"
)

func line(points ...Point) Path {
	p := Path{{Verb: Move, P: [3]Point{points[0]}}}
	for _, q := range points[1:] {
		p = append(p, Segment{Verb: Line, P: [3]Point{q}})
	}
	return p
}

func TestBounds(t *testing.T) {
	elbow := line(Point{10, 10}, Point{50, 10}, Point{50, 40})
	for name, c := range map[string]struct {
		op   Op
		want image.Rectangle
	}{
		"fill":                {&Fill{Shape: box(1.5, 2, 10, 20.01, 3)}, image.Rect(1, 2, 10, 21)},
		"fill of no area":     {&Fill{Shape: box(5, 5, 5, 9, 0)}, image.Rectangle{}},
		"fill of NaN":         {&Fill{Shape: box(math.NaN(), 0, 9, 9, 0)}, image.Rectangle{}},
		"picture":             {&Picture{Dest: Rect{0, 0, 50, 50}, Clip: box(20.5, -5, 80, 30, 0)}, image.Rect(20, 0, 50, 30)},
		"picture clipped off": {&Picture{Dest: Rect{0, 0, 50, 50}, Clip: box(60, 0, 80, 30, 0)}, image.Rectangle{}},
		"shadow":              {&Shadow{Shape: box(10, 10, 20, 20, 0), Sigma: 2.5}, image.Rect(2, 2, 28, 28)},
		"sharp shadow":        {&Shadow{Shape: box(10, 10, 20, 20, 0)}, image.Rect(10, 10, 20, 20)},
		"group":               {&PushGroup{Clip: box(1.5, 2, 10, 20, 3)}, image.Rect(1, 2, 10, 20)},
		"turned shadow":       {&Shadow{Shape: box(10, 10, 20, 20, 0), Sigma: 2.5, Turn: Turn{90, 100, 0}}, image.Rect(72, 2, 98, 28)},
		"inset shadow":        {&Shadow{Shape: box(10, 10, 20, 20, 0), Sigma: 2.5, Hole: box(5, 5, 40, 30, 0), Inset: true}, image.Rect(5, 5, 40, 30)},
		"shut inset shadow":   {&Shadow{Sigma: 2.5, Hole: box(5, 5, 40, 30, 0), Inset: true}, image.Rect(5, 5, 40, 30)},
		"turned picture":      {&Picture{Dest: Rect{0, 0, 50, 50}, Clip: box(-5, -5, 80, 80, 0), Turn: About(45, Point{25, 25})}, image.Rect(-11, -11, 61, 61)},
		"upside down":         {&Picture{Dest: Rect{0, 0, 50, 20}, Clip: box(0, 0, 50, 20, 0), Turn: About(180, Point{25, 10})}, image.Rect(0, 0, 50, 20)},
		"masked group":        {&PushGroup{Clip: box(0, 0, 100, 100, 0), Mask: &PathMask{Path: triangle()}, Turn: Moved(5, 0)}, image.Rect(15, 10, 95, 40)},
		"picture mask":        {&PushGroup{Clip: box(0, 0, 100, 100, 0), Mask: &PictureMask{Dest: Rect{50, 60, 200, 90}}}, image.Rect(50, 60, 100, 90)},
		"empty mask":          {&PushGroup{Clip: box(0, 0, 100, 100, 0), Mask: &PathMask{}}, image.Rectangle{}},
		"path":                {&FillPath{Path: triangle()}, image.Rect(10, 10, 90, 40)},
		"path of no area":     {&FillPath{Path: line(Point{10, 10}, Point{50, 10})}, image.Rectangle{}},
		"path of NaN":         {&FillPath{Path: line(Point{10, 10}, Point{50, math.NaN()})}, image.Rectangle{}},
		"empty path":          {&FillPath{}, image.Rectangle{}},
		"blurred group":       {&PushGroup{Clip: box(1.5, 2, 10, 20, 3), Blur: 50}, image.Rect(1, 2, 10, 20)},
		"end":                 {&PopGroup{}, image.Rectangle{}},
		"butt":                {&Stroke{Path: line(Point{10, 10}, Point{50, 10}), Width: 4}, image.Rect(8, 8, 52, 12)},
		"square cap":          {&Stroke{Path: line(Point{10, 10}, Point{50, 10}), Width: 4, Cap: SquareCap}, image.Rect(7, 7, 53, 13)},
		"miter":               {&Stroke{Path: elbow, Width: 4}, image.Rect(8, 8, 52, 42)},
		"sharp miter":         {&Stroke{Path: line(Point{10, 10}, Point{50, 10}, Point{10, 40}), Width: 3.9, Join: Miter}, image.Rect(8, 8, 56, 42)},
		"sharp bevel":         {&Stroke{Path: line(Point{10, 10}, Point{50, 10}, Point{10, 30}), Width: 4, Join: Bevel}, image.Rect(8, 8, 52, 32)},
		"miter over limit":    {&Stroke{Path: line(Point{10, 10}, Point{50, 10}, Point{10, 12}), Width: 4}, image.Rect(8, 8, 52, 14)},
		"closed":              {&Stroke{Path: append(line(Point{50, 10}, Point{10, 40}, Point{10, 10}), Segment{Verb: Close}), Width: 3.9}, image.Rect(8, 8, 56, 44)},
		"wide miter":          {&Stroke{Path: append(line(Point{201.5, 201.5}, Point{202.5, 201.5}, Point{202.5, 202.5}, Point{201.5, 202.5}), Segment{Verb: Close}), Width: 203}, image.Rect(100, 100, 304, 304)},
		"no path":             {&Stroke{Width: 4}, image.Rectangle{}},
		"no width":            {&Stroke{Path: elbow}, image.Rectangle{}},
		"no glyphs":           {&Glyphs{Face: face(), Size: 10}, image.Rectangle{}},
	} {
		if got := c.op.Bounds(); got != c.want && (!got.Empty() || !c.want.Empty()) {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}

// TestGlyphBounds holds the bounds of a capital H against its advance and cap height.
func TestGlyphBounds(t *testing.T) {
	text, err := fontsRegistry().Shape(requestH)
	if err != nil {
		t.Fatal(err)
	}
	g := text.Runs[0].Glyphs[0]
	got := (&Glyphs{Face: text.Runs[0].Face, Size: 100, Glyphs: []Glyph{{g.ID, 10, 200}, {g.ID, 300, 200}}}).Bounds()
	width := int(math.Ceil(float64(g.Advance) * 100))
	if got.Min.X < 10 || got.Max.X > 300+width || got.Max.Y < 200 || got.Max.Y > 202 || got.Min.Y < 120 || got.Min.Y > 130 {
		t.Errorf("two H of 100 px at 10 and 300 on a baseline at 200 have bounds %v", got)
	}
}

// TestLayer asks for the layers of groups whose one operation, 20 px square, lies at 100,100.
func TestLayer(t *testing.T) {
	square := []Op{&Fill{Shape: box(100, 100, 120, 120, 0)}, &PopGroup{}, &Fill{Shape: box(0, 0, 500, 500, 0)}}
	for name, c := range map[string]struct {
		clip RoundRect
		blur float64
		view image.Rectangle
		ops  []Op
		want image.Rectangle
	}{
		"sharp":                   {box(0, 0, 300, 300, 0), 0, image.Rect(0, 0, 110, 200), square, image.Rect(100, 100, 110, 120)},
		"blur spreads":            {box(0, 0, 300, 300, 0), 5, image.Rect(0, 0, 300, 300), square, image.Rect(85, 85, 135, 135)},
		"blur is clipped":         {box(95, 95, 300, 300, 0), 5, image.Rect(0, 0, 300, 300), square, image.Rect(95, 95, 135, 135)},
		"blur shines in":          {box(0, 0, 300, 300, 0), 5, image.Rect(0, 0, 90, 300), square, image.Rect(85, 85, 105, 135)},
		"blur does not reach":     {box(0, 0, 300, 300, 0), 5, image.Rect(0, 0, 80, 300), square, image.Rectangle{}},
		"nothing in it":           {box(0, 0, 300, 300, 0), 5, image.Rect(0, 0, 300, 300), square[1:], image.Rectangle{}},
		"an inner group is whole": {box(0, 0, 300, 300, 0), 0, image.Rect(0, 0, 300, 300), []Op{&PushGroup{Clip: box(10, 10, 20, 20, 0)}, square[0], &PopGroup{}, &PopGroup{}}, image.Rect(10, 10, 20, 20)},
	} {
		got := (&PushGroup{Clip: c.clip, Blur: c.blur}).Layer(c.view, c.ops)
		if got != c.want && (!got.Empty() || !c.want.Empty()) {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}

func TestMiterTip(t *testing.T) {
	right, down := Point{5, 0}, Point{0, 2}
	if tip, ok := MiterTip(Point{10, 10}, right, down, 3); !ok || math.Hypot(tip.X-13, tip.Y-7) > 1e-9 {
		t.Errorf("a turn to the right has its tip at %v, %v", tip, ok)
	}
	if tip, ok := MiterTip(Point{10, 10}, right, Point{0, -2}, 3); !ok || math.Hypot(tip.X-13, tip.Y-13) > 1e-9 {
		t.Errorf("a turn to the left has its tip at %v, %v", tip, ok)
	}
	for name, out := range map[string]Point{"straight on": {7, 0}, "back": {-7, 0}, "almost back": {-7, 0.5}, "nowhere": {}} {
		if tip, ok := MiterTip(Point{10, 10}, right, out, 3); ok {
			t.Errorf("%s has its tip at %v", name, tip)
		}
	}
}
