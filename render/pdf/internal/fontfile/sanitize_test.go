package fontfile

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"placard/render/internal/judge"
)

// TestSanitize asks the sanitizer of browsers about the fonts. It accepts them without a warning.
func TestSanitize(t *testing.T) {
	for _, face := range faces(t) {
		for _, p := range programs(t, excerpt(face, 500)) {
			sanitize(t, label(face, p), p.data)
		}
	}
}

func sanitize(t *testing.T, name string, font []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "font")
	if err := os.WriteFile(path, font, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(judge.Require(t, "ots-sanitize", "opentype-sanitizer"), path).CombinedOutput()
	if err != nil || string(out) != "File sanitized successfully!\n" { // anything more is a warning
		t.Errorf("%s: ots-sanitize: %v\n%s", name, err, out)
	}
}
