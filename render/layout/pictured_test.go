package layout

import (
	"reflect"
	"testing"

	"placard/templates"
)

// TestPaintsOf checks that every paint that a layer's type has is among those for whose pictures it asks.
func TestPaintsOf(t *testing.T) {
	for _, l := range []templates.Layer{
		&templates.Text{}, &templates.Image{}, &templates.Rect{}, &templates.Ellipse{}, &templates.Line{}, &templates.Polygon{},
		&templates.Star{}, &templates.Path{}, &templates.SVG{}, &templates.QR{}, &templates.Barcode{}, &templates.Rating{},
		&templates.Progress{}, &templates.Chart{}, &templates.Group{},
	} {
		want := fillPaints(reflect.ValueOf(l).Elem())
		if got := len(Pictured(l)); got < want {
			t.Errorf("%T: asks for %d pictures of %d paints", l, got, want)
		}
	}
}

// fillPaints makes every paint within a struct a picture, and counts them.
func fillPaints(v reflect.Value) int {
	count := 0
	for i := range v.NumField() {
		f := v.Field(i)
		switch {
		case f.Type() == reflect.TypeFor[templates.Paint]():
			f.Set(reflect.ValueOf(templates.Paint(&templates.ImagePaint{Src: "asset:a"})))
			count++
		case f.Kind() == reflect.Struct && f.CanSet():
			count += fillPaints(f)
		case f.Kind() == reflect.Pointer && f.Type().Elem().Kind() == reflect.Struct && f.CanSet():
			f.Set(reflect.New(f.Type().Elem()))
			count += fillPaints(f.Elem())
		}
	}
	return count
}
