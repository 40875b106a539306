package starter_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"placard/templates"
)

// TestStartersAreFormatted holds the files to what placard fmt makes of them: they are examples.
func TestStartersAreFormatted(t *testing.T) {
	for _, pattern := range []string{"*.json", "scenes/*.json"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			formatted, err := templates.Format(data)
			if err != nil || !bytes.Equal(data, formatted) {
				t.Errorf("%s is not formatted; run placard fmt templates/starter (%v)", name, err)
			}
		}
	}
}
