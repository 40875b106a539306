package templates

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// notLengths are the numbers that do not grow with the canvas, by type and name: parts of something, degrees,
// counts, and what stands in units of its own.
var notLengths = []string{
	"Base.opacity", "Base.rotation", "Base.grow", "Stop.at", "Star.inner_radius", "QR.quiet_zone", "QR.rounded", "Rating.value", "Progress.value", "Progress.max",
	"Progress.start", "Progress.sweep", "Series.values", "LinearGradient.angle", "RadialGradient.radius", "ConicGradient.angle",
	"Filters.grayscale", "Filters.sepia", "Filters.brightness", "Filters.contrast", "Filters.saturate", "Filters.hue", "Filters.invert",
	"Variable.min", "Variable.max",
}

// notScaled are types that read themselves and have no length in them, or are scaled as layers are.
var notScaled = []reflect.Type{
	reflect.TypeFor[Color](), reflect.TypeFor[Adapt](), reflect.TypeFor[Link](), reflect.TypeFor[Position](), reflect.TypeFor[Features](),
	reflect.TypeFor[Variations](), reflect.TypeFor[ViewBox](), reflect.TypeFor[Data](), reflect.TypeFor[Number](), reflect.TypeFor[Date](),
	reflect.TypeFor[Variables](), reflect.TypeFor[Value](), reflect.TypeFor[Changes](), reflect.TypeFor[Pages](),
}

// TestLengthsAreTagged: no number is forgotten when a document takes another size. A field is scaled, or listed here.
func TestLengthsAreTagged(t *testing.T) {
	used := map[string]bool{}
	for _, structType := range structTypes() {
		for _, f := range planOf(structType).fields {
			owner := structType.Name()
			if len(f.index) > 1 {
				owner = "Base"
			}
			name := owner + "." + f.name
			number := f.shape == floatShape || f.shape == listShape && f.element.shape == floatShape
			used[name] = true
			switch {
			case number && f.length == slices.Contains(notLengths, name):
				t.Errorf("%s is %v a length and %v not one", name, f.length, !f.length)
			case !number && f.length:
				t.Errorf("%s is no number of px", name)
			case f.shape == customShape && !slices.Contains(notScaled, f.typ) && !grows(t, f.typ):
				t.Errorf("%s, a %s, does not grow", name, f.typ)
			}
		}
	}
	for _, name := range notLengths {
		if !used[name] {
			t.Errorf("there is no %s", name)
		}
	}
}

// grows says whether a value of a type that reads itself is scaled.
func grows(t *testing.T, typ reflect.Type) bool {
	t.Helper()
	samples := map[reflect.Type]any{
		reflect.TypeFor[LineHeight](): LineHeight{8, true},
		reflect.TypeFor[Points]():     Points{{8, 8}}, reflect.TypeFor[PathData](): PathData("M 8 8"), reflect.TypeFor[Shadows](): Shadows{{Blur: 8}},
	}
	sample, ok := samples[typ]
	if !ok && typ.Kind() == reflect.Array {
		v := reflect.New(typ).Elem()
		v.Index(0).SetFloat(8)
		sample = v.Interface()
	} else if !ok {
		return false
	}
	for structType := range slices.Values(structTypes()) {
		for _, f := range planOf(structType).fields {
			if f.typ == typ {
				v := reflect.New(structType).Elem()
				v.FieldByIndex(f.index).Set(reflect.ValueOf(sample))
				scaleLengths(v, 2)
				return !reflect.DeepEqual(v.FieldByIndex(f.index).Interface(), sample)
			}
		}
	}
	return false
}

// resizable is a canvas of 100×50 with one layer, a rect of 20×10 at (30, 20) unless it says otherwise.
func resizable(fields string) string {
	return `{"id":"t","width":100,"height":50,"layers":[{"id":"a","type":"rect","x":30,"y":20,"width":20,"height":10` + fields + `}]}`
}

func TestAdaptRules(t *testing.T) {
	for rule, want := range map[string][4]float64{ // at 200×80
		`"pin"`:                         {30, 20, 20, 10},
		`"stretch"`:                     {30, 20, 120, 40},
		`"scale"`:                       {60, 32, 40, 16},
		`"center"`:                      {80, 35, 20, 10},
		`{"x":"end","y":"end"}`:         {130, 50, 20, 10},
		`{"x":"start","y":"center"}`:    {30, 35, 20, 10},
		`{"x":"end","y":"scale"}`:       {130, 32, 20, 16},
		`{"x":"stretch","y":"stretch"}`: {30, 20, 120, 40},
	} {
		d, err := mustApply(t, mustDecode(t, resizable(`,"adapt":`+rule)), nil).Resize(200, 80)
		if err != nil {
			t.Fatal(err)
		}
		b := d.Layers[0].Common()
		if got := [4]float64{b.X.Value, b.Y.Value, b.Width.Value, b.Height.Value}; got != want {
			t.Errorf("%s: %v, want %v", rule, got, want)
		}
	}
	for adapt, want := range map[string]string{
		`"left"`:            `layers[0].adapt: "left" is not one of center, pin, scale, stretch`,
		`{"x":"pin"}`:       `layers[0].adapt.x: "pin" is not one of start, center, end, stretch, scale`,
		`{"z":"start"}`:     `layers[0].adapt.z: "z" is not one of x, y; did you mean "x"?`,
		`["start","end"]`:   `layers[0].adapt: want a word, or one for x and one for y, got an array`,
		`{"x":1,"y":"end"}`: `layers[0].adapt.x: want a string, got a number`,
	} {
		if _, err := Decode([]byte(resizable(`,"adapt":` + adapt))); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// TestAdaptScalesLengths: a pinned layer keeps its lengths, others take the factor, down to what can be read.
func TestAdaptScalesLengths(t *testing.T) {
	fields := `,"radius":4,"blur":2,"shadow":{"x":-2,"y":4,"blur":8,"spread":-2},"stroke":{"width":3,"dash":[4,2]},"border":{"width":2}`
	d := mustApply(t, mustDecode(t, resizable(fields)), nil)
	twice, _ := d.Resize(200, 100)
	r := twice.Layers[0].(*Rect)
	if r.Radius[0] != 8 || r.Blur != 4 || r.Shadow[0].X != -4 || r.Shadow[0].Y != 8 || r.Shadow[0].Blur != 16 || r.Shadow[0].Spread != -4 ||
		r.Stroke.Width != 6 || r.Stroke.Dash[0] != 8 || r.Border.Width != 4 || r.X.Value != 60 {
		t.Errorf("%+v %+v", r, r.Stroke)
	}
	if before := mustApply(t, mustDecode(t, resizable(fields)), nil); !reflect.DeepEqual(d, before) {
		t.Error("the document has changed")
	}
	pinned, _ := mustApply(t, mustDecode(t, resizable(fields+`,"adapt":"pin"`)), nil).Resize(200, 100)
	if r := pinned.Layers[0].(*Rect); r.Radius[0] != 4 || r.Stroke.Width != 3 {
		t.Errorf("%+v", r)
	}
	text := mustDecode(t, `{"id":"t","width":1000,"height":500,"layers":[
		{"id":"a","type":"text","x":100,"width":800,"text":"x","font_size":64,"letter_spacing":-2,"line_height":"70px","min_font_size":30,"highlight":{"padding":8},"padding":4},
		{"id":"b","type":"text","width":90,"text":"x","font_size":18},
		{"id":"c","type":"text","width":90,"text":"x","font_size":9,"stroke":{"width":1}},
		{"id":"d","type":"path","d":"M0 0h10a5 5 0 0 1 0 10z"},
		{"id":"e","type":"path","width":10,"height":10,"view_box":"0 0 24 24","d":"M0 0h10z"}]}`)
	small, _ := mustApply(t, text, nil).Resize(250, 125)
	big, little, least := at[*Text](t, small, "a"), at[*Text](t, small, "b"), at[*Text](t, small, "c")
	if big.FontSize != 16 || big.LetterSpacing != -0.5 || big.LineHeight.Value != 17.5 || big.MinFontSize != 10 || big.Highlight.Padding[0] != 2 || big.Padding[0] != 1 || big.Width.Value != 200 {
		t.Errorf("%+v", big)
	}
	if little.FontSize != 14 || least.FontSize != 9 || least.Stroke.Width != 1 {
		t.Errorf("%v, %v", little.FontSize, least.FontSize)
	}
	if drawn := at[*Path](t, small, "d").D; !strings.HasPrefix(string(drawn), "M 0.000 0.000L 2.500 0.000C") {
		t.Error(drawn)
	}
	if kept := at[*Path](t, small, "e").D; kept != "M0 0h10z" {
		t.Error(kept)
	}
}

// TestResizeAutomatically: what covers covers, what runs along runs along, and the rest keeps to where it is.
func TestResizeAutomatically(t *testing.T) {
	d := mustApply(t, mustDecode(t, `{"id":"t","width":1000,"height":500,"layers":[
		{"id":"photo","type":"image","width":1000,"height":500,"src":"asset:a"},
		{"id":"bleeding","type":"rect","x":-10,"y":-10,"width":1020,"height":520},
		{"id":"left","type":"text","x":50,"y":40,"width":200,"height":20,"text":"x"},
		{"id":"right","type":"text","x":750,"y":40,"width":200,"height":20,"text":"x","align":"right"},
		{"id":"title","type":"text","x":50,"y":200,"width":900,"height":100,"text":"x","font_size":60},
		{"id":"badge","type":"rect","x":800,"y":400,"width":150,"height":60,"radius":30},
		{"id":"word","type":"text","x":800,"y":410,"width":150,"height":40,"text":"x","align":"center"},
		{"id":"half","type":"text","x":"50%","y":0,"width":"25%","height":20,"text":"x"},
		{"id":"hung","type":"text","x":5,"width":90,"anchor":{"point":"top","gap":[0,8]},"text":"x"},
		{"id":"rule","type":"line","x":950,"y":480,"width":-900}
	]}`), nil)
	tall, err := d.Resize(500, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][4]float64{
		"photo": {0, 0, 500, 1000}, "bleeding": {-5, -5, 510, 1010}, "left": {25, 20, 100, 10}, "right": {375, 20, 100, 10},
		"badge": {400, 950, 75, 30}, "word": {400, 955, 75, 20}, "hung": {3, 0, 45, 0}, "rule": {475, 990, -450, 0},
	} {
		b := byID(tall.Layers)[id].Common()
		if got := [4]float64{b.X.Value, b.Y.Value, b.Width.Value, b.Height.Value}; got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	if title := at[*Text](t, tall, "title"); title.X.Value != 25 || title.Width.Value != 450 {
		t.Errorf("%+v", title.Base)
	}
	if half := at[*Text](t, tall, "half"); half.X != part(50) || half.Width != part(25) {
		t.Errorf("%+v", half.Base)
	}
	if tall.Digest() == d.Digest() || tall.Width != 500 || len(tall.Pages()) != 1 {
		t.Error("it is not of the new size")
	}
	same, _ := d.Resize(1000, 500)
	if same.Digest() != d.Digest() {
		t.Error("at its own size it is another")
	}
}

func TestResizePages(t *testing.T) {
	d := mustApply(t, mustDecode(t, paged), nil)
	fresh, err := d.Resize(300, 400)
	if err != nil {
		t.Fatal(err)
	}
	if len(fresh.Pages()) != len(d.Pages()) || fresh.Digest() == d.Digest() {
		t.Fatalf("%d pages", len(fresh.Pages()))
	}
	for i, page := range fresh.Pages() {
		if page.Width != 300 || page.Height != 400 || page.Name != d.Pages()[i].Name || page.Digest() == "" {
			t.Errorf("%+v", page)
		}
	}
}

func TestResizeRefuses(t *testing.T) {
	d := mustApply(t, mustDecode(t, tenLayers), nil)
	for _, test := range []struct {
		width, height int
		want          string
		kind          error
	}{
		{0, 10, "size: 0×10 has a side that is not in 1..4096 px", ErrInvalid},
		{10, 5000, "size: 10×5000 has a side that is not in 1..4096 px", ErrInvalid},
		{4000, 4000, "size: 4000×4000 is 16000000 pixels; the limit is 10000000", ErrTooLarge},
	} {
		if _, err := d.Resize(test.width, test.height); err == nil || err.Error() != test.want || !errors.Is(err, test.kind) {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}

// FuzzResize: a document of any size is one that a template could have, whatever it was before, and always the same.
func FuzzResize(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed), 1080, 1080)
		f.Add([]byte(seed), 1, 4096)
	}
	f.Fuzz(func(t *testing.T, data []byte, width, height int) {
		template, err := Decode(data)
		if err != nil {
			return
		}
		d, err := template.Apply(nil)
		if err != nil {
			return
		}
		digest := d.Digest()
		fresh, err := d.Resize(width, height)
		if err != nil {
			return
		}
		if d.Digest() != digest || mustApply(t, template, nil).Digest() != digest {
			t.Fatal("the document has changed")
		}
		again, _ := d.Resize(width, height)
		if again.Digest() != fresh.Digest() || fresh.Width != width || fresh.Height != height {
			t.Fatal("resized twice, it differs")
		}
		checkDocument(t, fresh)
	})
}

// TestDocsOtherSizes wants every rule in the page.
func TestDocsOtherSizes(t *testing.T) {
	rows := strings.Join(docTables(t)["Other sizes"], "\n")
	for _, rule := range adaptRules {
		if !strings.Contains(rows, "| `"+rule+"` |") {
			t.Errorf("no line for %s", rule)
		}
	}
	for word := range adaptWords {
		if !strings.Contains(docs(t), `"`+word+`"`) {
			t.Errorf("nothing says %s", word)
		}
	}
}

// TestResizeRestacks: columns stand below each other on a poster, and rows beside each other on a banner, if things
// become larger by it.
func TestResizeRestacks(t *testing.T) {
	columns := `{"id":"t","width":1200,"height":600,"layers":[
		{"id":"ground","type":"rect","width":1200,"height":600},
		{"id":"title","type":"text","x":50,"y":200,"width":450,"height":200,"text":"A title","font_size":60},
		{"id":"panel","type":"rect","x":600,"width":600,"height":600},
		{"id":"badge","type":"rect","x":1000,"y":500,"width":150,"height":50}]}`
	box := func(d *Document, id string) [4]float64 {
		b := byID(d.Layers)[id].Common()
		return [4]float64{b.X.Value, b.Y.Value, b.Width.Value, b.Height.Value}
	}
	poster, _ := mustApply(t, mustDecode(t, columns), nil).Resize(600, 1200)
	if title, panel := box(poster, "title"), box(poster, "panel"); title[1]+title[3] > panel[1] || panel[0] != 0 || panel[2] != 600 || panel[1]+panel[3] != 1200 {
		t.Errorf("title %v, panel %v", title, panel)
	}
	if ground, badge := box(poster, "ground"), box(poster, "badge"); ground != [4]float64{0, 0, 600, 1200} || badge[1] < 1000 {
		t.Errorf("ground %v, badge %v", ground, badge)
	}
	if size := at[*Text](t, poster, "title").FontSize; size <= 30 {
		t.Errorf("letters of %v px", size)
	}
	pinned, _ := mustApply(t, mustDecode(t, strings.Replace(columns, `"id":"badge",`, `"id":"badge","adapt":"scale",`, 1)), nil).Resize(600, 1200)
	if title, panel := box(pinned, "title"), box(pinned, "panel"); title[1]+title[3] <= panel[1] {
		t.Errorf("with a rule, title %v, panel %v", title, panel)
	}
	photo, _ := mustApply(t, mustDecode(t, strings.Replace(columns, `"id":"ground","type":"rect"`, `"id":"ground","type":"image","src":"asset:a"`, 1)), nil).Resize(600, 1200)
	if title, panel := box(photo, "title"), box(photo, "panel"); title[0]+title[2] > panel[0] {
		t.Errorf("over a photo, title %v, panel %v", title, panel)
	}
	rows := `{"id":"t","width":600,"height":1200,"layers":[
		{"id":"top","type":"rect","x":50,"y":50,"width":500,"height":450},{"id":"below","type":"rect","x":50,"y":700,"width":500,"height":450}]}`
	banner, _ := mustApply(t, mustDecode(t, rows), nil).Resize(1200, 600)
	if top, below := box(banner, "top"), box(banner, "below"); top[0]+top[2] > below[0] || below[0]+below[2] > 1200 || below[1]+below[3] > 600 {
		t.Errorf("top %v, below %v", top, below)
	}
}

// TestResizeGrowsTitles: where there is room, titles take some of it, and what is below makes place; lists and small
// print do not.
func TestResizeGrowsTitles(t *testing.T) {
	d := mustApply(t, mustDecode(t, `{"id":"t","width":1200,"height":600,"layers":[
		{"id":"title","type":"text","x":60,"y":150,"width":1080,"height":160,"text":"A long title of many words, or rather more","font_size":60,"max_lines":2},
		{"id":"note","type":"text","x":60,"y":320,"width":1080,"height":40,"text":"A note","font_size":24},
		{"id":"mark","type":"text","x":60,"y":20,"width":200,"height":100,"text":"“","font_size":200},
		{"id":"gone","type":"text","x":60,"y":320,"width":1080,"height":240,"text":"A hidden text","font_size":90,"hidden":true}]}`), nil)
	tall, _ := d.Resize(600, 1200)
	title, note := at[*Text](t, tall, "title"), at[*Text](t, tall, "note")
	if title.FontSize <= 31 || title.FontSize > 30*mostGrown || title.MaxLines <= 2 || title.Height.Value <= 80 || note.FontSize != 14 {
		t.Errorf("%v px in %d lines of %v px; note %v px", title.FontSize, title.MaxLines, title.Height, note.FontSize)
	}
	if title.Y.Value+title.Height.Value > note.Y.Value {
		t.Errorf("the title ends at %v, the note begins at %v", title.Y.Value+title.Height.Value, note.Y)
	}
	wide, _ := d.Resize(1800, 450)
	if title := at[*Text](t, wide, "title"); title.FontSize <= 45 || title.Y.Value+title.Height.Value > 450 || title.X.Value+title.Width.Value > 1800 {
		t.Errorf("%v px in a box of %+v", title.FontSize, title.Base)
	}
	same, _ := d.Resize(600, 300)
	if title := at[*Text](t, same, "title"); title.FontSize != 30 || title.MaxLines != 2 || title.Height.Value != 80 {
		t.Errorf("in proportion: %v px in %d lines of %v", title.FontSize, title.MaxLines, title.Height)
	}
}

// TestResizeUsesRoom: where there is much room between things, they become less small than the canvas.
func TestResizeUsesRoom(t *testing.T) {
	d := mustApply(t, mustDecode(t, `{"id":"t","width":600,"height":1200,"layers":[
		{"id":"photo","type":"image","width":600,"height":1200,"src":"asset:a"},
		{"id":"scrim","type":"rect","y":700,"width":600,"height":500,"fill":{"type":"linear_gradient","stops":[{"color":"#0000","at":0},{"color":"#000","at":1}]}},
		{"id":"head","type":"rect","x":40,"y":40,"width":100,"height":40},{"id":"foot","type":"rect","x":40,"y":1060,"width":100,"height":100}]}`), nil)
	wide, _ := d.Resize(1200, 300)
	head, foot := at[*Rect](t, wide, "head"), at[*Rect](t, wide, "foot")
	if head.Width.Value <= 30 || foot.Y.Value+foot.Height.Value > 300 || head.Y.Value+head.Height.Value > foot.Y.Value {
		t.Errorf("head %+v, foot %+v", head.Base, foot.Base)
	}
}
