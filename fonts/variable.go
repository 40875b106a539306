package fonts

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

var weightAxis = opentype.MustNewTag("wght")

// axis is one of a variable font's.
type axis struct {
	tag                       opentype.Tag
	lowest, standard, highest float32
}

// instance is a font at one weight.
type instance struct {
	parsed *parsedFont
	weight int
}

// weightInstances gives a font at the weights it offers: each hundred on its weight axis, or the one that
// it says it has. Other axes stay at their defaults.
func weightInstances(parsed *parsedFont) (instances []instance, err error) {
	at := slices.IndexFunc(parsed.axes, func(a axis) bool { return a.tag == weightAxis })
	for weight := 100; at >= 0 && weight <= 900; weight += 100 {
		if float32(weight) < parsed.axes[at].lowest || float32(weight) > parsed.axes[at].highest {
			continue
		}
		settings := slices.Clone(parsed.settings)
		settings[at] = float32(weight)
		atWeight, err := parsed.at(settings)
		if err != nil {
			return nil, fmt.Errorf("at weight %d: %w", weight, err)
		}
		instances = append(instances, instance{atWeight, weight})
	}
	if len(instances) == 0 {
		weight := int(parsed.font.Describe().Aspect.Weight)
		instances = []instance{{parsed, min(max(weight, 1), 1000)}}
	}
	return instances, nil
}

// at is a variable font with its axes set, surviving what the library does on a damaged one.
func (p *parsedFont) at(settings []float32) (varied *parsedFont, err error) {
	defer func() {
		if r := recover(); r != nil {
			varied, err = nil, caught(r)
		}
	}()
	variations := make([]font.Variation, len(settings))
	for i, value := range settings {
		variations[i] = font.Variation{Tag: p.axes[i].tag, Value: value}
	}
	library := font.NewFace(p.font)
	library.SetVariations(variations)
	if varied, err = newParsedFont(p.font, library.Coords(), p.glyphs); err != nil {
		return nil, err
	}
	varied.axes, varied.settings, varied.restricted = p.axes, settings, p.restricted
	return varied, nil
}

// set gives the font's settings with variations made to them; nil where that changes nothing.
func (p *parsedFont) set(variations []Variation) (settings []float32) {
	for _, v := range variations {
		tag := opentype.MustNewTag(v.Tag)
		for i, a := range p.axes {
			value := float32(math.Min(math.Max(v.Value, float64(a.lowest)), float64(a.highest)))
			if a.tag != tag || settings == nil && value == p.settings[i] {
				continue
			}
			if settings == nil {
				settings = slices.Clone(p.settings)
			}
			settings[i] = value
		}
	}
	if slices.Equal(settings, p.settings) {
		return nil
	}
	return settings
}

// weight is what the weight axis is set to, or else the given one.
func (p *parsedFont) weight(otherwise int) int {
	for i, a := range p.axes {
		if a.tag == weightAxis {
			return min(max(int(math.Round(float64(p.settings[i]))), 1), 1000)
		}
	}
	return otherwise
}

// maxAxes is how many axes are read. Fonts for research have forty; a damaged one may claim 65,535, all of
// which every instance would remember.
const maxAxes = 64

// readAxes reads a variable font's axes, but for damaged ones, which keep their default.
func readAxes(loader *opentype.Loader) (axes []axis) {
	raw, err := loader.RawTable(opentype.MustNewTag("fvar"))
	if err != nil {
		return nil
	}
	table, _, err := tables.ParseFvar(raw)
	if err != nil {
		return nil
	}
	for _, a := range table.Axis {
		if a.Minimum <= a.Default && a.Default <= a.Maximum && len(axes) < maxAxes {
			axes = append(axes, axis{a.Tag, a.Minimum, a.Default, a.Maximum})
		}
	}
	return axes
}

// defaults are the settings of a font as it comes.
func defaults(axes []axis) []float32 {
	settings := make([]float32, len(axes))
	for i, a := range axes {
		settings[i] = a.standard
	}
	return settings
}

// appendSettings writes settings such that no two are written alike.
func appendSettings(key []byte, settings []float32) []byte {
	for _, value := range settings {
		key = binary.BigEndian.AppendUint32(key, math.Float32bits(value))
	}
	return key
}
