package raster

import (
	"maps"
	"math"
	"slices"
	"testing"

	"placard/internal/sweep"
	"placard/render/display"
)

// TestWork draws what is slower than plain fills, a part of as much as Check takes: it may take no longer than fills
// of as much work, by far.
func TestWork(t *testing.T) {
	const share = display.MaxWork / 40
	turn := display.About(10, point{X: 600, Y: 315})
	full := round(0, 0, 1200, 630, 0)
	photo := fullPicture(255)
	letters, emoji := title(t, 80, 300, 12).(*display.Glyphs), text(t, "🚀👩‍💻🇯🇵👍🏽", 80, 300, 12, hex(0))[0].(*display.Glyphs)
	shadow := func(sigma float64, inset bool, turn display.Turn) display.Op {
		return &display.Shadow{Shape: round(10, 10, 1190, 620, 40), Sigma: sigma, Inset: inset, Hole: full, Color: display.Color{A: 90}, Turn: turn}
	}
	open := func(sigma float64, turn display.Turn) display.Op {
		s := *shadow(sigma, false, turn).(*display.Shadow)
		s.Hole = display.RoundRect{}
		return &s
	}
	group := func(g display.PushGroup) []display.Op {
		g.Clip, g.Alpha = full, 255
		return []display.Op{&g, fullFill(255), &display.PopGroup{}}
	}
	glyphs := func(g display.Glyphs) display.Op {
		var all []display.Glyph
		for len(all) < 1000 {
			all = append(all, g.Glyphs...)
		}
		g.Glyphs, g.Turn = all, turn
		return &g
	}
	paint := &display.ImagePaint{Source: photo.Source, Crop: photo.Crop, Dest: photo.Dest, Turn: turn}
	ellipse := &display.RadialGradient{Center: point{X: 500, Y: 300}, Radius: 700, Across: 300, Focus: point{X: 90}, Stops: []display.Stop{{}, {At: 1, Color: hex(0xffffff)}}}

	lists := map[string][]display.Op{
		"oblique picture":      {display.Turned(photo, turn)},
		"quarter picture":      {display.Turned(photo, display.About(90, point{X: 600, Y: 315}))},
		"oblique shadow":       {open(20, turn)},
		"sharp oblique shadow": {open(1.4, turn)},
		"inset shadow":         {shadow(20, true, display.Turn{})},
		"oblique letters":      {glyphs(*letters)},
		"oblique emoji":        {glyphs(*emoji)},
		"tint":                 group(display.PushGroup{Tint: &display.Color{A: 99}}),
		"path mask":            group(display.PushGroup{Mask: &display.PathMask{Path: star(600, 315, 300, 61, 29)}}),
		"picture mask":         group(display.PushGroup{Mask: &display.PictureMask{Source: photo.Source, Crop: photo.Crop, Dest: photo.Dest, Luminance: true}, Turn: turn}),
		"picture paint":        {&display.FillPath{Path: ellipsePath(600, 315, 500, 300), Paint: paint}},
		"ellipse":              {&display.Fill{Shape: full, Paint: ellipse}},
	}
	for _, name := range sweep.Of(slices.Sorted(maps.Keys(lists))) {
		ops := lists[name]
		// Other programs on the machine take some of the time, now more and now less.
		ratio := math.Inf(1)
		for try := 0; try < 4 && ratio > 1.5; try++ {
			ratio = math.Min(ratio, unitTime(t, share, ops...)/unitTime(t, share, fullFill(160)))
		}
		t.Logf("%s: a unit of work takes %.2f of that of a fill", name, ratio)
		if ratio > 2 {
			t.Errorf("%s: a unit of work takes %.1f times as long as that of a fill", name, ratio)
		}
	}
}

// unitTime is how long a unit of work of some operations takes, in seconds. They are drawn as often as makes the
// work asked for.
func unitTime(t *testing.T, work float64, ops ...display.Op) float64 {
	t.Helper()
	once, err := display.Work(&display.List{Width: 1200, Height: 630, Ops: ops})
	if err != nil {
		t.Fatal(err)
	}
	times := int(math.Max(1, math.Round(work/once)))
	return took(t, slices.Repeat(ops, times)...).Seconds() / (once * float64(times))
}
