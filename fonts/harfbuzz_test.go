package fonts_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/internal/sweep"
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
		data := testFont(t, source.Name)
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
		"السلام عليكم ورحمة الله وبركاته", "مُحَمَّدٌ ﷺ", "پیوند می\u200cخواهم", "ਕ", "בְּרֵאשִׁית בָּרָא",
		"क्षत्रिय विद्यार्थी र्कि श्रीमती", "প্রজাতন্ত্রী বাংলাদেশ কোর্স", "ஸ்ரீலங்கா கொடு", "น้ำใจ เก่ง ปิ่น ญี่ปุ่น",
		"გამარჯობა", "Բարեւ ձեզ ﬓ", "東京タワー", "プログラミング", "한국어 프로그래밍", "\u1112\u1161\u11ab",
		"👨‍👩‍👧‍👦🇩🇪👍🏽❤️1️⃣", "fi ffi ffl", "www.example.com/?a!=b",
	} {
		for _, families := range [][]string{{"Inter"}, {"serif"}, {"monospace"}} {
			for _, weight := range []int{400, 700} {
				text := shape(t, fonts.Request{Text: words, Families: families, Weight: weight})
				for _, run := range text.Runs {
					compareWithHarfBuzz(t, command, paths[run.Face.Name()], text, run, exactly)
				}
			}
		}
	}
}

// TestHarfBuzzPairs shapes every pair of letters of a script, in every face that writes it: all the kerning and
// joining there is between two. A version of the library once lost most of Inter's.
func TestHarfBuzzPairs(t *testing.T) {
	command, paths := hbShape(t), fontFiles(t)
	letters := func(first, last rune) (all []rune) {
		for r := first; r <= last; r++ {
			all = append(all, r)
		}
		return all
	}
	latin := append(letters('A', 'Z'), letters('a', 'z')...)
	for _, c := range []struct {
		script, between string // between the letters of a pair
		families        []string
		letters         []rune
	}{
		{"Latin", "", []string{"Inter", "Source Serif 4", "JetBrains Mono"}, append(latin, []rune(".,-'\"!?0147/")...)},
		{"accented", "", []string{"Inter", "Source Serif 4"}, []rune("AVTYavtyÀÅÇÉĐĽØÜßàåçéïłøüŷ")},
		{"Cyrillic", "", []string{"Inter", "Source Serif 4"}, letters('А', 'я')},
		{"Greek", "", []string{"Inter", "Source Serif 4"}, letters('α', 'ω')},
		{"Arabic", "", []string{"Noto Sans Arabic"}, letters('ء', 'ي')},
		{"Arabic with a vowel sign", "\u064e", []string{"Noto Sans Arabic"}, []rune("ابجدسعقكلمنهوي")},
		{"Hebrew", "", []string{"Noto Sans Hebrew"}, letters('א', 'ת')},
		{"Devanagari", "", []string{"Noto Sans Devanagari"}, letters('क', 'ह')},
		{"Devanagari conjuncts", "्", []string{"Noto Sans Devanagari"}, letters('क', 'ह')},
		{"Bengali conjuncts", "্", []string{"Noto Sans Bengali"}, []rune("কখগঙচজঞটণতদনপবমযরলশষসহ")},
		{"Tamil", "ொ", []string{"Noto Sans Tamil"}, []rune("கஙசஞடணதநபமயரலவழளறன")},
		{"Thai", "ี่", []string{"Noto Sans Thai"}, letters('ก', 'ฮ')},
		{"Georgian", "", []string{"Noto Sans Georgian"}, letters('ა', 'ჰ')},
		{"Armenian", "", []string{"Noto Sans Armenian"}, letters('ա', 'ֆ')},
	} {
		for _, family := range c.families {
			for _, weight := range []int{400, 700} {
				if registry.Match([]string{family}, weight, fonts.Normal).Weight() != weight {
					continue
				}
				for _, chunk := range sweep.Of(chunks(pairs(c.letters, c.between))) {
					text := shape(t, fonts.Request{Text: chunk, Families: []string{family}, Weight: weight})
					for _, run := range text.Runs {
						compareWithHarfBuzz(t, command, paths[run.Face.Name()], text, run, exactly)
					}
				}
			}
		}
	}
}

// TestHarfBuzzStyles compares features, and axes set to values between and past those that a font names.
func TestHarfBuzzStyles(t *testing.T) {
	command, paths := hbShape(t), fontFiles(t)
	for _, c := range []struct {
		family, text string
		feature      fonts.Feature
	}{
		{"Inter", "0123456789 1:1 a→l", fonts.Feature{Tag: "tnum", Value: 1}},
		{"Inter", "0123456789 agl", fonts.Feature{Tag: "ss01", Value: 1}},
		{"Inter", "0123456789 agl", fonts.Feature{Tag: "zero", Value: 1}},
		{"Inter", "1/2 -> AV", fonts.Feature{Tag: "frac", Value: 1}},
		{"Inter", "-> AV.", fonts.Feature{Tag: "calt", Value: 0}},
		{"Inter", "AVATAR To.", fonts.Feature{Tag: "kern", Value: 0}},
		{"Source Serif 4", "office 0123", fonts.Feature{Tag: "liga", Value: 0}},
		{"Source Serif 4", "office 0123", fonts.Feature{Tag: "onum", Value: 1}},
		{"Inter", "aQg", fonts.Feature{Tag: "aalt", Value: 2}},
	} {
		text := shape(t, fonts.Request{Text: c.text, Families: []string{c.family}, Features: []fonts.Feature{c.feature}})
		for _, run := range text.Runs {
			compareWithHarfBuzz(t, command, paths[run.Face.Name()], text, run, exactly, fmt.Sprintf("--features=%s=%d", c.feature.Tag, c.feature.Value))
		}
	}
	varied := variable(t)
	for _, weight := range []float64{100, 333.3, 400, 650, 1000} {
		for _, size := range []float64{9, 14, 20.5, 40} {
			text, err := varied.Shape(fonts.Request{
				Text: "Hamburgefonstiv AVA 0123", Families: []string{dmSans}, Variations: []fonts.Variation{{"wght", weight}, {"opsz", size}},
			})
			if err != nil {
				t.Fatal(err)
			}
			compareWithHarfBuzz(t, command, "testdata/DMSans-Variable.ttf", text, text.Runs[0], toAUnit,
				fmt.Sprintf("--variations=wght=%g,opsz=%g", weight, size))
		}
	}
}

// pairs writes each letter before and after each other: as in "aabacbbcc" if nothing goes between, else with a
// space after each pair.
func pairs(letters []rune, between string) string {
	var words strings.Builder
	for i, first := range letters {
		for j, second := range letters {
			if between != "" {
				fmt.Fprintf(&words, "%c%s%c ", first, between, second)
			} else if i <= j {
				fmt.Fprintf(&words, "%c%c", first, second)
			}
		}
		words.WriteByte(' ')
	}
	return words.String()
}

// chunks cuts words into texts that are short enough to be shaped.
func chunks(words string) (texts []string) {
	for len(words) > fonts.MaxRunes {
		at := strings.LastIndexByte(words[:fonts.MaxRunes], ' ') + 1
		texts = append(texts, words[:at])
		words = words[at:]
	}
	return append(texts, words)
}

func compareWithHarfBuzz(t *testing.T, command, font string, text *fonts.Text, run fonts.Run, within float64, style ...string) {
	t.Helper()
	direction := "ltr"
	if run.Level%2 == 1 {
		direction = "rtl"
	}
	words := string(text.Runes[run.Start:run.End])
	output, err := exec.Command(command, append(style, "--output-format=json", "--no-glyph-names", "--no-clusters",
		"--remove-default-ignorables", "--direction="+direction, "--language=und", fmt.Sprint("--font-size=", hbScale),
		"--text-before="+string(text.Runes[:run.Start]), "--text-after="+string(text.Runes[run.End:]),
		"--font-file="+font, "--text="+words)...).Output()
	if err != nil {
		t.Fatalf("hb-shape of %q: %v", words, err)
	}
	var want []hbGlyph
	if err := json.Unmarshal(output, &want); err != nil {
		t.Fatalf("hb-shape of %q: %v in %s", words, err, output)
	}
	if len(run.Glyphs) != len(want) {
		t.Errorf("%.30q in %s: %d glyphs, HarfBuzz has %d", words, run.Face.Name(), len(run.Glyphs), len(want))
		return
	}
	for i, got := range run.Glyphs {
		if got.ID != want[i].ID || !near(got.Advance, want[i].Advance, within) ||
			!near(got.DX, want[i].DX, within) || !near(-got.DY, want[i].DY, within) {
			at := text.Clusters[got.Cluster].Start
			t.Errorf("%q in %s, glyph %d: %+v, HarfBuzz has %+v",
				string(text.Runes[max(at-2, 0):min(at+3, len(text.Runes))]), run.Face.Name(), i, got, want[i])
			return
		}
	}
}

// How far a glyph may be from HarfBuzz's, at hbScale.
const (
	exactly = 0.5            // but for the last bit of a float32
	toAUnit = hbScale / 1000 // where the library rounds what varies to font units, an advance and its kerning by half of one each
)

func near(em float32, units, within float64) bool {
	return math.Abs(float64(em)*hbScale-units) < within
}
