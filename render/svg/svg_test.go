package svg_test

import (
	"testing"
)

// TestDraws holds a path and a rectangle to librsvg.
func TestDraws(t *testing.T) {
	data := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="2" y="3" width="10" height="8" rx="2" fill="#e33"/>` +
		`<path d="M12 12l8 2a4 4 0 11-6 6z" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`)
	if mean, far := difference(t, drawn(t, data), byRsvg(t, data)); mean > 0.2 || far > 0.001 {
		t.Errorf("differs by %.2f, %.2f %% of the pixels by much", mean, 100*far)
	}
}
