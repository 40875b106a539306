// Package adjust changes the pixels of pictures (filters, two tones, a tint) and finds what of a picture must stay
// in view when it is cropped.
//
// A picture that is adjusted is a display.Source that wraps another: pixels are asked for at the size that is
// needed, and changed then. Numbers and formulas are those of CSS (Filter Effects 1, section 9), in sRGB, on colours
// that are not premultiplied. All of it is safe for concurrent use.
package adjust

import (
	"fmt"
	"image"
	"math"

	"placard/render/display"
)

// Spec says what is done to a picture, in the order of its fields. Plain does nothing.
type Spec struct {
	Grayscale, Sepia               float64 // 0..1
	Brightness, Contrast, Saturate float64 // 1 does nothing
	Hue                            float64 // degrees
	Invert                         float64 // 0..1

	// Blur is the standard deviation of a Gaussian along x and y, px of the source: it may be shown stretched.
	// Beyond its edges the source goes on as it ends.
	Blur [2]float64
	// Cell is the size of squares of one colour, px of the source, and From a corner of one; 0: none.
	Cell, From [2]float64

	// Tones are those of the darkest and of the lightest pixels, where TwoTone says so.
	TwoTone bool
	Tones   [2]display.Color
	Tint    display.Color // laid over the pixels, as much as its alpha says
}

// Plain is the Spec that does nothing.
func Plain() Spec { return Spec{Brightness: 1, Contrast: 1, Saturate: 1} }

// New adjusts a source; results are kept in the cache, which may be nil.
func New(src display.Source, s Spec, c *Cache) display.Source {
	if s.Cell == ([2]float64{}) {
		s.From = [2]float64{}
	}
	if s == Plain() {
		return src
	}
	return &adjusted{src: src, spec: s, key: fmt.Sprintf("%s %v", src.Key(), s), stages: s.stages(), cache: c}
}

type adjusted struct {
	src    display.Source
	spec   Spec
	key    string
	stages []stage
	cache  *Cache
}

// Key identifies the content.
func (a *adjusted) Key() string { return a.key }

// Size is that of the source, px.
func (a *adjusted) Size() (width, height int) { return a.src.Size() }

// The work of each change to a pixel, in pixels of a plain fill.
const (
	recolorWork  = 4
	blurWork     = 24
	pixelateWork = 12
	twoToneWork  = 8
	tintWork     = 6
)

// Work implements display.Laborious: without it, 80 blurred photos that fill a card passed the check and took 5 s.
func (a *adjusted) Work() float64 {
	work := 0.0
	for _, step := range []struct {
		done bool
		work float64
	}{
		{len(a.stages) > 0, recolorWork}, {a.spec.Blur != [2]float64{}, blurWork}, {a.spec.Cell != [2]float64{}, pixelateWork},
		{a.spec.TwoTone, twoToneWork}, {a.spec.Tint.A > 0, tintWork},
	} {
		if step.done {
			work += step.work
		}
	}
	return work
}

// Scaled implements display.Source.
func (a *adjusted) Scaled(x0, y0, x1, y1 float64, width, height int) (*image.RGBA, error) {
	want := request{a.key, display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, width, height}
	return a.cache.result(want, func() (*image.RGBA, error) { return a.make(want.part, width, height) })
}

// make asks for pixels and changes them.
func (a *adjusted) make(part display.Rect, width, height int) (*image.RGBA, error) {
	out, err := a.pixels(part, width, height)
	if err != nil {
		return nil, err
	}
	if a.spec.Cell[0] > 0 && a.spec.Cell[1] > 0 {
		a.spec.pixelate(out, part)
	}
	if a.spec.TwoTone {
		twoTone(out, a.spec.Tones)
	}
	if a.spec.Tint.A > 0 {
		tint(out, a.spec.Tint)
	}
	return out, nil
}

// pixels are those of a part in other colours and blurred, to be changed further.
func (a *adjusted) pixels(part display.Rect, width, height int) (*image.RGBA, error) {
	blur := newBlur(a.spec.Blur, part, width, height)
	if blur == nil {
		got, err := a.src.Scaled(part.X0, part.Y0, part.X1, part.Y1, width, height)
		if err != nil {
			return nil, err
		}
		out := image.NewRGBA(image.Rect(0, 0, width, height))
		for y := range height {
			copy(out.Pix[y*out.Stride:][:4*width], got.Pix[got.PixOffset(got.Rect.Min.X, got.Rect.Min.Y+y):])
		}
		recolor(out, a.stages)
		return out, nil
	}
	w, h := a.src.Size()
	from, cols, rows := blur.around(w, h)
	got, err := a.src.Scaled(from.X0, from.Y0, from.X1, from.Y1, cols, rows)
	if err != nil {
		return nil, err
	}
	small := image.NewRGBA(image.Rect(0, 0, cols, rows))
	for y := range rows {
		copy(small.Pix[y*small.Stride:][:4*cols], got.Pix[got.PixOffset(got.Rect.Min.X, got.Rect.Min.Y+y):])
	}
	recolor(small, a.stages)
	return blur.apply(small, from), nil
}

// pixelate gives each square the mean colour of its pixels.
func (s *Spec) pixelate(img *image.RGBA, part display.Rect) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	columns := cells(w, part.X0, part.X1, s.From[0], s.Cell[0])
	for _, row := range cells(h, part.Y0, part.Y1, s.From[1], s.Cell[1]) {
		for _, column := range columns {
			mean(img, image.Rect(column[0], row[0], column[1], row[1]))
		}
	}
}

// cells are where those that n pixels show of from..to begin and end.
func cells(n int, from, to, origin, size float64) [][2]int {
	var all [][2]int
	each := (to - from) / float64(n)
	at := func(i int) float64 { return math.Floor((from + (float64(i)+0.5)*each - origin) / size) }
	for start := 0; start < n; {
		end := start + 1
		for cell := at(start); end < n && at(end) == cell; {
			end++
		}
		all = append(all, [2]int{start, end})
		start = end
	}
	return all
}

// mean makes some pixels one colour.
func mean(img *image.RGBA, r image.Rectangle) {
	var sum [4]int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y):][:4*r.Dx()]
		for i, v := range row {
			sum[i&3] += int(v)
		}
	}
	n := r.Dx() * r.Dy()
	var one [4]uint8
	for k := range one {
		one[k] = uint8((sum[k] + n/2) / n)
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y):][:4*r.Dx()]
		for i := range row {
			row[i] = one[i&3]
		}
	}
}
