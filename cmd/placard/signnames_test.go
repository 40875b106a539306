package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestSignOptionOfATemplatesName refuses an option that a URL of the template would take for its variable.
func TestSignOptionOfATemplatesName(t *testing.T) {
	for _, pair := range fixedKey() {
		name, value, _ := strings.Cut(pair, "=")
		t.Setenv(name, value)
	}
	data := t.TempDir()
	write(t, filepath.Join(data, "templates", "old.json"), `{"id": "old", "width": 40, "height": 20, "layers": [],
		"variables": {"page": {"type": "string", "default": "1"}}}`)
	r := placard(t, data, "sign", "old", "--format", "pdf", "--page", "1")
	if r.status == 0 || !strings.Contains(r.err, "--page: the template has a variable or layer of that name") {
		t.Errorf("status %d: %s%s", r.status, r.out, r.err)
	}
	r = placard(t, data, "sign", "old", "--format", "pdf", "--set", "page=7", "--paper-size", "A4")
	if r.status != 0 || strings.Contains(r.out, "page=7") || !strings.Contains(r.out, "c=") {
		t.Errorf("status %d: %s%s", r.status, r.out, r.err)
	}
}
