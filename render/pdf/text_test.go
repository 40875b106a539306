package pdf

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"placard/render/internal/judge"
)

// scripts are texts, at least one in each kind of script.
var scripts = []struct {
	name, text string
	rtl        bool
}{
	{name: "English", text: "Affluent officers: “fjord” – naïve café, AVATAR Type & 50% off"},
	{name: "Marks", text: "e\u0301 o\u0323\u0302 x\u0301\u0323 z\u030c"},
	{name: "Greek", text: "Το ταχύ καφέ αλεπού"},
	{name: "Cyrillic", text: "Съешь ещё этих мягких"},
	{name: "Armenian", text: "Բարեւ աշխարհ"},
	{name: "Georgian", text: "გამარჯობა მსოფლიო"},
	{name: "Arabic", text: "السلام عليكم ورحمة الله", rtl: true},
	{name: "Arabic with marks", text: "ٱلسَّلَامُ عَلَيْكُمْ", rtl: true},
	{name: "Persian", text: "می\u200cخواهم کتاب\u200cها", rtl: true},
	{name: "Hebrew", text: "שלום עולם", rtl: true},
	{name: "Hebrew with marks", text: "בְּרֵאשִׁית בָּרָא אֱלֹהִים", rtl: true},
	{name: "Hindi", text: "नमस्ते दुनिया, क्षत्रिय हिन्दी"},
	{name: "Bengali", text: "আমার সোনার বাংলা"},
	{name: "Tamil", text: "தமிழ் கொண்டு"},
	{name: "Thai", text: "ภาษาไทย น้ำใจ"},
	{name: "Japanese", text: "日本語テキスト、漢字"},
	{name: "Chinese", text: "简体中文和繁體中文"},
	{name: "Korean", text: "안녕하세요 세계"},
	{name: "Symbols", text: "From → to: 5 ± 3 € × ½ … ✓ done™"},
}

// pdftotext is what poppler reads in a file, without the marks that it puts around what it turns around.
func pdftotext(t *testing.T, path string) string {
	t.Helper()
	return reads(t, judge.Require(t, "pdftotext", "poppler-utils"), path, "-")
}

// mutool is what mupdf reads in a file, in the order of the codes.
func mutool(t *testing.T, path string) string {
	t.Helper()
	return reads(t, judge.Require(t, "mutool", "mupdf-tools"), "draw", "-q", "-F", "txt", path)
}

func reads(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "").Replace(string(out)))
}

// backwards is text in the order in which a right-to-left line stands on the page. Readers know which text to
// turn around; the one in use here, mupdf 1.21, is the one that does not.
func backwards(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}

func TestTextOfScripts(t *testing.T) {
	for _, s := range scripts {
		t.Run(s.name, func(t *testing.T) {
			path := write(t, onePage(typeset(t, text(s.text))))
			if got := pdftotext(t, path); got != s.text {
				t.Errorf("pdftotext reads %q, want %q", got, s.text)
			}
			want := s.text
			if s.rtl {
				want = backwards(want)
			}
			if got := mutool(t, path); got != want {
				t.Errorf("mutool reads %q, want %q", got, want)
			}
		})
	}
}

// TestTextOfEmoji reads pictures as characters, beside text and alone. mupdf 1.21 garbles codes that stand for
// several characters above U+FFFF.
func TestTextOfEmoji(t *testing.T) {
	const want = "Yes 😀 ❤️ 👩‍👩‍👧 🇩🇪 👍🏽 1️⃣ ok"
	if got := pdftotext(t, write(t, onePage(typeset(t, text(want))))); got != want {
		t.Errorf("pdftotext reads %q, want %q", got, want)
	}
	path := write(t, onePage(typeset(t, text("😀"))))
	if got := mutool(t, path); got != "😀" {
		t.Errorf("mutool reads %q", got)
	}
}

// TestTextOfMixedDirections holds a line with one word of the other direction to its order. Of more, readers
// make what they can: a page does not say which direction its paragraphs have.
func TestTextOfMixedDirections(t *testing.T) {
	for _, want := range []string{"Hello שלום again", "Say السلام now", "مرحبا Placard عالم"} {
		got := pdftotext(t, write(t, onePage(typeset(t, text(want)))))
		if !slices.Equal(strings.Fields(got), strings.Fields(want)) && strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("pdftotext reads %q, want %q", got, want)
		}
	}
}

// TestTextOfSpacedLetters reads words, not letters, however far apart they stand.
func TestTextOfSpacedLetters(t *testing.T) {
	for _, spacing := range []float64{-1, 0.6, 2.4, 8, 30} {
		const want = "LETTER SPACING 100%"
		l := text(want)
		l.spacing = spacing
		path := write(t, onePage(typeset(t, l)))
		for name, got := range map[string]string{"pdftotext": pdftotext(t, path), "mutool": mutool(t, path)} {
			if strings.Join(strings.Fields(got), " ") != want { // wide gaps may be lines to poppler
				t.Errorf("spacing %g: %s reads %q", spacing, name, got)
			}
		}
	}
}

// TestTextOfBareList reads a list that does not say what each glyph says.
func TestTextOfBareList(t *testing.T) {
	const want = "Bare क्षत्रिय fjord"
	l := text(want)
	l.bare = true
	if got := pdftotext(t, write(t, onePage(typeset(t, l)))); strings.ReplaceAll(got, "\n", "") != want {
		t.Errorf("pdftotext reads %q, want %q", got, want)
	}
}

// TestTextOfControls leaves out what is for layout only.
func TestTextOfControls(t *testing.T) {
	path := write(t, onePage(typeset(t, text("a\tb\u00adc\u200ed\u0007e\ufefff"))))
	if got := pdftotext(t, path); got != "a bcdef" {
		t.Errorf("pdftotext reads %q", got)
	}
}
