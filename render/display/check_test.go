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
		&Fill{Shape: box(0, 0, 100, 50, 0), Paint: &RadialGradient{Center: Point{50, 25}, Radius: 60, Stops: stops}},
		&Stroke{Path: Path{{Move, [3]Point{{10, 10}}}, {Line, [3]Point{{90, 10}}}, {Quad, [3]Point{{95, 10}, {95, 20}}}, {Cubic, [3]Point{{95, 30}, {50, 30}, {50, 40}}}, {Close, [3]Point{}}}, Width: 3, Dash: []float64{4, 2}, Paint: Color{0, 0, 0, 255}},
		&Shadow{Shape: box(10, 10, 60, 40, 6), Sigma: 8, Hole: box(10, 8, 60, 38, 6), Color: Color{0, 0, 0, 90}},
		&PushGroup{Clip: box(0, 0, 90, 45, 9), Alpha: 128},
		&Picture{Source: fakeSource{400, 300}, Crop: Rect{0, 37.5, 400, 262.5}, Dest: Rect{0, 0, 80, 45}, Clip: box(0, 0, 80, 45, 22), Alpha: 255},
		&PopGroup{},
		&Glyphs{Face: face(), Size: 20, Paint: Color{0, 0, 0, 255}, Glyphs: []Glyph{{40, 5, 30}, {41, 17.25, 30}}, Text: "ab"},
		&FillPath{Path: triangle(), Rule: EvenOdd, Paint: &ConicGradient{Point{50, 25}, -90, stops}},
		&PushGroup{Clip: box(0, 0, 100, 50, 0), Alpha: 255, Blend: Multiply, Blur: 4},
		&Fill{Shape: box(-30, 0, -5, 50, 0), Paint: Color{0, 0, 0, 255}},
		&PopGroup{},
		&Glyphs{Face: face(), Size: 20, Paint: Color{0, 0, 0, 255}, Glyphs: []Glyph{{50, 5, 30}, {51, 5, 28}, {40, 17, 30}}, Text: "ab",
			Clusters: []Cluster{{2, "b", 12}, {1, "a", 9.5}}, RTL: true},
		&Shadow{Shape: box(12, 12, 58, 38, 4), Sigma: 3, Hole: box(10, 10, 60, 40, 6), Inset: true, Color: Color{0, 0, 0, 90}, Turn: Turn{30, 5, -5}},
		&PushGroup{Clip: box(0, 0, 90, 45, 9), Alpha: 255, Tint: &Color{255, 0, 0, 255}, Mask: &PathMask{Path: triangle(), Rule: EvenOdd}, Turn: Moved(4, 4)},
		&Picture{Source: fakeSource{400, 300}, Crop: Rect{0, 0, 400, 300}, Dest: Rect{0, 0, 80, 60}, Clip: box(0, 0, 80, 60, 0), Alpha: 255, Turn: Turn{90, 80, 0}},
		&PopGroup{},
		&PushGroup{Clip: box(0, 0, 90, 45, 0), Alpha: 255, Mask: &PictureMask{Source: fakeSource{8, 8}, Crop: Rect{0, 0, 8, 8}, Dest: Rect{0, 0, 40, 40}, Luminance: true}, Turn: Turn{Angle: 45}},
		&Fill{Shape: box(0, 0, 50, 50, 0), Paint: &RadialGradient{Center: Point{25, 25}, Radius: 20, Across: 10, Angle: 30, Focus: Point{5, 2}, Stops: stops}},
		&PopGroup{},
		&Glyphs{Face: face(), Size: 20, Glyphs: []Glyph{{40, 5, 30}}, Text: "a", Turn: Turn{45, 1, 2}, Silent: true,
			Paint: &ImagePaint{Source: fakeSource{8, 8}, Crop: Rect{0, 0, 8, 8}, Dest: Rect{0, 0, 40, 40}, Turn: Turn{Angle: -30}}},
	}
}

func triangle() Path {
	return append(line(Point{10, 10}, Point{90, 10}, Point{50, 40}), Segment{Verb: Close})
}

// tags are tags of the list of valid operations.
func tags() []Tag {
	return []Tag{
		{From: 3, To: 8, Layer: "card", Role: Section, Box: Rect{0, 0, 90, 45}, Bookmark: "Card"},
		{From: 4, To: 7, Layer: "photo", Role: Figure, Box: Rect{0, 0, 80, 45}, Alt: "A lake", Link: "https://example.com"},
		{From: 7, To: 8, Layer: "name", Role: Paragraph, Lang: "de"},
		{From: 8, To: 8, Layer: "empty"},
		{From: 10, To: 11, Layer: "blurred"},
	}
}

func TestCheckAccepts(t *testing.T) {
	if err := Check(&List{Width: 100, Height: 50, Ops: valid(), Tags: tags()}); err != nil {
		t.Error(err)
	}
}

// TestWorks holds that every operation adds to the work of a list.
func TestWorks(t *testing.T) {
	list := &List{Width: 100, Height: 50, Ops: valid()}
	works, err := Works(list)
	if err != nil || len(works) != len(list.Ops) {
		t.Fatalf("%d works of %d operations, %v", len(works), len(list.Ops), err)
	}
	before := 0.0
	for i, work := range works {
		if _, pop := list.Ops[i].(*PopGroup); work < before || work == before && !pop {
			t.Errorf("op %d: the work is %v, after %v", i, work, before)
		}
		before = work
	}
	if all, err := Work(list); err != nil || all != before {
		t.Errorf("the work of all is %v, %v, not %v", all, err, before)
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
		"many segments": {at(2, func(o Op) { s := o.(*Stroke); s.Path = append(s.Path, make(Path, MaxSegments)...) }), "path: the list has more than"},
		"soft shadow":   {at(3, func(o Op) { o.(*Shadow).Sigma = 1e4 }), "sigma: 10000"},
		"NaN hole":      {at(3, func(o Op) { o.(*Shadow).Hole.Y0 = math.NaN() }), "hole[0].y"},
		"huge shadow":   {at(3, func(o Op) { s := o.(*Shadow); s.Shape, s.Sigma = box(-5000, -5000, 5000, 5000, 5000), 100 }), "must be blurred"},
		"fill rule":     {at(8, func(o Op) { o.(*FillPath).Rule = 2 }), "op 8 (path): rule: 2 is unknown"},
		"NaN in shape":  {at(8, func(o Op) { o.(*FillPath).Path[1].P[0].X = math.NaN() }), "path[1][0].x: NaN"},
		"nil path":      {func(l *List) { l.Ops[8] = (*FillPath)(nil) }, "op 8 (path): op: it is nil"},
		"many crossings": {func(l *List) {
			l.Width = 1000
			f := l.Ops[8].(*FillPath)
			for i := range MaxSegments - 100 {
				f.Path = append(f.Path, Segment{Verb: Cubic, P: [3]Point{{1e5, float64(i)}, {-1e5, 9}, {float64(i), 50}}})
			}
		}, "op 8 (path): bounds: the list paints more than"},
		"conic angle":     {at(8, func(o Op) { o.(*FillPath).Paint.(*ConicGradient).Angle = math.Inf(1) }), "paint.angle: +Inf"},
		"conic centre":    {at(8, func(o Op) { o.(*FillPath).Paint.(*ConicGradient).Center.Y = math.NaN() }), "paint.center.y: NaN"},
		"conic stops":     {at(8, func(o Op) { g := o.(*FillPath).Paint.(*ConicGradient); g.Stops = g.Stops[1:] }), "paint.stops: 1 is not in"},
		"nil conic":       {at(8, func(o Op) { o.(*FillPath).Paint = (*ConicGradient)(nil) }), "paint: it is nil"},
		"blend mode":      {at(9, func(o Op) { o.(*PushGroup).Blend = 16 }), "op 9 (group): blend: 16 is unknown"},
		"NaN blur":        {at(9, func(o Op) { o.(*PushGroup).Blur = math.NaN() }), "blur: NaN is not in"},
		"soft blur":       {at(9, func(o Op) { o.(*PushGroup).Blur = 801 }), "blur: 801 is not in 0..800"},
		"clusters short":  {at(12, func(o Op) { g := o.(*Glyphs); g.Clusters = g.Clusters[:1] }), "clusters: they have 2 glyphs of 3"},
		"clusters long":   {at(12, func(o Op) { o.(*Glyphs).Clusters[1].Count = 2 }), "clusters[1].count: 2 is not in 1..1"},
		"empty cluster":   {at(12, func(o Op) { o.(*Glyphs).Clusters[0].Count = 0 }), "clusters[0].count: 0 is not in 1..3"},
		"NaN advance":     {at(12, func(o Op) { o.(*Glyphs).Clusters[1].Advance = math.NaN() }), "clusters[1].advance: NaN"},
		"long text":       {at(12, func(o Op) { o.(*Glyphs).Clusters[1].Text = strings.Repeat("x", MaxText) }), "clusters: the list says more than"},
		"many tags":       {func(l *List) { l.Tags = make([]Tag, MaxTags+1) }, "display: tags: 4097 are more than"},
		"tag too far":     {func(l *List) { l.Tags[2].To = 22 }, "display: tags[2].from, to: 7..22 is not in 0..21"},
		"tag backwards":   {func(l *List) { l.Tags[2].From = 9 }, "tags[2].from, to: 9..8 is not in"},
		"tag role":        {func(l *List) { l.Tags[0].Role = 4 }, "tags[0].role: 4 is unknown"},
		"tag box":         {func(l *List) { l.Tags[0].Box.X1 = math.NaN() }, "tags[0].box[1].x: NaN"},
		"tag text":        {func(l *List) { l.Tags[1].Alt = strings.Repeat("x", MaxTagText+1) }, "tags[1].alt: 8193 bytes"},
		"tag cuts end":    {func(l *List) { l.Tags[2].From = 5 }, "tags[2].from, to: 5..8 cuts through a group"},
		"tag cuts start":  {func(l *List) { l.Tags[0].To = 6 }, "tags[0].from, to: 3..6 cuts through a group"},
		"tags cross":      {func(l *List) { l.Tags[0] = Tag{From: 2, To: 4}; l.Tags[1] = Tag{From: 3, To: 7} }, "tags[1].from, to: 3..7 cuts through tag 0"},
		"inner tag first": {func(l *List) { l.Tags[0], l.Tags[1] = l.Tags[1], l.Tags[0] }, "tags[0].from, to: tag 1, which holds it, comes after it"},
		"unbalanced":      {func(l *List) { l.Ops = l.Ops[:5] }, "1 groups are pushed and not popped"},
		"popped twice":    {func(l *List) { l.Ops = append(l.Ops, &PopGroup{}) }, "op 21 (end): group: no group is open"},
		"NaN turn":        {at(13, func(o Op) { o.(*Shadow).Turn.Angle = math.NaN() }), "op 13 (shadow): turn.angle: NaN is not in"},
		"many turns":      {at(13, func(o Op) { o.(*Shadow).Turn.Angle = 36001 }), "turn.angle: 36001 is not in"},
		"far turn":        {at(14, func(o Op) { o.(*PushGroup).Turn.X = 1e6 }), "op 14 (group): turn.x: 1e+06 is not in"},
		"infinite turn":   {at(15, func(o Op) { o.(*Picture).Turn.Y = math.Inf(-1) }), "op 15 (picture): turn.y: -Inf"},
		"turned glyphs":   {at(20, func(o Op) { o.(*Glyphs).Turn.Angle = math.Inf(1) }), "op 20 (glyphs): turn.angle: +Inf"},
		"no glyph paint":  {at(20, func(o Op) { o.(*Glyphs).Paint = nil }), "op 20 (glyphs): paint: <nil> is not a paint"},
		"nil mask":        {at(14, func(o Op) { o.(*PushGroup).Mask = (*PathMask)(nil) }), "op 14 (group): mask: it is nil"},
		"nil picture":     {at(17, func(o Op) { o.(*PushGroup).Mask = (*PictureMask)(nil) }), "op 17 (group): mask: it is nil"},
		"mask rule":       {at(14, func(o Op) { o.(*PushGroup).Mask.(*PathMask).Rule = 3 }), "mask.rule: 3 is unknown"},
		"mask path":       {at(14, func(o Op) { o.(*PushGroup).Mask.(*PathMask).Path[1].P[0].Y = math.NaN() }), "mask.path[1][0].y: NaN"},
		"mask source":     {at(17, func(o Op) { o.(*PushGroup).Mask.(*PictureMask).Source = nil }), "mask.source: it is nil"},
		"mask crop":       {at(17, func(o Op) { o.(*PushGroup).Mask.(*PictureMask).Crop.X1 = 9 }), "mask.crop.x1: 9 is not in"},
		"mask dest":       {at(17, func(o Op) { o.(*PushGroup).Mask.(*PictureMask).Dest.X1 = -9 }), "mask.dest: it ends before it starts"},
		"ellipse":         {at(18, func(o Op) { o.(*Fill).Paint.(*RadialGradient).Across = -1 }), "paint.across: -1 is not in"},
		"ellipse angle":   {at(18, func(o Op) { o.(*Fill).Paint.(*RadialGradient).Angle = math.NaN() }), "paint.angle: NaN"},
		"focus":           {at(18, func(o Op) { o.(*Fill).Paint.(*RadialGradient).Focus = Point{-3, 12} }), "paint.focus: -3,12 is outside of the ellipse"},
		"focus of a dot":  {at(18, func(o Op) { g := o.(*Fill).Paint.(*RadialGradient); g.Radius, g.Across = 0, 0 }), "paint.focus: 5,2 is outside"},
		"NaN focus":       {at(18, func(o Op) { o.(*Fill).Paint.(*RadialGradient).Focus.X = math.NaN() }), "paint.focus.x: NaN"},
		"paint source":    {at(20, func(o Op) { o.(*Glyphs).Paint.(*ImagePaint).Source = nil }), "paint.source: it is nil"},
		"paint turn":      {at(20, func(o Op) { o.(*Glyphs).Paint.(*ImagePaint).Turn.Angle = 1e9 }), "paint.turn.angle: 1e+09"},
		"nil paint":       {at(20, func(o Op) { o.(*Glyphs).Paint = (*ImagePaint)(nil) }), "paint: it is nil"},
		"mask too large": {func(l *List) {
			l.Width, l.Height = 4000, 4000
			l.Ops = []Op{&PushGroup{Clip: box(0, 0, 4000, 4000, 0), Mask: &PictureMask{Source: fakeSource{9, 9}, Crop: Rect{0, 0, 9, 9}, Dest: Rect{0, 0, 4000, 4000}}}, &PopGroup{}}
		}, "mask: with the layers of its groups it needs more than"},
		"paint too large": {func(l *List) {
			l.Width, l.Height = 4000, 4000
			full := box(0, 0, 4000, 4000, 0)
			l.Ops = []Op{&PushGroup{Clip: full}, &Fill{Shape: full, Paint: &ImagePaint{Source: fakeSource{9, 9}, Crop: Rect{0, 0, 9, 9}, Dest: full.Rect}}, &PopGroup{}}
		}, "paint: with the layers of its groups it needs more than"},
		"many turned pictures": {func(l *List) {
			l.Width, l.Height = 1200, 630
			for range 25 {
				l.Ops = append(l.Ops, &Picture{Source: fakeSource{9, 9}, Crop: Rect{0, 0, 9, 9}, Dest: Rect{0, 0, 1200, 630}, Clip: box(0, 0, 1200, 630, 0), Turn: Turn{Angle: 1}})
			}
		}, "the list paints more than"},
		"many turned glyphs": {func(l *List) {
			l.Ops = []Op{&Glyphs{Face: face(), Size: 40, Paint: Color{}, Glyphs: make([]Glyph, MaxGlyphs), Turn: Turn{Angle: 1}}}
		}, "the list paints more than"},
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
		"blurred layer too large": {func(l *List) {
			l.Width, l.Height = 4000, 4000
			huge := box(-1000, -1000, 5000, 5000, 0)
			l.Ops = []Op{&PushGroup{Clip: huge, Blur: 300}, &Fill{Shape: huge, Paint: Color{}}, &PopGroup{}}
		}, "nested groups need more than"},
		"many gradients": {func(l *List) {
			for range 4000 {
				l.Ops = append(l.Ops, &Fill{Shape: box(0, 0, 1, 1, 0), Paint: &ConicGradient{Stops: []Stop{{}, {At: 1}}}})
			}
		}, "the list paints more than"},
		"many blurs": {func(l *List) {
			l.Ops, l.Width, l.Height = nil, 1200, 630
			for range 100 {
				l.Ops = append(l.Ops, &PushGroup{Clip: box(0, 0, 1200, 630, 0), Blur: 1}, &Fill{Shape: box(0, 0, 1200, 630, 0), Paint: Color{}}, &PopGroup{})
			}
		}, "the list paints more than"},
	} {
		t.Run(name, func(t *testing.T) {
			list := &List{Width: 100, Height: 50, Ops: valid(), Tags: tags()}
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
		turn := Turn{n(), n(), n()}
		path := Path{{Move, [3]Point{{n(), n()}}}, {Line, [3]Point{{n(), n()}}}, {Cubic, [3]Point{{n(), n()}, {n(), n()}, {n(), n()}}}}
		for _, op := range []Op{
			&Fill{Shape: shape, Paint: Color{}}, &Shadow{Shape: shape, Hole: shape, Sigma: n()},
			&Stroke{Path: path, Width: n(), Paint: Color{}}, &PushGroup{Clip: shape, Blur: n()},
			&FillPath{Path: path, Paint: &ConicGradient{Point{n(), n()}, n(), []Stop{{}, {At: 1}}}},
			&FillPath{Path: path, Paint: &RadialGradient{Point{n(), n()}, n(), []Stop{{}, {At: 1}}, n(), n(), Point{n(), n()}}},
			&Shadow{Shape: shape, Hole: shape, Sigma: n(), Turn: turn, Inset: true}, &PushGroup{Clip: shape, Turn: turn, Mask: &PathMask{Path: path}},
			&Picture{Source: fakeSource{9, 9}, Crop: Rect{n(), n(), n(), n()}, Dest: shape.Rect, Clip: shape, Turn: turn},
			&Fill{Shape: shape, Paint: &ImagePaint{fakeSource{9, 9}, Rect{0, 0, 9, 9}, Rect{n(), n(), n(), n()}, turn}},
		} {
			b := op.Bounds() // never panics
			ops := []Op{op}
			if _, ok := op.(*PushGroup); ok {
				ops = append(ops, &PopGroup{})
			}
			if Check(&List{Width: 100, Height: 100, Ops: ops}) != nil {
				continue
			}
			const limit = 2*MaxCoordinate + MaxMove
			if !b.In(image.Rect(-limit, -limit, limit, limit)) {
				t.Fatalf("%s is accepted with bounds %v", describe(op), b)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	list := &List{Width: 100, Height: 50, Ops: valid()}
	b.ReportAllocs()
	for b.Loop() {
		if err := Check(list); err != nil {
			b.Fatal(err)
		}
	}
}
