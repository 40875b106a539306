package fonts_test

import (
	"bytes"
	"errors"
	"io"
	"sync/atomic"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
)

// TestOperatorFonts adds a font to the bundled ones: it can be asked for, fallback prefers it to the bundled
// ones, and the digest changes.
func TestOperatorFonts(t *testing.T) {
	r := bundled.New()
	before := r.Digest()
	if again := bundled.New().Digest(); again != before {
		t.Errorf("digest of the same fonts is %s and %s", before, again)
	}
	old, err := r.Shape(fonts.Request{Text: "א"})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Add("figtree", testFont(t, "Figtree-Variable.ttf")); err != nil {
		t.Fatal(err)
	}
	if err := r.Add("hebrew", testFont(t, hebrew)); err != nil {
		t.Fatal(err)
	}
	if r.Digest() == before {
		t.Error("the digest is the same with more fonts")
	}
	if got := r.Match([]string{"Figtree"}, 700, fonts.Normal).Name(); got != "Figtree 700" {
		t.Errorf("got %s", got)
	}
	if got := r.Match(nil, 400, fonts.Normal).Name(); got != "Inter 400" {
		t.Errorf("the default is %s", got)
	}
	replaced, err := r.Shape(fonts.Request{Text: "א"})
	if err != nil {
		t.Fatal(err)
	}
	if replaced.Runs[0].Face == old.Runs[0].Face {
		t.Error("the added Noto Sans Hebrew 400 does not replace the bundled one")
	}
	bold, err := r.Shape(fonts.Request{Text: "א", Weight: 700})
	if err != nil || bold.Runs[0].Face.Name() != "Noto Sans Hebrew 700" {
		t.Errorf("the bundled bold is lost: %v, %v", bold, err)
	}
}

// TestReadAhead asks for a font twice before it is drawn with: it is read once.
func TestReadAhead(t *testing.T) {
	data := testFont(t, thai)
	var opened atomic.Int32
	r := fonts.New()
	r.AddSource(fonts.Source{Family: "Ahead", Weight: 400, Coverage: fonts.Coverage{{0, 0x10ffff}}, Open: func() (*io.SectionReader, error) {
		opened.Add(1)
		return io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data))), nil
	}})
	face := r.Match(nil, 400, fonts.Normal)
	face.ReadAhead()
	face.ReadAhead()
	if face.Metrics() == (fonts.Metrics{}) || opened.Load() != 1 {
		t.Errorf("read %d times, %+v", opened.Load(), face.Metrics())
	}
}

// TestDamagedSource draws with a trusted font that is damaged: an error names it, and other faces still work.
func TestDamagedSource(t *testing.T) {
	r := bundled.New()
	broken := errors.New("disk on fire")
	r.AddSource(fonts.Source{
		Name: "lost.ttf", Family: "Lost", Weight: 400, Coverage: fonts.Coverage{{'a', 'z'}},
		Open: func() (*io.SectionReader, error) { return nil, broken },
	})
	_, err := r.Shape(fonts.Request{Text: "abc", Families: []string{"Lost"}})
	var face *fonts.FaceError
	var file *fonts.FileError
	if !errors.As(err, &face) || face.Face != "Lost 400" || !errors.As(err, &file) || !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	lost := r.Match([]string{"Lost"}, 400, fonts.Normal)
	if lost.Outline(1) != nil || lost.ColorLayers(1) != nil || lost.Metrics() != (fonts.Metrics{}) {
		t.Error("a damaged face gives shapes or metrics")
	}
	if _, err := r.Shape(fonts.Request{Text: "abc", Families: []string{"Inter"}}); err != nil {
		t.Errorf("another face: %v", err)
	}
}

func TestFamilies(t *testing.T) {
	families := registry.Families()
	if len(families) != 14 || families[0].Name != "Droid Sans Fallback" {
		t.Errorf("%d families, the first %s", len(families), families[0].Name)
	}
	for _, family := range families {
		if family.Name != "Inter" {
			continue
		}
		want := []fonts.FaceInfo{{Weight: 400}, {Weight: 500}, {Weight: 600}, {Weight: 700}, {Weight: 800}, {Weight: 400, Style: fonts.Italic}}
		if len(family.Faces) != len(want) {
			t.Fatalf("Inter has %+v", family.Faces)
		}
		for i := range want {
			if family.Faces[i] != want[i] {
				t.Errorf("Inter has %+v, want %+v", family.Faces[i], want[i])
			}
		}
	}
	if registry.Has("Papyrus") || !registry.Has("inter") || !registry.Has("Sans-Serif") {
		t.Error("Has is wrong about Papyrus, inter or Sans-Serif")
	}
}
