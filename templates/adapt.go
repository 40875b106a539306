package templates

import "slices"

// Adapt says what becomes of a layer's box when the canvas takes another size, along each side. In JSON it is
// one rule for both sides, or {"x": …, "y": …}; see Document.Resize.
type Adapt struct {
	X, Y AdaptRule
}

// AdaptRule says what becomes of a place and a size along one side.
type AdaptRule string

// The rules.
const (
	AdaptAuto    AdaptRule = ""        // what covers the side still does; all else scales by one factor
	AdaptStart   AdaptRule = "start"   // keeps its distance from the left or the top
	AdaptCenter  AdaptRule = "center"  // keeps its distance from the middle
	AdaptEnd     AdaptRule = "end"     // keeps its distance from the right or the bottom
	AdaptStretch AdaptRule = "stretch" // keeps its distance from both
	AdaptScale   AdaptRule = "scale"   // place and size in proportion
)

// adaptRules are the words for one side; adaptWords those for both.
var (
	adaptRules = list(AdaptStart, AdaptCenter, AdaptEnd, AdaptStretch, AdaptScale)
	adaptWords = map[string]Adapt{
		"pin":     {AdaptStart, AdaptStart},
		"center":  {AdaptCenter, AdaptCenter},
		"stretch": {AdaptStretch, AdaptStretch},
		"scale":   {AdaptScale, AdaptScale},
	}
)

// bind reads a word, or a rule for each side.
func (a *Adapt) bind(b *binder, n *node) {
	*a = Adapt{}
	switch n.kind {
	case nullKind:
	case stringKind:
		both, ok := adaptWords[n.text]
		if !ok {
			b.fail(n, "%s", notOneOf(n.text, keys(adaptWords)))
		}
		*a = both
	case objectKind:
		for i := range n.items {
			m := &n.items[i]
			b.push(m.name)
			side := map[string]*AdaptRule{"x": &a.X, "y": &a.Y}[m.name]
			switch {
			case side == nil:
				b.fail(&m.node, "%s", notOneOf(m.name, []string{"x", "y"}))
			case b.is(&m.node, stringKind):
				if !slices.Contains(adaptRules, m.text) {
					b.fail(&m.node, "%s", notOneOf(m.text, adaptRules))
				}
				*side = AdaptRule(m.text)
			}
			b.pop(1)
		}
	default:
		b.wrong(n, "a word, or one for x and one for y")
	}
}
