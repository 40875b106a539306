package pdf

import (
	"context"
	"fmt"
	"image"
	"reflect"
	"slices"
	"sync"
	"testing"

	"placard/render/display"
)

// blurs is a document of pages with the same blur.
func blurs(pages int) *Document {
	doc := &Document{}
	for range pages {
		doc.Pages = append(doc.Pages, onePage(sheet(
			&display.PushGroup{Clip: rounded(0, 0, 480, 320, 0), Alpha: 255, Blur: 6}, disc(90, 90, 60, hex(0xef4444)), &display.PopGroup{},
		)).Pages[0])
	}
	return doc
}

// What is blurred is drawn once, for all pages that have it and for documents to come.
func TestBlursAreKept(t *testing.T) {
	drawn := &counting{}
	w, err := New(DefaultConfig(), drawn)
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for _, pages := range []int{1, 1, 20} {
		data, err := w.Write(t.Context(), blurs(pages))
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(data))
	}
	if drawn.regions != 1 || sizes[0] != sizes[1] {
		t.Errorf("it was drawn %d times, for files of %v bytes", drawn.regions, sizes)
	}
}

// waiting is a Rasterizer that draws nothing until its context ends, the first time.
type waiting struct {
	once    sync.Once
	started chan bool
}

func (w *waiting) Draw(ctx context.Context, _ *display.List, _ *image.RGBA) error {
	var err error
	w.once.Do(func() {
		close(w.started)
		<-ctx.Done()
		err = ctx.Err()
	})
	return err
}

// One who gives up does not make others fail that wait for the same blur.
func TestBlurOfOneWhoGivesUp(t *testing.T) {
	drawer := &waiting{started: make(chan bool)}
	w, err := New(DefaultConfig(), drawer)
	if err != nil {
		t.Fatal(err)
	}
	ctx, giveUp := context.WithCancel(t.Context())
	first, second := make(chan error, 1), make(chan error, 1)
	go func() { _, err := w.Write(ctx, blurs(1)); first <- err }()
	<-drawer.started
	go func() { _, err := w.Write(t.Context(), blurs(1)); second <- err }()
	giveUp()
	if err := <-first; err == nil {
		t.Error("the first is written though it was given up")
	}
	if err := <-second; err != nil {
		t.Errorf("the second fails: %v", err)
	}
}

// TestRegionKey changes each field of all that operations are made of: what is drawn in another way has another key.
func TestRegionKey(t *testing.T) {
	photo, tint := decoded(t, pngOf(t, lens(8))), hex(0xff0000)
	ramp := stops(black, hex(0xffffff))
	unseen := []string{"Glyphs.Text", "Glyphs.Silent", "Glyphs.Clusters", "Glyphs.RTL"}
	fill := func(p display.Paint) func() (display.Op, any) {
		return func() (display.Op, any) {
			p := reflect.New(reflect.TypeOf(p).Elem()).Interface().(display.Paint)
			switch p := p.(type) {
			case *display.LinearGradient:
				p.Stops = ramp
			case *display.RadialGradient:
				p.Stops = ramp
			case *display.ConicGradient:
				p.Stops = ramp
			case *display.ImagePaint:
				p.Source = photo
			}
			return &display.Fill{Paint: p}, p
		}
	}
	own := func(op display.Op) func() (display.Op, any) {
		return func() (display.Op, any) {
			c := reflect.New(reflect.TypeOf(op).Elem())
			c.Elem().Set(reflect.ValueOf(op).Elem())
			return c.Interface().(display.Op), c.Interface()
		}
	}
	masked := func(m func() display.Mask) func() (display.Op, any) {
		return func() (display.Op, any) { m := m(); return &display.PushGroup{Mask: m}, m }
	}
	for _, make := range []func() (display.Op, any){
		own(&display.Fill{Paint: black}), own(&display.FillPath{Paint: black}), own(&display.Stroke{Paint: black}), own(&display.Shadow{}),
		own(&display.Picture{Source: photo}), own(letters(t, "a", 0, 0, 20, black)), own(&display.PushGroup{}), own(&display.PushGroup{Tint: &tint}),
		fill(&display.LinearGradient{}), fill(&display.RadialGradient{}), fill(&display.ConicGradient{}), fill(&display.ImagePaint{}),
		masked(func() display.Mask { return &display.PathMask{} }), masked(func() display.Mask { return &display.PictureMask{Source: photo} }),
	} {
		op, _ := make()
		before := regionKey(sheet(op))
		_, probe := make()
		for i := range reflect.TypeOf(probe).Elem().NumField() {
			op, part := make()
			name := fmt.Sprintf("%s.%s", reflect.TypeOf(part).Elem().Name(), reflect.TypeOf(part).Elem().Field(i).Name)
			change(t, reflect.ValueOf(part).Elem().Field(i))
			if regionKey(sheet(op)) == before != slices.Contains(unseen, name) {
				t.Errorf("%s: the key is the same: %t", name, regionKey(sheet(op)) == before)
			}
		}
		if again, _ := make(); regionKey(sheet(again)) != before {
			t.Errorf("%T has another key each time", op)
		}
	}
}

// change gives a field another value.
func change(t *testing.T, v reflect.Value) {
	t.Helper()
	other := map[reflect.Type]any{
		reflect.TypeFor[display.Paint]():  &display.LinearGradient{Stops: stops(black, black)},
		reflect.TypeFor[display.Source](): decoded(t, pngOf(t, scenery(9, 9))),
		reflect.TypeFor[display.Mask]():   &display.PathMask{Rule: display.EvenOdd},
	}
	if o, ok := other[v.Type()]; ok {
		v.Set(reflect.ValueOf(o))
		return
	}
	switch v.Kind() {
	case reflect.Float64:
		v.SetFloat(v.Float() + 1e-9)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		v.SetUint(v.Uint() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Struct:
		change(t, v.Field(v.NumField()-1))
	case reflect.Array:
		change(t, v.Index(v.Len()-1))
	case reflect.Slice:
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*display.Color]() {
			v.Set(reflect.ValueOf(&display.Color{B: 9}))
			return
		}
		v.Set(reflect.ValueOf(registry.Match([]string{"Source Serif 4"}, 400, 0)))
	default:
		t.Fatalf("%v", v.Type())
	}
}
