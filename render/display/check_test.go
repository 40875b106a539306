package display

import (
	"errors"
	"image"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"placard/fonts"
	"placard/fonts/bundled"
)

// fakeSource is a picture without pixels.
type fakeSource struct{ w, h int }

func (fakeSource) Key() string        { return "fake" }
func (s fakeSource) Size() (w, h int) { return s.w, s.h }
func (fakeSource) Scaled(_, _, _, _ float64, _, _ int) (*image.RGBA, error) {
	return nil, errors.New("no pixels")
}

func face() *fonts.Face { return bundled.New().Match([]string{"Inter"}, 700, fonts.Normal) }

func box(x0, y0, x1, y1, r float64) RoundRect {
	k := Corner{r, r}
	return RoundRect{Rect{x0, y0, x1, y1}, [4]Corner{k, k, k, k}}
}

// valid returns one of each operation.
func valid() []Op {
	stops := []Stop{{0, Color{255, 0, 0, 255}}, {1, Color{0, 0, 255, 128}}}
	return []Op{
		&Fill{Shape: box(0, 0, 100, 50, 8), Paint: &LinearGradient{Point{0, 0}, Point{100, 0}, stops}},
		&Fill{Shape: box(0, 0, 100, 50, 0), Paint: &RadialGradient{Point{50, 25}, 60, stops}},
		&Stroke{Path: Path{{Move, [3]Point{{10, 10}}}, {Line, [3]Point{{90, 10}}}, {Quad, [3]Point{{95, 10}, {95, 20}}}, {Cubic, [3]Point{{95, 30}, {50, 30}, {50, 40}}}, {Close, [3]Point{}}}, Width: 3, Dash: []float64{4, 2}, Paint: Color{0, 0, 0, 255}},
		&Shadow{Shape: box(10, 10, 60, 40, 6), Sigma: 8, Hole: box(10, 8, 60, 38, 6), Color: Color{0, 0, 0, 90}},
		&PushGroup{Clip: box(0, 0, 90, 45, 9), Alpha: 128},
		&Picture{Source: fakeSource{400, 300}, Crop: Rect{0, 37.5, 400, 262.5}, Dest: Rect{0, 0, 80, 45}, Clip: box(0, 0, 80, 45, 22), Alpha: 255},
		&PopGroup{},
		&Glyphs{Face: face(), Size: 20, Color: Color{0, 0, 0, 255}, Glyphs: []Glyph{{40, 5, 30}, {41, 17.25, 30}}, Text: "ab"},
	}
}

func TestCheckAccepts(t *testing.T) {
	if err := Check(&List{Width: 100, Height: 50, Ops: valid()}); err != nil {
		t.Error(err)
	}
}

// TestCheckRefuses changes one thing of a valid list at a time.
func TestCheckRefuses(t *testing.T) {
	at := func(i int, change func(Op)) func(*List) { return func(l *List) { change(l.Ops[i]) } }
	for name, c := range map[string]struct {
		change func(*List)
		want   string
	}{
		"no width":        {func(l *List) { l.Width = 0 }, "display: width: 0 is not in"},
		"tall":            {func(l *List) { l.Height = MaxSide + 1 }, "display: height: 10001 is not in"},
		"large":           {func(l *List) { l.Width, l.Height = 8000, 8000 }, "more than 16777216 pixels"},
		"many ops":        {func(l *List) { l.Ops = make([]Op, MaxOps+1) }, "display: ops: "},
		"nil op":          {func(l *List) { l.Ops[1] = nil }, "op 1 (<nil>): type"},
		"nil pointer":     {func(l *List) { l.Ops[1] = (*Fill)(nil) }, "op 1 (fill): op: it is nil"},
		"NaN":             {at(0, func(o Op) { o.(*Fill).Shape.X0 = math.NaN() }), "op 0 (fill): shape[0].x: NaN is not in"},
		"infinite":        {at(0, func(o Op) { o.(*Fill).Shape.Y1 = math.Inf(1) }), "shape[1].y: +Inf"},
		"far":             {at(0, func(o Op) { o.(*Fill).Shape.X1 = 1e9 }), "shape[1].x: 1e+09"},
		"backwards":       {at(0, func(o Op) { o.(*Fill).Shape.X1 = -5 }), "shape: it ends before it starts"},
		"negative radius": {at(0, func(o Op) { o.(*Fill).Shape.Corners[2].RX = -1 }), "shape.corners[2].rx: -1"},
		"large radii":     {at(0, func(o Op) { o.(*Fill).Shape.Corners[2].RY = 48 }), "neighbouring radii overlap"},
		"no paint":        {at(0, func(o Op) { o.(*Fill).Paint = nil }), "paint: <nil> is not a paint"},
		"nil gradient":    {at(0, func(o Op) { o.(*Fill).Paint = (*LinearGradient)(nil) }), "paint: it is nil"},
		"one stop":        {at(1, func(o Op) { g := o.(*Fill).Paint.(*RadialGradient); g.Stops = g.Stops[:1] }), "paint.stops: 1 is not in"},
		"late first stop": {at(1, func(o Op) { o.(*Fill).Paint.(*RadialGradient).Stops[0].At = 0.1 }), "they run from 0.1 to 1"},
		"NaN stop":        {at(1, func(o Op) { g := o.(*Fill).Paint.(*RadialGradient); g.Stops = []Stop{{}, {At: math.NaN()}, {At: 1}} }), "paint.stops[1].at"},
		"stops turn": {at(1, func(o Op) {
			g := o.(*Fill).Paint.(*RadialGradient)
			g.Stops = []Stop{{}, {At: 0.6}, {At: 0.4}, {At: 1}}
		}), "paint.stops[2].at: 0.4 is less than 0.6"},
		"gradient radius": {at(1, func(o Op) { o.(*Fill).Paint.(*RadialGradient).Radius = -1 }), "paint.radius"},
		"no move":         {at(2, func(o Op) { s := o.(*Stroke); s.Path = s.Path[1:] }), "a path starts with Move"},
		"NaN in path":     {at(2, func(o Op) { o.(*Stroke).Path[3].P[1].Y = math.NaN() }), "path[3][1].y: NaN"},
		"verb":            {at(2, func(o Op) { o.(*Stroke).Path[1].Verb = 9 }), "path[1].verb: 9 is unknown"},
		"wide stroke":     {at(2, func(o Op) { o.(*Stroke).Width = 1e6 }), "width: 1e+06"},
		"cap":             {at(2, func(o Op) { o.(*Stroke).Cap = 7 }), "cap, join"},
		"empty dash":      {at(2, func(o Op) { o.(*Stroke).Dash = []float64{0, 0} }), "dash: its lengths add up to nothing"},
		"negative dash":   {at(2, func(o Op) { o.(*Stroke).Dash = []float64{4, -1} }), "dash[1]: -1"},
		"fine dash":       {at(2, func(o Op) { o.(*Stroke).Dash = []float64{1e-4, 1e-4} }), "dash: it cuts the path into"},
		"long dash":       {at(2, func(o Op) { o.(*Stroke).Dash = make([]float64, MaxDashPattern+1) }), "dash: 33 lengths"},
		"many edges": {at(2, func(o Op) {
			s := o.(*Stroke)
			s.Dash = nil
			for i := range 4000 {
				s.Path = append(s.Path, Segment{Verb: Line, P: [3]Point{{float64(i), float64(i % 2 * 90)}}})
			}
		}), "the list paints more than"},
		"many segments":   {at(2, func(o Op) { s := o.(*Stroke); s.Path = append(s.Path, make(Path, MaxSegments)...) }), "path: the list has more than"},
		"soft shadow":     {at(3, func(o Op) { o.(*Shadow).Sigma = 1e4 }), "sigma: 10000"},
		"NaN hole":        {at(3, func(o Op) { o.(*Shadow).Hole.Y0 = math.NaN() }), "hole[0].y"},
		"huge shadow":     {at(3, func(o Op) { s := o.(*Shadow); s.Shape, s.Sigma = box(-5000, -5000, 5000, 5000, 5000), 100 }), "must be blurred"},
		"unbalanced":      {func(l *List) { l.Ops = l.Ops[:5] }, "1 groups are pushed and not popped"},
		"popped twice":    {func(l *List) { l.Ops = append(l.Ops, &PopGroup{}) }, "op 8 (end): group: no group is open"},
		"no source":       {at(5, func(o Op) { o.(*Picture).Source = nil }), "source: it is nil"},
		"source of no px": {at(5, func(o Op) { o.(*Picture).Source = fakeSource{0, 5} }), "source: 0×5 px"},
		"crop outside":    {at(5, func(o Op) { o.(*Picture).Crop.X1 = 500 }), "crop.x1: 500"},
		"crop of no px":   {at(5, func(o Op) { o.(*Picture).Crop.X0 = 400 }), "crop: it has no area"},
		"no face":         {at(7, func(o Op) { o.(*Glyphs).Face = nil }), "face: it is nil"},
		"size":            {at(7, func(o Op) { o.(*Glyphs).Size = -3 }), "size: -3"},
		"NaN glyph":       {at(7, func(o Op) { o.(*Glyphs).Glyphs[1].X = math.NaN() }), "glyphs[1].x: NaN"},
		"many glyphs":     {at(7, func(o Op) { o.(*Glyphs).Glyphs = make([]Glyph, MaxGlyphs+1) }), "glyphs: the list has more than"},
		"much to paint": {func(l *List) {
			l.Width, l.Height = 4000, 4000
			for range 40 {
				l.Ops = append(l.Ops, &Fill{Shape: box(0, 0, 4000, 4000, 0), Paint: Color{}})
			}
		}, "the list paints more than"},
		"nested too deep": {func(l *List) {
			l.Ops = nil
			for range MaxNesting + 1 {
				l.Ops = append(l.Ops, &PushGroup{})
			}
		}, "groups nest deeper than 32"},
		"layers too large": {func(l *List) {
			l.Width, l.Height = 4000, 4000
			l.Ops = []Op{&PushGroup{Clip: box(0, 0, 4000, 4000, 0)}, &PushGroup{Clip: box(0, 0, 4000, 4000, 0)}}
		}, "nested groups need more than"},
	} {
		t.Run(name, func(t *testing.T) {
			list := &List{Width: 100, Height: 50, Ops: valid()}
			c.change(list)
			err := Check(list)
			refused := new(Error)
			if !errors.As(err, &refused) {
				t.Fatalf("Check returns %v, not an *Error", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("Check says %q, not %q", err, c.want)
			}
		})
	}
}

// TestCheckFinite feeds numbers of all kinds: what Check accepts must be finite, and have finite bounds.
func TestCheckFinite(t *testing.T) {
	number := rapid.OneOf(rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300, MaxCoordinate}), rapid.Float64Range(-300, 300))
	rapid.Check(t, func(t *rapid.T) {
		n := func() float64 { return number.Draw(t, "n") }
		shape := RoundRect{Rect{n(), n(), n(), n()}, [4]Corner{{n(), n()}}}
		path := Path{{Move, [3]Point{{n(), n()}}}, {Line, [3]Point{{n(), n()}}}, {Cubic, [3]Point{{n(), n()}, {n(), n()}, {n(), n()}}}}
		for _, op := range []Op{
			&Fill{Shape: shape, Paint: Color{}}, &Shadow{Shape: shape, Hole: shape, Sigma: n()},
			&Stroke{Path: path, Width: n(), Paint: Color{}}, &PushGroup{Clip: shape},
		} {
			b := op.Bounds() // never panics
			ops := []Op{op}
			if _, ok := op.(*PushGroup); ok {
				ops = append(ops, &PopGroup{})
			}
			if Check(&List{Width: 100, Height: 100, Ops: ops}) != nil {
				continue
			}
			const limit = 2 * MaxCoordinate
			if !b.In(image.Rect(-limit, -limit, limit, limit)) {
				t.Fatalf("%s is accepted with bounds %v", describe(op), b)
			}
		}
	})
}
