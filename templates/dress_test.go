package templates

import (
	"fmt"
	"strings"
	"testing"
)

// TestDress checks that what could not show is refused, and that the same on a layer where it shows is not.
func TestDress(t *testing.T) {
	for _, test := range []struct{ layer, want string }{
		{`"type": "star", "shadow": {"inset": true}`, "layers[0].shadow[0].inset: the layer's form casts its shadow"},
		{`"type": "star", "shadow": [{"y": 2}, {"spread": 3}]`, "layers[0].shadow[1].spread: the layer's form casts its shadow"},
		{`"type": "star", "shadow": {"y": 2}`, ""},
		{`"type": "text", "text": "a", "shadow": {"spread": 2}`, "or give the layer a background"},
		{`"type": "text", "text": "a", "background": "red", "shadow": {"spread": 2, "inset": true}`, ""},
		{`"type": "image", "src": "asset:a", "fit": "contain", "shadow": {"spread": 2}`, "layers[0].shadow[0].spread"},
		{`"type": "image", "src": "asset:a", "shadow": {"spread": 2}`, ""},
		{`"type": "line", "border": {}`, "layers[0].border: a line has no box"},
		{`"type": "line", "radius": 3`, "layers[0].radius: a layer of type line has no corners"},
		{`"type": "ellipse", "radius": 3`, "layers[0].radius: a layer of type ellipse has no corners"},
		{`"type": "ellipse", "border": {}`, ""},
	} {
		_, err := Decode([]byte(fmt.Sprintf(`{"id": "t", "width": 9, "height": 9, "layers": [{"id": "a", "width": 9, "height": 9, %s}]}`, test.layer)))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: got %v, want %q", test.layer, err, test.want)
		}
	}
	_, err := Decode([]byte(`{"id": "t", "width": 9, "height": 9, "layers": [{"id": "g", "type": "group", "border": {}, "layers": []}]}`))
	if err == nil || !strings.Contains(err.Error(), "layers[0].border: needs a width and a height") {
		t.Errorf("a border without a box: %v", err)
	}
}
