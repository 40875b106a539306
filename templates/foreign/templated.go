package foreign

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// knowsTemplated knows a template by layers that are called "layer", or by pages with layers by their names.
func knowsTemplated(root map[string]any) bool {
	if pages := list(root["pages"]); pages != nil {
		return object(object(pages[0])["layers"]) != nil || object(pages[0])["page"] != nil
	}
	if layers := list(root["layers"]); layers != nil {
		return object(layers[0])["layer"] != nil
	}
	return false
}

// readTemplated reads a template as it is sent to be created, its pages or its layers.
func readTemplated(im *importer, root *source) {
	if pages := list(root.get("pages")); pages != nil && root.fields["width"] == nil {
		root.fields["width"], root.fields["height"] = object(pages[0])["width"], object(pages[0])["height"]
	}
	im.begin(root, root.text("id"), root.text("name"))
	root.ignore("duration")
	set(im.template, "background", root.paint("background"))
	pages := list(root.get("pages"))
	if pages == nil {
		im.template["layers"] = im.templatedLayers(listedLayers(root.get("layers")))
		return
	}
	var made []any
	for _, item := range pages {
		s := im.source("", object(item))
		page := fields{"name": s.text("page", "name")}
		im.side(s, page, "width", 0)
		im.side(s, page, "height", 0)
		set(page, "background", s.paint("background"))
		page["layers"] = im.templatedLayers(listedLayers(s.get("layers")))
		s.ignore("hide")
		s.rest()
		made = append(made, page)
	}
	im.template["pages"] = made
	if len(made) == 1 {
		only := object(made[0])
		delete(only, "name")
		delete(im.template, "pages")
		maps.Copy(im.template, only)
	}
}

// listedLayers are layers in a list, or in an object by their names.
func listedLayers(v any) []any {
	named := object(v)
	if named == nil {
		return list(v)
	}
	var all []any
	stands := func(name string) float64 { return number(object(named[name])[place]) }
	names := slices.SortedFunc(maps.Keys(named), func(a, b string) int { return cmp.Compare(stands(a), stands(b)) })
	for _, name := range names {
		if layer := maps.Clone(object(named[name])); layer != nil {
			delete(layer, place)
			layer["layer"] = name
			all = append(all, layer)
		}
	}
	return all
}

// templatedLayers reads layers; lower ones come first by their "order".
func (im *importer) templatedLayers(all []any) []any {
	order := func(v any) float64 { n, _ := object(v)["order"].(float64); return n }
	slices.SortStableFunc(all, func(a, b any) int { return int(order(a)) - int(order(b)) })
	layers := []any{}
	placed := false
	for _, item := range all {
		s := im.source("", object(item))
		s.layer = s.text("layer")
		placed = placed || s.fields["width"] != nil
		if l := im.templatedLayer(s); l != nil {
			layers = append(layers, l)
		}
	}
	if !placed && len(layers) > 0 {
		blanks := make([]blank, len(layers))
		for i := range layers {
			blanks[i].layer = object(layers[i])
		}
		im.stack(im.source("", nil), blanks)
		return list(im.template["layers"])
	}
	return layers
}

// templatedLayer reads one layer; nil: it has no counterpart.
func (im *importer) templatedLayer(s *source) fields {
	l := fields{"id": im.id(s, s.layer)}
	s.ignore("order", "group", "description", "animation", "locked", "page")
	for _, name := range []string{"x", "y", "width", "height", "rotation", "opacity"} {
		s.copyNumber(l, name, name)
	}
	if s.flag("hide") {
		l["hidden"] = true
	}
	switch kind := s.text("type"); kind {
	case "text":
		templatedText(s, l)
	case "image":
		l["type"] = "image"
		s.picture(l, "image_url")
		s.choose(l, "fit", "object_fit", fits)
		set(l, "position", s.text("object_position"))
		set(l, "background", s.paint("background"))
		s.filters(l, "filter", true)
	case "shape":
		templatedShape(s, l)
	case "rating":
		l["type"] = "rating"
		value, _ := s.number("rating")
		l["value"] = value
		set(l, "fill", s.paint("color", "fill"))
	default:
		s.warn("type", "%q has no counterpart; the layer is left out", kind)
		return nil
	}
	s.shadows(l, "box_shadow")
	s.border(l, true, "border_color", "border_width")
	s.radius(l, "border_radius")
	s.choose(l, "blend_mode", "blend_mode", blends)
	set(l, "link", s.text("link"))
	s.rest()
	return l
}

func templatedText(s *source, l fields) {
	l["type"] = "text"
	set(l, "text", s.text("text"))
	set(l, "color", s.paint("color"))
	set(l, "background", s.paint("background"))
	set(l, "font_family", s.text("font_family"))
	s.copyNumber(l, "font_size", "font_size")
	s.weight(l, "font_weight")
	s.choose(l, "font_style", "font_style", styles)
	s.lineHeight(l, "line_height")
	s.copyNumber(l, "letter_spacing", "letter_spacing")
	s.choose(l, "align", "horizontal_align", aligns)
	s.choose(l, "vertical_align", "vertical_align", verticals)
	s.choose(l, "text_transform", "text_transform", transforms)
	s.choose(l, "text_decoration", "text_decoration", decoration)
	s.shadows(l, "text_shadow")
	set(l, "text", plain(s, "text", text(l["text"])))
	if fit := s.text("autofit"); !idle(fit) {
		l["fit"] = "shrink"
	} else {
		l["overflow"] = "visible"
	}
}

// lineHeight reads a multiple, or a length in px.
func (s *source) lineHeight(l fields, from string) {
	value := s.text(from)
	if n, ok := pixels(value); ok && strings.HasSuffix(value, "px") {
		l["line_height"] = value
	} else if ok {
		l["line_height"] = n
	} else if !idle(value) {
		s.warn(from, "%q is no line height that is known here", value)
	}
}

// templatedShape reads an SVG, or a box of one colour.
func templatedShape(s *source, l fields) {
	drawing := strings.TrimSpace(s.text("html"))
	if drawing == "" {
		l["type"] = "rect"
		set(l, "fill", s.paint("background", "fill"))
		s.textStroke(l, "stroke", "stroke_width")
		return
	}
	l["type"], l["fit"] = "svg", "fill"
	if !strings.HasPrefix(drawing, "<svg") {
		width, height := int(number(l["width"])), int(number(l["height"]))
		drawing = svgOpen(max(width, 1), max(height, 1)) + drawing + "</svg>"
	}
	l["svg"] = drawing
	if color := s.color("fill"); color != "" {
		l["color"] = color
	}
	if s.paint("stroke", "background") != nil {
		s.warn("stroke", "a drawing keeps its own; change it in svg")
	}
}
