// Package widget expands ratings, progress bars and charts into the simpler layers they are made of.
//
// What comes out counts from the corner of the widget's box, in design px, bottom to top. Each layer has the id
// of the widget, so that errors name what its author wrote. The package knows no fonts: its caller measures.
// Expand is safe for concurrent use.
package widget

import (
	"fmt"

	"placard/templates"
)

// Measure tells how wide a text is in one line, in px, set at a size in px.
type Measure func(text, family string, size float64) float64

// Expand gives the layers of a *templates.Rating, *templates.Progress or *templates.Chart whose box has a size in
// px; of a box without room there are none. Errors are for the author of the layer, and name its fields.
func Expand(l templates.Layer, width, height float64, measure Measure) ([]templates.Layer, error) {
	if width <= 0 || height <= 0 {
		return nil, nil
	}
	s := &sheet{id: l.Common().ID, w: width, h: height}
	var err error
	switch l := l.(type) {
	case *templates.Rating:
		err = s.rating(l)
	case *templates.Progress:
		err = s.progress(l)
	case *templates.Chart:
		err = s.chart(l, measure)
	default:
		err = fmt.Errorf("layers of type %q are no widgets", l.Common().Type)
	}
	return s.layers, err
}
