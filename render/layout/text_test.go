package layout_test

import (
	"testing"

	"placard/render/display"
)

// TestClip checks that overflow: clip cuts what sticks out of the box on any side, as CSS does, and costs
// no group where nothing does.
func TestClip(t *testing.T) {
	for _, test := range []struct {
		name, text, fields string
		clip               bool
	}{
		{"fits", "Hello", `"width": 300, "height": 60`, false},
		{"too tall", "Hello\nworld", `"width": 300, "height": 60`, true},
		{"a letter wider than the box", "W", `"width": 20, "height": 60`, true},
		{"a letter wider than a box as tall as its lines", "W", `"width": 20`, true},
	} {
		ops := build(t, parse(t, textTemplate(test.text, test.fields+`, "font_size": 40, "overflow": "clip"`)), 1).Ops
		if _, clipped := ops[0].(*display.PushGroup); clipped != test.clip {
			t.Errorf("%s: clipped %v", test.name, clipped)
		}
	}
}
