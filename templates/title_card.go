package templates

import (
	"math"

	"placard/internal/css"
)

const (
	// titleMargin is the empty space around a title card's title, as a part of the shorter side: what the
	// starters keep.
	titleMargin = 0.12
	// titleSize is the size of its letters as a part of the shorter side, leastTitleSize how small they may
	// shrink before lines are left out.
	titleSize, leastTitleSize = 0.13, 0.04
	// titleContrast is that of WCAG 2.2, 1.4.3, which is what a text of any size needs.
	titleContrast = 4.5
)

// TitleCard is a plain card that can stand in for the document when a picture of it cannot be had: of the
// same size, on the document's own ground where it has one, with nothing but its title. That is the text
// layer "title", or else the largest text that is shown. It has no pictures, so it cannot fail in turn.
func (d *Document) TitleCard() *Document {
	ground := d.ground()
	card := &Document{
		Template: d.Template, Name: d.Name, Width: d.Width, Height: d.Height, Background: ground, Alt: d.Alt,
		Title: d.Title, Author: d.Author, Lang: d.Lang, Date: d.Date, OnPictureError: OnPictureErrorFail,
	}
	if title := titleOf(d.Layers); title != nil && title.Text != "" {
		card.Layers = []Layer{cardTitle(title, d.Width, d.Height, ground)}
	}
	card.digest = digest(card)
	return card
}

// ground is what is under all else: the background, or a rectangle that stands for one, or a dark grey.
func (d *Document) ground() Paint {
	if d.Background != nil && leastAlpha(d.Background) == 255 {
		return d.Background
	}
	if fill := groundOf(d.Layers, 0, 0, float64(d.Width), float64(d.Height)); fill != nil {
		return fill
	}
	return Color{0x17, 0x1a, 0x21, 255}
}

// groundOf is the fill of the lowest opaque rectangle that covers a canvas of width×height px, or nil. The
// layers lie at (x, y).
func groundOf(layers []Layer, x, y, width, height float64) Paint {
	for _, layer := range layers {
		base := layer.Common()
		if base.Hidden || base.Opacity < 1 || base.BlendMode != BlendNormal || base.Blur > 0 {
			continue
		}
		if base.Rotation != 0 || base.Anchor != nil {
			continue
		}
		left, top := x+base.X.Of(width), y+base.Y.Of(height)
		switch l := layer.(type) {
		case *Rect:
			covers := left <= 0 && top <= 0 && left+l.Width.Of(width) >= width && top+l.Height.Of(height) >= height
			if l.Fill != nil && covers && leastAlpha(l.Fill) == 255 {
				return l.Fill
			}
		case *Group:
			if fill := groundOf(l.Layers, left, top, width, height); fill != nil && !l.Clip && l.Layout == nil {
				return fill
			}
		}
	}
	return nil
}

// cardTitle sets a title in the middle of a card, in its own face, in a colour that can be read there.
func cardTitle(title *Text, width, height int, ground Paint) *Text {
	side := float64(min(width, height))
	margin := side * titleMargin
	t := *title
	t.Base = Base{
		ID: "title", Type: "text", X: Length{Value: margin}, Y: Length{Value: margin}, Opacity: 1, BlendMode: BlendNormal,
		Width: Length{Value: float64(width) - 2*margin}, Height: Length{Value: float64(height) - 2*margin},
	}
	t.FontSize = max(1, side*titleSize)
	t.MinFontSize = max(1, side*leastTitleSize)
	t.LetterSpacing = title.LetterSpacing * t.FontSize / title.FontSize
	t.LineHeight = LineHeight{Value: max(1.1, min(1.6, title.LineHeight.Of(1, title.FontSize)))}
	t.VerticalAlign, t.Fit, t.Overflow, t.MaxLines = VerticalAlignMiddle, FitShrink, OverflowEllipsis, 0
	t.FitGroup, t.Background, t.Padding = "", nil, Padding{}
	t.Color = readable(firstColor(title.Color), ground)
	return &t
}

// titleOf is the layer "title" if it is a text that is shown, or the largest text that is.
func titleOf(layers []Layer) *Text {
	var best *Text
	for _, layer := range layers {
		if layer.Common().Hidden || layer.Common().Opacity == 0 {
			continue
		}
		candidate, _ := layer.(*Text)
		if group, ok := layer.(*Group); ok {
			candidate = titleOf(group.Layers)
		}
		switch {
		case candidate == nil || candidate.Text == "":
		case candidate.ID == "title":
			return candidate
		case best == nil || candidate.FontSize > best.FontSize:
			best = candidate
		}
	}
	return best
}

// readable is the colour itself if it stands out from the ground everywhere, else white or black, whichever
// does better.
func readable(c Color, ground Paint) Color {
	c.A = 255
	best, most := c, leastContrast(c, ground)
	if most >= titleContrast {
		return best
	}
	for _, other := range []Color{{255, 255, 255, 255}, {0, 0, 0, 255}} {
		if got := leastContrast(other, ground); got > most {
			best, most = other, got
		}
	}
	return best
}

// leastContrast is the contrast ratio of WCAG 2.2, 1..21, between a colour and the nearest of a paint's.
func leastContrast(c Color, ground Paint) float64 {
	least := math.Inf(1)
	for _, under := range colorsOf(ground) {
		least = min(least, css.Contrast(luminance(c), luminance(under)))
	}
	return least
}

// leastAlpha is the alpha of the most transparent of a paint's colours.
func leastAlpha(p Paint) uint8 {
	alpha := uint8(255)
	if _, picture := p.(*ImagePaint); picture {
		return 0 // nobody knows yet
	}
	for _, c := range colorsOf(p) {
		alpha = min(alpha, c.A)
	}
	return alpha
}

// firstColor is a paint's first colour; black of one that has none.
func firstColor(p Paint) Color {
	if colors := colorsOf(p); len(colors) > 0 {
		return colors[0]
	}
	return Color{A: 255}
}

// colorsOf are the colours of a paint, those between its stops left out.
func colorsOf(p Paint) []Color {
	var stops []Stop
	switch p := p.(type) {
	case Color:
		return []Color{p}
	case *LinearGradient:
		stops = p.Stops
	case *RadialGradient:
		stops = p.Stops
	case *ConicGradient:
		stops = p.Stops
	}
	colors := make([]Color, len(stops))
	for i, stop := range stops {
		colors[i] = stop.Color
	}
	return colors
}

// luminance is that of a colour as if it were opaque.
func luminance(c Color) float64 { return css.Luminance(c.R, c.G, c.B) }
