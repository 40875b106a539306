package fonts_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
)

// hbShape finds HarfBuzz's own command, the oracle of shaping.
func hbShape(t *testing.T) string {
	t.Helper()
	command, err := exec.LookPath("hb-shape")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("hb-shape is missing: install the Debian package libharfbuzz-bin")
		}
		t.Skip("SKIPPED, SHAPING IS NOT CHECKED AGAINST HARFBUZZ: install the Debian package libharfbuzz-bin")
	}
	return command
}

// fontFiles writes the bundled fonts to a folder, and returns their paths and units per em by face.
func fontFiles(t *testing.T) map[string]string {
	t.Helper()
	folder, paths := t.TempDir(), make(map[string]string)
	for i, source := range bundled.Sources() {
		data, err := source.Data()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, fmt.Sprintf("%d.ttf", i))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		paths[registry.Match([]string{source.Family}, source.Weight, source.Style).Name()] = path
	}
	return paths
}

// hbScale is the size at which HarfBuzz is asked: a multiple of every bundled font's units per em, so that
// neither side rounds.
const hbScale = 256_000

// hbGlyph is a glyph in hb-shape's JSON.
type hbGlyph struct {
	ID      fonts.GlyphID `json:"g"`
	DX      float64       `json:"dx"`
	DY      float64       `json:"dy"`
	Advance float64       `json:"ax"`
}

// TestHarfBuzz shapes texts in all the scripts and compares every run with what HarfBuzz itself (in C) makes
// of it: the same glyphs in the same places.
func TestHarfBuzz(t *testing.T) {
	command, paths := hbShape(t), fontFiles(t)
	for _, words := range []string{
		"AVATAR To. Wave, 1/2 -> office", "Ωμέγα Ἀθῆναι", "Съешь ещё этих булок", "Tiếng Việt x\u0323\u0302",
		"السلام عليكم ورحمة الله وبركاته", "مُحَمَّدٌ ﷺ", "پیوند می‌خواهم", "ਕ", "בְּרֵאשִׁית בָּרָא",
		"क्षत्रिय विद्यार्थी र्कि श्रीमती", "প্রজাতন্ত্রী বাংলাদেশ কোর্স", "ஸ்ரீலங்கா கொடு", "น้ำใจ เก่ง ปิ่น ญี่ปุ่น",
		"გამარჯობა", "Բարեւ ձեզ ﬓ", "東京タワー", "プログラミング", "한국어 프로그래밍", "\u1112\u1161\u11ab",
		"👨‍👩‍👧‍👦🇩🇪👍🏽❤️1️⃣", "fi ffi ffl", "www.example.com/?a!=b",
	} {
		for _, families := range [][]string{{"Inter"}, {"serif"}, {"monospace"}} {
			for _, weight := range []int{400, 700} {
				text := shape(t, fonts.Request{Text: words, Families: families, Weight: weight})
				for _, run := range text.Runs {
					compareWithHarfBuzz(t, command, paths[run.Face.Name()], text, run)
				}
			}
		}
	}
}

func compareWithHarfBuzz(t *testing.T, command, font string, text *fonts.Text, run fonts.Run) {
	t.Helper()
	direction := "ltr"
	if run.Level%2 == 1 {
		direction = "rtl"
	}
	words := string(text.Runes[run.Start:run.End])
	output, err := exec.Command(command, "--output-format=json", "--no-glyph-names", "--no-clusters",
		"--remove-default-ignorables", "--direction="+direction, "--language=und", fmt.Sprint("--font-size=", hbScale),
		"--text-before="+string(text.Runes[:run.Start]), "--text-after="+string(text.Runes[run.End:]),
		"--font-file="+font, "--text="+words).Output()
	if err != nil {
		t.Fatalf("hb-shape of %q: %v", words, err)
	}
	var want []hbGlyph
	if err := json.Unmarshal(output, &want); err != nil {
		t.Fatalf("hb-shape of %q: %v in %s", words, err, output)
	}
	if len(run.Glyphs) != len(want) {
		t.Errorf("%q in %s: %d glyphs, HarfBuzz has %d", words, run.Face.Name(), len(run.Glyphs), len(want))
		return
	}
	for i, got := range run.Glyphs {
		if got.ID != want[i].ID || !near(got.Advance, want[i].Advance) || !near(got.DX, want[i].DX) || !near(-got.DY, want[i].DY) {
			t.Errorf("%q in %s, glyph %d: %+v, HarfBuzz has %+v", words, run.Face.Name(), i, got, want[i])
		}
	}
}

// near allows for the last bit of a float32.
func near(em float32, units float64) bool { return math.Abs(float64(em)*hbScale-units) < 0.5 }
