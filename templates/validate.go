package templates

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// finisher is a type with rules that concern more than one of its fields, which are all here.
type finisher interface {
	// finish checks the value, all of whose fields are right by themselves.
	finish(b *binder, n *node)
}

// finish checks the canvases and the texts as a whole, then that every sample fits.
func (t *Template) finish(b *binder, n *node) {
	t.checkContent(b, n)
	b.checkCanvas(n, t.Width, t.Height)
	b.push("layers")
	b.checkRunes(n.get("layers"), t.Layers)
	b.checkAnchors(n.get("layers"), t.Layers)
	b.pop(1)
	t.index = map[string]placed{}
	t.addToIndex(t.Layers, "")
	for i := range t.Pages {
		page := &t.Pages[i]
		b.push("pages")
		b.pushIndex(i)
		width, height := t.side(page)
		b.checkCanvas(n.get("pages").at(i), width, height)
		b.pop(2)
		t.addToIndex(page.Layers, "")
	}
	t.scope, t.bindings, t.conditionals = b.scope, b.bindings, b.conditionals
	if len(b.errs) > 0 {
		return
	}
	b.push("samples")
	t.checkSamples(b, n.get("samples"))
	b.pop(1)
}

// checkContent wants layers or pages, and not both.
func (t *Template) checkContent(b *binder, n *node) {
	layers, pages := n.get("layers"), n.get("pages")
	switch {
	case layers == nil && pages == nil:
		b.push("layers")
		b.fail(n, "is required, or pages for a document of several")
		b.pop(1)
	case pages != nil && len(t.Pages) == 0:
		b.push("pages")
		b.fail(pages, "is empty; it needs one page at least")
		b.pop(1)
	case layers != nil && pages != nil:
		b.push("layers")
		b.fail(layers, "stands beside pages; put the layers on one of them")
		b.pop(1)
	}
}

// checkCanvas bounds the area of a canvas.
func (b *binder) checkCanvas(n *node, width, height int) {
	if width*height > MaxPixels {
		b.push("width")
		b.fail(n.get("width"), "%d×%d is %d pixels; the limit is %d", width, height, width*height, MaxPixels)
		b.pop(1)
	}
}

// checkSamples applies each sample once.
func (t *Template) checkSamples(b *binder, n *node) {
	names := map[string]bool{}
	for i, sample := range t.Samples {
		b.pushIndex(i)
		if names[sample.Name] {
			b.fail(n, "%s is the name of another sample", quote(sample.Name))
		}
		names[sample.Name] = true
		b.push("changes")
		b.document(t, sample.Changes)
		b.pop(2)
	}
}

// checkRunes bounds all texts together.
func (b *binder) checkRunes(n *node, layers []Layer) {
	if count := runes(layers); count > MaxDocumentRunes {
		b.tooLarge(n, "%d characters of text in all; the limit is %d", count, MaxDocumentRunes)
	}
}

// finish makes "\n" of the line ends of other systems, and checks the list of families.
func (t *Text) finish(b *binder, n *node) {
	if strings.Contains(t.Text, "\r") {
		t.Text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(t.Text)
	}
	names := t.Families()
	n = n.get("font_family")
	b.push("font_family")
	if len(names) > MaxFamilies {
		b.tooLarge(n, "%d families; the limit is %d", len(names), MaxFamilies)
	}
	if slices.Contains(names, "") {
		b.fail(n, "%s has an empty name in it", quote(t.FontFamily))
	}
	b.pop(1)
}

// finish settles what happens when the picture cannot be had.
func (im *Image) finish(b *binder, n *node) { settle(b, n, &im.OnError, im.Fallback) }

// settle decides between a fallback and an on_error. A change that gives a fallback means it to be used,
// whatever the template said.
func settle(b *binder, n *node, onError *OnError, fallback string) {
	b.push("on_error")
	defer b.pop(1)
	switch given := n.get("on_error"); {
	case *onError == OnErrorFallback && fallback == "":
		b.fail(given, "there is no fallback; give one, or write hide or fail")
	case given != nil && *onError != OnErrorFallback && fallback != "":
		b.fail(given, "%s leaves no use for the fallback; leave one of them out", quote(string(*onError)))
	case fallback != "":
		*onError = OnErrorFallback
	case *onError == "":
		*onError = OnErrorFail
	}
}

// finish refuses a stroke beside its line: a line has no inside.
func (l *Line) finish(b *binder, n *node) { b.centered(n, &l.Stroke, "line") }

// centered refuses a stroke beside the outline of a layer that has no inside, or one of any form.
func (b *binder) centered(n *node, s *Stroke, layer string) {
	if s != nil && s.Align != StrokeAlignCenter {
		b.push("stroke")
		b.push("align")
		b.fail(n, "the stroke of a %s is always at its center", layer)
		b.pop(2)
	}
}

// finish refuses to clip to nothing.
func (g *Group) finish(b *binder, n *node) {
	stacked := g.Layout != nil && g.Layout.Mode != StackModeNone
	if g.Clip && !stacked && (g.Width.IsZero() || g.Height.IsZero()) {
		b.push("clip")
		b.fail(n, "needs a width and a height to clip to")
		b.pop(1)
	}
}

// runes counts the characters of all texts in layers.
func runes(layers []Layer) int {
	count := 0
	for _, layer := range layers {
		switch l := layer.(type) {
		case *Text:
			count += utf8.RuneCountInString(l.Text)
		case *Group:
			count += runes(l.Layers)
		}
	}
	return count
}

func (g *LinearGradient) finish(b *binder, n *node) { ascending(b, n, g.Stops) }
func (g *RadialGradient) finish(b *binder, n *node) { ascending(b, n, g.Stops) }
func (g *ConicGradient) finish(b *binder, n *node)  { ascending(b, n, g.Stops) }

// ascending refuses stops that go back: CSS would move them forward in silence.
func ascending(b *binder, n *node, stops []Stop) {
	for i := 1; i < len(stops); i++ {
		if stops[i].At < stops[i-1].At {
			b.push("stops")
			b.pushIndex(i)
			b.push("at")
			b.fail(n, "%v is less than the stop before, %v", stops[i].At, stops[i-1].At)
			b.pop(3)
			return
		}
	}
}

// finish refuses dashes so short that they cannot be seen but cost a segment each: 1e5 px of line at a
// period of 0.001 px would be 1e8 segments.
func (s *Stroke) finish(b *binder, n *node) {
	period := 0.0
	for _, length := range s.Dash {
		period += length
	}
	if len(s.Dash) > 0 && period < minDashPeriod {
		b.push("dash")
		b.fail(n, "the lengths add up to %.3g; they need %v at least", period, minDashPeriod)
		b.pop(1)
	}
}
