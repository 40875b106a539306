package svg_test

import (
	"maps"
	"slices"
	"testing"
)

// rooted puts a root around a drawing.
func rooted(body string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">` + body + `</svg>`)
}

// TestDraws holds each feature to librsvg. Edges differ by how coverage is rounded.
func TestDraws(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run(name, func(t *testing.T) {
			judged := cases[name]
			if same, ok := otherwise[name]; ok {
				judged = same
			}
			mean, far := difference(t, drawn(t, rooted(cases[name])), byRsvg(t, rooted(judged)))
			t.Logf("%.3f, %.3f %% far", mean, 100*far)
			if mean > 0.75 || far > 0.001 {
				t.Errorf("differs by %.2f of 255, %.2f %% of the pixels by much", mean, 100*far)
			}
		})
	}
}
