package templates

// Filters change a picture's pixels, in the order of the fields. Their meanings and units are those of CSS
// filter functions; left out, each does nothing.
type Filters struct {
	Grayscale  float64 `json:"grayscale" range:"0..1" default:"0"`
	Sepia      float64 `json:"sepia" range:"0..1" default:"0"`
	Brightness float64 `json:"brightness" range:"0..MaxGain" default:"1"`
	Contrast   float64 `json:"contrast" range:"0..MaxGain" default:"1"`
	Saturate   float64 `json:"saturate" range:"0..MaxGain" default:"1"`
	Hue        float64 `json:"hue" range:"-MaxAngle..MaxAngle" default:"0"` // degrees
	Invert     float64 `json:"invert" range:"0..1" default:"0"`
	Blur       float64 `json:"blur" range:"0..MaxSigma" default:"0" length:"true"`    // standard deviation, px; the edges stay sharp
	Pixelate   float64 `json:"pixelate" range:"0..MaxSide" default:"0" length:"true"` // side of the squares, px
}

// Duotone gives each pixel a colour between two, by how bright it is.
type Duotone struct {
	Dark  Color `json:"dark" required:"true"`
	Light Color `json:"light" required:"true"`
}

// Mask is what shows of a picture: a form in its box, or as much as another picture covers.
type Mask struct {
	Type     MaskType `json:"type" required:"true"`
	Radius   Radii    `json:"radius" default:"0"` // of rounded, px
	D        PathData `json:"d"`                  // of path
	ViewBox  ViewBox  `json:"view_box"`           // of path
	FillRule FillRule `json:"fill_rule" default:"nonzero"`
	Src      string   `json:"src" pattern:"Source" default:""` // of image, as that of an image layer
	Fit      ImageFit `json:"fit" default:"fill"`              // of image
	By       MaskBy   `json:"by" default:"alpha"`              // of image
}

// finish wants of each type of mask what it needs, and nothing else.
func (m *Mask) finish(b *binder, n *node) {
	need := func(name string, has, wanted bool, why string) {
		if has == wanted {
			return
		}
		b.push(name)
		defer b.pop(1)
		if wanted {
			b.fail(n, "is required of a mask of type %s", quote(string(m.Type)))
		} else {
			b.fail(n.get(name), "%s", why)
		}
	}
	need("d", m.D != "", m.Type == MaskTypePath, "only a mask of type path has one")
	need("src", m.Src != "", m.Type == MaskTypeImage, "only a mask of type image has one")
	if m.Type != MaskTypeRounded {
		need("radius", m.Radius != Radii{}, false, "only a mask of type rounded has one")
	}
}
