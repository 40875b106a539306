package fonts

import (
	"fmt"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

var weightAxis = opentype.MustNewTag("wght")

// instance is a font at one weight.
type instance struct {
	parsed *parsedFont
	weight int
}

// weightInstances gives a font at the weights it offers: each hundred on its weight axis, or the one that
// it says it has. Other axes stay at their defaults.
func weightInstances(parsed *parsedFont) (instances []instance, err error) {
	defer func() {
		if r := recover(); r != nil {
			instances, err = nil, caught(r)
		}
	}()
	lightest, boldest := int(parsed.weightRange[0]), int(parsed.weightRange[1])
	for weight := 100; weight <= 900; weight += 100 {
		if weight < lightest || weight > boldest {
			continue
		}
		library := font.NewFace(parsed.font)
		library.SetVariations([]font.Variation{{Tag: weightAxis, Value: float32(weight)}})
		atWeight, err := newParsedFont(parsed.font, library.Coords(), parsed.glyphs)
		if err != nil {
			return nil, fmt.Errorf("at weight %d: %w", weight, err)
		}
		atWeight.restricted = parsed.restricted
		instances = append(instances, instance{atWeight, weight})
	}
	if len(instances) == 0 {
		weight := int(parsed.font.Describe().Aspect.Weight)
		instances = []instance{{parsed, min(max(weight, 1), 1000)}}
	}
	return instances, nil
}

// readWeightRange reads the ends of the weight axis; both are 0 for a font without one.
func readWeightRange(loader *opentype.Loader) (ends [2]float32) {
	raw, err := loader.RawTable(opentype.MustNewTag("fvar"))
	if err != nil {
		return ends
	}
	table, _, err := tables.ParseFvar(raw)
	if err != nil {
		return ends
	}
	for _, axis := range table.Axis {
		if axis.Tag == weightAxis {
			return [2]float32{axis.Minimum, axis.Maximum}
		}
	}
	return ends
}
