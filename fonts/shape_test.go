package fonts_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"placard/fonts"
	"placard/fonts/bundled"
)

// registry is shared by the tests, as it is in a server.
var registry = bundled.New()

// shape shapes a text that is expected to be fine.
func shape(t rapid.TB, request fonts.Request) *fonts.Text {
	t.Helper()
	text, err := registry.Shape(request)
	if err != nil {
		t.Fatalf("%q: %v", request.Text, err)
	}
	return text
}

// line writes a text's pieces from left to right: the family's last word and weight, and the words, with ←
// before those that run right to left.
func line(text *fonts.Text, from, to int) string {
	var pieces []string
	for _, piece := range text.Visual(from, to) {
		family := strings.Fields(piece.Face.Family())
		arrow := ""
		if piece.RTL {
			arrow = "←"
		}
		pieces = append(pieces, fmt.Sprintf("%s%s %d %q", arrow, family[len(family)-1], piece.Face.Weight(), piece.Text))
	}
	return strings.Join(pieces, ", ")
}

// TestScripts sets each script that the bundled fonts write: which face takes what, and in which order it
// stands from left to right.
func TestScripts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"English", "Ship pictures, not pixels.", `Inter 700 "Ship pictures, not pixels."`},
		{"Greek, Cyrillic, Vietnamese", "Ωμέγα Привет Việt", `Inter 700 "Ωμέγα ", Inter 700 "Привет ", Inter 700 "Việt"`},
		{"Arabic", "مرحبا بالعالم", `←Arabic 700 "مرحبا بالعالم"`},
		{"Hebrew", "שלום עולם", `←Hebrew 700 "שלום עולם"`},
		{"Hindi", "नमस्ते दुनिया", `Devanagari 700 "नमस्ते दुनिया"`},
		{"Bengali", "ওহে বিশ্ব", `Bengali 700 "ওহে বিশ্ব"`},
		{"Tamil", "வணக்கம் உலகம்", `Tamil 700 "வணக்கம் உலகம்"`},
		{"Thai", "สวัสดีชาวโลก", `Thai 700 "สวัสดีชาวโลก"`},
		{"Georgian", "გამარჯობა მსოფლიო", `Georgian 700 "გამარჯობა მსოფლიო"`},
		{"Armenian", "Բարեւ աշխարհ", `Armenian 700 "Բարեւ աշխարհ"`},
		{"Chinese", "你好世界", `Fallback 400 "你好世界"`},
		{"Japanese", "こんにちは世界", `Fallback 400 "こんにちは", Fallback 400 "世界"`},
		{"Korean", "안녕하세요 세계", `Gothic 700 "안녕하세요 세계"`},

		{"Arabic with digits and Latin", "إصدار Placard 2.0 متاح",
			`←Arabic 700 "متاح", ←Inter 700 " ", Inter 700 "Placard 2.0", ←Arabic 700 "إصدار "`},
		{"Latin with Arabic and digits", "Price: 49.99$ في المتجر (Sale!)",
			`Inter 700 "Price: 49.99$ ", ←Arabic 700 "في المتجر", Arabic 700 " ", Inter 700 "(", Inter 700 "Sale!", Inter 700 ")"`},
		{"Hebrew with digits", "מחיר 25 שקל", `←Hebrew 700 "שקל", ←Inter 700 " ", Inter 700 "25", ←Hebrew 700 "מחיר "`},
		{"Hindi with digits and stops", "दुनिया, 20% छूट।",
			`Devanagari 700 "दुनिया, ", Inter 700 "20% ", Devanagari 700 "छूट।"`},
		{"Japanese with digits and stops", "世界。2024年", `Fallback 400 "世界。", Inter 700 "2024", Fallback 400 "年"`},
		{"Korean with Latin", "Go로 만든 서버!", `Inter 700 "Go", Gothic 700 "로 만든 서버", Inter 700 "!"`},
	} {
		text := shape(t, fonts.Request{Text: c.text, Weight: 700})
		if len(text.Missing) > 0 {
			t.Errorf("%s: missing %q", c.name, text.Missing)
		}
		if got := line(text, 0, len(text.Clusters)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestEmoji wants one cluster and one glyph for each emoji, however many characters spell it.
func TestEmoji(t *testing.T) {
	for _, c := range []struct{ name, text, family string }{
		{"plain", "🚀", "Twemoji"},
		{"family, joined", "👨‍👩‍👧‍👦", "Twemoji"},
		{"flag", "🇩🇪", "Twemoji"},
		{"flag of a region, by tags", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "Twemoji"},
		{"skin tone", "👍🏽", "Twemoji"},
		{"joined, with skin tone", "👩🏽‍💻", "Twemoji"},
		{"heart with selector, joined", "❤️‍🔥", "Twemoji"},
		{"keycap", "1️⃣", "Twemoji"},
		{"text by default", "❤", "Inter"},
		{"text by default, emoji asked for", "❤️", "Twemoji"},
		{"copyright", "©", "Inter"},
		{"digit", "1", "Inter"},
		{"emoji by default, text asked for, which no face has", "🚀\ufe0e", "Twemoji"},
		{"telephone as text", "☎\ufe0e", "Nanum Gothic"},
	} {
		text := shape(t, fonts.Request{Text: c.text, Weight: 400})
		if len(text.Clusters) != 1 || len(text.Runs) != 1 || len(text.Runs[0].Glyphs) != 1 || len(text.Missing) > 0 {
			t.Errorf("%s: %d clusters, runs %+v, missing %q", c.name, len(text.Clusters), text.Runs, text.Missing)
			continue
		}
		face, glyph := text.Runs[0].Face, text.Runs[0].Glyphs[0].ID
		if face.Family() != c.family {
			t.Errorf("%s: set in %s, want %s", c.name, face.Family(), c.family)
		}
		if colored := len(face.ColorLayers(glyph)) > 0; colored != face.Color() {
			t.Errorf("%s: has colour layers: %t", c.name, colored)
		}
	}
}

// TestShaping checks facts of shaping that a person can see.
func TestShaping(t *testing.T) {
	width := func(request fonts.Request) (em float64) {
		for _, cluster := range shape(t, request).Clusters {
			em += float64(cluster.Advance)
		}
		return em
	}
	together := width(fonts.Request{Text: "AVATAR To.", Weight: 400})
	var apart float64
	for _, letter := range "AVATAR To." {
		apart += width(fonts.Request{Text: string(letter), Weight: 400})
	}
	if kerning := (apart - together) * 64; kerning < 10 || kerning > 30 {
		t.Errorf("AVATAR To. at 64 px is %.1f px tighter than its letters, want about 20", kerning)
	}
	counts := []struct {
		name    string
		request fonts.Request
		glyphs  int
	}{
		{"Inter's arrow", fonts.Request{Text: "->"}, 1},
		{"ffi in Source Serif", fonts.Request{Text: "ffi", Families: []string{"serif"}}, 1},
		{"ffi without ligatures", fonts.Request{Text: "ffi", Families: []string{"serif"}, NoLigatures: true}, 3},
		{"e and combining acute", fonts.Request{Text: "e\u0301"}, 1},
		{"Devanagari conjunct", fonts.Request{Text: "क्ष"}, 1},
		{"Devanagari conjunct, which is no option", fonts.Request{Text: "क्ष", NoLigatures: true}, 1},
		{"byte order mark and joiner are not drawn", fonts.Request{Text: "a\ufeff\u200db"}, 2},
		{"control characters are not drawn", fonts.Request{Text: "a\x00\x1b\u0085b"}, 3},
	}
	for _, c := range counts {
		n := 0
		for _, run := range shape(t, c.request).Runs {
			n += len(run.Glyphs)
		}
		if n != c.glyphs {
			t.Errorf("%s: %d glyphs, want %d", c.name, n, c.glyphs)
		}
	}
}

// TestJoining checks that Arabic letters take another form beside a joining letter, across faces too.
func TestJoining(t *testing.T) {
	glyph := func(text string, at int) fonts.GlyphID {
		shaped := shape(t, fonts.Request{Text: text})
		for _, run := range shaped.Runs {
			for _, g := range run.Glyphs {
				if shaped.Clusters[g.Cluster].Start == at {
					return g.ID
				}
			}
		}
		t.Fatalf("%q has no glyph at %d", text, at)
		return 0
	}
	alone, initial, medial := glyph("ع", 0), glyph("عع", 0), glyph("ععع", 1)
	if alone == initial || initial == medial || alone == medial {
		t.Errorf("forms of ain: alone %d, initial %d, medial %d", alone, initial, medial)
	}
}

func TestMissing(t *testing.T) {
	text := shape(t, fonts.Request{Text: "ok ଓଡ଼ିଆ ଓ \U0010fffd\u200b"})
	if want := []rune("ଓଡ଼ିଆ\U0010fffd"); !slices.Equal(text.Missing, want) {
		t.Errorf("missing %q, want %q", text.Missing, want)
	}
	if face := text.Runs[len(text.Runs)-1].Face.Name(); face != "Inter 400" {
		t.Errorf("what is missing is drawn in %s", face)
	}
}

func TestEmptyAndNoFonts(t *testing.T) {
	for direction, rtl := range map[fonts.Direction]bool{fonts.Auto: false, fonts.LTR: false, fonts.RTL: true} {
		text := shape(t, fonts.Request{Direction: direction})
		if text.RTL != rtl || len(text.Clusters) != 0 || len(text.Visual(0, 0)) != 0 {
			t.Errorf("empty text in direction %d: %+v", direction, text)
		}
	}
	if _, err := fonts.New().Shape(fonts.Request{Text: "a"}); !errors.Is(err, fonts.ErrNoFonts) {
		t.Errorf("empty registry: %v", err)
	}
	if face := fonts.New().Match(nil, 400, fonts.Normal); face != nil {
		t.Errorf("empty registry: matched %s", face.Name())
	}
}

// TestMetrics compares with what the fonts say: Inter's hhea is 1984, -494, 0 of 2048.
func TestMetrics(t *testing.T) {
	got := registry.Match([]string{"Inter"}, 400, fonts.Normal).Metrics()
	if math.Abs(got.Ascent-0.96875) > 1e-6 || math.Abs(got.Descent-0.2412109375) > 1e-6 || got.LineGap != 0 {
		t.Errorf("Inter's metrics are %+v", got)
	}
}
