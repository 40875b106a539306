package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"placard/templates"
)

// TestSchema prints what the server serves, a line for each value.
func TestSchema(t *testing.T) {
	r := placard(t, t.TempDir(), "schema")
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(r.out)); err != nil || r.status != 0 || r.err != "" {
		t.Fatalf("%d %s, %v", r.status, r.err, err)
	}
	if !bytes.Equal(compact.Bytes(), templates.Schema()) || bytes.Count([]byte(r.out), []byte("\n")) < 1000 {
		t.Errorf("%d bytes, want the %d of the schema", compact.Len(), len(templates.Schema()))
	}
}
