package layout

import (
	"placard/templates"
)

// Report says what layout did, layer by layer, in device px.
type Report struct {
	Width  int           `json:"width"`
	Height int           `json:"height"`
	Layers []LayerReport `json:"layers"`

	corner origin // of the document, in design px of the list
}

// LayerReport is the final state of one layer.
type LayerReport struct {
	ID    string      `json:"id"`
	Type  string      `json:"type"`
	Page  int         `json:"page,omitempty"`  // from 1; 0: there is one alone
	Box   [4]float64  `json:"box"`             // x, y, width, height
	Shown Shown       `json:"shown,omitempty"` // of an image layer, what stands in for its own picture
	Text  *TextReport `json:"text,omitempty"`
}

// TextReport is what became of a text.
type TextReport struct {
	FontSize float64  `json:"font_size"` // px, after fitting
	Fonts    []string `json:"fonts"`     // the faces used, in order of appearance
	Lines    []string `json:"lines"`
	Fitted   bool     `json:"fitted,omitempty"`     // made smaller to fit
	Overflow bool     `json:"overflow,omitempty"`   // does not fit all the same: cut, clipped or sticking out
	Ellipsis bool     `json:"ellipsised,omitempty"` // ends in an ellipsis
	Missing  []string `json:"missing,omitempty"`    // characters that no font has
}

func (r *Report) box(l *templates.Base, bx box, scale float64) {
	if r == nil {
		return
	}
	r.Layers = append(r.Layers, LayerReport{
		ID: l.ID, Type: l.Type,
		Box: [4]float64{(bx.x - r.corner.x) * scale, (bx.y - r.corner.y) * scale, bx.w * scale, bx.h * scale},
	})
}

func (r *Report) picture(l *templates.Image, bx box, scale float64, shown Shown) {
	if r == nil {
		return
	}
	r.box(l.Common(), bx, scale)
	r.Layers[len(r.Layers)-1].Shown = shown
}

func (r *Report) text(s *shaped, bx box, scale, size float64, lines []textLine, overflow bool) {
	if r == nil {
		return
	}
	r.box(s.layer.Common(), bx, scale)
	t := &TextReport{FontSize: size * scale, Fitted: size < s.layer.FontSize, Overflow: overflow, Fonts: []string{}, Lines: []string{}}
	seen := map[string]bool{}
	for _, p := range s.paragraphs {
		for _, run := range p.text.Runs {
			if name := run.Face.Name(); !seen[name] {
				seen[name] = true
				t.Fonts = append(t.Fonts, name)
			}
		}
		for _, m := range p.text.Missing {
			t.Missing = append(t.Missing, string(m))
		}
	}
	for _, l := range lines {
		var text string
		if c := l.text.Clusters; l.end > l.from {
			text = string(l.text.Runes[c[l.from].Start:c[l.end-1].End])
		}
		if l.tail != nil {
			text += string(l.tail.Runes)
			t.Ellipsis = t.Ellipsis || l.tail == s.ellipsis
		}
		t.Lines = append(t.Lines, text)
	}
	r.Layers[len(r.Layers)-1].Text = t
}
