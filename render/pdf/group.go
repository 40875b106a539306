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
	if g.Blur == 0 && g.Tint == nil {
		return c.compose(g, from, to, func(c *content) error { return c.draw(from, to) })
	}
	err := c.artifact(func() error {
		return c.compose(g, from, to, func(c *content) error {
			if g.Blur > 0 {
				return c.blurred(g, from, to)
			}
			return c.tinted(g, from, to)
		})
	})
	if err != nil || c.mute {
		return err
	}
	return c.marked(from, to, c.say)
}

// compose paints what draw does as a group's picture: through its clip and its mask, with its opacity and blend mode.
func (c *content) compose(g *display.PushGroup, from, to int, draw func(*content) error) error {
	c.save()
	defer c.restore()
	look := state{alpha: g.Alpha, blend: g.Blend}
	if g.Tint != nil {
		look.alpha = uint8((int(g.Alpha)*int(g.Tint.A) + 127) / 255)
	}
	picture, _ := g.Mask.(*display.PictureMask)
	clips := look == state{alpha: 255} && !c.blends(from, to) && !c.deep()
	if picture == nil && (clips || g.Blur > 0) { // what is blurred is one picture already
		c.clipGroup(g)
		if !clips {
			c.state(look)
		}
		return draw(c)
	}
	bounds := g.Turn.Bounds(g.Clip.Rect)
	form, err := c.form(bounds, func(inner *content) error {
		inner.clipGroup(g) // in the form: Poppler does not smooth the edges of a form that is clipped
		return draw(inner)
	})
	if err == nil && picture != nil {
		err = c.pictureMask(picture, g.Turn, look.alpha, bounds) // all of the alpha: MuPDF applies what is set beside a mask twice
		look.alpha = 255
	}
	if err != nil {
		return err
	}
	c.state(look)
	c.invoke(form)
	return nil
}

// clipGroup limits what follows to what a group shows by its shapes.
func (c *content) clipGroup(g *display.PushGroup) {
	c.concat(motion(g.Turn))
	c.clip(&g.Clip)
	if m, ok := g.Mask.(*display.PathMask); ok {
		c.path(m.Path)
		c.op("W" + starred(m.Rule))
		c.op("n")
	}
	c.concat(motion(g.Turn.Inverse()))
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
	return &content{job: c.job, list: c.list, base: identity, turn: c.turn, mute: c.mute, resources: resources{}}
}

// margin in px lies between a form's bounds and its box, which clips: where both a clip and the box cut
// along the same line, pixels there would be covered twice by half, which makes a quarter.
const margin = 1

// close makes a transparency group of what has been written, or takes one that is the same.
func (c *content) close(space object.Name, bounds display.Rect) object.Ref {
	write := c.job.file.ShareStream
	if len(c.owners) > 0 { // whose marks are its own
		write = c.job.file.AddStream
	}
	c.ref = write(object.Dict{
		"Type": object.Name("XObject"), "Subtype": object.Name("Form"), "StructParents": c.parents(),
		"BBox":      object.Array{bounds.X0 - margin, bounds.Y0 - margin, bounds.X1 + margin, bounds.Y1 + margin},
		"Group":     object.Dict{"S": object.Name("Transparency"), "CS": space, "I": true},
		"Resources": c.resources.dict(),
	}, c.out)
	c.out = nil
	return c.ref
}
