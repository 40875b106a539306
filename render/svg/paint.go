package svg

// paint resolves what fill or stroke says of a shape; nil is none.
func (r *resolver) paint(n *node, v paintValue, opacity float64, in place, o *outline) (*paint, error) {
	p := &paint{alpha: opacity}
	switch v.kind {
	case noPaint:
		return nil, nil
	case unset:
		p.color, p.given = black, true
	case current:
		p.color, p.given = in.style.color.color, !in.style.color.set
		if p.given {
			p.color = black
		}
	case solid:
		p.color = v.color
	case referred:
		t, other, err := r.texture(n, v, in, o)
		if err != nil {
			return nil, err
		}
		if t == nil {
			if other == nil {
				return nil, nil
			}
			return r.paint(n, *other, opacity, in, o)
		}
		p.texture = t
		r.drawing.colors.several = true
		return p, nil
	}
	if p.alpha*p.color.a <= 0 {
		return nil, nil
	}
	r.drawing.colors.add(p.color)
	return p, nil
}
