package layout_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"placard/render/display"
	"placard/render/layout"
	"placard/templates"
)

// TestAnchors holds anchored layers to boxes worked out by hand.
func TestAnchors(t *testing.T) {
	rect := func(id, more string) string {
		return fmt.Sprintf(`{"id":%q,"type":"rect","width":20,"height":10%s}`, id, more)
	}
	anchor := func(to, point, more string) string {
		return fmt.Sprintf(`,"anchor":{"to":%q,"point":%q%s}`, to, point, more)
	}
	big := `{"id":"big","type":"rect","x":100,"y":200,"width":60,"height":40},`
	for _, test := range []struct {
		name, layers string
		want         []string
	}{
		{"corners of the canvas", rect("a", anchor("parent", "top-left", "")) + "," + rect("b", anchor("parent", "bottom-right", "")) + "," + rect("c", anchor("parent", "center", "")),
			[]string{"a 0 0 20 10", "b 980 590 20 10", "c 490 295 20 10"}},
		{"edges of the canvas, with a gap", rect("a", anchor("parent", "top", `,"gap":[0,8]`)) + "," + rect("b", anchor("parent", "right", `,"gap":[-8,0]`)),
			[]string{"a 490 8 20 10", "b 972 295 20 10"}},
		{"beside another layer", big + rect("a", anchor("big", "bottom-left", `,"gap":[0,24]`)) + "," + rect("b", anchor("big", "top", "")) + "," + rect("c", anchor("big", "right", "")) + "," + rect("d", anchor("big", "center", "")),
			[]string{"a 100 264 20 10", "b 120 190 20 10", "c 160 215 20 10", "d 120 215 20 10"}},
		{"with a point of its own", big + rect("a", anchor("big", "top-right", `,"own":"center"`)) + "," + rect("b", anchor("big", "top-left", `,"own":"top-left"`)),
			[]string{"a 150 195 20 10", "b 100 200 20 10"}},
		{"moved by x and y", big + rect("a", `,"x":5,"y":"10%"`+anchor("big", "top-left", `,"own":"top-left"`)), []string{"a 105 260 20 10"}},
		{"to a later layer", rect("a", anchor("b", "right", "")) + "," + rect("b", `,"x":7`), []string{"a 27 0 20 10"}},
		{"fills what is left beside it", big + `{"id":"a","type":"rect","width":"fill","height":"fill"` + anchor("big", "right", `,"own":"top-left","gap":[40,0]`) + `},
			{"id":"b","type":"rect","width":"fill","height":5` + anchor("big", "left", `,"gap":[-10,0]`) + `},{"id":"c","type":"rect","width":"fill","height":5` + anchor("big", "top", "") + `}`,
			[]string{"a 200 220 800 380", "b 0 217.5 90 5", "c 0 195 260 5"}},
		{"to what is in a group, and from there", `{"id":"g","type":"group","x":50,"y":50,"layers":[` + rect("in", `,"x":5`) + "," + rect("out", anchor("far", "right", "")) + `]},` + rect("a", anchor("in", "bottom-left", "")) + "," + rect("far", `,"y":400`),
			[]string{"a 55 60 20 10", "out 20 400 20 10"}},
		{"the parent's padding", `{"id":"g","type":"group","x":50,"y":50,"width":200,"height":100,"padding":10,"layers":[` + rect("a", anchor("parent", "bottom-right", "")) + `]}`, []string{"a 220 130 20 10"}},
		{"the parent hugs", `{"id":"g","type":"group","padding":10,"layout":{"mode":"row"},"layers":[` + rect("a", "") + "," + rect("b", anchor("parent", "right", `,"own":"left"`)) + `]}`, []string{"g 0 0 40 30", "b 30 10 20 10"}},
		{"a line that runs up", `{"id":"l","type":"line","x":50,"y":50,"width":-20,"height":-30},` + rect("a", anchor("l", "bottom-left", "")), []string{"a 30 50 20 10"}},
		{"what is turned counts as if it were not", `{"id":"big","type":"rect","x":100,"y":200,"width":60,"height":40,"rotation":90},` + rect("a", anchor("big", "bottom-left", "")), []string{"a 100 240 20 10"}},
	} {
		wantBoxes(t, test.name, test.layers, test.want...)
	}
}

// TestAnchorsFollow: what follows a text goes by its lines, and what follows a hidden layer takes its place.
func TestAnchorsFollow(t *testing.T) {
	layers := func(title string, hidden, hiddenSub bool) string {
		return fmt.Sprintf(`{"id":"title","type":"text","x":80,"y":100,"width":300,"text":%q,"font_size":40,"line_height":"50px","hidden":%v},
			{"id":"sub","type":"text","width":300,"text":"below","font_size":20,"line_height":"30px","hidden":%v,"anchor":{"to":"title","point":"bottom-left","gap":[4,24]}},
			{"id":"by","type":"rect","width":30,"height":10,"anchor":{"to":"sub","point":"bottom-left","gap":[0,16]}}`, title, hidden, hiddenSub)
	}
	wantBoxes(t, "one line", layers("One", false, false), "title 80 100 300 50", "sub 84 174 300 30", "by 84 220 30 10")
	wantBoxes(t, "three lines", layers("One and\ntwo and\nthree", false, false), "title 80 100 300 150", "sub 84 274 300 30", "by 84 320 30 10")
	wantBoxes(t, "no title", layers("One", true, false), "sub 84 100 300 30", "by 84 146 30 10")
	wantBoxes(t, "no subtitle", layers("One", false, true), "by 84 174 30 10")
	wantBoxes(t, "neither", layers("One", true, true), "by 84 100 30 10")

	right := `{"id":"avatar","type":"image","src":"asset:9x9","x":40,"y":50,"width":60,"height":60,"hidden":%v},
		{"id":"name","type":"rect","width":100,"height":20,"anchor":{"to":"avatar","point":"right","gap":[16,0]}}`
	wantBoxes(t, "beside a picture", fmt.Sprintf(right, false), "name 116 70 100 20")
	wantBoxes(t, "without the picture, still at its middle", fmt.Sprintf(right, true), "name 40 70 100 20")

	up := `{"id":"foot","type":"rect","width":100,"height":40,"hidden":%v,"anchor":{"point":"bottom-left","gap":[0,-20]}},
		{"id":"above","type":"rect","width":100,"height":20,"anchor":{"to":"foot","point":"top-left","gap":[0,-8]}}`
	wantBoxes(t, "from the bottom up", fmt.Sprintf(up, false), "foot 0 540 100 40", "above 0 512 100 20")
	wantBoxes(t, "from the bottom up, without the foot", fmt.Sprintf(up, true), "above 0 560 100 20")
	wantBoxes(t, "within what is hidden", `{"id":"g","type":"group","x":30,"y":40,"hidden":true,"layers":[{"id":"a","type":"text","x":5,"y":6,"text":"x"}]},
		{"id":"b","type":"rect","width":5,"height":5,"anchor":{"to":"a","point":"bottom-left","gap":[0,9]}}`, "b 35 46 5 5")
}

// TestAnchorErrors: changes can do what templates are refused for.
func TestAnchorErrors(t *testing.T) {
	template, err := templates.Decode([]byte(`{"id":"t","width":100,"height":100,"layers":[{"id":"title","type":"rect","width":5,"height":5},
		{"id":"subtitle","type":"rect","width":5,"height":5},{"id":"g","type":"group","layout":{"mode":"row"},"layers":[{"id":"in","type":"rect","width":5,"height":5}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	to := func(id, to string) string {
		return fmt.Sprintf(`{"id":%q,"anchor":{"to":%q,"point":"bottom-left"}}`, id, to)
	}
	const end = ": each needs the place of the next; give one of them x and y instead"
	for want, source := range map[string]string{
		`layer "title": anchor: title → subtitle → title` + end:                                                          to("title", "subtitle") + "," + to("subtitle", "title"),
		`layer "g": anchor: g → in → g` + end:                                                                            to("g", "in"),
		`layer "title": anchor.to: there is no layer "subtitles" on this page; did you mean "subtitle"?`:                 to("title", "subtitles"),
		`layer "title": width: there is nothing in a layer of type rect to hug; write px, a part as in "50%", or "fill"`: `{"id":"title","width":"hug"}`,
	} {
		changes, err := templates.DecodeChanges([]byte("[" + source + "]"))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := template.Apply(changes)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = layout.Build(doc, registry, checkers{}, layout.Options{Scale: 1})
		var at *layout.Error
		if !errors.As(err, &at) || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// TestHostileGeometry: of random documents with geometry of any size and of any nesting, each is laid out as what the
// check accepts, or refused by the name of a layer, in bounded time.
func TestHostileGeometry(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	drawn, refused := 0, 0
	for range 1000 {
		count := 0
		source := `{"id":"t","width":300,"height":200,"layers":[` + anyLayers(random, &count, 0) + `]}`
		template, err := templates.Decode([]byte(source))
		if err != nil {
			var at *templates.Error
			if !errors.As(err, &at) || at.Path == "" {
				t.Fatalf("%v\n%s", err, source)
			}
			refused++
			continue
		}
		doc, err := template.Apply(nil)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		list, _, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: []float64{0.01, 1, 4}[random.IntN(3)], Bleed: float64(random.IntN(2) * 30), Tags: true, Report: true})
		if took := time.Since(start); took > 2*time.Second {
			t.Fatalf("took %v\n%s", took, source)
		}
		var at *layout.Error
		switch {
		case err == nil:
			if err := display.Check(list); err != nil {
				t.Fatalf("%v\n%s", err, source)
			}
			drawn++
		case errors.As(err, &at) && at.Layer != "":
			refused++
		default:
			t.Fatalf("%T %v\n%s", err, err, source)
		}
	}
	t.Logf("%d drawn, %d refused", drawn, refused)
	if drawn < 300 || refused < 50 {
		t.Errorf("%d drawn, %d refused: of either there should be more", drawn, refused)
	}
}

// anyLayers makes up layers whose geometry is mostly sound.
func anyLayers(r *rand.Rand, count *int, depth int) string {
	px := func(low bool) string {
		if low && r.IntN(2) == 0 {
			return pick(r, "-100000", "-1", "-0.0001", `"-1000%"`)
		}
		return pick(r, "0", "1e-300", "0.1", "30", "30", "120", "300", "100000", `"50%"`, `"1000%"`, `"0%"`)
	}
	side := func() string { return pick(r, px(false), px(false), `"hug"`, `"fill"`) }
	var layers []string
	for range 1 + r.IntN(5) {
		*count++
		l := fmt.Sprintf(`{"id":"l%d","x":%s,"y":%s,"rotation":%s,"grow":%s,"min_width":%s,"max_height":%s`, *count, px(true), px(true),
			pick(r, "0", "0", "0", "45", "180", "-36000", "0.001", "89.999"), pick(r, "1", "1", "0", "100"), pick(r, "0", "0", "0", "100000", "1"), pick(r, "0", "0", "0", "100000", "1"))
		if r.IntN(4) == 0 {
			l += fmt.Sprintf(`,"anchor":{"to":%q,"point":%q,"gap":[%d,%d]}`, pick(r, "parent", "parent", fmt.Sprintf("l%d", 1+r.IntN(*count+1))),
				pick(r, "top-left", "center", "bottom-right", "left"), r.IntN(9)*r.IntN(2)*10000, r.IntN(30))
		}
		if r.IntN(8) == 0 {
			l += `,"hidden":true`
		}
		if r.IntN(8) == 0 {
			l += `,"blur":` + pick(r, "1", "200")
		}
		switch kind := r.IntN(7); {
		case kind <= 1 && depth < 7:
			l += fmt.Sprintf(`,"type":"group","width":%s,"height":%s,"padding":%s,"layout":{"mode":%q,"gap":%s,"wrap":%v,"align":%q,"justify":%q},"layers":[%s]`,
				side(), side(), pick(r, "0", "0", "10", "100000"), pick(r, "row", "column", "none"), pick(r, "0", "8", "100000"), r.IntN(3) == 0,
				pick(r, "start", "stretch", "baseline", "end"), pick(r, "start", "center", "space_between"), anyLayers(r, count, depth+1))
		case kind == 2:
			l += fmt.Sprintf(`,"type":"image","src":"asset:300x200","width":%s,"height":%s`, side(), side())
		case kind == 3:
			l += fmt.Sprintf(`,"type":"line","width":%s,"height":%s`, px(true), px(true))
		case kind <= 5:
			l += fmt.Sprintf(`,"type":"text","width":%s,"height":%s,"font_size":%s,"fit":%q,"text":%q`, side(), side(), pick(r, "1", "20", "20", "2000"), pick(r, "none", "shrink"),
				pick(r, "", "words", strings.Repeat("many words ", 40), "\n\n\n"))
		default:
			l += fmt.Sprintf(`,"type":"rect","fill":"red","shadow":{"blur":20},"width":%s,"height":%s`, px(false), pick(r, px(false), px(false), `"fill"`))
		}
		layers = append(layers, l+"}")
	}
	return strings.Join(layers, ",")
}
