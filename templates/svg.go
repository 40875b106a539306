package templates

// SVG is a drawing placed in a box: of a file, or written out.
type SVG struct {
	Base
	Src      string   `json:"src" pattern:"Source" default:"" main:"true"` // as that of an image layer
	SVG      string   `json:"svg" runes:"0..MaxBytes" default:""`          // the drawing itself, instead of Src
	Color    Color    `json:"color" default:"transparent"`                 // of what has no colour of its own; transparent: black
	Fit      SVGFit   `json:"fit" default:"contain"`
	Position Position `json:"position" default:"center"`
	Fallback string   `json:"fallback" pattern:"Source" default:""` // as Src; empty: none
	OnError  OnError  `json:"on_error"`
}

// finish wants one drawing.
func (s *SVG) finish(b *binder, n *node) {
	b.push("svg")
	if s.Src != "" && s.SVG != "" {
		b.fail(n.get("svg"), "stands beside src; leave one of them out")
	}
	b.pop(1)
	settle(b, n, &s.OnError, s.Fallback)
}
