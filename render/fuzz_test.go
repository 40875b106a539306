package render_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"placard/fonts/bundled"
	"placard/render"
	"placard/templates"
	"placard/templates/starter"
)

// chainDeadline is what one document may take (figure F14): two seconds is what a visitor's crawler waits. The
// race detector makes the program some ten times slower.
const chainDeadline = 2 * time.Second * raceFactor

// FuzzChain runs what a request runs, decode to draw, on any template and changes. Nothing may panic,
// hang or depend on what was rendered before; what Apply accepts must either be drawn or be refused
// with a kind that is not "our fault".
func FuzzChain(f *testing.F) {
	seedChain(f, func(template, changes []byte) { f.Add(template, changes) })
	renderer := newRenderer(f)
	f.Fuzz(func(t *testing.T, template, changes []byte) {
		if doc := fuzzDocument(template, changes); doc != nil {
			drawTwice(t, renderer, doc, render.Options{Format: render.Raw})
		}
	})
}

// fuzzDocument is the document of a template and changes; nil: they are refused.
func fuzzDocument(template, changes []byte) *templates.Document {
	tmpl, err := templates.Decode(template)
	if err != nil {
		return nil
	}
	list, err := templates.DecodeChanges(changes)
	if err != nil {
		return nil
	}
	doc, err := tmpl.Apply(list)
	if err != nil {
		return nil
	}
	return doc
}

// drawTwice holds a renderer to what any document and options may have of it. It returns nil if they were
// refused.
func drawTwice(t *testing.T, renderer *render.Renderer, doc *templates.Document, opt render.Options) *render.Output {
	t.Helper()
	opt.Scale, opt.Report = fuzzScale(doc), true
	first, err := inTime(renderer, doc, opt)
	var known *render.Error
	switch {
	case errors.As(err, &known) && known.Kind != render.Internal && known.Kind != render.Canceled && known.Kind != render.Busy:
		return nil
	case err != nil:
		t.Fatalf("%v (%T)", err, err)
	}
	second, err := inTime(renderer, doc, opt)
	if err != nil {
		t.Fatalf("the second time: %v", err)
	}
	if !bytes.Equal(first.Bytes, second.Bytes) {
		t.Fatal("the same document drew other bytes the second time")
	}
	return first
}

// inTime renders within chainDeadline. Where that is over, perhaps as other programs have the machine, it tries
// twice more.
func inTime(renderer *render.Renderer, doc *templates.Document, opt render.Options) (out *render.Output, err error) {
	for range 3 {
		ctx, cancel := context.WithTimeout(context.Background(), chainDeadline)
		out, err = renderer.Render(ctx, doc, opt)
		over := ctx.Err() != nil
		cancel()
		if !over {
			break
		}
	}
	return out, err
}

// fuzzScale keeps a picture small, so that the time goes into many inputs and not into many pixels.
func fuzzScale(doc *templates.Document) float64 {
	const side = 400
	return max(render.MinScale, min(1, side/float64(max(doc.Width, doc.Height))))
}

// seedChain adds the starters and the templates of testdata/chain.
func seedChain(f *testing.F, add func(template, changes []byte)) {
	f.Helper()
	for _, id := range starter.IDs() {
		data, err := fs.ReadFile(starter.FS, id+".json")
		if err != nil {
			f.Fatal(err)
		}
		add(data, []byte(`[{"id":"title","text":"Hello 🌍 שלום"}]`))
	}
	scenes, err := filepath.Glob("testdata/chain/*.json")
	if err != nil || len(scenes) == 0 {
		f.Fatalf("no seeds in testdata/chain: %v", err)
	}
	for _, name := range scenes {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		add(data, []byte(`[]`))
	}
}

func newRenderer(tb testing.TB) *render.Renderer {
	tb.Helper()
	r, err := render.New(render.DefaultConfig(), bundled.New(), starterAssets{})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// starterAssets are the pictures that the starters use.
type starterAssets struct{}

func (starterAssets) Stat(_ context.Context, name string) (string, error) {
	_, err := fs.Stat(starter.Assets(), name)
	return "1", err
}

func (starterAssets) Read(_ context.Context, name string) ([]byte, error) {
	return fs.ReadFile(starter.Assets(), name)
}
