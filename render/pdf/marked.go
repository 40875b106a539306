package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// draw writes the operations [from, to) of the list, which hold their groups whole, and says of each what it
// is to a reader.
func (c *content) draw(from, to int) error { return c.marked(from, to, c.operations) }

// marked hands the operations [from, to) to paint, in stretches that show the same element, each within marks
// that say so (ISO 32000-1, 14.6). A group that shows several is a stretch of its own without marks: paint
// comes back with what is in it.
func (c *content) marked(from, to int, paint func(from, to int) error) error {
	r := c.job.reading
	if r == nil || r.open {
		return paint(from, to)
	}
	for from < to {
		end := c.stretch(r, from, to)
		mixed := end > r.until[from]
		if !mixed {
			c.begin(r.owners[from])
			r.open = true
		}
		if err := paint(from, end); err != nil {
			return err
		}
		if !mixed {
			r.open = false
			c.end()
		}
		from = end
	}
	return nil
}

// stretch is the end of the operations from one on that go together.
func (c *content) stretch(r *reading, from, to int) int {
	same := min(r.until[from], to)
	for i := from; i < same; i++ {
		if _, ok := c.list.Ops[i].(*display.PushGroup); !ok {
			continue
		}
		next := c.closing(i) + 1
		switch {
		case next <= same:
			i = next - 1
		case i > from:
			return i
		default:
			return next
		}
	}
	return same
}

// begin starts what shows an element, or decoration.
func (c *content) begin(owner *element) {
	if owner == nil {
		c.op("BMC", object.Name("Artifact"))
		return
	}
	id := len(c.owners)
	c.owners = append(c.owners, owner)
	owner.kids = append(owner.kids, sequence{in: c, id: id})
	c.op("BDC", owner.kind, object.Dict{"MCID": id})
}

// end ends it.
func (c *content) end() { c.op("EMC") }

// artifact writes something that no operation is for: decoration, unless it belongs to an element already.
func (c *content) artifact(write func() error) error {
	r := c.job.reading
	if r == nil || r.open {
		return write()
	}
	c.begin(nil)
	r.open = true
	err := write()
	r.open = false
	c.end()
	return err
}

// parents is the key by which readers find what the sequences of a stream show, or nil if it has none.
func (c *content) parents() any {
	if len(c.owners) == 0 {
		return nil
	}
	return c.job.structure.parent(c.owners)
}
