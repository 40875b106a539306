package pdf

import (
	"testing"
	"time"

	"placard/render/display"
)

// brochure is a document of two pages that has everything a document may have: decoration, paragraphs and a
// figure within a group that fades as one, links of all kinds, bookmarks, two languages, bleed and crop marks.
func brochure(t testing.TB) *Document {
	t.Helper()
	lines := typeset(t, text("Autumn sale"), text("Everything must go"), text("Willkommen"), text("Call us"), text("The end")).Ops
	box := func(x0, y0, x1, y1 float64, c display.Color) *display.Fill {
		return &display.Fill{Shape: display.RoundRect{Rect: display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}}, Paint: c}
	}
	whole := display.RoundRect{Rect: display.Rect{X1: 624, Y1: 424}}
	red, blue, gray := display.Color{R: 200, A: 255}, display.Color{B: 200, A: 255}, display.Color{R: 230, G: 230, B: 230, A: 255}
	front := &display.List{Width: 624, Height: 424, Ops: []display.Op{
		0:  box(0, 0, 624, 424, gray),
		1:  lines[0],
		2:  &display.PushGroup{Clip: whole, Alpha: 128},
		3:  box(10, 60, 300, 300, display.Color{R: 255, G: 255, B: 255, A: 255}),
		4:  lines[1],
		5:  &display.PushGroup{Clip: whole, Alpha: 200},
		6:  box(300, 100, 340, 140, red),
		7:  box(340, 100, 380, 140, blue),
		8:  &display.PopGroup{},
		9:  lines[2],
		10: &display.PopGroup{},
		11: box(400, 200, 500, 240, red),
		12: lines[3],
		13: box(420, 300, 500, 340, blue),
	}, Tags: []display.Tag{
		{From: 0, To: 1, Layer: "background", Box: whole.Rect},
		{From: 1, To: 2, Layer: "headline", Role: display.Paragraph, Box: display.Rect{X0: 20, Y0: 20, X1: 200, Y1: 60}, Bookmark: "Headline"},
		{From: 2, To: 11, Layer: "group", Role: display.Section, Box: whole.Rect, Bookmark: "What is on"},
		{From: 3, To: 4, Layer: "panel", Box: whole.Rect},
		{From: 4, To: 5, Layer: "offer", Role: display.Paragraph, Box: display.Rect{X0: 20, Y0: 60, X1: 300, Y1: 100}, Link: "https://example.com/sale?q=1&r=(2)"},
		{From: 5, To: 9, Layer: "logo", Role: display.Figure, Alt: "A red square, and a blue one", Box: display.Rect{X0: 300, Y0: 100, X1: 380, Y1: 140}, Link: "https://example.com/ü", Bookmark: "Logo"},
		{From: 9, To: 10, Layer: "welcome", Role: display.Paragraph, Lang: "de", Box: display.Rect{X0: 20, Y0: 100, X1: 300, Y1: 140}},
		{From: 11, To: 12, Layer: "button", Box: display.Rect{X0: 400, Y0: 200, X1: 500, Y1: 240}, Link: "mailto:shop@example.com", Alt: "Write to us"},
		{From: 12, To: 13, Layer: "phone", Role: display.Paragraph, Box: display.Rect{X0: 500, Y0: 140, X1: 1000, Y1: 180}, Link: "tel:+491234"},
		{From: 13, To: 14, Layer: "picture", Role: display.Figure, Alt: "Blätter (\U0001F342)", Box: display.Rect{X0: 420, Y0: 300, X1: 500, Y1: 340}},
		{From: 14, To: 14, Layer: "empty", Role: display.Paragraph, Box: display.Rect{X0: 1, Y0: 1, X1: 2, Y1: 2}, Bookmark: "Fin"},
	}}
	back := &display.List{Width: 600, Height: 400, Ops: []display.Op{lines[4]}, Tags: []display.Tag{
		{From: 0, To: 1, Layer: "end", Role: display.Paragraph, Box: display.Rect{X0: 20, Y0: 100, X1: 300, Y1: 140}},
	}}
	return &Document{
		Title: "Autumn “sale” & more", Author: "Ana <ana@example.com>", Subject: "A brochure", Lang: "en-GB",
		Date: time.Date(2026, 11, 21, 10, 30, 0, 0, time.FixedZone("", 3600)),
		Pages: []Page{
			{List: front, Name: "Front", Sheet: place(t, 600, 400, Layout{Paper: "A5", Bleed: 12, CropMarks: true, Fit: Cover})},
			{List: back, Name: "Back ◀", Sheet: place(t, 600, 400, Layout{})},
		},
	}
}
