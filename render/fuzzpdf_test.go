package render_test

import (
	"bytes"
	"testing"

	"placard/render"
)

// fuzzedPDFs are ways to write a document.
var fuzzedPDFs = []render.PDFOptions{
	{},
	{Paper: "A5", Margin: 30, Fit: "cover"},
	{Bleed: 12, CropMarks: true, DPI: 96},
	{Archive: true, DPI: 300},
}

// FuzzPDF is FuzzChain for the other back end: whatever Apply accepts becomes a file from its header to its
// end mark, or is refused.
func FuzzPDF(f *testing.F) {
	f.Add([]byte(book), []byte(`[]`), uint8(2))
	seeds := uint8(0)
	seedChain(f, func(template, changes []byte) {
		f.Add(template, changes, seeds)
		seeds++
	})
	renderer := newRenderer(f)
	f.Fuzz(func(t *testing.T, template, changes []byte, how uint8) {
		doc := fuzzDocument(template, changes)
		if doc == nil {
			return
		}
		out := drawTwice(t, renderer, doc, render.Options{Format: render.PDF, PDF: fuzzedPDFs[int(how)%len(fuzzedPDFs)]})
		if out == nil {
			return
		}
		if !bytes.HasPrefix(out.Bytes, []byte("%PDF-1.")) || !bytes.HasSuffix(out.Bytes, []byte("%%EOF\n")) {
			t.Errorf("%.20q … %q", out.Bytes, out.Bytes[max(0, len(out.Bytes)-20):])
		}
		if out.Pages < 1 || out.Width < 1 || out.Height < 1 {
			t.Errorf("%d pages of %d×%d px", out.Pages, out.Width, out.Height)
		}
	})
}
