package layout

import (
	"errors"

	"placard/render/display"
)

// push appends an operation. Once the list is over what display.Check accepts, nothing makes it good again, and no
// more is taken: 200 QR codes would otherwise be drawn for seconds, into 500 MB, before they are refused.
func (b *builder) push(op display.Op) {
	if b.failed != nil {
		return
	}
	b.list.Ops = append(b.list.Ops, op)
	b.owners = append(b.owners, b.layerID)
	b.segments += segmentsOf(op)
	if len(b.list.Ops) > display.MaxOps || b.segments > display.MaxSegments {
		b.failed = b.over()
	}
}

// over says of a list that has too much what that is, and which layer was the last straw.
func (b *builder) over() error {
	err := display.Check(b.list)
	var refused *display.Error
	if errors.As(err, &refused) && refused.Op < 0 {
		return &Error{Layer: b.layerID, Err: err}
	}
	return b.blame(err)
}

// room is how many segments the list still holds.
func (b *builder) room() int { return display.MaxSegments - b.segments }

// segmentsOf is how many segments of display.MaxSegments an operation takes.
func segmentsOf(op display.Op) int {
	switch op := op.(type) {
	case *display.FillPath:
		return len(op.Path)
	case *display.Stroke:
		return len(op.Path)
	case *display.PushGroup:
		if mask, ok := op.Mask.(*display.PathMask); ok {
			return len(mask.Path)
		}
	}
	return 0
}

// shows says whether anything in a rectangle, px before it is turned, may be seen. What is dear to make asks first.
func (b *builder) shows(r display.Rect) bool {
	op := display.Op(&display.Fill{Shape: display.RoundRect{Rect: r}})
	if b.turn != (display.Turn{}) {
		op = display.Turned(op, b.turn)
	}
	return op.Bounds().Overlaps(b.seen())
}

// around is what glyphs touch, px before they are turned, with a stroke of a width along them and the tips of its
// miters.
func around(op *display.Glyphs, width float64) display.Rect {
	r, reach := rectOf(op.Bounds()), display.MiterLimit*width
	return display.Rect{X0: r.X0 - reach, Y0: r.Y0 - reach, X1: r.X1 + reach, Y1: r.Y1 + reach}
}
