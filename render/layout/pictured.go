package layout

import "placard/templates"

// The types of image layers that are made up for pictures which are parts of a layer, or of the page.
const (
	logoPart    = "qr"
	maskPart    = "mask"
	paintPart   = "paint"
	drawingPart = "svg"
)

// Pictured are the image layers for which a layer asks Pictures, its own children left out: itself, or those made
// up for pictures that are parts of it. They have the layer's id; their Type says what they are for, and Alt which
// field names them.
func Pictured(l templates.Layer) []*templates.Image {
	all := paints(nil, l.Common().ID, paintsOf(l))
	switch l := l.(type) {
	case *templates.Image:
		if HasPicture(l) {
			all = append(all, l)
			if l.Mask != nil && l.Mask.Src != "" {
				all = append(all, maskPicture(l))
			}
		}
	case *templates.SVG:
		if im := drawing(l); im != nil {
			all = append(all, im)
		}
	case *templates.QR:
		if l.Value != "" && l.Logo != "" {
			all = append(all, logo(l))
		}
	}
	return all
}

// PicturedBelow is as Pictured for what is below all layers of a page.
func PicturedBelow(doc *templates.Document) []*templates.Image {
	return paints(nil, "", []fieldPaint{{"background", doc.Background}})
}

// IsPaint says whether an image layer which Pictured gave is a paint. The same src is then the same picture on all
// layers of a page.
func IsPaint(im *templates.Image) bool { return im.Type == paintPart }

// IsDrawing says whether an image layer which Pictured gave names a drawing, not a picture.
func IsDrawing(im *templates.Image) bool { return im.Type == drawingPart }

// PictureField is the field of a layer that names the picture of an image layer which Pictured gave.
func PictureField(im *templates.Image) string {
	switch im.Type {
	case logoPart, maskPart, paintPart, drawingPart:
		return im.Alt
	}
	return "src"
}

// part is an image layer made up for a picture that a field names.
func part(kind, id, field, src string) *templates.Image {
	return &templates.Image{
		Base: templates.Base{ID: id, Type: kind, Alt: field}, Src: src,
		Fit: templates.ImageFitContain, Position: templates.Position{0.5, 0.5}, OnError: templates.OnErrorFail,
	}
}

func maskPicture(im *templates.Image) *templates.Image {
	return part(maskPart, im.ID, "mask.src", im.Mask.Src)
}

// InlineScheme is that of the src of a drawing that is written out in its layer, which follows it.
const InlineScheme = "svg"

// drawing is the drawing of a layer as an image layer; nil: it has none.
func drawing(l *templates.SVG) *templates.Image {
	im := part(drawingPart, l.ID, "src", l.Src)
	if l.SVG != "" {
		im.Src, im.Alt = InlineScheme+":"+l.SVG, "svg"
	}
	if im.Src == "" || l.Width.IsZero() || l.Height.IsZero() {
		return nil
	}
	im.Fallback, im.OnError = l.Fallback, l.OnError
	return im
}

// fieldPaint is a paint and the field that it is of.
type fieldPaint struct {
	field string
	paint templates.Paint
}

// paints appends those of a layer's paints that are pictures.
func paints(all []*templates.Image, id string, of []fieldPaint) []*templates.Image {
	for _, f := range of {
		if p, ok := f.paint.(*templates.ImagePaint); ok && p.Src != "" {
			all = append(all, part(paintPart, id, f.field+".src", p.Src))
		}
	}
	return all
}

// paintsOf are a layer's paints, nil ones as well.
func paintsOf(l templates.Layer) []fieldPaint {
	var all []fieldPaint
	if border := l.Common().Border; border != nil {
		all = append(all, fieldPaint{"border.paint", border.Paint})
	}
	stroke := func(s *templates.Stroke) {
		if s != nil {
			all = append(all, fieldPaint{"stroke.paint", s.Paint})
		}
	}
	fill := func(fill templates.Paint, s *templates.Stroke) {
		all = append(all, fieldPaint{"fill", fill})
		stroke(s)
	}
	switch l := l.(type) {
	case *templates.Text:
		all = append(all, fieldPaint{"background", l.Background}, fieldPaint{"color", l.Color})
		stroke(l.Stroke)
		all = append(all, highlightPaints("", l.Highlight)...)
		if e := l.Emphasis; e != nil {
			all = append(append(all, fieldPaint{"emphasis.color", e.Color}), highlightPaints("emphasis.", e.Highlight)...)
		}
	case *templates.Image:
		all = append(all, fieldPaint{"background", l.Background})
	case *templates.Rect:
		fill(l.Fill, l.Stroke)
	case *templates.Ellipse:
		fill(l.Fill, l.Stroke)
	case *templates.Polygon:
		fill(l.Fill, l.Stroke)
	case *templates.Star:
		fill(l.Fill, l.Stroke)
	case *templates.Path:
		fill(l.Fill, l.Stroke)
	case *templates.Line:
		stroke(&l.Stroke)
	case *templates.QR:
		all = append(all, fieldPaint{"background", l.Background}, fieldPaint{"color", l.Color})
	case *templates.Barcode:
		all = append(all, fieldPaint{"background", l.Background})
	case *templates.Rating:
		all = append(all, fieldPaint{"fill", l.Fill}, fieldPaint{"track", l.Track})
	case *templates.Progress:
		all = append(all, fieldPaint{"fill", l.Fill}, fieldPaint{"track", l.Track})
	case *templates.Group:
		all = append(all, fieldPaint{"background", l.Background})
	}
	return all
}

func highlightPaints(of string, h *templates.Highlight) []fieldPaint {
	if h == nil {
		return nil
	}
	return []fieldPaint{{of + "highlight.paint", h.Paint}}
}
