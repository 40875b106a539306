package display

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// writer puts the fields of operations behind one another so that no two look alike: numbers have fixed sizes, what
// has no fixed size comes with its length, and what is of several kinds with its kind.
type writer []byte

// The kinds of operations, paints and masks.
const (
	kindNone byte = iota
	kindFill
	kindFillPath
	kindStroke
	kindShadow
	kindPicture
	kindGlyphs
	kindPushGroup
	kindPopGroup
	kindColor
	kindLinear
	kindRadial
	kindConic
	kindImage
	kindPathMask
	kindPictureMask
)

func (w *writer) op(op Op) {
	switch o := op.(type) {
	case *Fill:
		w.byte(kindFill)
		w.roundRect(&o.Shape)
		w.paint(o.Paint)
	case *FillPath:
		w.byte(kindFillPath)
		w.path(o.Path)
		w.byte(byte(o.Rule))
		w.paint(o.Paint)
	case *Stroke:
		w.stroke(o)
	case *Shadow:
		w.byte(kindShadow)
		w.roundRect(&o.Shape)
		w.float(o.Sigma)
		w.roundRect(&o.Hole)
		w.bool(o.Inset)
		w.color(o.Color)
		w.turn(o.Turn)
	case *Picture:
		w.byte(kindPicture)
		w.source(o.Source)
		w.rect(o.Crop)
		w.rect(o.Dest)
		w.roundRect(&o.Clip)
		w.byte(o.Alpha)
		w.turn(o.Turn)
	case *Glyphs:
		w.glyphs(o)
	case *PushGroup:
		w.group(o)
	case *PopGroup:
		w.byte(kindPopGroup)
	default:
		w.unknown()
	}
}

func (w *writer) stroke(s *Stroke) {
	w.byte(kindStroke)
	w.path(s.Path)
	w.float(s.Width)
	w.int(len(s.Dash))
	for _, d := range s.Dash {
		w.float(d)
	}
	w.byte(byte(s.Cap))
	w.byte(byte(s.Join))
	w.paint(s.Paint)
}

// glyphs leaves out Text, Silent, Clusters and RTL: they are for readers.
func (w *writer) glyphs(g *Glyphs) {
	w.byte(kindGlyphs)
	w.int(int(g.Face.ID()))
	w.float(g.Size)
	w.paint(g.Paint)
	w.int(len(g.Glyphs))
	for i := range g.Glyphs {
		k := &g.Glyphs[i]
		w.int(int(k.ID))
		w.float(k.X)
		w.float(k.Y)
	}
	w.turn(g.Turn)
}

func (w *writer) group(g *PushGroup) {
	w.byte(kindPushGroup)
	w.roundRect(&g.Clip)
	w.mask(g.Mask)
	w.bool(g.Tint != nil)
	if g.Tint != nil {
		w.color(*g.Tint)
	}
	w.byte(g.Alpha)
	w.byte(byte(g.Blend))
	w.float(g.Blur)
	w.turn(g.Turn)
}

func (w *writer) mask(m Mask) {
	switch m := m.(type) {
	case *PathMask:
		w.byte(kindPathMask)
		w.path(m.Path)
		w.byte(byte(m.Rule))
	case *PictureMask:
		w.byte(kindPictureMask)
		w.source(m.Source)
		w.rect(m.Crop)
		w.rect(m.Dest)
		w.bool(m.Luminance)
	case nil:
		w.byte(kindNone)
	default:
		w.unknown()
	}
}

func (w *writer) paint(p Paint) {
	switch p := p.(type) {
	case Color:
		w.byte(kindColor)
		w.color(p)
	case *LinearGradient:
		w.byte(kindLinear)
		w.point(p.From)
		w.point(p.To)
		w.stops(p.Stops)
	case *RadialGradient:
		w.byte(kindRadial)
		w.point(p.Center)
		w.float(p.Radius)
		w.stops(p.Stops)
		w.float(p.Across)
		w.float(p.Angle)
		w.point(p.Focus)
	case *ConicGradient:
		w.byte(kindConic)
		w.point(p.Center)
		w.float(p.Angle)
		w.stops(p.Stops)
	case *ImagePaint:
		w.byte(kindImage)
		w.source(p.Source)
		w.rect(p.Crop)
		w.rect(p.Dest)
		w.turn(p.Turn)
	default:
		w.unknown()
	}
}

func (w *writer) stops(stops []Stop) {
	w.int(len(stops))
	for _, s := range stops {
		w.float(s.At)
		w.color(s.Color)
	}
}

// path takes all points, also those that a segment does not use: back ends may compare segments as a whole.
func (w *writer) path(p Path) {
	w.int(len(p))
	for i := range p {
		s := &p[i]
		w.byte(byte(s.Verb))
		for _, q := range s.P {
			w.point(q)
		}
	}
}

func (w *writer) source(s Source) {
	key := s.Key()
	w.int(len(key))
	*w = append(*w, key...)
	width, height := s.Size()
	w.int(width)
	w.int(height)
}

func (w *writer) roundRect(r *RoundRect) {
	w.rect(r.Rect)
	for _, c := range r.Corners {
		w.float(c.RX)
		w.float(c.RY)
	}
}

func (w *writer) rect(r Rect) {
	w.float(r.X0)
	w.float(r.Y0)
	w.float(r.X1)
	w.float(r.Y1)
}

func (w *writer) turn(t Turn) {
	w.float(t.Angle)
	w.float(t.X)
	w.float(t.Y)
}

func (w *writer) point(p Point) {
	w.float(p.X)
	w.float(p.Y)
}

func (w *writer) bool(v bool) {
	if v {
		w.byte(1)
	} else {
		w.byte(0)
	}
}

// unknown makes something equal to nothing: Check refuses what is of no kind above.
func (w *writer) unknown() { w.uint64(rand.Uint64()) }

func (w *writer) color(c Color)   { *w = append(*w, c.R, c.G, c.B, c.A) }
func (w *writer) float(v float64) { w.uint64(math.Float64bits(v)) }
func (w *writer) int(v int)       { w.uint64(uint64(v)) }
func (w *writer) uint64(v uint64) { *w = binary.LittleEndian.AppendUint64(*w, v) }
func (w *writer) byte(v byte)     { *w = append(*w, v) }
