package layout_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"placard/render/display"
	"placard/render/layout"
	"placard/templates"
)

// FuzzBuild: whatever a template holds, each of its pages is laid out in bounded time to what display.Check
// accepts, or refused by name; what is asked for besides changes nothing that is drawn.
func FuzzBuild(f *testing.F) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range append(names, "../../templates/testdata/everything.json") {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, 1.0, 11.5)
	}
	f.Add([]byte(`{"id":"t","width":90,"height":9,"lang":"ar","pages":[{"layers":[]},{"width":9,"height":90,"layers":[{"id":"a","type":"text","width":50,"text":"سلام x","alt":"y"}]}]}`), 4.0, 0.0)
	f.Fuzz(func(t *testing.T, data []byte, scale, bleed float64) {
		if !(scale >= 0.01 && scale <= 4 && bleed >= 0 && bleed <= 400) {
			return // render refuses them
		}
		template, err := templates.Decode(data)
		if err != nil {
			return
		}
		doc, err := template.Apply(nil)
		if err != nil {
			return
		}
		start := time.Now()
		for _, page := range doc.Pages() {
			buildBoth(t, page, scale, bleed)
		}
		if took := time.Since(start); took > patience {
			t.Fatalf("took %v", took)
		}
	})
}

// buildBoth lays a page out twice, the second time with tags and clusters.
func buildBoth(t *testing.T, page *templates.Document, scale, bleed float64) {
	t.Helper()
	plain, _, err := layout.Build(page, registry, anyPicture{}, layout.Options{Scale: scale, Bleed: bleed})
	rich, _, richErr := layout.Build(page, registry, anyPicture{}, layout.Options{Scale: scale, Bleed: bleed, Tags: true, Clusters: true, Report: true})
	var refused *layout.Error
	var checked *display.Error
	if err == nil && errors.As(richErr, &checked) {
		return // the spaces after lines are too much
	}
	if (err == nil) != (richErr == nil) {
		t.Fatalf("plain: %v, with tags: %v", err, richErr)
	}
	switch {
	case err == nil:
		for _, run := range glyphRuns(rich) {
			run.Clusters, run.RTL = nil, false
		}
		plain.Ops, rich.Ops = withoutSpaces(plain.Ops), withoutSpaces(rich.Ops)
		if !strings.HasPrefix(display.Dump(rich), display.Dump(plain)) {
			t.Fatal("tags or clusters change what is drawn")
		}
	case !errors.As(err, &refused) && !errors.As(err, &checked):
		t.Fatalf("%T: %v", err, err)
	}
}

// withoutSpaces leaves out the runs that are a space: of those a list with clusters has one after each line.
func withoutSpaces(ops []display.Op) []display.Op {
	return slices.DeleteFunc(ops, func(op display.Op) bool {
		run, ok := op.(*display.Glyphs)
		return ok && run.Text == " "
	})
}
