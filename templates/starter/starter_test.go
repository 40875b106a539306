package starter_test

import (
	"bytes"
	"encoding/xml"
	"image"
	_ "image/jpeg" // the assets are JPEG, or PNG
	_ "image/png"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"placard/templates"
	"placard/templates/starter"
)

const (
	// assetLimit keeps one picture, and assetsLimit all of them, a small part of the binary.
	assetLimit  = 250 << 10
	assetsLimit = 2 << 20
)

// each runs a test for every starter.
func each(t *testing.T, check func(*testing.T, *templates.Template)) {
	t.Helper()
	ids := starter.IDs()
	if len(ids) < 10 {
		t.Fatalf("%d starters: %v", len(ids), ids)
	}
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			tmpl, err := starter.Get(id)
			if err != nil {
				t.Fatal(err)
			}
			check(t, tmpl)
		})
	}
}

func TestStarterHasTheIDOfItsFile(t *testing.T) {
	names, err := filepath.Glob("*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != len(starter.IDs()) {
		t.Errorf("%d files, %d starters", len(names), len(starter.IDs()))
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tmpl, err := templates.Decode(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if tmpl.ID+".json" != name {
			t.Errorf("%s has the id %q", name, tmpl.ID)
		}
	}
	if _, err := starter.Get("no-such-starter"); err == nil {
		t.Error("Get found a starter that is not there")
	}
}

func TestStarterIsDescribed(t *testing.T) {
	seen := map[string]string{}
	each(t, func(t *testing.T, tmpl *templates.Template) {
		for field, text := range map[string]string{"name": tmpl.Name, "description": tmpl.Description, "alt": tmpl.Alt} {
			if text == "" {
				t.Errorf("no %s", field)
			}
			if other, ok := seen[text]; ok {
				t.Errorf("the %s is that of %s", field, other)
			}
			seen[text] = tmpl.ID
		}
		if layer, ok := layersOf(tmpl.Layers)["title"].(*templates.Text); !ok || layer.Text == "" {
			t.Error("no text layer title with a text")
		}
	})
}

// TestSamples checks that the first sample is the design itself, and that the others show something else.
// Where there are variables, the design is what the first sample makes of them.
func TestSamples(t *testing.T) {
	each(t, func(t *testing.T, tmpl *templates.Template) {
		if len(tmpl.Samples) < 3 || tmpl.Samples[0].Name != "default" {
			t.Fatalf("want a sample default and two others at least, have %d", len(tmpl.Samples))
		}
		plain, err := tmpl.Apply(nil)
		if err != nil {
			t.Fatal(err)
		}
		digests := map[string]string{plain.Digest(): "no changes"}
		for i, sample := range tmpl.Samples {
			doc, err := tmpl.Apply(sample.Changes)
			if err != nil {
				t.Errorf("%s: %v", sample.Name, err)
				continue
			}
			if same := i == 0 && len(tmpl.Variables) == 0; same != (digests[doc.Digest()] != "") {
				t.Errorf("%s: shows what %q shows", sample.Name, digests[doc.Digest()])
			}
			digests[doc.Digest()] = sample.Name
		}
	})
}

// TestTextsStayInPlace checks that no text can grow over what is below it, and that long titles shrink.
func TestTextsStayInPlace(t *testing.T) {
	each(t, func(t *testing.T, tmpl *templates.Template) {
		for id, layer := range layersOf(tmpl.Layers) {
			text, ok := layer.(*templates.Text)
			if !ok {
				continue
			}
			if text.MaxLines == 0 && text.Height.IsZero() {
				t.Errorf("%s may grow without end: give it a height or max_lines", id)
			}
			if id == "title" && (text.Fit != templates.FitShrink || text.MaxLines == 0 || text.Height.IsZero()) {
				t.Error("title: want fit shrink, max_lines and a height")
			}
		}
	})
}

// TestAssets checks that each picture is there, in use, small, and that its origin is stated.
func TestAssets(t *testing.T) {
	used := map[string]bool{}
	each(t, func(t *testing.T, tmpl *templates.Template) {
		for _, sample := range tmpl.Samples {
			doc, err := tmpl.Apply(sample.Changes)
			if err != nil {
				t.Fatal(err)
			}
			for id, layer := range layersOf(doc.Layers) {
				for _, src := range sourcesOf(layer) {
					name, isAsset := strings.CutPrefix(src, "asset:")
					if _, err := fs.Stat(starter.Assets(), name); src != "" && (err != nil || !isAsset) {
						t.Errorf("%s: %s: %q is no asset here", sample.Name, id, src)
					}
					used[name] = true
				}
			}
		}
	})
	entries, err := fs.ReadDir(starter.Assets(), ".")
	if err != nil {
		t.Fatal(err)
	}
	origin, err := fs.ReadFile(starter.Assets(), "ORIGIN.md")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, entry := range entries {
		if entry.Name() == "ORIGIN.md" {
			continue
		}
		total += checkAsset(t, entry.Name(), used[entry.Name()], origin)
	}
	if total > assetsLimit {
		t.Errorf("all assets have %d bytes, want at most %d", total, assetsLimit)
	}
}

// sourcesOf lists where a layer's picture comes from, and what stands in for it.
func sourcesOf(layer templates.Layer) []string {
	switch l := layer.(type) {
	case *templates.Image:
		return []string{l.Src, l.Fallback}
	case *templates.SVG:
		return []string{l.Src, l.Fallback}
	}
	return nil
}

// checkAsset returns the asset's size in bytes.
func checkAsset(t *testing.T, name string, used bool, origin []byte) int {
	t.Helper()
	data, err := fs.ReadFile(starter.Assets(), name)
	if err != nil {
		t.Fatal(err)
	}
	if path.Ext(name) == ".svg" {
		var drawing struct{ XMLName xml.Name }
		if err := xml.Unmarshal(data, &drawing); err != nil || drawing.XMLName.Local != "svg" {
			t.Errorf("%s: <%s>, %v", name, drawing.XMLName.Local, err)
		}
	} else if _, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if !used {
		t.Errorf("%s: no sample uses it", name)
	}
	if len(data) > assetLimit {
		t.Errorf("%s has %d bytes, want at most %d", name, len(data), assetLimit)
	}
	if !bytes.Contains(origin, []byte("`"+name+"`")) {
		t.Errorf("%s: ORIGIN.md does not name it", name)
	}
	return len(data)
}

// layersOf returns all layers by id, those in groups as well.
func layersOf(layers []templates.Layer) map[string]templates.Layer {
	byID := map[string]templates.Layer{}
	for _, layer := range layers {
		byID[layer.Common().ID] = layer
		if group, ok := layer.(*templates.Group); ok {
			maps.Copy(byID, layersOf(group.Layers))
		}
	}
	return byID
}
