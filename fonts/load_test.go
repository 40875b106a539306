package fonts_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"placard/fonts"
	"placard/fonts/bundled"
)

// testFont reads a font of testdata, or a bundled one.
func testFont(t testing.TB, name string) []byte {
	t.Helper()
	for _, source := range bundled.Sources() {
		if source.Name == name {
			file, err := source.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(file)
			if err != nil {
				t.Fatal(err)
			}
			return data
		}
	}
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const hebrew, thai = "noto-sans-hebrew/NotoSansHebrew_400Regular.ttf", "noto-sans-thai/NotoSansThai_400Regular.ttf"

// packCollection makes a TTC of fonts, whose tables then lie at other offsets.
func packCollection(files ...[]byte) []byte {
	header := 12 + 4*len(files)
	packed := append([]byte("ttcf\x00\x01\x00\x00"), make([]byte, header-8)...)
	binary.BigEndian.PutUint32(packed[8:], uint32(len(files)))
	for i, file := range files {
		start := len(packed)
		binary.BigEndian.PutUint32(packed[12+4*i:], uint32(start))
		packed = append(packed, file...)
		for table := range int(binary.BigEndian.Uint16(file[4:])) {
			offset := packed[start+12+16*table+8:]
			binary.BigEndian.PutUint32(offset, binary.BigEndian.Uint32(offset)+uint32(start))
		}
	}
	return packed
}

// TestFormats adds each kind of file and draws with it.
func TestFormats(t *testing.T) {
	for _, c := range []struct {
		name   string
		data   []byte
		family string
		faces  int
		text   string
	}{
		{"TTF", testFont(t, hebrew), "Noto Sans Hebrew", 1, "א"},
		{"TTC", packCollection(testFont(t, hebrew), testFont(t, thai)), "Noto Sans Thai", 1, "ก"},
		{"WOFF, CFF", testFont(t, "MathJax_SansSerif-Bold.woff"), "MathJax_SansSerif", 1, "a"},
		{"variable", testFont(t, "Figtree-Variable.ttf"), "Figtree", 7, "a"},
	} {
		r := fonts.New()
		if err := r.Add(c.name, c.data); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !r.Has(c.family) || r.Has("Inter") {
			t.Errorf("%s: families %+v", c.name, r.Families())
		}
		for _, family := range r.Families() {
			if family.Name == c.family && len(family.Faces) != c.faces {
				t.Errorf("%s: faces %+v, want %d", c.name, family.Faces, c.faces)
			}
		}
		text, err := r.Shape(fonts.Request{Text: c.text, Families: []string{c.family}})
		if err != nil || len(text.Missing) > 0 {
			t.Errorf("%s: %v, missing %q", c.name, err, text.Missing)
			continue
		}
		run := text.Runs[0]
		if len(run.Face.Outline(run.Glyphs[0].ID)) < 4 || run.Glyphs[0].Advance <= 0.1 {
			t.Errorf("%s: glyph %+v of %s is blank", c.name, run.Glyphs[0], run.Face.Name())
		}
	}
}

// TestVariable wants each weight of a variable font to be its own design: bolder is wider.
func TestVariable(t *testing.T) {
	r := fonts.New()
	if err := r.Add("figtree", testFont(t, "Figtree-Variable.ttf")); err != nil {
		t.Fatal(err)
	}
	var previous float32
	for weight := 300; weight <= 900; weight += 100 {
		text, err := r.Shape(fonts.Request{Text: "m", Weight: weight})
		if err != nil {
			t.Fatal(err)
		}
		face, glyph := text.Runs[0].Face, text.Runs[0].Glyphs[0]
		if face.Weight() != weight || glyph.Advance <= previous {
			t.Errorf("%s: m is %g em wide, lighter %g", face.Name(), glyph.Advance, previous)
		}
		previous = glyph.Advance
		var right float32
		for _, segment := range face.Outline(glyph.ID) {
			right = max(right, segment.Points[0].X)
		}
		if right < glyph.Advance*0.8 || right > glyph.Advance {
			t.Errorf("%s: m reaches %g em of %g", face.Name(), right, glyph.Advance)
		}
	}
}

// TestRefusals wants bad files refused by name, with the reason and the remedy.
func TestRefusals(t *testing.T) {
	good := testFont(t, hebrew)
	changed := func(change func(data []byte)) []byte {
		data := bytes.Clone(good)
		change(data)
		return data
	}
	woff := testFont(t, "MathJax_SansSerif-Bold.woff")
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty.ttf", nil, "too short"},
		{"page.ttf", []byte("<!DOCTYPE html><html>"), "not a font; TTF, OTF, TTC, OTC and WOFF are read"},
		{"new.woff2", append([]byte("wOF2"), woff...), "woff2_decompress"},
		{"cut.ttf", good[:len(good)/2], "past the end of the file"},
		{"cut directory.ttf", good[:40], "ends inside its table directory"},
		{"huge table.ttf", changed(func(d []byte) { binary.BigEndian.PutUint32(d[24:], 0xfffffff0) }), "past the end of the file"},
		{"no tables.ttf", changed(func(d []byte) { d[4], d[5] = 0, 0 }), "cannot be read"},
		{"empty.ttc", []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x00"), "collection of 0 fonts"},
		{"huge.ttc", []byte("ttcf\x00\x01\x00\x00\xff\x00\x00\x00"), "1..64 are read"},
		{"cut.ttc", []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02"), "ends inside its header"},
		{"far.ttc", []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x7f\x00\x00\x00"), "font 1: begins past"},
		{"cut.woff", woff[:len(woff)/2], "past the end of the file"},
		{"bomb.woff", func() []byte {
			d := bytes.Clone(woff)
			binary.BigEndian.PutUint32(d[44+12:], 0xf0000000)
			return d
		}(), "unpacks to"},
	} {
		r := fonts.New()
		err := r.Add(c.name, c.data)
		var refused *fonts.FileError
		if !errors.As(err, &refused) || refused.Name != c.name || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
		if len(r.Families()) > 0 {
			t.Errorf("%s: added %+v", c.name, r.Families())
		}
	}
}

// TestAddFS adds what is good in a folder and names what is not.
func TestAddFS(t *testing.T) {
	files := fstest.MapFS{
		"a/hebrew.TTF": {Data: testFont(t, hebrew)},
		"b/broken.otf": {Data: []byte("OTTO but no more than that")},
		"readme.txt":   {Data: []byte("not a font")},
		"thai.ttf":     {Data: testFont(t, thai)},
	}
	r := fonts.New()
	err := r.AddFS(files)
	var refused *fonts.FileError
	if !errors.As(err, &refused) || refused.Name != "b/broken.otf" || strings.Contains(err.Error(), "readme") {
		t.Errorf("got %v", err)
	}
	if !r.Has("Noto Sans Hebrew") || !r.Has("Noto Sans Thai") || len(r.Families()) != 2 {
		t.Errorf("families %+v", r.Families())
	}
}
