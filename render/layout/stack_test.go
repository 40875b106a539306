package layout_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"placard/render/layout"
)

// boxes are those of all layers of a page, by id.
func boxes(tb testing.TB, layers string) map[string][4]float64 {
	tb.Helper()
	doc := parse(tb, `{"id":"t","width":1000,"height":600,"layers":[`+layers+`]}`)
	_, r, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: 1, Report: true})
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string][4]float64{}
	for _, l := range r.Layers {
		out[l.ID] = l.Box
	}
	return out
}

// wantBoxes compares boxes, rounded to a tenth of a px, with "id x y w h" lines.
func wantBoxes(t *testing.T, name, layers string, want ...string) {
	t.Helper()
	got := boxes(t, layers)
	for _, line := range want {
		id, box, _ := strings.Cut(line, " ")
		b := got[id]
		if s := fmt.Sprintf("%g %g %g %g", round(b[0]), round(b[1]), round(b[2]), round(b[3])); s != box {
			t.Errorf("%s: %s is at %s, want %s", name, id, s, box)
		}
	}
}

func round(v float64) float64 { return math.Round(v*10)/10 + 0 }

// TestStacks holds what an author would try to boxes worked out by hand.
func TestStacks(t *testing.T) {
	rect := func(id, w, h, more string) string {
		return fmt.Sprintf(`{"id":%q,"type":"rect","width":%s,"height":%s%s}`, id, w, h, more)
	}
	stack := func(id, layout, more string, layers ...string) string {
		return fmt.Sprintf(`{"id":%q,"type":"group","layout":%s%s,"layers":[%s]}`, id, layout, more, strings.Join(layers, ","))
	}
	for _, test := range []struct {
		name, layers string
		want         []string
	}{
		{"hugs, with padding and gap", stack("g", `{"mode":"row","gap":10}`, `,"x":5,"y":6,"padding":[1,2,3,4]`, rect("a", "20", "30", ""), rect("b", "40", "10", "")),
			[]string{"g 5 6 76 34", "a 9 7 20 30", "b 39 7 40 10"}},
		{"hidden takes no room, nor does a gap beside it", stack("g", `{"mode":"row","gap":10}`, ``, rect("a", "20", "30", ""), rect("h", "500", "500", `,"hidden":true`), rect("b", "40", "10", "")),
			[]string{"g 0 0 70 30", "b 30 0 40 10"}},
		{"invisible takes room", stack("g", `{"mode":"row","gap":10}`, ``, rect("a", "20", "30", `,"opacity":0`), rect("b", "40", "10", "")),
			[]string{"b 30 0 40 10"}},
		{"anchored is out of the row", stack("g", `{"mode":"row"}`, ``, rect("a", "20", "30", ""), rect("mark", "8", "8", `,"anchor":{"point":"bottom-right"}`), rect("b", "40", "10", "")),
			[]string{"g 0 0 60 30", "mark 52 22 8 8", "b 20 0 40 10"}},
		{"x and y move it from its place", stack("g", `{"mode":"row"}`, ``, rect("a", "20", "30", `,"x":-3,"y":4`), rect("b", "40", "10", "")),
			[]string{"a -3 4 20 30", "b 20 0 40 10"}},
		{"fill shares what is left", stack("g", `{"mode":"row","gap":10}`, `,"width":200,"height":50`, rect("a", `"fill"`, `"fill"`, ""), rect("b", "40", "10", ""), rect("c", `"fill"`, `"fill"`, `,"grow":2`)),
			[]string{"a 0 0 46.7 50", "b 56.7 0 40 10", "c 106.7 0 93.3 50"}},
		{"fill with bounds", stack("g", `{"mode":"row"}`, `,"width":300,"height":50`, rect("a", `"fill"`, "9", `,"max_width":50`), rect("b", `"fill"`, "9", `,"min_width":200`), rect("c", `"fill"`, "9", "")),
			[]string{"a 0 0 50 9", "b 50 0 200 9", "c 250 0 50 9"}},
		{"no shares", stack("g", `{"mode":"row"}`, `,"width":300,"height":50`, rect("a", `"fill"`, "9", `,"grow":0`), rect("b", "10", "9", "")),
			[]string{"a 0 0 0 9", "b 0 0 10 9"}},
		{"fill in a row that hugs makes all as wide as the widest needs", stack("g", `{"mode":"row","gap":4}`, ``,
			stack("a", `{"mode":"row"}`, `,"width":"fill"`, rect("a1", "30", "9", "")), stack("b", `{"mode":"row"}`, `,"width":"fill"`, rect("b1", "70", "9", ""))),
			[]string{"g 0 0 144 9", "a 0 0 70 9", "b 74 0 70 9"}},
		{"as wide as the widest in a column", stack("g", `{"mode":"column"}`, ``, rect("a", `"fill"`, "10", ""), rect("b", "40", "10", "")),
			[]string{"g 0 0 40 20", "a 0 0 40 10"}},
		{"a part of a width that hugs is one of what came of it", stack("g", `{"mode":"column"}`, ``, rect("a", `"50%"`, "10", ""), rect("b", "40", "10", "")),
			[]string{"g 0 0 40 20", "a 0 0 20 10"}},
		{"a part of a height that hugs hugs itself", stack("g", `{"mode":"row"}`, ``, stack("a", `{"mode":"row"}`, `,"height":"50%"`, rect("a1", "9", "12", "")), rect("b", "40", "10", "")),
			[]string{"g 0 0 49 12", "a 0 0 9 12"}},
		{"wraps", stack("g", `{"mode":"row","gap":[10,5],"wrap":true}`, `,"width":100`, rect("a", "50", "20", ""), rect("b", "40", "10", ""), rect("c", "60", "10", "")),
			[]string{"g 0 0 100 35", "b 60 0 40 10", "c 0 25 60 10"}},
		{"a column wraps", stack("g", `{"mode":"column","gap":[10,5],"wrap":true}`, `,"height":40`, rect("a", "50", "20", ""), rect("b", "40", "10", ""), rect("c", "60", "10", "")),
			[]string{"g 0 0 115 40", "b 0 30 40 10", "c 55 0 60 10"}},
		{"lines stay together where align says", stack("g", `{"mode":"row","wrap":true,"align":"end"}`, `,"width":100,"height":90`, rect("a", "60", "20", ""), rect("b", "60", "10", "")),
			[]string{"a 0 60 60 20", "b 0 80 60 10"}},
		{"sticks out as in CSS", stack("g", `{"mode":"row","justify":"center","align":"center"}`, `,"width":20,"height":10`, rect("a", "60", "30", "")),
			[]string{"g 0 0 20 10", "a -20 -10 60 30"}},
		{"a picture keeps its proportions", stack("g", `{"mode":"row"}`, `,"height":50`,
			`{"id":"a","type":"image","src":"asset:300x200","width":"hug","height":"fill"},{"id":"b","type":"image","src":"asset:300x200","width":60,"height":"hug"},
			{"id":"c","type":"image","src":"asset:300x200","width":"hug","height":"hug","max_height":20}`),
			[]string{"a 0 0 75 50", "b 75 0 60 40", "c 135 0 30 20"}},
		{"outlines take the room that they need", stack("g", `{"mode":"row"}`, ``, `{"id":"a","type":"path","d":"M5 5h20v40z"}`, `{"id":"b","type":"polygon","points":"0 0 30 0 30 20"}`,
			`{"id":"c","type":"path","d":"M0 0h24v24z","view_box":"0 0 24 48","width":10,"height":"hug"}`), []string{"g 0 0 65 45", "a 0 0 25 45", "b 25 0 30 20", "c 55 0 10 20"}},
		{"a QR code is square", stack("g", `{"mode":"column"}`, `,"width":80`, `{"id":"a","type":"qr","value":"x","width":"fill","height":"hug"}`, `{"id":"b","type":"qr","value":"x","width":"hug","height":30}`),
			[]string{"g 0 0 80 110", "a 0 0 80 80", "b 0 80 30 30"}},
		{"a line may run up", stack("g", `{"mode":"row","gap":5}`, ``, `{"id":"a","type":"line","width":-20,"height":-10}`, rect("b", "40", "10", "")),
			[]string{"a 20 10 -20 -10", "b 25 0 40 10"}},
		{"mode none stacks nothing", stack("g", `{"mode":"none","gap":5}`, ``, rect("a", "20", "30", ""), rect("b", "40", "10", "")),
			[]string{"b 0 0 40 10"}},
		{"hugs without a layout", `{"id":"g","type":"group","x":10,"padding":5,"width":"hug","height":"hug","layers":[` +
			rect("a", "20", "30", `,"x":7`) + "," + rect("b", "10", "10", `,"anchor":{"to":"a","point":"bottom-right","gap":[20,4]}`) + "," + rect("c", "500", "5", `,"hidden":true`) + "," +
			rect("d", `"fill"`, "5", "") + `]}`,
			[]string{"g 10 0 57 54", "a 22 5 20 30", "b 52 39 10 10", "d 15 5 47 5"}},
		{"fills the canvas from its place on", rect("a", `"fill"`, `"fill"`, `,"x":"10%","y":50`), []string{"a 100 50 900 550"}},
		{"bounds of what is in px", rect("a", `500`, `"50%"`, `,"max_width":50,"max_height":80,"min_height":100`), []string{"a 0 0 50 100"}},
	} {
		wantBoxes(t, test.name, test.layers, test.want...)
	}
}

// TestStacksOfText: a text that hugs is as wide as its words, one that fills wraps and is as tall as its lines.
func TestStacksOfText(t *testing.T) {
	text := func(id, more, words string) string {
		return fmt.Sprintf(`{"id":%q,"type":"text","font_size":20,"line_height":"30px","text":%q%s}`, id, words, more)
	}
	const words = "some words that need more than one line in here"
	alone := boxes(t, text("a", ``, words))["a"]
	if alone[2] < 400 || alone[3] != 30 {
		t.Fatalf("a text without a width is %v", alone)
	}
	badge := boxes(t, `{"id":"g","type":"group","padding":[10,20],"layout":{"mode":"row"},"layers":[`+text("a", "", words)+`]}`)["g"]
	if math.Abs(badge[2]-alone[2]-40) > 1e-6 || badge[3] != 50 {
		t.Errorf("a badge around %v is %v", alone, badge)
	}
	wantBoxes(t, "fills and wraps", `{"id":"g","type":"group","width":200,"layout":{"mode":"row"},"layers":[{"id":"r","type":"rect","width":50,"height":20},`+text("a", `,"width":"fill"`, words)+`]}`,
		"g 0 0 200 120", "a 50 0 150 120")
	wantBoxes(t, "is wrapped by its bound", text("a", `,"max_width":150`, words), "a 0 0 150 120")
	wantBoxes(t, "a column is as tall as the lines", `{"id":"g","type":"group","width":150,"layout":{"mode":"column","gap":8},"layers":[`+text("a", `,"width":"fill"`, words)+","+text("b", `,"width":"fill"`, "b")+`]}`,
		"g 0 0 150 158", "b 0 128 150 30")
	wantBoxes(t, "by the baselines", `{"id":"g","type":"group","layout":{"mode":"row","align":"baseline"},"layers":[`+
		text("a", ``, "a")+`,{"id":"b","type":"text","font_size":40,"line_height":"30px","text":"b"},{"id":"r","type":"rect","width":5,"height":5}]}`,
		"b 11.2 0 24.5 30", "r 35.7 24.6 5 5", "a 0 7.3 11.2 30")
	two := boxes(t, `{"id":"g","type":"group","width":400,"layout":{"mode":"row"},"layers":[`+text("a", `,"width":"fill"`, words)+","+text("b", `,"width":"fill"`, words)+`]}`)
	if two["a"][2] != 200 || two["b"][2] != 200 || two["a"][3] != two["b"][3] {
		t.Errorf("two that fill are %v and %v", two["a"], two["b"])
	}
}

// TestStackProperties: in a stack of a size in which everything fits, no layer leaves the padding, no two overlap,
// those that fill end exactly at its end, and a layer that is hidden changes nothing.
func TestStackProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		mode := rapid.SampledFrom([]string{"row", "column"}).Draw(rt, "mode")
		align := rapid.SampledFrom([]string{"start", "center", "end", "stretch", "baseline"}).Draw(rt, "align")
		how := rapid.SampledFrom([]string{"start", "center", "end", "space_between", "space_around", "space_evenly"}).Draw(rt, "justify")
		side := map[string][2]string{"row": {"width", "height"}, "column": {"height", "width"}}[mode]
		gap := rapid.IntRange(0, 20).Draw(rt, "gap")
		padding := rapid.IntRange(0, 30).Draw(rt, "padding")
		var items []string
		fills, need := false, 0
		count := rapid.IntRange(1, 8).Draw(rt, "items")
		for i := range count {
			along := fmt.Sprint(rapid.IntRange(0, 60).Draw(rt, "along"))
			if rapid.IntRange(0, 2).Draw(rt, "fills") == 0 {
				along, fills = `"fill"`, true
			} else {
				var px int
				fmt.Sscan(along, &px)
				need += px
			}
			across := rapid.SampledFrom([]string{"10", "100", `"fill"`, `"40%"`}).Draw(rt, "across")
			items = append(items, fmt.Sprintf(`{"id":"i%d","type":"rect",%q:%s,%q:%s}`, i, side[0], along, side[1], across))
		}
		length := need + gap*(count-1) + 2*padding + rapid.IntRange(0, 200).Draw(rt, "spare")
		stack := func(items []string) string {
			return fmt.Sprintf(`{"id":"g","type":"group",%q:%d,%q:%d,"padding":%d,"layout":{"mode":%q,"align":%q,"justify":%q,"gap":%d},"layers":[%s]}`,
				side[0], length, side[1], 100+2*padding, padding, mode, align, how, gap, strings.Join(items, ","))
		}
		got := boxes(t, stack(items))
		main := map[string]int{"row": 0, "column": 1}[mode]
		end := float64(padding)
		for i := range items {
			b := got[fmt.Sprintf("i%d", i)]
			first := i == 0
			if lead := b[main] - end; first && lead < -1e-6 || !first && lead < float64(gap)-1e-6 {
				rt.Fatalf("i%d starts at %v, the one before ends at %v", i, b[main], end)
			}
			end = b[main] + b[main+2]
			if low, high := b[1-main], b[1-main]+b[3-main]; low < float64(padding)-1e-6 || high > float64(100+padding)+1e-6 {
				rt.Fatalf("i%d lies at %v..%v across", i, low, high)
			}
		}
		if spare := float64(length-padding) - end; spare < -1e-6 || fills && spare > 1e-6 {
			rt.Fatalf("%v px are left at the end", spare)
		}
		at := rapid.IntRange(0, count).Draw(rt, "hidden")
		with := append(append(append([]string{}, items[:at]...), `{"id":"ghost","type":"rect","width":"fill","height":500,"hidden":true}`), items[at:]...)
		if again := boxes(t, stack(with)); fmt.Sprint(again) != fmt.Sprint(got) {
			rt.Fatalf("a hidden layer changes %v to %v", got, again)
		}
	})
}

// TestDeepStacks: stacks that hug one another, as deep and with as many layers as there may be, are measured in a
// bounded number of steps.
func TestDeepStacks(t *testing.T) {
	for _, mode := range []string{"row", "column", "row column"} {
		modes := strings.Fields(mode)
		inner, id := "", 0
		for level := range 8 {
			items := []string{}
			if inner != "" {
				items = append(items, inner)
			}
			for range 24 {
				id++
				items = append(items, fmt.Sprintf(`{"id":"t%d","type":"text","text":"some words %d","font_size":12,"width":%s}`, id, id, []string{`"hug"`, `"fill"`, `"30%"`}[id%3]))
			}
			inner = fmt.Sprintf(`{"id":"g%d","type":"group","width":%s,"height":%s,"padding":2,"layout":{"mode":%q,"gap":3,"align":"stretch","wrap":%v},"layers":[%s]}`,
				level, []string{`"hug"`, `"fill"`}[level%2], []string{`"fill"`, `"hug"`}[level/2%2], modes[level%len(modes)], level%3 == 0, strings.Join(items, ","))
		}
		doc := parse(t, `{"id":"t","width":1200,"height":630,"layers":[`+inner+`]}`)
		list := build(t, doc, 1) // shapes all texts
		least := time.Hour
		for range 5 {
			start := time.Now()
			list = build(t, doc, 1)
			least = min(least, time.Since(start))
		}
		t.Logf("%s: %d layers, %d operations in %v", mode, id+8, len(list.Ops), least)
		if least > deepStacks {
			t.Errorf("%s: took %v", mode, least)
		}
	}
}

// deepStacks is what 200 layers on eight levels may take, here with the slack that the race detector and a busy
// machine want: 50 ms without.
const deepStacks = 500 * time.Millisecond

// TestStacksOfFitGroups: texts that take one size are as tall as they are at that size, and so is what holds them.
func TestStacksOfFitGroups(t *testing.T) {
	text := func(id, words string) string {
		return fmt.Sprintf(`{"id":%q,"type":"text","width":200,"font_size":40,"line_height":1,"fit":"shrink","max_lines":1,"fit_group":"one","text":%q}`, id, words)
	}
	got := boxes(t, `{"id":"g","type":"group","layout":{"mode":"column","gap":10},"layers":[`+text("short", "Short")+","+text("long", "A line that is far longer")+`]}`)
	if height := got["long"][3]; height > 30 || got["short"][3] != height || math.Abs(got["g"][3]-2*height-10) > 1e-9 {
		t.Errorf("%v", got)
	}
}
