package foreign

import (
	"math"
	"slices"
)

// Some services hand out no more of a template than the names of its layers. What comes of that is a start:
// layers of the right names, one below the other.

// reserve gives a layer's name its id before the layer is read. The name that changes use comes first.
func (im *importer) reserve(name, id string) {
	if im.ids[name] != "" {
		return
	}
	s := im.source(name, nil)
	taken := im.id(s, name)
	if id != "" && im.ids[id] == "" {
		im.ids[id] = taken
	}
}

// reserved is the id that reserve gave, or a new one for a second layer of a name.
func (im *importer) reserved(s *source, name string) string {
	id := im.ids[name]
	if id == "" || im.used[id] {
		return im.id(s, name)
	}
	im.used[id] = true
	return id
}

// blank is a layer of which only the name and the type are known.
type blank struct {
	source *source
	name   string
	layer  fields // its type, and what else is known
}

// stack lays layers out one below the other over the canvas.
func (im *importer) stack(s *source, blanks []blank) {
	width, height := side(im.template["width"]), side(im.template["height"])
	margin := math.Round(width / 20)
	row := math.Floor((height - 2*margin) / float64(max(len(blanks), 1)))
	layers := []any{}
	for i, b := range blanks {
		l := b.layer
		if l["id"] == nil {
			l["id"] = im.id(b.source, b.name)
		}
		l["x"], l["y"] = margin, margin+float64(i)*row
		l["width"], l["height"] = max(1, width-2*margin), max(1, row-math.Round(row/6))
		if l["type"] == "text" {
			l["font_size"], l["fit"] = max(12, math.Round(row/2)), "shrink"
			if l["text"] == nil {
				l["text"] = b.name
			}
		}
		layers = append(layers, l)
	}
	im.template["layers"] = layers
	s.warn("", "the file has the names of the layers, but not where they stand nor how they look; they stand one below the other now")
}

func side(v any) float64 { n, _ := v.(int); return float64(n) }

// readBannerbearNames reads a template of Bannerbear's version 2, which lists what can be modified.
func readBannerbearNames(im *importer, root *source) {
	im.begin(root, root.text("uid"), root.text("name"))
	root.ignore("related_templates", "metadata")
	var blanks []blank
	for _, item := range list(root.get("available_modifications")) {
		s := im.source("", object(item))
		s.layer = s.text("name")
		b := blank{s, s.layer, fields{"type": "rect"}}
		is := func(name string) bool { _, ok := s.fields[name]; s.get(name); return ok }
		switch {
		case is("text"):
			b.layer["type"] = "text"
			set(b.layer, "text", s.text("text"))
			set(b.layer, "color", s.paint("color"))
			set(b.layer, "background", s.paint("background"))
		case is("image_url"):
			b.layer["type"] = "image"
			s.picture(b.layer, "image_url")
		case is("target"):
			b.layer["type"], b.layer["value"] = "qr", s.text("target")
		case is("rating"):
			b.layer["type"] = "rating"
			n, _ := s.number("rating")
			b.layer["value"] = n
		default:
			set(b.layer, "fill", s.paint("color", "background"))
		}
		s.ignore("color", "background")
		s.rest()
		blanks = append(blanks, b)
	}
	im.stack(root, blanks)
}

// placidTypes are the types of layers by their names there.
var placidTypes = map[string]string{
	"text": "text", "picture": "image", "rectangle": "rect", "shape": "rect", "ellipse": "ellipse", "browserframe": "image", "barcode": "qr", "rating": "rating",
	"subtitle": "", "video": "",
}

// knowsPlacid knows a template by its layers, which have names and types of Placid's.
func knowsPlacid(root map[string]any) bool {
	layers := list(root["layers"])
	return layers != nil && !slices.ContainsFunc(layers, func(v any) bool {
		_, known := placidTypes[text(object(v)["type"])]
		return !known || object(v)["name"] == nil
	})
}

// readPlacid reads a template of Placid, whose API lists the layers that can be changed.
func readPlacid(im *importer, root *source) {
	im.begin(root, root.text("uuid"), root.text("title"))
	root.ignore("custom_data")
	var blanks []blank
	for _, item := range list(root.get("layers")) {
		s := im.source("", object(item))
		s.layer = s.text("name")
		kind := placidTypes[s.text("type")]
		switch s.text("type") {
		case "browserframe":
			s.warn("type", "a browser's frame has no counterpart; it is an image")
		case "barcode":
			s.warn("type", "the file does not say which code; it is a QR code")
		}
		b := blank{s, s.layer, fields{"type": kind}}
		switch kind {
		case "":
			s.warn("type", "%q has no counterpart; the layer is left out", s.text("type"))
			continue
		case "image":
			b.layer["src"] = ""
		case "qr":
			b.layer["value"] = "https://example.com"
		case "rating":
			b.layer["value"] = 4
		case "rect", "ellipse":
			b.layer["fill"] = "#d9dce1"
		}
		s.rest()
		blanks = append(blanks, b)
	}
	im.stack(root, blanks)
}

// renderFormTypes are the types of layers by the properties that components have.
var renderFormTypes = map[string]string{"text": "text", "src": "image", "imageUrl": "image", "color": "", "backgroundColor": "", "hidden": "", "visible": ""}

// readRenderForm reads a template of RenderForm, which lists the properties of its components that can be
// changed.
func readRenderForm(im *importer, root *source) {
	im.begin(root, root.text("identifier", "id", "templateId"), root.text("name"))
	root.ignore("fonts", "editorVersion", "outputFormat", "variables")
	var blanks []blank
	at := map[string]int{}
	for _, item := range list(root.get("properties")) {
		s := im.source("", object(item))
		name, property := s.text("componentId", "component", "key", "id"), s.text("property", "name")
		if component, of, dotted := cutDot(name); dotted {
			name, property = component, of
		}
		s.layer = name
		i, ok := at[name]
		if !ok {
			i = len(blanks)
			at[name] = i
			blanks = append(blanks, blank{s, name, fields{"type": "rect"}})
		}
		s.ignore("type", "description", "label")
		l := blanks[i].layer
		switch value := s.text("defaultValue", "default", "value"); {
		case renderFormTypes[property] == "text":
			l["type"] = "text"
			set(l, "text", value)
		case renderFormTypes[property] == "image":
			l["type"] = "image"
			s.picture(l, "defaultValue", "default", "value")
		case property == "color" || property == "backgroundColor":
			set(l, property, s.paint("defaultValue", "default", "value"))
		default:
			s.warn(property, "has no counterpart")
		}
		s.rest()
	}
	for _, b := range blanks { // a colour is that of the letters, or of the shape
		color, background := b.layer["color"], b.layer["backgroundColor"]
		delete(b.layer, "color")
		delete(b.layer, "backgroundColor")
		switch b.layer["type"] {
		case "text":
			set(b.layer, "color", color)
			set(b.layer, "background", background)
		case "rect":
			set(b.layer, "fill", background)
			set(b.layer, "fill", color)
		}
	}
	im.stack(root, blanks)
}
