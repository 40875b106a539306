package templates

// Stack places the children of a group one after the other, as a CSS flex container does. A child's Width or
// Height may be "fill": it shares what is left with its like; across, it is as large as the group. The order is
// that of the layers, which is also that of painting. Children that are hidden take no room, nor do those with an
// Anchor, which are placed by that.
type Stack struct {
	Mode    StackMode  `json:"mode" required:"true"`
	Gap     Gap        `json:"gap" default:"0"`
	Align   StackAlign `json:"align" default:"start"`   // across
	Justify Justify    `json:"justify" default:"start"` // along
	Wrap    bool       `json:"wrap" default:"false"`    // begin another line where one is full
}

// Gap is room in px between neighbours in a stack, and between its lines. In JSON it is one number for both, or two.
type Gap [2]float64

// bind reads one number or two.
func (g *Gap) bind(b *binder, n *node) {
	bounds := span{0, MaxOffset}
	switch n.kind {
	case numberKind:
		both, _ := b.number(n, bounds)
		*g = Gap{both, both}
	case arrayKind:
		b.numbers(n, g[:], bounds)
	default:
		b.wrong(n, "a number or two")
	}
}

// Anchor places a layer at another one, or at what is around it: Own of the layer comes to lie on Point of the
// other, Gap further. Without an Own, it is the same point within the parent; beside a layer it is the one that
// faces it, so that "bottom-left" puts the layer below, left edges in line.
type Anchor struct {
	To    string      `json:"to" runes:"1..MaxName" default:"parent"` // the id of another layer of the page, or "parent"
	Point AnchorPoint `json:"point" required:"true"`
	Own   AnchorPoint `json:"own"`
	Gap   Offset      `json:"gap" default:"[0, 0]"` // px right and down
}

// Offset is a way in px, right and down. In JSON it is [0, 24].
type Offset [2]float64

// bind reads two numbers.
func (o *Offset) bind(b *binder, n *node) {
	if n.kind != arrayKind {
		b.wrong(n, "two numbers, right and down")
		return
	}
	b.numbers(n, o[:], span{-MaxOffset, MaxOffset})
}
