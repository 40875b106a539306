package fontfile

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/render/internal/judge"
)

// face finds a bundled face.
func face(t testing.TB, family string, weight int, style fonts.Style) *fonts.Face {
	t.Helper()
	f := bundled.New().Match([]string{family}, weight, style)
	if f == nil {
		t.Fatalf("no face %s %d", family, weight)
	}
	return f
}

// subset makes a Font of the glyphs [0, count) of a face.
func subset(f *fonts.Face, count int) *Font {
	m := f.Metrics()
	font := &Font{Name: "ABCDEF+" + f.PostScriptName(), UnitsPerEm: f.UnitsPerEm(), Ascent: m.Ascent, Descent: m.Descent}
	for glyph := range fonts.GlyphID(count) {
		font.Glyphs = append(font.Glyphs, Glyph{f.Outline(glyph), f.Advance(glyph)})
	}
	return font
}

// sanitize asks the sanitizer of browsers about a font.
func sanitize(t *testing.T, font []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "font")
	if err := os.WriteFile(path, font, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(judge.Require(t, "ots-sanitize", "opentype-sanitizer"), path).CombinedOutput()
	if err != nil || string(out) != "File sanitized successfully!\n" { // anything more is a warning
		t.Errorf("ots-sanitize: %v\n%s", err, out)
	}
}

func TestSanitize(t *testing.T) {
	font := subset(face(t, "Inter", 700, fonts.Normal), 300)
	data, err := font.TrueType()
	if err != nil {
		t.Fatal(err)
	}
	sanitize(t, data)
	data, err = font.openTypeCFF()
	if err != nil {
		t.Fatal(err)
	}
	sanitize(t, data)
}
