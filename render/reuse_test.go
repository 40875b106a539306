package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"placard/render"
	"placard/templates"
	"placard/templates/starter"
)

// reusing is a renderer with a number of bytes for reuse.
func reusing(t *testing.T, bytes int64) *render.Renderer {
	t.Helper()
	cfg := render.DefaultConfig()
	cfg.ReuseBytes, cfg.Queue = bytes, 1000
	return rendererOf(t, cfg, starterAssets{})
}

// TestReuse draws pictures that begin alike and differ somewhere, in any order and several at once, by renderers
// with room for all canvases, for a few and for none. Their files must be the same to the byte.
func TestReuse(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	sources := slices.Concat(decks(t, rng), changedStarters(t, rng), shadowed(t))
	rng.Shuffle(len(sources), func(i, k int) { sources[i], sources[k] = sources[k], sources[i] })
	const room, little = 64 << 20, 2 << 20
	plain, renderers := reusing(t, 0), []*render.Renderer{reusing(t, room), reusing(t, little)}
	var work sync.WaitGroup
	jobs := make(chan int)
	for range 4 {
		work.Go(func() {
			for i := range jobs {
				opt := render.Options{Format: []render.Format{render.Raw, render.JPEG, render.PNG, render.WebP}[i%4], Scale: fuzzScale(sources[i])}
				want, wantErr := plain.Render(t.Context(), sources[i], opt)
				for _, r := range renderers {
					got, err := r.Render(t.Context(), sources[i], opt)
					if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
						t.Errorf("picture %d: %v, without reuse %v", i, err, wantErr)
					} else if err == nil && !bytes.Equal(got.Bytes, want.Bytes) {
						t.Errorf("picture %d (%s): other bytes than without reuse", i, opt.Format)
					}
					if err == nil {
						got.Release() // a later picture is drawn there
					}
				}
			}
		})
	}
	for i := range sources {
		jobs <- i
	}
	close(jobs)
	work.Wait()
	for i, r := range renderers {
		got := r.Reuse()
		t.Logf("%d of %d pictures began as another one", got.Begun, got.Drawn)
		if got.Begun < got.Drawn/10 {
			t.Errorf("renderer %d reuses too little to try what that does", i)
		}
	}
	if got := plain.Reuse(); got.Begun > 0 {
		t.Errorf("%d pictures are reused though there is no room", got.Begun)
	}
}

// decks are templates with a layer for each of some fields of the reference, and several pictures of each, in which
// one of the fields has another value.
func decks(t *testing.T, rng *rand.Rand) (all []*templates.Document) {
	const count, layers, pictures = 20, 10, 6
	for range count {
		var deck, other []map[string]any
		for i := range layers {
			a, b := twoEffects(t, rng)
			at := map[string]any{"id": fmt.Sprintf("l%d", i), "x": rng.IntN(150), "y": rng.IntN(100)}
			for _, layer := range []map[string]any{a, b} {
				rename(layer, i)
				maps.Copy(layer, at)
			}
			deck, other = append(deck, a), append(other, b)
		}
		for range pictures {
			at := rng.IntN(layers)
			changed := slices.Concat(deck[:at], other[at:at+1], deck[at+1:])
			source, err := json.Marshal(map[string]any{
				"id": "deck", "width": 200, "height": 150, "background": map[string]any{"type": "image", "src": "asset:ada.jpg"},
				"variables": map[string]any{"on": map[string]any{"type": "boolean", "default": true}}, "layers": append(changed, map[string]any{"id": "other", "type": "rect", "width": 9, "height": 9}),
			})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, parse(t, string(source)))
		}
	}
	return all
}

// rename gives the layers of a group ids of their own.
func rename(group map[string]any, i int) {
	inner, _ := group["layers"].([]any)
	for _, layer := range inner {
		layer := layer.(map[string]any)
		layer["id"] = fmt.Sprintf("%s%d", layer["id"], i)
	}
}

// twoEffects is a layer with two values of one of its fields.
func twoEffects(t *testing.T, rng *rand.Rand) (a, b map[string]any) {
	t.Helper()
	headings := slices.Sorted(maps.Keys(layerFields))
	for {
		of := layerFields[headings[rng.IntN(len(headings))]]
		names := slices.Sorted(maps.Keys(of.of))
		name := names[rng.IntN(len(names))]
		if e := of.of[name]; e.how == "" {
			return effectLayer(t, of.layer, of.at, name, e.a, e), effectLayer(t, of.layer, of.at, name, e.b, e)
		}
	}
}

// changedStarters are pictures of the starters, in each of which one layer is changed.
func changedStarters(t *testing.T, rng *rand.Rand) (all []*templates.Document) {
	const pictures = 5
	for _, id := range starter.IDs() {
		tmpl, err := starter.Get(id)
		if err != nil {
			t.Fatal(err)
		}
		for drawn := 0; drawn < pictures; {
			common := tmpl.Layers[rng.IntN(len(tmpl.Layers))].Common()
			value := []string{`"opacity": 0.4`, `"rotation": 12`, `"hidden": true`, `"blend_mode": "multiply"`, `"blur": 3`, `"text": "Another"`}[rng.IntN(6)]
			changes, err := templates.DecodeChanges(fmt.Appendf(nil, `[{"id": %q, %s}]`, common.ID, value))
			if err != nil {
				t.Fatal(err)
			}
			if doc, err := tmpl.Apply(changes); err == nil { // not every layer has a text
				all = append(all, doc)
				drawn++
			}
		}
	}
	return all
}

// shadowed are boxes that hide the edge of their shadow, or do not: it is drawn otherwise then.
func shadowed(t *testing.T) (all []*templates.Document) {
	for i := range 12 {
		fill := []string{"#f00", "#f008", "#0f0"}[i%3]
		all = append(all, parse(t, fmt.Sprintf(`{"id": "box", "width": 200, "height": 150,
			"background": {"type": "image", "src": "asset:ada.jpg"}, "layers": [
			{"id": "box", "type": "rect", "x": 20.5, "y": 20.5, "width": 150, "height": 110, "radius": 9, "fill": %q, "shadow": {"blur": 12}}]}`, fill)))
	}
	return all
}
