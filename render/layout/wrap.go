package layout

import (
	"unicode"

	"placard/fonts"
)

// textLine is a part of a shaped paragraph: clusters from..to, of which those from end on are white
// space that hangs.
type textLine struct {
	text          *fonts.Text
	styles        []textStyle // by the spans of text
	from, end, to int
	width         float64     // em, without what hangs and without the last letter's spacing
	tail          *fonts.Text // an ellipsis or a hyphen that follows; nil: nothing
	broken        bool        // ends within a word, as the word alone was too wide
}

// wrap breaks a paragraph greedily into lines of at most width em (UAX #14 opportunities; a word that
// does not fit alone is broken between clusters). A line that ends at a soft hyphen ends in hyphen, which
// is nil where there are none. There is always at least one line, and a line has at least one cluster.
func wrap(t *fonts.Text, width, spacing float64, hyphen *fonts.Text) []textLine {
	var lines []textLine
	n := len(t.Clusters)
	for from := 0; ; {
		l := nextLine(t, from, width, spacing, hyphen)
		lines = append(lines, l)
		if from = l.to; from >= n {
			return lines
		}
	}
}

// wrapAnywhere breaks a paragraph between any two clusters.
func wrapAnywhere(t *fonts.Text, width, spacing float64) []textLine {
	var lines []textLine
	n := len(t.Clusters)
	for from := 0; ; {
		to, pen := from, 0.0
		for ; to < n; to++ {
			if pen += float64(t.Clusters[to].Advance); pen > width+fitSlack && to > from && !t.Clusters[to].Space {
				break
			}
			pen += spacingAfter(t, to, spacing)
		}
		lines = append(lines, cut(t, from, to, spacing))
		if from = to; from >= n {
			return lines
		}
	}
}

// nextLine takes as many clusters from from on as fit.
func nextLine(t *fonts.Text, from int, width, spacing float64, hyphen *fonts.Text) textLine {
	n := len(t.Clusters)
	pen := 0.0
	brk := -1 // the last opportunity: the line would end before this cluster
	for i := from; i < n; i++ {
		c := &t.Clusters[i]
		pen += float64(c.Advance)
		if !c.Space && pen > width+fitSlack && i > from {
			switch {
			case brk > from && endsInSoftHyphen(t, brk-1):
				return cut(t, from, brk, spacing).endIn(hyphen, spacing)
			case brk > from:
				return cut(t, from, brk, spacing)
			}
			l := cut(t, from, i, spacing)
			l.broken = true
			return l
		}
		pen += spacingAfter(t, i, spacing)
		if c.CanBreak && (!endsInSoftHyphen(t, i) || pen+measure(hyphen, 0, len(hyphen.Clusters), spacing) <= width) {
			brk = i + 1
		}
	}
	return cut(t, from, n, spacing)
}

// endsInSoftHyphen: having no glyph, it is mostly in one cluster with the letter before it.
func endsInSoftHyphen(t *fonts.Text, cluster int) bool {
	return t.Runes[t.Clusters[cluster].End-1] == '\u00ad'
}

// endIn appends an ellipsis or a hyphen to a line.
func (l textLine) endIn(tail *fonts.Text, spacing float64) textLine {
	l.tail = tail
	if l.end > l.from {
		l.width += spacingAfter(l.text, l.end-1, spacing)
	}
	l.width += measure(tail, 0, len(tail.Clusters), spacing)
	return l
}

// fitSlack, em, forgives rounding where a box was made exactly as wide as its text.
const fitSlack = 1e-4

// cut makes the line of clusters from..to, with its white space hanging.
func cut(t *fonts.Text, from, to int, spacing float64) textLine {
	end := to
	for end > from && t.Clusters[end-1].Space {
		end--
	}
	return textLine{text: t, from: from, end: end, to: to, width: measure(t, from, end, spacing)}
}

// measure is the width in em of clusters from..to.
func measure(t *fonts.Text, from, to int, spacing float64) float64 {
	w := 0.0
	for i := from; i < to; i++ {
		w += float64(t.Clusters[i].Advance)
		if i+1 < to {
			w += spacingAfter(t, i, spacing)
		}
	}
	return w
}

// spacingAfter is the letter spacing between cluster i and the next, em. Joined scripts have none: it
// would tear their letters apart (CSS Text 3, section 8.2).
func spacingAfter(t *fonts.Text, i int, spacing float64) float64 {
	if spacing == 0 || unicode.In(t.Runes[t.Clusters[i].Start], joined...) {
		return 0
	}
	return spacing
}

var joined = []*unicode.RangeTable{unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Mandaic, unicode.Phags_Pa, unicode.Adlam, unicode.Hanifi_Rohingya, unicode.Sogdian}

// limitLines keeps the first most of more lines. The last one kept is filled up with what follows it in
// its paragraph and ends in an ellipsis.
func limitLines(lines []textLine, most int, width, spacing float64, ellipsis *fonts.Text) []textLine {
	last := lines[most-1]
	t := last.text
	room := width - measure(ellipsis, 0, len(ellipsis.Clusters), spacing)
	to := last.from
	for pen := 0.0; to < len(t.Clusters); to++ {
		if pen += float64(t.Clusters[to].Advance) + spacingAfter(t, to, spacing); pen > room {
			break
		}
	}
	short := cut(t, last.from, to, spacing)
	short.to, short.styles = short.end, last.styles
	return append(lines[:most-1:most-1], short.endIn(ellipsis, spacing))
}
