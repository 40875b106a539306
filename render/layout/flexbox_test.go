package layout_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"placard/render/internal/judge"
	"placard/render/layout"
)

// flexboxes is how many random stacks are held to the boxes that Chromium gives the same in CSS.
const flexboxes = 300

// verdict is what Chromium said; -update asks it anew.
const verdict = "testdata/flexbox/chromium.json"

// TestStacksAreFlexboxes holds the boxes of random stacks to those that Chromium found for the same as flex
// containers, within half a px. Chromium is asked with -update alone: its answers are kept.
func TestStacksAreFlexboxes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 300))
	cases := make([]*flexbox, flexboxes)
	for i := range cases {
		cases[i] = anyFlexbox(random, fmt.Sprintf("f%d", i), nil, 0)
	}
	if flag.Lookup("update").Value.String() == "true" {
		askChromium(t, cases)
	}
	var said map[string][4]float64
	data, err := os.ReadFile(verdict)
	if err == nil {
		err = json.Unmarshal(data, &said)
	}
	if err != nil {
		t.Fatal(err)
	}
	worst, boxes, wrong := 0.0, 0, 0
	for _, c := range cases {
		layer, err := json.Marshal(c.layer())
		if err != nil {
			t.Fatal(err)
		}
		doc := parse(t, fmt.Sprintf(`{"id":"t","width":1000,"height":1000,"layers":[%s]}`, layer))
		_, r, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: 1, Report: true})
		if err != nil {
			t.Fatalf("%v\n%s", err, layer)
		}
		for _, l := range r.Layers {
			want, ok := said[l.ID]
			if !ok {
				t.Fatalf("Chromium was not asked for %s; run with -update", l.ID)
			}
			boxes++
			off := 0.0
			for i := range want {
				off = max(off, math.Abs(want[i]-l.Box[i]))
			}
			if worst = max(worst, off); off > 0.5 {
				if wrong++; wrong <= 5 {
					t.Errorf("%s is at %.2f, Chromium has it at %.2f\n%s\n%s", l.ID, l.Box, want, layer, c.html(nil))
				}
				break
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d differ", wrong, len(cases))
	}
	t.Logf("%d boxes in %d stacks, the worst %.3f px off", boxes, len(cases), worst)
}

// askChromium records where it puts the boxes.
func askChromium(t *testing.T, cases []*flexbox) {
	tool := judge.Require(t, "chromium", "chromium")
	var page strings.Builder
	page.WriteString(`<!doctype html><style>*{box-sizing:border-box;margin:0;border:0}.c{position:absolute;left:0;top:0}.s{display:flex;flex-shrink:0}</style><body>`)
	for _, c := range cases {
		page.WriteString(`<div class=c>` + c.html(nil) + `</div>`)
	}
	page.WriteString(`<script>onload=()=>{let o={};for(const e of document.querySelectorAll("[id]")){const r=e.getBoundingClientRect();
		o[e.id]=[r.x+scrollX,r.y+scrollY,r.width,r.height]};document.body.innerHTML="<pre id=out></pre>";document.getElementById("out").textContent=JSON.stringify(o)}</script>`)
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--window-size=1000,1000", "--dump-dom", "file://"+file).Output()
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?s)<pre id="out">(.*?)</pre>`).FindSubmatch(out)
	if found == nil {
		t.Fatalf("no answer:\n%s", out)
	}
	var boxes map[string][4]float64
	if err := json.Unmarshal(found[1], &boxes); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(boxes)
	if err == nil {
		err = os.WriteFile(verdict, append([]byte(strings.ReplaceAll(string(data), "],", "],\n")), '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Errorf("%s is written: run without -update", verdict)
}

// flexbox is a box of a random stack: a stack itself, a picture, or a plain one.
type flexbox struct {
	id          string
	side        [2]string // px, "%", hug or fill
	known       [2]bool   // which of them do not follow from what is in it
	least, most [2]int    // 0: none
	grow        float64
	picture     [2]int // its size; of none 0

	mode, align, justify string // of a stack
	wrap                 bool
	gap                  [2]int
	padding              [4]int
	items                []*flexbox
}

// anyFlexbox makes up a box and those in it. It leaves out where we mean to differ: what fills a stack that hugs is as
// large as what is in it, a picture that hugs is not stretched, paddings have no part in what boxes share, and what fills a stack across but is held by its
// greatest size lies where align says, and a column of several lines that hugs is as wide as they are.
func anyFlexbox(r *rand.Rand, id string, around *flexbox, depth int) *flexbox {
	f := &flexbox{id: id, grow: 1}
	px := func(most int) string { return fmt.Sprint(1 + r.IntN(most)) }
	kind := r.IntN(5)
	switch {
	case depth == 0:
		f.side = [2]string{pick(r, px(700), "hug"), pick(r, px(500), "hug")}
	case kind <= 1 && depth < 3:
		f.side = [2]string{pick(r, px(600), "hug", "fill", "40%"), pick(r, px(400), "hug", "hug", "fill")}
	case kind == 2:
		f.picture = [2]int{1 + r.IntN(200), 1 + r.IntN(200)}
		f.side = [2]string{pick(r, px(200), "hug"), pick(r, px(200), "hug")}
	default:
		f.side = [2]string{pick(r, px(200), "fill", "30%"), pick(r, px(200), "fill")}
	}
	along := -1
	if around != nil {
		along = around.main()
		if f.side[along] == "fill" && !around.known[along] {
			f.side[along] = px(100)
		}
	}
	for axis, side := range f.side {
		switch side {
		case "hug":
		case "fill":
			f.known[axis] = around.known[axis] && !around.wrap
		default:
			f.known[axis] = side[len(side)-1] != '%' || around.known[axis]
		}
	}
	for axis := range 2 {
		if f.picture != [2]int{} {
			continue
		}
		if r.IntN(6) == 0 {
			f.least[axis] = 1 + r.IntN(150)
		}
		held := f.side[axis] == "fill" && axis != along && around.align != "start"
		if r.IntN(6) == 0 && !held {
			f.most[axis] = 1 + r.IntN(300)
		}
	}
	if r.IntN(4) == 0 {
		f.grow = float64(1 + r.IntN(3))
	}
	if depth > 0 && kind > 1 || depth == 3 {
		return f
	}
	f.mode = pick(r, "row", "column")
	f.align = pick(r, "start", "center", "end", "stretch", "baseline")
	f.justify = pick(r, "start", "center", "end", "space_between", "space_around", "space_evenly")
	f.wrap = r.IntN(4) == 0 && (f.mode == "row" || f.side[0] != "hug")
	f.gap = [2]int{r.IntN(20), r.IntN(20)}
	if r.IntN(2) == 0 && (along < 0 || f.side[along] != "fill") {
		f.padding = [4]int{r.IntN(20), r.IntN(20), r.IntN(20), r.IntN(20)}
	}
	for i := range 1 + r.IntN(5) {
		f.items = append(f.items, anyFlexbox(r, fmt.Sprintf("%s-%d", id, i), f, depth+1))
	}
	return f
}

// main is the axis along a stack.
func (f *flexbox) main() int {
	if f.mode == "column" {
		return 1
	}
	return 0
}

func pick(r *rand.Rand, words ...string) string { return words[r.IntN(len(words))] }

// layer is the box as a layer.
func (f *flexbox) layer() map[string]any {
	l := map[string]any{"id": f.id, "type": "rect", "min_width": f.least[0], "min_height": f.least[1], "max_width": f.most[0], "max_height": f.most[1], "grow": f.grow}
	for axis, name := range []string{"width", "height"} {
		l[name] = f.side[axis]
		var px float64
		if n, err := fmt.Sscanf(f.side[axis]+" ", "%g ", &px); n == 1 && err == nil {
			l[name] = px
		}
	}
	switch {
	case f.picture != [2]int{}:
		l["type"], l["src"] = "image", fmt.Sprintf("asset:%dx%d", f.picture[0], f.picture[1])
	case f.mode != "":
		var items []any
		for _, item := range f.items {
			items = append(items, item.layer())
		}
		l["type"], l["layers"], l["padding"] = "group", items, f.padding
		l["layout"] = map[string]any{"mode": f.mode, "align": f.align, "justify": f.justify, "wrap": f.wrap, "gap": f.gap}
	}
	return l
}

var cssWords = strings.NewReplacer("space_", "space-", "start", "flex-start", "end", "flex-end")

// html is the box as an element.
func (f *flexbox) html(around *flexbox) string {
	var css strings.Builder
	add := func(format string, args ...any) { fmt.Fprintf(&css, format+";", args...) }
	if around != nil {
		add("flex:none")
	}
	if f.picture != [2]int{} && around.align == "stretch" {
		add("align-self:flex-start")
	}
	for axis, name := range []string{"width", "height"} {
		side := f.side[axis]
		along := around != nil && axis == around.main()
		switch {
		case side == "fill" && along:
			add("flex:%g 1 0px;min-%s:0", f.grow, name)
		case side == "fill":
			add("align-self:stretch")
		case side == "hug" && !along && around != nil && around.align == "stretch" && f.picture == [2]int{}:
			add("%s:auto", name)
		case side == "hug":
			add("%s:max-content", name)
		case strings.HasSuffix(side, "%"):
			add("%s:%s", name, side)
		default:
			add("%s:%spx", name, side)
		}
		if f.least[axis] > 0 {
			add("min-%s:%dpx", name, f.least[axis])
		}
		if f.most[axis] > 0 {
			add("max-%s:%dpx", name, f.most[axis])
		}
	}
	if f.picture != [2]int{} {
		return fmt.Sprintf(`<img id=%s style="%s" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'/>">`, f.id, css.String(), f.picture[0], f.picture[1])
	}
	if f.mode == "" {
		return fmt.Sprintf(`<div id=%s style="%s"></div>`, f.id, css.String())
	}
	gap := f.gap
	if f.mode == "row" {
		gap = [2]int{f.gap[1], f.gap[0]}
	}
	add("display:flex;flex-direction:%s;gap:%dpx %dpx;padding:%dpx %dpx %dpx %dpx", f.mode, gap[0], gap[1], f.padding[0], f.padding[1], f.padding[2], f.padding[3])
	lines := f.align
	if lines == "baseline" {
		lines = "start"
	}
	add("align-items:%s;align-content:%s;justify-content:%s", cssWords.Replace(f.align), cssWords.Replace(lines), cssWords.Replace(f.justify))
	if f.wrap {
		add("flex-wrap:wrap")
	}
	var items strings.Builder
	for _, item := range f.items {
		items.WriteString(item.html(f))
	}
	return fmt.Sprintf(`<div id=%s style="%s">%s</div>`, f.id, css.String(), items.String())
}
