package templates

import "slices"

// What the template format has and this version does not draw yet. It is refused, since a field that
// does nothing would be worse, but with a message that says so. What gets drawn leaves this file.

// notDrawn completes the message.
const notDrawn = "is part of the template format, but this version does not draw it; leave it out"

// plannedFields are names of fields by the type of layer or object that will have them; those of "layer"
// belong to every layer.
var plannedFields = map[string][]string{
	"layer": {"rotation", "shadow", "shadows", "border", "radius", "anchor"},
	"text": {
		"text_transform", "text_decoration", "max_font_size", "fit_group", "wrap", "stroke", "highlight", "background",
		"padding", "features", "variations", "markup", "emphasis",
	},
	"image":           {"focus", "filters", "tint", "duotone", "mask"},
	"group":           {"layout"},
	"linear_gradient": {"space"},
	"radial_gradient": {"space"},
	"conic_gradient":  {"space"},
}

// plannedTypes are values of "type".
var plannedTypes = map[string][]string{
	"layer": {"svg", "qr", "barcode", "rating", "progress", "chart"},
	"paint": {"image"},
}

// plannedValues are values of enumerations, by the field's name.
var plannedValues = map[string][]string{
	"align": {"justify"},
	"fit":   {"grow_shrink"},
}

// isPlanned says whether a field will have that value.
func isPlanned(field, value string) bool { return slices.Contains(plannedValues[field], value) }
