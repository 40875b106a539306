package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// group paints the operations [from, to) as one picture. A group that only clips needs none of its own:
// source-over is associative. One that is nested deep is painted like the others, in a stream of its own.
func (c *content) group(g *display.PushGroup, from, to int) error {
	if g.Alpha == 0 || g.Clip.Empty() {
		return nil
	}
	if g.Blur > 0 {
		return c.blurred(g, from, to)
	}
	c.save()
	defer c.restore()
	if g.Alpha == 255 && g.Blend == display.Normal && !c.blends(from, to) && !c.deep() {
		c.clip(&g.Clip)
		return c.draw(from, to)
	}
	form, err := c.form(g.Clip.Rect, func(inner *content) error {
		inner.clip(&g.Clip) // in the form: Poppler does not smooth the edges of a form that is clipped
		return inner.draw(from, to)
	})
	if err != nil {
		return err
	}
	c.state(state{alpha: g.Alpha, blend: g.Blend})
	c.invoke(form)
	return nil
}

// blends reports whether the operations [from, to) mix with what is below them in their group, which is
// then not the same as what is below the group.
func (c *content) blends(from, to int) bool {
	for _, op := range c.list.Ops[from:to] {
		if g, ok := op.(*display.PushGroup); ok && g.Blend != display.Normal {
			return true
		}
	}
	return false
}

// closing is the index of the PopGroup that ends the group pushed at i.
func (c *content) closing(i int) int {
	depth := 0
	for ; ; i++ { // Check has seen that each group ends
		switch c.list.Ops[i].(type) {
		case *display.PushGroup:
			depth++
		case *display.PopGroup:
			if depth--; depth == 0 {
				return i
			}
		}
	}
}

// clip limits what follows, up to the next restore.
func (c *content) clip(r *display.RoundRect) {
	c.roundRect(r)
	c.op("W")
	c.op("n")
}

// form makes a form XObject of what draw writes within bounds, in the coordinates of c: an isolated
// transparency group, which is painted with the alpha and the blend mode in force when it is invoked.
func (c *content) form(bounds display.Rect, draw func(*content) error) (object.Ref, error) {
	inner := c.inner()
	if err := draw(inner); err != nil {
		return 0, err
	}
	return inner.close("DeviceRGB", bounds), nil
}

// invoke paints a form.
func (c *content) invoke(form object.Ref) { c.op("Do", c.resources.use("XObject", "X", form)) }

// inner is the content of a form that c will invoke.
func (c *content) inner() *content {
	return &content{job: c.job, list: c.list, base: identity, resources: resources{}}
}

// margin in px lies between a form's bounds and its box, which clips: where both a clip and the box cut
// along the same line, pixels there would be covered twice by half, which makes a quarter.
const margin = 1

// close makes a transparency group of what has been written.
func (c *content) close(space object.Name, bounds display.Rect) object.Ref {
	c.ref = c.job.file.AddStream(object.Dict{
		"Type": object.Name("XObject"), "Subtype": object.Name("Form"), "StructParents": c.parents(),
		"BBox":      object.Array{bounds.X0 - margin, bounds.Y0 - margin, bounds.X1 + margin, bounds.Y1 + margin},
		"Group":     object.Dict{"S": object.Name("Transparency"), "CS": space, "I": true},
		"Resources": c.resources.dict(),
	}, c.out)
	c.out = nil
	return c.ref
}
