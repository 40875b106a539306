package fonts_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"placard/fonts"
	"placard/fonts/bundled"
)

// mutations is how many damaged fonts TestMutatedFonts tries; one takes about 10 ms, 60 ms with -race. The
// figure for a release is 100,000.
var mutations = flag.Int("mutations", 60, "damaged fonts to try")

// mutationBases are small fonts that between them have the tables that matter: outlines of both kinds, GSUB
// and GPOS of simple and complex scripts, a weight axis, and WOFF's packing. The large ones come up less.
var mutationBases = []string{
	hebrew, thai, "MathJax_SansSerif-Bold.woff", hebrew, thai, "MathJax_SansSerif-Bold.woff",
	"noto-sans-tamil/NotoSansTamil_400Regular.ttf", hebrew, thai, "MathJax_SansSerif-Bold.woff",
	"Figtree-Variable.ttf", "noto-sans-arabic/NotoSansArabic_400Regular.ttf",
}

// mutationTexts are what an accepted font is made to draw.
var mutationTexts = []string{
	"AVATAR To. ffi -> 123 é", "בְּרֵאשִׁית", "น้ำใจ เก่ง", "ஸ்ரீலங்கா கொடு", "مُحَمَّدٌ لا ١٢٣", "x\u0301\u0323",
}

// slowFont is how long trying out and using one font may take. The bases take 2–40 ms.
const slowFont = 5 * time.Second

// TestMutatedFonts damages fonts, adds them and draws with those that were accepted. The process survives
// them all; what is accepted is never worse than an error that names the face.
func TestMutatedFonts(t *testing.T) {
	var bases [][]byte
	for _, name := range mutationBases {
		bases = append(bases, testFont(t, name))
	}
	accepted, failedLater := 0, 0
	for i := range *mutations {
		base := i % len(bases)
		data := mutate(rand.New(rand.NewPCG(uint64(i), 42)), bases[base])
		elapsed, added, used := tryFont(data)
		if elapsed > slowFont { // perhaps the machine's fault
			elapsed, _, _ = tryFont(data)
		}
		var refused *fonts.FileError
		var failed *fonts.FaceError
		switch {
		case errors.As(added, &refused):
		case added != nil:
			t.Errorf("mutation %d: %v", i, added)
		case errors.As(used, &failed):
			t.Logf("mutation %d of %s: accepted, then %v", i, mutationBases[base], used)
			failedLater++
		case used != nil:
			t.Errorf("mutation %d: accepted, then %v", i, used)
		}
		if added == nil {
			accepted++
		}
		if elapsed > slowFont {
			t.Errorf("mutation %d of %s took %v", i, mutationBases[base], elapsed)
		}
	}
	t.Logf("%d of %d accepted; %d of those failed later", accepted, *mutations, failedLater)
	if accepted < *mutations/20 || accepted > *mutations*19/20 {
		t.Errorf("%d of %d accepted: the mutations are too harsh or too mild to show anything", accepted, *mutations)
	}
}

// tryFont adds a font to a registry of its own, and draws with it if it is accepted.
func tryFont(data []byte) (elapsed time.Duration, added, used error) {
	start := time.Now()
	r := fonts.New()
	if added = r.Add("mutated.ttf", data); added == nil {
		used = useFont(r)
	}
	return time.Since(start), added, used
}

// TestDamagedAtWork draws with damaged fonts that were not tried out, so that some panic while they shape: that is
// an error which names the face, and the next text in another face is fine.
func TestDamagedAtWork(t *testing.T) {
	caught := 0
	for i := range 40 {
		random := rand.New(rand.NewPCG(uint64(i), 7))
		data := mutate(random, testFont(t, thai))
		r := bundled.New()
		r.AddSource(fonts.Source{
			Name: "mutated.ttf", Family: "Mutated", Weight: 400, Coverage: fonts.Coverage{{0, 0x10ffff}},
			Open: func() (*io.SectionReader, error) {
				return io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data))), nil
			},
		})
		_, err := r.Shape(fonts.Request{Text: "น้ำใจ เก่ง AVATAR", Families: []string{"Mutated"}})
		var face *fonts.FaceError
		if err != nil && (!errors.As(err, &face) || face.Face != "Mutated 400") {
			t.Errorf("mutation %d: %v", i, err)
		}
		var file *fonts.FileError
		if err != nil && !errors.As(err, &file) {
			caught++ // it was read, so it failed at shaping
		}
		if _, err := r.Shape(fonts.Request{Text: "AVATAR", Families: []string{"Inter"}}); err != nil {
			t.Errorf("mutation %d, then Inter: %v", i, err)
		}
	}
	if caught == 0 {
		t.Error("no font failed at shaping, so nothing is shown")
	}
}

// useFont draws texts and many glyphs with a registry's one family.
func useFont(r *fonts.Registry) error {
	weights := []int{400}
	if len(r.Families()[0].Faces) > 1 {
		weights = []int{300, 800}
	}
	for _, weight := range weights {
		for _, words := range mutationTexts {
			text, err := r.Shape(fonts.Request{Text: words, Weight: weight})
			if err != nil {
				return err
			}
			text.Visual(0, len(text.Clusters))
		}
		face := r.Match(nil, weight, fonts.Normal)
		face.Metrics()
		for glyph := range fonts.GlyphID(1000) {
			face.Outline(glyph)
			face.Advance(glyph)
			face.ColorLayers(glyph)
		}
	}
	return nil
}

// mutate damages a copy of a font: bytes anywhere, or in one table, small values and extreme ones, stretches
// overwritten or moved.
func mutate(random *rand.Rand, font []byte) []byte {
	data := bytes.Clone(font)
	low, high := 0, len(data)
	if string(data[:4]) != "wOFF" && random.IntN(4) > 0 {
		low, high = randomTable(random, data)
	}
	for range 1 + random.IntN(8) {
		at := low + random.IntN(high-low)
		switch random.IntN(6) {
		case 0:
			data[at] ^= 1 << random.IntN(8)
		case 1:
			data[at] = byte(random.Uint32())
		case 2:
			extreme := []uint16{0, 1, 0x7fff, 0x8000, 0xffff, 0xfffe}[random.IntN(6)]
			if at+2 <= len(data) {
				binary.BigEndian.PutUint16(data[at:], extreme)
			}
		case 3:
			if at+4 <= len(data) {
				binary.BigEndian.PutUint32(data[at:], random.Uint32())
			}
		case 4:
			end := min(at+1+random.IntN(16), len(data))
			for i := range data[at:end] {
				data[at+i] = 0xff * byte(at%2)
			}
		case 5:
			copy(data[at:min(at+32, len(data))], data[low+random.IntN(high-low):])
		}
	}
	return data
}

// randomTable picks a table of an sfnt font, small ones as often as large ones.
func randomTable(random *rand.Rand, data []byte) (low, high int) {
	entry := data[12+16*random.IntN(int(binary.BigEndian.Uint16(data[4:]))):]
	low = int(binary.BigEndian.Uint32(entry[8:]))
	return low, low + max(1, int(binary.BigEndian.Uint32(entry[12:])))
}
