package layout_test

import (
	"strings"

	"placard/render/layout"
	"placard/render/svg"
	"placard/templates"
)

// tick is a drawing of 24×12 px.
const tick = `<svg viewBox="0 0 24 12"><path d="M0 0h24v12z"/></svg>`

// Drawing reads those that are written out; of others there is one that all name.
func (checkers) Drawing(l *templates.Image) (*svg.Drawing, layout.Shown, error) {
	text, inline := strings.CutPrefix(l.Src, layout.InlineScheme+":")
	if !inline {
		text = tick
	}
	d, err := svg.Parse([]byte(text))
	return d, layout.ShownOwn, err
}

func (anyPicture) Drawing(l *templates.Image) (*svg.Drawing, layout.Shown, error) {
	return checkers{}.Drawing(l)
}
