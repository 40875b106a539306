package foreign

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
)

// readOrshot reads a studio template: pages with a canvas and elements, styled as in CSS.
func readOrshot(im *importer, root *source) {
	for _, name := range []string{"width", "height"} {
		if v := root.first("canvas_"+name, name); v != nil {
			root.fields[name] = v
		}
	}
	pages := list(root.get("pages_data"))
	if canvas := object(object(pages[0])["canvas"]); root.fields["width"] == nil && canvas != nil {
		root.fields["width"], root.fields["height"] = canvas["width"], canvas["height"]
	}
	im.begin(root, root.text("id"), root.text("name"))
	if id := text(im.template["id"]); id != "" {
		im.template["id"] = "orshot-" + id // a number by itself
	}
	root.ignore("modifications", "modifications_json", "film")
	var made []any
	for _, item := range pages {
		s := im.source("", object(item))
		page := fields{"name": s.text("name")}
		s.ignore("id", "thumbnail_url", "modifications", "subtitle", "videoDuration")
		layers := im.orshotCanvas(s.in("canvas"), page)
		page["layers"] = append(layers, im.orshotElements(list(s.get("elements")))...)
		s.rest()
		made = append(made, page)
	}
	if len(made) > 1 {
		im.template["pages"] = made
		return
	}
	only := object(made[0])
	im.template["layers"] = only["layers"]
	set(im.template, "background", only["background"])
}

// orshotCanvas reads the size and the background of a page; what it shows below the elements is a layer.
func (im *importer) orshotCanvas(s *source, page fields) []any {
	im.side(s, page, "width", 0)
	im.side(s, page, "height", 0)
	set(page, "background", s.paint("backgroundColor"))
	s.ignore("borderStyle")
	layers := []any{}
	if s.text("backgroundImage") != "" {
		l := fields{"id": im.id(im.source("canvas-background", nil), "canvas-background"), "type": "image", "width": "100%", "height": "100%"}
		s.picture(l, "backgroundImage")
		layers = append(layers, l)
	}
	if width, _ := s.number("borderWidth"); width > 0 {
		l := fields{"id": im.id(im.source("canvas-border", nil), "canvas-border"), "type": "rect", "width": "100%", "height": "100%"}
		s.border(l, true, "borderColor", "borderWidth")
		layers = append(layers, l)
	}
	s.ignore("borderColor")
	s.rest()
	return layers
}

// orshotElements reads elements, from the lowest.
func (im *importer) orshotElements(all []any) []any {
	slices.SortStableFunc(all, func(a, b any) int { return int(number(object(a)["zIndex"]) - number(object(b)["zIndex"])) })
	var layers []any
	for _, item := range all {
		s := im.source("", object(item))
		s.layer = s.text("parameterId", "name", "layerName", "id")
		if l := im.orshotElement(s); l != nil {
			layers = append(layers, l)
		}
	}
	return layers
}

func number(v any) float64 { n, _ := v.(float64); return n }

// orshotElement reads one element; nil: it has no counterpart.
func (im *importer) orshotElement(s *source) fields {
	s.ignore("zIndex", "aspectRatioLocked", "parameterizable", "parameterType", "parameterId", "name", "layerName", "id", "locked", "isLocked", "groupId", "originalDimensions")
	kind := s.text("type")
	read := map[string]func(*source, *source, fields){"text": orshotText, "image": orshotImage, "shape": orshotShape, "svg": orshotImage}[kind]
	if read == nil {
		s.warn("type", "%q has no counterpart; the layer is left out", kind)
		return nil
	}
	l := fields{"id": im.id(s, s.layer)}
	position, dimensions := s.in("position"), s.in("dimensions")
	position.copyNumber(l, "x", "x")
	position.copyNumber(l, "y", "y")
	dimensions.copyNumber(l, "width", "width")
	dimensions.copyNumber(l, "height", "height")
	s.copyNumber(l, "rotation", "rotation")
	if s.flag("isHidden") {
		l["hidden"] = true
	}
	style := s.in("style")
	style.copyNumber(l, "opacity", "opacity")
	style.choose(l, "blend_mode", "mixBlendMode", blends)
	read(s, style, l)
	style.filters(l, "filter", l["type"] == "image")
	style.border(l, style.text("borderStyle") != "none", "borderColor", "borderWidth")
	style.radius(l, "borderRadius")
	style.orshotShadow(l)
	style.rest()
	s.rest()
	return l
}

// orshotShadow reads a shadow in four fields, of the box or of the form.
func (s *source) orshotShadow(l fields) {
	for _, kind := range []string{"boxShadow", "elementBoxShadow", "dropShadow"} {
		shadow := fields{}
		s.copyNumber(shadow, "x", kind+"X")
		s.copyNumber(shadow, "y", kind+"Y")
		s.copyNumber(shadow, "blur", kind+"Blur")
		color := s.color(kind + "Color")
		set(shadow, "color", color)
		if number(shadow["x"]) != 0 || number(shadow["y"]) != 0 || number(shadow["blur"]) != 0 {
			l["shadow"] = shadow
		}
	}
}

func orshotText(s, style *source, l fields) {
	l["type"] = "text"
	set(l, "text", plain(s, "content", s.text("content")))
	set(l, "font_family", style.text("fontFamily"))
	style.copyNumber(l, "font_size", "fontSize")
	style.weight(l, "fontWeight")
	style.choose(l, "font_style", "fontStyle", styles)
	style.lineHeight(l, "lineHeight")
	style.copyNumber(l, "letter_spacing", "letterSpacing")
	set(l, "color", style.paint("color", "fill"))
	style.ignore("fill")
	style.choose(l, "align", "textAlign", aligns)
	style.choose(l, "vertical_align", "verticalAlign", verticals)
	style.choose(l, "text_transform", "textTransform", transforms)
	style.choose(l, "text_decoration", "textDecoration", decoration)
	if style.text("textMode") == "fit" {
		l["fit"] = "shrink"
		style.copyNumber(l, "min_font_size", "minFontSize")
	} else {
		l["overflow"] = "visible"
	}
	style.ignore("minFontSize")
	x, _ := style.number("paddingX")
	y, _ := style.number("paddingY")
	if x != 0 || y != 0 {
		l["padding"] = []any{y, x}
	}
	set(l, "background", style.paint("backgroundColor"))
	if paint := style.paint("textBackgroundColor"); paint != nil {
		highlight := fields{"paint": paint}
		style.copyNumber(highlight, "radius", "textBackgroundRadius")
		l["highlight"] = highlight
	}
	style.ignore("textBackgroundRadius")
	style.textStroke(l, "stroke", "strokeWidth")
	style.textStroke(l, "textStrokeColor", "textStrokeWidth")
	set(l, "link", s.text("href"))
}

func orshotImage(s, style *source, l fields) {
	content := s.text("content")
	if s.flag("isSvg") || s.text("type") == "svg" {
		l["type"] = "svg"
		set(l, "color", style.color("svgColor"))
		if strings.HasPrefix(strings.TrimSpace(content), "<svg") {
			l["svg"] = content
			return
		}
	} else {
		l["type"] = "image"
		set(l, "background", style.paint("fill"))
		style.ignore("svgColor")
	}
	s.picture(l, "content")
	if l["type"] == "svg" && l["src"] == "" {
		delete(l, "src")
	}
	style.choose(l, "fit", "objectFit", fits)
	set(l, "position", style.text("objectPosition"))
}

func orshotShape(s, style *source, l fields) {
	l["type"] = "polygon"
	name := s.text("shapeType")
	s.ignore("content")
	switch {
	case name == "rectangle" || name == "square" || name == "":
		l["type"] = "rect"
	case !shape(l, name):
		l["type"] = "rect"
		s.warn("shapeType", "%q has no counterpart; it is a rectangle", name)
	}
	set(l, "fill", style.paint("fill", "backgroundColor"))
	style.textStroke(l, "stroke", "strokeWidth")
}

// tagPattern is an HTML tag.
var tagPattern = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)

// plain takes the tags out of a text that is HTML.
func plain(s *source, field, content string) string {
	if !tagPattern.MatchString(content) {
		return content
	}
	s.warn(field, "its HTML is taken out; markup: true has **bold**, *emphasis* and [words]{color=#f00}")
	content = regexp.MustCompile(`(?i)<br\s*/?>|</p>\s*<p[^<>]*>|</div>\s*<div[^<>]*>`).ReplaceAllString(content, "\n")
	return html.UnescapeString(tagPattern.ReplaceAllString(content, ""))
}

// cutDot splits "component.property".
func cutDot(name string) (component, property string, ok bool) { return strings.Cut(name, ".") }

// svgOpen opens a drawing of a size.
func svgOpen(width, height int) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">`, width, height, width, height)
}
