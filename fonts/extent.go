package fonts

// Metrics are those of the clusters [from, to): of all faces that draw them, the highest ascent, the lowest
// descent and the widest gap. A fallback's may be far taller than those of the face asked for. Without clusters
// they are zero.
func (t *Text) Metrics(from, to int) Metrics {
	var m Metrics
	for from < to {
		run := t.Clusters[from].Run
		of := t.Runs[run].Face.Metrics()
		m.Ascent, m.Descent, m.LineGap = max(m.Ascent, of.Ascent), max(m.Descent, of.Descent), max(m.LineGap, of.LineGap)
		from = t.clusterAfter(run, from, to)
	}
	return m
}

// Extent is how far the ink of the clusters [from, to) reaches from the baseline, in em, y down: top is negative
// where it stands above. It is for keeping accents whole: stacked ones pass the ascent in Vietnamese, Thai and
// Arabic. Control points count, so it may be a little more than what is drawn; both are 0 without ink.
//
// The first time a glyph is met its outline is read; then it takes some 50 ns a glyph.
func (t *Text) Extent(from, to int) (top, bottom float64) {
	var ink verticalHull
	for at := from; at < to; {
		run := t.Clusters[at].Run
		end := t.clusterAfter(run, at, to)
		face := t.Runs[run].Face
		for _, glyph := range t.glyphs(at, end) {
			face.addInk(&ink, glyph)
		}
		at = end
	}
	return float64(ink.top), float64(ink.bottom)
}

// clusterAfter is where the clusters of a run end, from one of them on and at most at to.
func (t *Text) clusterAfter(run, from, to int) int {
	for from < to && t.Clusters[from].Run == run {
		from++
	}
	return from
}

type verticalHull struct {
	top, bottom float32
	some        bool
}

func (v *verticalHull) add(h Hull, dy float32) {
	switch {
	case h == Hull{}:
	case !v.some:
		*v = verticalHull{h.Y0 + dy, h.Y1 + dy, true}
	default:
		v.top, v.bottom = min(v.top, h.Y0+dy), max(v.bottom, h.Y1+dy)
	}
}

// addInk adds a glyph, or the layers of one in colour.
func (f *Face) addInk(ink *verticalHull, glyph Glyph) {
	layers := f.ColorLayers(glyph.ID)
	for _, layer := range layers {
		ink.add(f.Hull(layer.Glyph), glyph.DY)
	}
	if len(layers) == 0 {
		ink.add(f.Hull(glyph.ID), glyph.DY)
	}
}
