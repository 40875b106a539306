package foreign

// readBannerbear reads an image template of version 5. Its layers stand in config.objects from bottom to top,
// their fields called as in CSS.
func readBannerbear(im *importer, root *source) {
	im.begin(root, root.text("uid"), root.text("name"))
	root.ignore("adaptive")
	config := root.in("config")
	objects := list(config.get("objects"))
	config.rest()
	for _, o := range objects { // first, since layers are anchored to others by their names
		s := im.source("", object(o))
		im.reserve(s.text("name", "id"), s.text("id"))
	}
	layers := []any{}
	for _, o := range objects {
		if layer := im.bannerbearLayer(object(o)); layer != nil {
			layers = append(layers, layer)
		}
	}
	im.template["layers"] = layers
}

// bannerbearTypes read what is a type's own.
var bannerbearTypes = map[string]struct {
	name string // of the type here
	read func(*source, fields)
}{
	"text":                      {"text", bannerbearText},
	"rectangle":                 {"rect", bannerbearBox},
	"circle":                    {"ellipse", bannerbearBox},
	"image":                     {"image", bannerbearImage},
	"rectangle_image_container": {"image", bannerbearImage},
	"circle_image_container":    {"image", bannerbearRound},
	"svg_shape":                 {"polygon", bannerbearShape},
	"qr_code":                   {"qr", bannerbearQR},
	"bar_code":                  {"barcode", bannerbearBarcode},
	"rating":                    {"rating", bannerbearRating},
}

// bannerbearLayer reads a layer; nil: it has no counterpart.
func (im *importer) bannerbearLayer(o fields) fields {
	s := im.source("", o)
	name := s.text("name", "id")
	s.layer = name
	s.ignore("id", "collapsed", "aspect-ratio-locked")
	word := s.text("type")
	kind, ok := bannerbearTypes[word]
	switch {
	case word == "group":
		s.warn("", "the file does not say which layers are in this group; they stand on the canvas")
		return nil
	case !ok:
		s.warn("type", "%q has no counterpart; the layer is left out", word)
		return nil
	}
	l := fields{"id": im.reserved(s, name), "type": kind.name}
	for _, field := range [][2]string{{"x", "left"}, {"y", "top"}, {"width", "width"}, {"height", "height"}, {"opacity", "opacity"}, {"blur", "blur"}} {
		s.copyNumber(l, field[0], field[1])
	}
	if s.flag("hidden") {
		l["hidden"] = true
	}
	turn, _ := s.number("rotate")
	z, _ := s.number("rotateZ")
	if turn+z != 0 {
		l["rotation"] = turn + z
	}
	s.shadows(l, "box-shadow")
	s.bannerbearAnchor(l)
	s.bannerbearAdapt(l)
	kind.read(s, l)
	s.border(l, s.text("border-style") != "none", "border-color", "border-width")
	if l["type"] != "ellipse" {
		s.copyNumber(l, "radius", "border-radius")
	}
	s.ignore("border-radius", "perspective") // of a circle; nothing without rotateX and rotateY
	s.rest()
	return l
}

// border reads a line around a layer's box, which of an ellipse is its stroke.
func (s *source) border(l fields, on bool, color, width string) {
	n, _ := s.number(width)
	paint := s.paint(color)
	if !on || n == 0 {
		return
	}
	border := fields{"width": n}
	set(border, "paint", paint)
	if l["type"] == "ellipse" {
		border["align"] = "inside"
		l["stroke"] = border
		return
	}
	l["border"] = border
}

// bannerbearPoints are the points of a box by their names there.
var bannerbearPoints = map[string]string{
	"top-left": "top-left", "top-center": "top", "top-right": "top-right", "center-left": "left", "center": "center",
	"center-right": "right", "bottom-left": "bottom-left", "bottom-center": "bottom", "bottom-right": "bottom-right",
}

// bannerbearAnchor reads what a layer is held by: its top left corner, at a point of another layer.
func (s *source) bannerbearAnchor(l fields) {
	x, _ := s.number("anchor-gap-x")
	y, _ := s.number("anchor-gap-y")
	to, kind := s.text("anchor-to"), s.text("anchor-type")
	anchor := fields{}
	s.choose(anchor, "point", "anchor-point", bannerbearPoints)
	switch id := s.im.ids[to]; {
	case to == "":
	case id == "":
		s.warn("anchor-to", "there is no layer %q", to)
	default:
		if anchor["point"] == nil {
			anchor["point"] = "top-left"
		}
		anchor["to"], anchor["own"] = id, "top-left"
		if x != 0 || y != 0 {
			anchor["gap"] = []any{x, y}
		}
		l["anchor"] = anchor
		delete(l, "x") // they would move it from there
		delete(l, "y")
		if kind == "text" {
			s.warn("anchor-type", "it is held by the box of %s, not by its letters; leave out that layer's height, and its box is as tall as they are", to)
		}
	}
}

// bannerbearAdapt reads what becomes of a layer on a canvas of another size.
func (s *source) bannerbearAdapt(l fields) {
	position, size := s.text("adaptive-position"), s.text("adaptive-size")
	s.ignore("adaptive-aspect-ratio", "adaptive-anchor-gap")
	rule := func(centred, pinned, stretched string) string {
		switch {
		case size == stretched || size == "stretch":
			return "stretch"
		case size == "scale" || position == "scale":
			return "scale"
		case position == centred || position == "center":
			return "center"
		case position == pinned || position == "pin-right-bottom":
			return "end"
		}
		return "start"
	}
	x, y := rule("center-x", "pin-right", "stretch-x"), rule("center-y", "pin-bottom", "stretch-y")
	if x != "start" || y != "start" {
		l["adapt"] = fields{"x": x, "y": y}
	}
}

func bannerbearText(s *source, l fields) {
	set(l, "text", s.text("text"))
	set(l, "font_family", s.text("font-family"))
	s.copyNumber(l, "font_size", "font-size")
	s.weight(l, "font-weight")
	s.choose(l, "font_style", "font-style", styles)
	s.copyNumber(l, "line_height", "line-height")
	s.copyNumber(l, "letter_spacing", "letter-spacing")
	set(l, "color", s.paint("color"))
	if mask := s.text("text-background-image-mask"); mask != "" {
		l["color"] = fields{"type": "image", "src": mask}
	}
	s.choose(l, "align", "text-align", aligns)
	s.choose(l, "vertical_align", "align-items", verticals)
	s.choose(l, "direction", "direction", map[string]string{"ltr": "ltr", "rtl": "rtl"})
	s.choose(l, "text_transform", "text-transform", transforms)
	s.choose(l, "text_decoration", "text-decoration", decoration)
	s.choose(l, "fit", "text-fit", map[string]string{"auto_fit": "grow_shrink", "resize_overflow": "shrink"})
	if l["fit"] == nil && !s.flag("text-ellipsis") {
		l["overflow"] = "visible"
	}
	s.ignore("text-ellipsis")
	s.choose(l, "wrap", "word-break", map[string]string{"break-all": "anywhere", "break-word": ""})
	s.choose(l, "wrap", "white-space", map[string]string{"nowrap": "none", "pre": "none", "pre-wrap": "", "pre-line": ""})
	set(l, "background", s.paint("background-color"))
	if padding, ok := s.number("padding"); ok && padding != 0 {
		l["padding"] = padding
	}
	s.shadows(l, "text-shadow")
	s.textStroke(l, "text-stroke-color", "text-stroke-width")
	if paint := s.paint("text-highlight-color"); paint != nil {
		v, _ := s.number("text-highlight-padding-vertical")
		h, _ := s.number("text-highlight-padding-horizontal")
		l["highlight"] = fields{"paint": paint, "padding": []any{v, h}}
	}
	s.ignore("text-highlight-padding-vertical", "text-highlight-padding-horizontal")
	s.bannerbearEmphasis(l)
}

// textStroke reads an outline of letters.
func (s *source) textStroke(l fields, color, width string) {
	paint := s.paint(color)
	if n, ok := s.number(width); ok && n > 0 {
		stroke := fields{"width": n}
		set(stroke, "paint", paint)
		l["stroke"] = stroke
	}
}

// bannerbearEmphasis reads the second style of a text, which is that of words between asterisks.
func (s *source) bannerbearEmphasis(l fields) {
	style := fields{}
	set(style, "color", s.paint("color-secondary"))
	set(style, "font_family", s.text("font-family-secondary"))
	s.weight(style, "font-weight-secondary")
	s.choose(style, "font_style", "font-style-secondary", map[string]string{"italic": "italic", "normal": "normal"})
	s.choose(style, "text_decoration", "text-decoration-secondary", decoration)
	if len(style) > 0 {
		if style["font_style"] == nil {
			style["font_style"] = "normal"
		}
		l["markup"], l["emphasis"] = true, style
	}
}

func bannerbearBox(s *source, l fields) { set(l, "fill", s.paint("background-color")) }

func bannerbearRound(s *source, l fields) {
	bannerbearImage(s, l)
	l["mask"] = fields{"type": "ellipse"}
}

// gradientAngles are where a gradient of two colours runs to.
var gradientAngles = map[string]float64{"top": 0, "right": 90, "bottom": 180, "left": 270}

func bannerbearImage(s *source, l fields) {
	s.picture(l, "background-image")
	s.choose(l, "fit", "background-size", fits)
	set(l, "position", s.text("background-position"))
	background := s.paint("background-color")
	if second := s.color("background-color-gradient"); second != "" && background != nil {
		angle, ok := gradientAngles[s.text("background-gradient-direction")]
		if !ok {
			angle = 180
		}
		background = fields{"type": "linear_gradient", "angle": angle, "stops": []any{fields{"color": background, "at": 0}, fields{"color": second, "at": 1}}}
	}
	set(l, "background", background)
	filters := fields{}
	for _, name := range []string{"grayscale", "sepia", "brightness", "contrast", "saturate"} {
		if n, ok := s.number(name); ok && !(n == 1 && name != "grayscale" && name != "sepia") && n != 0 {
			filters[name] = n
		}
	}
	if len(filters) > 0 {
		l["filters"] = filters
	}
	if word := s.text("ai-detect"); word == "face" || word == "subject" {
		l["focus"] = "auto"
		s.warn("ai-detect", "focus: auto keeps what catches the eye in view; it knows no faces")
	}
	s.ignore("ai-detect-focus", "ai-detect-on-fail", "ai-detect-zoom", "ai-detect-anchor", "ai-prompt", "background-gradient-direction", "png-stroke-color")
}

// picture reads the address of a picture; one that cannot be fetched is left out.
func (s *source) picture(l fields, names ...string) {
	src := s.text(names...)
	if src != "" && !sourcePattern.MatchString(src) {
		s.warn(names[0], "%s is no address of a picture; give one as asset:name or https://…", short(src))
		src = ""
	}
	l["src"] = src
}

func bannerbearQR(s *source, l fields) {
	l["value"] = s.text("qr-target")
	set(l, "color", s.paint("qr-color"))
	l["background"] = s.paint("background-color")
}

func bannerbearBarcode(s *source, l fields) {
	l["value"] = s.text("barcode-data")
	set(l, "color", s.color("barcode-color"))
	l["background"] = s.paint("background-color")
	s.choose(l, "symbology", "barcode-format", map[string]string{"code128": "code128", "ean13": "ean13", "ean8": "ean8", "upc": "upca"})
}

func bannerbearRating(s *source, l fields) {
	count, ok := s.number("rating-count")
	if !ok || count < 1 {
		count = 5
	}
	score, _ := s.number("rating-score") // 0 to 100
	l["max"], l["value"] = int(count), max(0, min(score, 100))*float64(int(count))/100
	s.choose(l, "shape", "rating-shape", map[string]string{"star": "star", "cute_star": "star", "heart": "heart", "circle": "circle", "square": "square"})
	s.copyNumber(l, "gap", "rating-gap")
	set(l, "fill", s.paint("rating-color"))
	set(l, "track", s.paint("rating-background-color"))
}
