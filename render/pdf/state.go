package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// state is what an ExtGState sets: how what is painted mixes with what is below.
type state struct {
	alpha uint8
	blend display.Blend
}

// blendNames are as in ISO 32000-1, 11.3.5; Normal is what every stream starts with.
var blendNames = [...]object.Name{
	display.Normal: "Normal", display.Multiply: "Multiply", display.Screen: "Screen", display.Overlay: "Overlay",
	display.Darken: "Darken", display.Lighten: "Lighten", display.ColorDodge: "ColorDodge", display.ColorBurn: "ColorBurn",
	display.HardLight: "HardLight", display.SoftLight: "SoftLight", display.Difference: "Difference", display.Exclusion: "Exclusion",
	display.Hue: "Hue", display.Saturation: "Saturation", display.ColorBlend: "Color", display.Luminosity: "Luminosity",
}

// alpha sets the opacity of what follows, fills, strokes, pictures and forms, up to the next restore.
func (c *content) alpha(a uint8) { c.state(state{alpha: a}) }

func (c *content) state(s state) {
	c.op("gs", c.resources.use("ExtGState", "G", c.job.state(s)))
}

// state is shared by all who want the same.
func (j *job) state(s state) object.Ref {
	if ref, ok := j.states[s]; ok {
		return ref
	}
	d := object.Dict{"Type": object.Name("ExtGState"), "ca": channel(s.alpha), "CA": channel(s.alpha)}
	if s.blend != display.Normal {
		d["BM"] = blendNames[s.blend]
	}
	if j.states == nil {
		j.states = map[state]object.Ref{}
	}
	j.states[s] = j.file.Add(d)
	return j.states[s]
}

// softMask makes what follows as opaque as a form in grey is light, up to the next restore.
func (c *content) softMask(form object.Ref) { c.mask("Luminosity", form) }

// cover makes what follows as opaque as a form is, whatever its colours, up to the next restore.
func (c *content) cover(form object.Ref) { c.mask("Alpha", form) }

func (c *content) mask(of object.Name, form object.Ref) {
	c.op("gs", c.resources.use("ExtGState", "G", c.job.file.Share(object.Dict{
		"Type":  object.Name("ExtGState"),
		"SMask": object.Dict{"Type": object.Name("Mask"), "S": of, "G": form},
	})))
}
