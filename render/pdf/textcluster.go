package pdf

import (
	"math"

	"placard/fonts"
	"placard/render/display"
)

// cluster is the smallest piece of text that is written, as one code.
type cluster struct {
	glyphs  []display.Glyph
	at      display.Point // where the pen is
	text    string        // what it says; empty: not known
	advance float64       // how far it moves the pen, em, with its kerning
	spacing float64       // letter spacing after it, em
}

// split cuts an op into its clusters, or into single glyphs where those are not known. The result is
// valid until the next call.
func (f *fontset) split(g *display.Glyphs) []cluster {
	f.clusters = f.clusters[:0]
	if total(g.Clusters) == len(g.Glyphs) {
		rest := g.Glyphs
		for _, k := range g.Clusters {
			if k.Count > 0 {
				f.add(g, cluster{glyphs: rest[:k.Count], text: k.Text, advance: k.Advance / g.Size})
				rest = rest[k.Count:]
			}
		}
	} else {
		for i := range g.Glyphs {
			f.add(g, cluster{glyphs: g.Glyphs[i : i+1], advance: g.Face.Advance(g.Glyphs[i].ID)})
		}
	}
	addSpacing(f.clusters, g.Size)
	return f.clusters
}

// snapped is where a glyph goes: on a whole px across the line, as the rasteriser has it, so that lines stand
// where they stand in the picture and are as sharp on a screen. It is a hair below, as poppler cuts off what is
// less than a px and would lift a line by one. In a plane that is turned there are no lines of px to keep to.
func (c *content) snapped(at display.Point) display.Point {
	if !c.straight() {
		return at
	}
	const hair = 0.005
	return display.Point{X: at.X, Y: math.Floor(at.Y+c.turn.Y+0.5) - c.turn.Y + hair}
}

// total is how many glyphs the clusters have; -1 if one has less than none.
func total(clusters []display.Cluster) int {
	n := 0
	for _, k := range clusters {
		if k.Count < 0 {
			return -1
		}
		n += k.Count
	}
	return n
}

// add finds where a cluster's pen is: at the first glyph that has a width, since marks hang about it.
func (f *fontset) add(g *display.Glyphs, k cluster) {
	first := &k.glyphs[0]
	if len(k.glyphs) > 1 {
		first = base(g.Face, k.glyphs)
	}
	k.at = display.Point{X: first.X, Y: first.Y}
	f.clusters = append(f.clusters, k)
}

// base is the first glyph that has a width, else the first.
func base(face *fonts.Face, glyphs []display.Glyph) *display.Glyph {
	for i := range glyphs {
		if face.Advance(glyphs[i].ID) > 0 {
			return &glyphs[i]
		}
	}
	return &glyphs[0]
}

// Letter spacing, in em, between what is too little for any reader to take for a space between words, and
// more than any design has: a column of a table.
const (
	minSpacing = 0.02
	maxSpacing = 3
)

// addSpacing finds the letter spacing, which is to be a part of the widths. Readers see a space between words
// where a gap is wider than about a tenth of an em, so spaced letters would become words.
func addSpacing(clusters []cluster, size float64) {
	for i := range clusters {
		k := &clusters[i]
		if i+1 == len(clusters) {
			if i > 0 {
				k.spacing = clusters[i-1].spacing
			}
			return
		}
		gap := (clusters[i+1].at.X-k.at.X)/size - k.advance
		if gap > minSpacing && gap < maxSpacing {
			k.spacing = gap
		}
	}
}
