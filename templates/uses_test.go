package templates

import (
	"slices"
	"testing"
)

// TestUses: variables count as used in fields of layers and of the template, and in conditions.
func TestUses(t *testing.T) {
	tmpl, err := Decode([]byte(`{"id": "t", "width": 100, "height": 100, "alt": "{{about}}",
		"variables": {"a": {"type": "string"}, "b": {"type": "string"}, "about": {"type": "string"}, "show": {"type": "boolean"}, "idle": {"type": "string"}},
		"layers": [
			{"id": "g", "type": "group", "locked": true, "layers": [
				{"id": "x", "type": "text", "width": 50, "text": "{{b}} {{a}}", "show_if": "show"}]},
			{"id": "y", "type": "text", "width": 50, "text": "idle"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := tmpl.Uses("x", "text"); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("x uses %q", got)
	}
	if got := tmpl.Uses("y", "text"); got != nil {
		t.Errorf("y uses %q", got)
	}
	if got := tmpl.Unused(); !slices.Equal(got, []string{"idle"}) {
		t.Errorf("unused: %q", got)
	}
	if x, y := tmpl.LockedBy("x"), tmpl.LockedBy("y"); x != "g" || y != "" {
		t.Errorf("x is locked by %q, y by %q", x, y)
	}
}
