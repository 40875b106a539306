package pdf

import (
	"os"
	"path/filepath"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/render/display"
)

// registry is shared, so that each font is read but once.
var registry = bundled.New()

// line is a line of text that a test sets.
type line struct {
	fonts.Request
	size, spacing float64 // px
	color         display.Color
	bare          bool // without what each glyph says
}

var black = display.Color{A: 255}

// typeset sets lines below one another, as layout does: from the left, right-to-left ones too.
func typeset(t testing.TB, lines ...line) *display.List {
	t.Helper()
	return typesetIn(t, registry, lines...)
}

// typesetIn sets lines in the faces of a registry.
func typesetIn(t testing.TB, registry *fonts.Registry, lines ...line) *display.List {
	t.Helper()
	list := &display.List{Width: 900, Height: 20}
	for _, l := range lines {
		if l.size == 0 {
			l.size = 24
		}
		if l.color == (display.Color{}) {
			l.color = black
		}
		if l.Weight == 0 {
			l.Weight = 400
		}
		l.NoLigatures = l.spacing != 0
		text, err := registry.Shape(l.Request)
		if err != nil {
			t.Fatal(err)
		}
		list.Height += int(1.8 * l.size)
		x := 20.0
		for _, piece := range text.Visual(0, len(text.Clusters)) {
			list.Ops = append(list.Ops, l.place(text, piece, &x, float64(list.Height)-0.6*l.size))
		}
	}
	return list
}

// place makes the op of a piece and moves the pen over it.
func (l *line) place(text *fonts.Text, piece fonts.Piece, x *float64, y float64) *display.Glyphs {
	op := &display.Glyphs{Face: piece.Face, Size: l.size, Paint: l.color, Text: piece.Text, RTL: piece.RTL}
	last := -1
	for _, g := range piece.Glyphs {
		if g.Cluster != last {
			if last >= 0 {
				*x += l.spacing
			}
			last = g.Cluster
			k := text.Clusters[last]
			op.Clusters = append(op.Clusters, display.Cluster{Text: string(text.Runes[k.Start:k.End]), Advance: float64(k.Advance) * l.size})
		}
		op.Clusters[len(op.Clusters)-1].Count++
		op.Glyphs = append(op.Glyphs, display.Glyph{ID: g.ID, X: *x + float64(g.DX)*l.size, Y: y + float64(g.DY)*l.size})
		*x += float64(g.Advance) * l.size
	}
	*x += l.spacing
	if l.bare {
		op.Clusters = nil
	}
	return op
}

func text(s string) line { return line{Request: fonts.Request{Text: s}} }

// saved is the path of a file with the data.
func saved(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
