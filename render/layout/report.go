package layout

import (
	"placard/render/display"
	"placard/templates"
)

// Report says what layout did, layer by layer, in device px.
type Report struct {
	Width  int           `json:"width"`
	Height int           `json:"height"`
	Layers []LayerReport `json:"layers"` // as they are drawn, bottom to top; those that are hidden are left out

	build *builder // while it is at work
	owner []string // of each operation of the list, the id of its layer
}

// Box is x, y, width and height in px, from the top left corner of the canvas.
type Box [4]float64

// LayerReport is the final state of one layer.
type LayerReport struct {
	ID       string      `json:"id"`
	Type     string      `json:"type"`
	Page     int         `json:"page,omitempty"`     // from 1; 0: there is one alone
	Box      Box         `json:"box"`                // upright: as it is before it turns
	Rotation float64     `json:"rotation,omitempty"` // degrees clockwise, with that of the groups around it
	Bounds   *Box        `json:"bounds,omitempty"`   // around the turned box; nil: nothing is turned, and it is the box
	Shown    Shown       `json:"shown,omitempty"`    // of an image layer, what stands in for its own picture
	Text     *TextReport `json:"text,omitempty"`
}

// newReport starts the report on what b does.
func newReport(b *builder, doc *templates.Document) *Report {
	return &Report{Width: Pixels(doc.Width, b.scale), Height: Pixels(doc.Height, b.scale), Layers: []LayerReport{}, build: b}
}

// finish lets go of all that only layout needs.
func (r *Report) finish() {
	if r != nil {
		r.owner, r.build = r.build.owners, nil
	}
}

func (r *Report) box(l *templates.Base, bx box, _ float64) {
	if r == nil {
		return
	}
	said := LayerReport{ID: l.ID, Type: l.Type, Box: r.upright(bx)}
	if turn := r.build.turn; turn != (display.Turn{}) {
		said.Rotation, said.Bounds = turn.Angle, r.turned(bx)
	}
	r.Layers = append(r.Layers, said)
}

// upright is a box in device px, from the corner of the document.
func (r *Report) upright(bx box) Box {
	b := r.build
	return Box{(bx.x - b.canvas.x) * b.scale, (bx.y - b.canvas.y) * b.scale, bx.w * b.scale, bx.h * b.scale}
}

// turned is likewise the upright box around one as it is turned.
func (r *Report) turned(bx box) *Box {
	b := r.build
	around := b.turn.Bounds(b.deviceRect(bx))
	corner := b.point(b.canvas.x, b.canvas.y)
	return &Box{around.X0 - corner.X, around.Y0 - corner.Y, around.X1 - around.X0, around.Y1 - around.Y0}
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
	t := &TextReport{
		FontFamily: s.layer.FontFamily, FontSize: size * scale,
		Fitted: size < s.layer.FontSize, Overflow: overflow, Fonts: []string{}, Lines: []string{},
		Clipped: overflow && s.layer.Overflow == templates.OverflowClip,
	}
	t.faces(s)
	t.lines(s, lines)
	t.LineBoxes = r.lineBoxes(s, bx, size, lines)
	r.Layers[len(r.Layers)-1].Text = t
}

// lineBoxes says where the lines of a text in a box are: each as wide as its letters and as high as a line.
func (r *Report) lineBoxes(s *shaped, bx box, size float64, lines []textLine) []Box {
	l := s.layer
	t := &typesetter{b: r.build, s: s, lines: lines, box: bx.inside(l.Padding), size: size, height: l.LineHeight.Of(size, l.FontSize)}
	t.top = t.box.y + verticalOffset(l.VerticalAlign, t.box.h, float64(len(lines))*t.height)
	boxes := make([]Box, len(lines))
	for i, line := range lines {
		in := box{t.box.x + horizontalOffset(l.Align, line, t.box.w, size), t.lineTop(i), line.width * size, t.height}
		if l.Align == templates.AlignJustify {
			var p pen
			if t.justify(i, &p); p.stretches != nil {
				in.x, in.w = t.box.x, t.box.w
			}
		}
		if boxes[i] = r.upright(in); r.build.turn != (display.Turn{}) {
			boxes[i] = *r.turned(in)
		}
	}
	return boxes
}

// Letters are the operations of a list, by their index, that draw the words of a text.
type Letters struct {
	Layer   int   // index in Report.Layers
	Glyphs  []int // the letters themselves
	Strokes []int // along them
}

// Letters says which operations draw each text that is in sight, by the list that was built with the report. Emoji,
// which have colours of their own, are left out.
func (r *Report) Letters(list *display.List) []Letters {
	var all []Letters
	of := make(map[string]int)
	for i := range r.Layers {
		if r.Layers[i].Text != nil {
			of[r.Layers[i].ID] = len(all)
			all = append(all, Letters{Layer: i})
		}
	}
	for i, op := range list.Ops {
		at, ok := of[r.owner[i]]
		if !ok {
			continue
		}
		switch op := op.(type) {
		case *display.Glyphs:
			if !op.Silent && !op.Face.Color() {
				all[at].Glyphs = append(all[at].Glyphs, i)
			}
		case *display.Stroke:
			all[at].Strokes = append(all[at].Strokes, i)
		}
	}
	return all
}
