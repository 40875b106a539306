package render_test

import (
	"pgregory.net/rapid"

	"placard/templates"
)

// hostileKinds are the layers that hostileOther fills.
var hostileKinds = []string{"polygon", "star", "path", "svg", "qr", "barcode", "rating", "progress", "chart"}

// oneOf draws one of some words.
func oneOf(t *rapid.T, name string, words ...string) string {
	return rapid.SampledFrom(words).Draw(t, name)
}

// length is px as a rule, else a part of what is around, or a word.
func length(t *rapid.T, name string, least float64) any {
	switch rapid.IntRange(0, 9).Draw(t, name+" unit") {
	case 0:
		return oneOf(t, name, "0%", "50%", "100%", "1000%", "33.3%")
	case 1:
		if least == 0 {
			return oneOf(t, name, "hug", "fill")
		}
	}
	return number(t, name, least, templates.MaxOffset)
}

// hostileBase sets what every layer has. Some of it is refused on some layers.
func hostileBase(t *rapid.T, o object) {
	if rapid.IntRange(0, 3).Draw(t, "plain") > 0 {
		return
	}
	o.set(t, "rotation", func() any { return number(t, "rotation", -templates.MaxAngle, templates.MaxAngle) })
	o.set(t, "blend_mode", func() any { return oneOf(t, "blend", "multiply", "screen", "luminosity", "color_dodge") })
	o.set(t, "blur", func() any { return number(t, "layer blur", 0, templates.MaxSigma) })
	box := o["type"] == "rect" || o["type"] == "ellipse" || o["type"] == "image"
	o.set(t, "shadow", func() any {
		s := shadow(t)
		if box {
			s.set(t, "inset", func() any { return true })
			return []object{s, shadow(t)}
		}
		delete(s, "spread")
		return s
	})
	o.set(t, "border", func() any {
		b := stroke(t)
		delete(b, "join")
		return b
	})
	if o["type"] == "rect" || o["type"] == "image" || o["border"] != nil && o["type"] != "line" {
		o.set(t, "radius", func() any { return number(t, "radius", 0, templates.MaxOffset) })
	}
	o.set(t, "anchor", func() any {
		return object{"to": oneOf(t, "to", "parent", "l0", "l1", "l2"), "point": oneOf(t, "point", "top", "bottom-left", "center"), "gap": []float64{number(t, "gap x", -1e5, 1e5), 3}}
	})
	o.set(t, "adapt", func() any { return oneOf(t, "adapt", "pin", "scale", "stretch") })
	for _, name := range []string{"min_width", "max_width", "min_height", "max_height"} {
		if rapid.IntRange(0, 5).Draw(t, name+"?") == 0 {
			o[name] = number(t, name, 0, templates.MaxOffset)
		}
	}
}

func stack(t *rapid.T) object {
	o := object{"mode": oneOf(t, "mode", "row", "column", "none")}
	o.set(t, "gap", func() any { return number(t, "gap", 0, templates.MaxOffset) })
	o.set(t, "align", func() any { return oneOf(t, "align", "start", "center", "end", "stretch", "baseline") })
	o.set(t, "justify", func() any { return oneOf(t, "justify", "end", "center", "space_between", "space_evenly") })
	o.set(t, "wrap", func() any { return true })
	return o
}

// hostileType sets the finer fields of a text.
func hostileType(t *rapid.T, o object) {
	o.set(t, "fit", func() any { return oneOf(t, "fit", "shrink", "grow_shrink") })
	if rapid.IntRange(0, 2).Draw(t, "plain text") > 0 {
		return
	}
	o.set(t, "markup", func() any {
		o["text"] = oneOf(t, "marked", "**a** *b* ==c== ~~d~~ `e` [f]{color=red}", "[x]{weight=9000}", "**مر*حبا** نص*", "*", "==日本== [語]{underline}")
		return true
	})
	o.set(t, "wrap", func() any { return oneOf(t, "wrap", "balance", "anywhere", "none") })
	o.set(t, "stroke", func() any {
		s := stroke(t)
		s["align"] = oneOf(t, "stroke align", "inside", "outside", "center")
		return s
	})
	o.set(t, "highlight", func() any { return object{"paint": paint(t), "padding": number(t, "marker", 0, templates.MaxOffset)} })
	o.set(t, "text_transform", func() any { return oneOf(t, "case", "uppercase", "capitalize", "lowercase") })
	o.set(t, "text_decoration", func() any { return oneOf(t, "decoration", "underline", "line_through", "overline") })
	o.set(t, "color", func() any { return paint(t) })
	o.set(t, "background", func() any { return paint(t) })
	o.set(t, "padding", func() any { return number(t, "padding", 0, templates.MaxOffset) })
	o.set(t, "fit_group", func() any { return "one" })
	o.set(t, "features", func() any { return []string{"tnum", "-liga", "zero=99"} })
	o.set(t, "variations", func() any { return object{"wght": number(t, "axis", -1e5, 1e5)} })
}

// hostileImage sets what becomes of a picture.
func hostileImage(t *rapid.T, o object) {
	if rapid.IntRange(0, 1).Draw(t, "plain picture") > 0 {
		return
	}
	o.set(t, "focus", func() any { return "auto" })
	o.set(t, "filters", func() any {
		f := object{}
		f.set(t, "blur", func() any { return number(t, "filter blur", 0, templates.MaxSigma) })
		f.set(t, "pixelate", func() any { return number(t, "pixelate", 0, templates.MaxSide) })
		f.set(t, "contrast", func() any { return number(t, "contrast", 0, templates.MaxGain) })
		f.set(t, "hue", func() any { return number(t, "hue", -3600, 3600) })
		return f
	})
	o.set(t, "duotone", func() any { return object{"dark": "#102", "light": "#fed8"} })
	o.set(t, "tint", func() any { return "#f008" })
	o.set(t, "mask", func() any {
		return rapid.SampledFrom([]object{
			{"type": "ellipse"}, {"type": "rounded", "radius": 1e5}, {"type": "path", "d": "M0 0L10 0 5 9z", "view_box": "0 0 10 10"},
			{"type": "path", "d": "M-1e5 0L1e5 1e5"}, {"type": "image", "src": "asset:fig.jpg", "by": "luminance"},
		}).Draw(t, "mask")
	})
	o.set(t, "background", func() any { return paint(t) })
}

// hostileOther sets the fields of the other layers.
func hostileOther(t *rapid.T, o object) {
	switch o["type"] {
	case "polygon":
		o["sides"] = rapid.IntRange(3, templates.MaxCorners).Draw(t, "sides")
		o["fill"], o["stroke"], o["width"], o["height"] = paint(t), stroke(t), 1+number(t, "w", 0, 9e4), 1+number(t, "h", 0, 9e4)
	case "star":
		o["points"], o["inner_radius"] = rapid.IntRange(3, templates.MaxCorners).Draw(t, "points"), number(t, "inner", 0, 1)
		o["fill"] = paint(t)
	case "path":
		o["d"] = oneOf(t, "d", "M0 0h10v10z", "M0 0A1e5 1e-9 45 1 1 5 5", "M-1e5-1e5L1e5 1e5Q0 0 1e5-1e5", "M0 0", "")
		o["fill"], o["stroke"] = paint(t), stroke(t)
	case "svg":
		o["svg"] = oneOf(t, "svg", "<svg viewBox='0 0 24 24'><path d='M4 12l6 6L20 6'/></svg>", "<svg/>", "<svg viewBox='0 0 1e9 1e-9'><rect width='1e9' height='1'/></svg>",
			"<svg width='10' height='10'><g transform='scale(1e20)'><circle r='1e20'/></g></svg>", "<svg><script/></svg>", "<svg viewBox='0 0 1 1'><use href='#a'/></svg>")
		o.set(t, "fit", func() any { return oneOf(t, "svg fit", "cover", "fill") })
		o.set(t, "color", func() any { return "#0f08" })
	case "qr":
		o["value"] = oneOf(t, "value", "", "https://example.com", "日本語", string(make([]byte, 100)))
		o.set(t, "rounded", func() any { return number(t, "rounded", 0, 1) })
		o.set(t, "quiet_zone", func() any { return number(t, "quiet", 0, templates.MaxQuiet) })
		o.set(t, "logo", func() any { return "asset:ada.jpg" })
		o.set(t, "color", func() any { return paint(t) })
	case "barcode":
		o["symbology"], o["value"] = oneOf(t, "symbology", "code128", "ean13", "itf", "code39"), oneOf(t, "code", "", "4006381333931", "12", "ABC-1")
	case "rating":
		o["value"], o["max"] = number(t, "value", 0, templates.MaxRating), rapid.IntRange(1, templates.MaxRating).Draw(t, "max")
		o["gap"], o["shape"] = number(t, "gap", 0, templates.MaxOffset), oneOf(t, "shape", "star", "heart", "circle", "square")
	case "progress":
		o["value"], o["max"] = number(t, "value", 0, templates.MaxNumber), number(t, "max", 0, templates.MaxNumber)
		o["shape"], o["thickness"] = oneOf(t, "shape", "bar", "ring"), number(t, "thickness", 0, templates.MaxOffset)
		o["start"], o["sweep"] = number(t, "start", -3600, 3600), number(t, "sweep", 1, 360)
	case "chart":
		o["kind"] = oneOf(t, "kind", "bar", "line", "area", "pie", "donut", "sparkline")
		o["data"] = rapid.SampledFrom([]any{
			[]float64{}, []float64{0}, []float64{-1e9, 1e9, 1e-9}, []any{[]float64{1, 2}, []float64{3}}, make([]float64, templates.MaxData), "1,2,-3",
		}).Draw(t, "data")
		o.set(t, "labels", func() any { return []string{"a", "\u202eb", "a very long label that never ends at all"} })
		for _, name := range []string{"stacked", "smooth", "values", "axis", "legend"} {
			o.set(t, name, func() any { return rapid.Bool().Draw(t, name) })
		}
		o.set(t, "min", func() any { return number(t, "least", -templates.MaxNumber, templates.MaxNumber) })
	}
}
