package svg

import (
	"encoding/xml"
	"strings"
)

// refusals are elements that a drawing must not have, with what to do instead.
var refusals = map[string]string{
	"script":           "nothing is run here; remove it",
	"foreignObject":    "only SVG is drawn here; draw it as shapes, or put it on the card as a layer of its own",
	"image":            "pictures inside of drawings are not drawn; put it on the card as a layer of its own, or trace it",
	"text":             "letters need a font, which a drawing has not; convert the text to outlines (Object to Path, Create Outlines), or use a text layer",
	"switch":           "keep the one alternative that is meant",
	"animate":          still,
	"animateColor":     still,
	"animateMotion":    still,
	"animateTransform": still,
	"set":              still,
}

const still = "a card stands still; remove the animation and set what it should look like"

// drawn are the elements that draw or hold something, apart from those in silent.
var drawn = map[string]bool{
	"svg": true, "g": true, "a": true, "defs": true, "symbol": true, "use": true, "clipPath": true, "style": true,
	"linearGradient": true, "radialGradient": true, "stop": true, "mask": true,
	"path": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true,
}

// silent are elements that draw nothing by themselves. What refers to a filter, marker or pattern is refused
// there; editors leave unused ones behind.
var silent = map[string]bool{
	"title": true, "desc": true, "metadata": true, "view": true,
	"filter": true, "pattern": true, "marker": true,
}

const xhtmlSpace = "http://www.w3.org/1999/xhtml"

// refuse looks at an element and its attributes, ours or not, drawn or not.
func (r *reader) refuse(n *node, t *xml.StartElement, ours bool) error {
	if ours || t.Name.Space == xhtmlSpace {
		if remedy := refusals[n.name]; remedy != "" && (r.ignored == 0 || n.name == "script" || n.name == "foreignObject") {
			return n.fail("%s", remedy)
		}
	}
	if ours && r.ignored == 0 && !drawn[n.name] && !silent[n.name] {
		return n.fail("this element is not drawn here; remove it, or replace it by shapes")
	}
	for _, a := range t.Attr {
		if a.Name.Space == "" && len(a.Name.Local) > 2 && strings.EqualFold(a.Name.Local[:2], "on") {
			return n.fail("%s would run a script, and nothing is run here; remove it", a.Name.Local)
		}
	}
	return nil
}
