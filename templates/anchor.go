package templates

import "strings"

// AnchorParent is what an Anchor calls the group around its layer, or the canvas.
const AnchorParent = "parent"

// pegs are the layers of a page by their ids, with what their places depend on.
type pegs map[string]*peg

type peg struct {
	id     string
	around string // id of the group it is in; empty: the canvas
	to     string // id of the layer that it is anchored to; empty: none
	named  bool   // in a cycle that has been told
}

// checkAnchors wants each anchor of a page to lead to a layer of the page, and none back to itself.
func (b *binder) checkAnchors(n *node, layers []Layer) {
	all := pegs{}
	all.add(layers, "")
	b.anchors(n, layers, all)
}

// add enters layers and those in them.
func (p pegs) add(layers []Layer, around string) {
	for _, layer := range layers {
		base := layer.Common()
		peg := &peg{id: base.ID, around: around}
		if base.Anchor != nil && base.Anchor.To != AnchorParent {
			peg.to = base.Anchor.To
		}
		p[base.ID] = peg
		if group, ok := layer.(*Group); ok {
			p.add(group.Layers, base.ID)
		}
	}
}

// anchors looks at each layer's.
func (b *binder) anchors(n *node, layers []Layer, all pegs) {
	for i, layer := range layers {
		if b.full() {
			return
		}
		b.pushIndex(i)
		at := n.at(i)
		if peg := all[layer.Common().ID]; peg.to != "" {
			b.push("anchor")
			b.push("to")
			b.anchor(at.get("anchor").get("to"), peg, all)
			b.pop(2)
		}
		if group, ok := layer.(*Group); ok {
			b.push("layers")
			b.anchors(at.get("layers"), group.Layers, all)
			b.pop(1)
		}
		b.pop(1)
	}
}

func (b *binder) anchor(n *node, p *peg, all pegs) {
	if all[p.to] == nil {
		b.fail(n, "there is no layer %s on this page%s", quote(p.to), didYouMean(p.to, append(keys(all), AnchorParent)))
		return
	}
	if cycle := all.cycle(p.id, p, map[string]bool{}); cycle != nil && !p.named {
		for _, id := range cycle {
			all[id].named = true
		}
		b.fail(n, "%s: each needs the place of the next; give one of them x and y instead", strings.Join(cycle, " → "))
	}
}

// cycle is the way from a layer, over those that its place depends on, to the one with an id; nil: there is none.
func (p pegs) cycle(id string, at *peg, seen map[string]bool) []string {
	for _, next := range []string{at.around, at.to} {
		if next == id {
			return []string{at.id, id}
		}
		if p[next] == nil || seen[next] {
			continue
		}
		seen[next] = true
		if rest := p.cycle(id, p[next], seen); rest != nil {
			return append([]string{at.id}, rest...)
		}
	}
	return nil
}
