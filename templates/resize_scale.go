package templates

import (
	"math"
	"reflect"
	"slices"
	"strconv"
)

// Least sizes that lengths are not scaled below: letters that can be read, and lines that can be seen. What is
// smaller by itself stays as it is.
const (
	leastFontSize = 14
	leastMinSize  = 10
	leastLine     = 1
)

// moved is a copy of the layer at its new place, with its lengths times the factor.
func (it *item) moved() Layer {
	fresh, old := clone(it.layer), it.layer.Common()
	scaleLengths(valueOf(fresh), it.factor)
	base := fresh.Common()
	if text, ok := fresh.(*Text); ok && it.lines > 1 && text.MaxLines > 0 {
		text.MaxLines = min(MaxTextRunes, int(math.Ceil(float64(text.MaxLines)*it.lines)))
	}
	if group, ok := fresh.(*Group); ok {
		group.Layers = it.children(group)
	}
	base.X, base.Y = it.start(0, old.X), it.start(1, old.Y)
	base.Width, base.Height = it.size(0, old.Width), it.size(1, old.Height)
	return fresh
}

// start is a coordinate at its new place. Of what is anchored it is a way from there.
func (it *item) start(axis int, old Length) Length {
	switch {
	case old.Unit != Px:
	case it.layer.Common().Anchor != nil:
		old.Value = whole(old.Value, old.Value*it.factor)
	default:
		old.Value = whole(old.Value, it.newOrigin(axis))
	}
	return old
}

// newOrigin is the new x or y.
func (it *item) newOrigin(axis int) float64 {
	if it.isName(axis) {
		return it.around.is[axis].start + (it.origin[axis]-it.around.was[axis].start)*it.factor
	}
	return it.is[axis].start + (it.origin[axis]-it.was[axis].start)*it.ratio(axis)
}

// isName says whether an item is a group without a box of its own that fills a side.
func (it *item) isName(axis int) bool {
	group, ok := it.layer.(*Group)
	if !ok || it.around == nil || ![2]Length{group.Width, group.Height}[axis].IsZero() {
		return false
	}
	return group.Adapt == Adapt{} && (it.around.covers(it, axis) || it.around.spans(it, axis))
}

// size is a side at its new length; none, and one that is no number of px, stays.
func (it *item) size(axis int, old Length) Length {
	if old.Unit == Px && old.Value != 0 {
		scaled := old.Value * it.ratio(axis)
		old.Value = whole(old.Value, scaled)
		if _, text := it.layer.(*Text); text && old.Value < scaled {
			old.Value = math.Ceil(scaled) // half a pixel less may be a line less
		}
		if old.Value == 0 {
			old.Value = 1 // none would be another size
		}
	}
	return old
}

// whole rounds what was whole before, so that edges stay sharp, and keeps to what lengths may be.
func whole(old, v float64) float64 {
	if old == math.Trunc(old) {
		v = math.Round(v)
	}
	return max(-MaxOffset, min(MaxOffset, v)) + 0
}

// children are the layers of a group, on its own plane. A group that has no box of its own and fills a side is
// only a name for what is in it, which lies on the plane around it. Those in a row or a column find their places
// themselves.
func (it *item) children(g *Group) []Layer {
	c, names := &plane{factor: it.factor}, 0
	for axis := range 2 {
		was, is := it.was[axis], it.is[axis]
		if it.isName(axis) {
			was, is = it.around.was[axis], it.around.is[axis]
			names++
		}
		to := it.newOrigin(axis)
		c.was[axis] = extent{was.start - it.origin[axis], was.end - it.origin[axis]}
		c.is[axis] = extent{is.start - to, is.end - to}
	}
	if names == 2 && it.around.whole {
		c.whole, c.factor = true, min(c.ratio(0), c.ratio(1))
	}
	if g.Layout == nil || g.Layout.Mode == StackModeNone {
		return c.layers(g.Layers)
	}
	out := make([]Layer, len(g.Layers))
	for i, layer := range g.Layers {
		child := item{layer: layer, factor: it.factor}
		child.was, child.origin = c.boxOf(layer)
		for axis, e := range child.was {
			child.is[axis] = extent{e.start * it.factor, e.end * it.factor}
		}
		out[i] = child.moved()
	}
	return out
}

// ratio is by how much the item has grown along a side.
func (it *item) ratio(axis int) float64 {
	if it.own[axis] == 0 {
		return it.factor
	}
	return it.is[axis].length() / it.own[axis]
}

// scaleLengths multiplies every length in a struct but those of its box: fields that have the tag length, and
// values of types that are lengths.
func scaleLengths(v reflect.Value, k float64) {
	if k == 1 {
		return
	}
	p := planOf(v.Type())
	view := p.byName["view_box"]
	inPx := view == nil || v.FieldByIndex(view.index).IsZero() // else outlines have units of their own
	for i := range p.fields {
		f := &p.fields[i]
		at := v.FieldByIndex(f.index)
		switch value := at.Interface().(type) {
		case Position, ViewBox: // parts of a box, and a plane of its own
		case LineHeight:
			if value.Px {
				value.Value = max(lineHeightLength.min, value.Value*k)
				at.Set(reflect.ValueOf(value))
			}
		case Points:
			if inPx {
				at.Set(reflect.ValueOf(value.times(k)))
			}
		case PathData:
			if inPx {
				at.Set(reflect.ValueOf(value.times(k)))
			}
		case Shadows:
			at.Set(reflect.ValueOf(value.times(k)))
		default:
			scaleField(at, f, k)
		}
	}
}

// scaleField does so for a field by its shape. What a pointer or a slice points to may be shared, and is copied.
func scaleField(at reflect.Value, f *field, k float64) {
	switch {
	case at.Kind() == reflect.Array: // radii, paddings and the like
		for i := range at.Len() {
			one := at.Index(i)
			one.SetFloat(max(-MaxOffset, min(MaxOffset, one.Float()*k)))
		}
	case f.shape == floatShape && f.length:
		at.SetFloat(f.scaled(at.Float(), k))
	case f.shape == listShape && f.length:
		fresh := reflect.MakeSlice(f.typ, at.Len(), at.Len())
		for i := range at.Len() {
			fresh.Index(i).SetFloat(f.scaled(at.Index(i).Float(), k))
		}
		if at.Len() > 0 {
			at.Set(fresh)
		}
	case f.shape == pointerShape && !at.IsNil():
		fresh := reflect.New(f.typ.Elem())
		fresh.Elem().Set(at.Elem())
		scaleLengths(fresh.Elem(), k)
		at.Set(fresh)
	case f.shape == structShape:
		scaleLengths(at, k)
	}
}

// scaled is a length of a field times a factor, in the field's range.
func (f *field) scaled(v, k float64) float64 {
	least := map[string]float64{"font_size": leastFontSize, "min_font_size": leastMinSize, "width": leastLine, "dash": leastLine}[f.name]
	if k < 1 && v > 0 {
		return max(f.bounds.min, min(v, max(least, v*k)))
	}
	return max(f.bounds.min, min(f.bounds.max, v*k))
}

// times is the outline times a factor.
func (p Points) times(k float64) Points {
	out := slices.Clone(p)
	for i, point := range p {
		out[i] = [2]float64{point[0] * k, point[1] * k}
	}
	return out
}

// times is the shadows times a factor.
func (s Shadows) times(k float64) Shadows {
	out := slices.Clone(s)
	for i := range out {
		scaleLengths(reflect.ValueOf(&out[i]).Elem(), k)
	}
	return out
}

// times is the outline times a factor, arcs as the curves that they are drawn as.
func (d PathData) times(k float64) PathData {
	var out []byte
	for _, s := range d.Segments() {
		out = append(out, s.Op)
		for i := range map[byte]int{'M': 1, 'L': 1, 'Q': 2, 'C': 3}[s.Op] {
			for _, v := range s.Points[i] {
				out = strconv.AppendFloat(append(out, ' '), v*k, 'f', 3, 64)
			}
		}
	}
	return PathData(out)
}
