package judge

import (
	"slices"
	"strings"
)

// dict looks at a dictionary by what it is.
func (a *archive) dict(d map[string]any) {
	for _, key := range []string{"/CS", "/ColorSpace"} {
		if name, ok := d[key].(string); ok {
			a.want(name != "/DeviceCMYK", "6.2.4.3", "CMYK without an intent for it")
		}
	}
	a.want(d["/AA"] == nil, "6.5.2", "additional actions")
	switch d["/Type"] {
	case "/Page":
		a.page(d)
	case "/Annot":
		a.annotation(d)
	case "/ExtGState":
		a.state(d)
	case "/Font":
		a.font(d)
	case "/Action":
		a.want(d["/S"] == "/URI" || d["/S"] == "/GoTo", "6.5.1", "an action %v", d["/S"])
	}
	if d["/S"] == "/JavaScript" || d["/JS"] != nil {
		a.fault("6.5.1", "a script")
	}
}

func (a *archive) page(d map[string]any) {
	for _, key := range []string{"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"} {
		b := a.Array(d[key])
		if len(b) != 4 {
			a.fault("6.1.13", "%s is %v", key, d[key])
			continue
		}
		for i := range 2 {
			side := number(b[i+2]) - number(b[i])
			a.want(side >= 3 && side <= 14400, "6.1.13", "%s has a side of %v", key, side)
		}
	}
	a.want(d["/PresSteps"] == nil, "6.10", "presentation steps")
	a.want(a.Dict(d["/Group"])["/CS"] == "/DeviceRGB", "6.2.10", "the page blends in no space")
	a.want(d["/Resources"] != nil, "6.2.2", "a page without resources")
	contents, _ := d["/Contents"].(string)
	a.operators(a.Objects[contents].Data)
}

func (a *archive) annotation(d map[string]any) {
	a.want(d["/Subtype"] == "/Link", "6.3.1", "an annotation %v", d["/Subtype"])
	const invisible, hidden, printed, noView, toggle = 1, 2, 4, 32, 256
	flags := int(number(d["/F"]))
	a.want(flags&printed != 0 && flags&(invisible|hidden|noView|toggle) == 0, "6.3.2", "an annotation with flags %d", flags)
	a.want(d["/C"] == nil && d["/IC"] == nil, "6.3.3", "an annotation with a colour")
}

func (a *archive) state(d map[string]any) {
	for _, key := range []string{"/TR", "/TR2", "/HTP", "/HTO", "/HT"} {
		a.want(d[key] == nil, "6.2.5", "a state with %s", key)
	}
	modes := strings.Fields("/Normal /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight /SoftLight " +
		"/Difference /Exclusion /Hue /Saturation /Color /Luminosity")
	if mode := d["/BM"]; mode != nil {
		name, _ := mode.(string)
		a.want(slices.Contains(modes, name), "6.2.10", "the blend mode %v", mode)
	}
}

// font looks at composite fonts, as there are no others.
func (a *archive) font(d map[string]any) {
	switch d["/Subtype"] {
	case "/Type0":
		a.want(d["/Encoding"] == "/Identity-H", "6.2.11.3.3", "encoding %v", d["/Encoding"])
		a.want(len(a.Array(d["/DescendantFonts"])) == 1, "6.2.11.2", "%v descendants", d["/DescendantFonts"])
	case "/CIDFontType0", "/CIDFontType2":
		a.cidFont(d)
	default:
		a.fault("6.2.11.2", "a font of %v", d["/Subtype"])
	}
}

func (a *archive) cidFont(d map[string]any) {
	a.want(d["/Subtype"] == "/CIDFontType0" || d["/CIDToGIDMap"] == "/Identity" || a.Dict(d["/CIDToGIDMap"]) != nil, "6.2.11.3.2", "no CIDToGIDMap")
	info := a.Dict(d["/CIDSystemInfo"])
	a.want(a.Text(info["/Registry"]) != "" && a.Text(info["/Ordering"]) != "" && info["/Supplement"] != nil, "6.2.11.3.1", "no CIDSystemInfo")
	descriptor := a.Dict(d["/FontDescriptor"])
	file := descriptor["/FontFile2"]
	if d["/Subtype"] == "/CIDFontType0" {
		file = descriptor["/FontFile3"]
		kind := a.Dict(file)["/Subtype"]
		a.want(kind == "/CIDFontType0C" || kind == "/OpenType", "6.2.11.2", "a font program of %v", kind)
	}
	ref, _ := file.(string)
	a.want(len(a.Objects[ref].Data) > 0, "6.2.11.4.1", "not embedded")
	a.want(descriptor["/FontName"] == d["/BaseFont"], "6.2.11.2", "named %v and %v", d["/BaseFont"], descriptor["/FontName"])
}

func number(v any) float64 {
	f, _ := v.(float64)
	return f
}
