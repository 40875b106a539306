package pdf

import (
	"fmt"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// content is a content stream that is being written, of a page or of a form. Its coordinates are those of
// the display list, in px with y down, or of the plane of an operation that is turned: the page's first operator,
// or a form's matrix, sees to that.
type content struct {
	job       *job
	list      *display.List
	base      matrix       // from px to the stream's own space, which patterns are placed in
	turn      display.Turn // from the plane that is written in to the list
	mute      bool         // says nothing: its text is written as shapes
	out       []byte
	resources resources
	owners    []*element // what its marked sequences show, by number
	ref       object.Ref // of a form once it is closed
	depth     int        // of saved states
}

// resources are what a content stream names: by kind, then by name.
type resources map[object.Name]object.Dict

// use gives an object a name in a content stream, the same one each time.
func (r resources) use(kind object.Name, prefix string, ref object.Ref) object.Name {
	if r[kind] == nil {
		r[kind] = object.Dict{}
	}
	name := object.Name(fmt.Sprint(prefix, int(ref)))
	r[kind][name] = ref
	return name
}

func (r resources) dict() object.Dict {
	d := object.Dict{}
	for kind, names := range r {
		d[kind] = names
	}
	return d
}

// op writes an operator after its operands, which are as for object.Append.
func (c *content) op(operator string, operands ...any) {
	for _, v := range operands {
		c.out = append(object.Append(c.out, v), ' ')
	}
	c.out = append(append(c.out, operator...), '\n')
}

// save and restore enclose what changes the graphics state.
func (c *content) save() {
	c.depth++
	c.op("q")
}

func (c *content) restore() {
	c.depth--
	c.op("Q")
}

// deep reports whether groups that go on in this stream would nest its states too deep: readers take 28 levels
// (ISO 32000-1, annex C), of which what is in a group needs some.
func (c *content) deep() bool { return c.depth > 20 }

// operations writes those [from, to) of the list, which hold their groups whole.
func (c *content) operations(from, to int) error {
	for i := from; i < to; i++ {
		if err := c.job.stopped(); err != nil {
			return err
		}
		if c.offCanvas(i) {
			continue
		}
		var err error
		switch op := c.list.Ops[i].(type) {
		case *display.Fill:
			err = c.fill(op)
		case *display.FillPath:
			err = c.fillPath(op)
		case *display.Stroke:
			err = c.stroke(op)
		case *display.Shadow:
			err = c.shadow(op, c.after(i))
		case *display.Picture:
			err = c.picture(op)
		case *display.Glyphs:
			err = c.glyphs(op)
		case *display.PushGroup:
			end := c.closing(i)
			err = c.group(op, i+1, end)
			i = end
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// offCanvas reports whether a shape or a picture is where nobody sees it. Text is always written: spaces have no
// bounds, and lines that go on beyond the canvas are read whole.
func (c *content) offCanvas(i int) bool {
	switch op := c.list.Ops[i].(type) {
	case *display.PushGroup, *display.Glyphs:
		return false
	default:
		return !op.Bounds().Overlaps(c.list.Canvas())
	}
}
