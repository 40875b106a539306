package fontfile

import (
	"bytes"
	"encoding/binary"
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

// TestChecksums adds up a file, and its tables without what head says of the file.
func TestChecksums(t *testing.T) {
	f := &Font{Name: "Sums", UnitsPerEm: 1000, Glyphs: []Glyph{{}, {square(1), 1}, {circle(), 0.5}}}
	sum := func(data []byte) (sum uint32) {
		for i, b := range data {
			sum += uint32(b) << (24 - i%4*8)
		}
		return sum
	}
	for _, p := range programs(t, f) {
		if got := sum(p.data); got != 0xB1B0AFBA {
			t.Errorf("%s: the sum of the file is %#x", p.name, got)
		}
		for i := range int(binary.BigEndian.Uint16(p.data[4:])) {
			entry := p.data[12+16*i:][:16]
			start, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
			table := bytes.Clone(p.data[start:][:length])
			if string(entry[:4]) == "head" {
				clear(table[8:12])
			}
			if got, want := sum(table), binary.BigEndian.Uint32(entry[4:]); got != want {
				t.Errorf("%s: the sum of %s is %#x, the directory says %#x", p.name, entry[:4], got, want)
			}
		}
	}
}
