package templates

// FillsBox says whether a layer covers its box, which then casts its shadows. Of all others it is their form that
// does.
func FillsBox(l Layer) bool {
	switch l := l.(type) {
	case *Rect, *Ellipse:
		return true
	case *Image:
		fills := l.Fit == ImageFitCover || l.Fit == ImageFitFill
		return l.Background != nil || fills && l.Mask == nil
	}
	return backgroundOf(l) != nil
}

// backgroundOf is what a layer has below its content; nil: nothing.
func backgroundOf(l Layer) Paint {
	switch l := l.(type) {
	case *Text:
		return l.Background
	case *Image:
		return l.Background
	case *QR:
		return l.Background
	case *Barcode:
		return l.Background
	case *Group:
		return l.Background
	}
	return nil
}

// dress refuses of a layer's shadows, border and radius what could not show.
func (b *binder) dress(n *node, l Layer) {
	base := l.Common()
	b.castable(n, l)
	if line, ok := l.(*Line); ok && line.Border != nil {
		b.push("border")
		b.fail(n.get("border"), "a line has no box to run along; use its stroke")
		b.pop(1)
	}
	if g, ok := l.(*Group); ok && g.Layout == nil && (g.Width.IsZero() || g.Height.IsZero()) {
		b.boxless(n, "background", g.Background != nil)
		b.boxless(n, "border", g.Border != nil)
	}
	switch l.(type) {
	case *Line, *Ellipse:
		if base.Radius != (Radii{}) {
			b.push("radius")
			b.fail(n.get("radius"), "a layer of type %s has no corners; leave it out", base.Type)
			b.pop(1)
		}
	}
}

// boxless refuses what needs the box of a group that has none.
func (b *binder) boxless(n *node, name string, has bool) {
	if has {
		b.push(name)
		b.fail(n.get(name), "needs a width and a height of the group")
		b.pop(1)
	}
}

// castable refuses what only a box can cast: a form has no sides to move out or in.
func (b *binder) castable(n *node, l Layer) {
	if FillsBox(l) {
		return
	}
	b.push("shadow")
	defer b.pop(1)
	remedy := "leave it out, or give the layer a background"
	switch l.(type) {
	case *Text, *Image, *QR, *Barcode, *Group:
	default:
		remedy = "leave it out"
	}
	for i, s := range l.Common().Shadow {
		b.pushIndex(i)
		if s.Inset {
			b.push("inset")
			b.fail(n.get("shadow"), "the layer's form casts its shadow, and only a box has one inside; %s", remedy)
			b.pop(1)
		}
		if s.Spread != 0 {
			b.push("spread")
			b.fail(n.get("shadow"), "the layer's form casts its shadow, and only that of a box can spread; %s", remedy)
			b.pop(1)
		}
		b.pop(1)
	}
}
