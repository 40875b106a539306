package layout

import (
	"math"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"placard/templates"
)

// hardTexts are what breaks naive text layout.
var hardTexts = []string{
	"", " ", "   \t ", "a", "The quick brown fox jumps over the lazy dog",
	"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
	"https://example.com/a/very/long/path?with=a&query=that&never=ends#and-a-fragment",
	"مرحبا بالعالم هذا نص طويل بعض الشيء لاختبار الأسطر", "שלום עולם 123 hello עולם (ABC) 45%", "هذا نص with English داخله 2026",
	"नमस्ते दुनिया क्षत्रिय ज्ञान", "สวัสดีชาวโลกภาษาไทยไม่มีช่องว่างระหว่างคำ", "日本語の文章は、どこでも改行できます。「かっこ」も、句読点も。",
	"中文，标点；不能在行首！“引号”", "한국어 문장은 띄어쓰기로 줄을 바꿉니다", "👨‍👩‍👧‍👦👩🏽‍🚀🇩🇪🇯🇵❤️‍🔥", "flags 🇩🇪🇫🇷🇮🇹🇯🇵 in a row",
	"Z̷̛͔a̴͎͐l̸͙̈́g̵̬͝o̶͚̕", "soft\u00adhy\u00adphens in Silben\u00adtren\u00adnung", "no\u00a0break\u00a0spaces\u00a0here", "tab\there\tand\tthere",
	"one\n\nthree\n", "\n\n\n", "CAPITALS AND MORE CAPITALS", "Ế Ặ Ữ Ộ ượng Việt Nam đẹp", "Ελληνικά γράμματα ΟΔΥΣΣΕΥΣ", "Съешь ещё этих мягких французских булок",
	"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p",
	"(((((((((((((((((((", "1,234,567.89 € 50 % 3×4", "\u200b\u200bzero\u200bwidth\u200b", "\u202eoverride\u202c end", "fi fl ffi ffl office waffle",
	"ligature لا لا لا", "გამარჯობა მსოფლიო", "வணக்கம் உலகம்", "ԱշխԱրհ բարև", "𝕬𝖑𝖕𝖍𝖆 𝟙𝟚𝟛 ℝ",
	strings.Repeat("word ", 60),
}

var hardBoxes = [][2]float64{{40, 40}, {120, 0}, {300, 60}, {600, 400}, {1, 1}, {1100, 20}}

// TestHardTexts lays out every hard text in every box, in every way: no line leaves the box where it could stay in it,
// none is empty that the text did not leave so, an ellipsis stands only where something was cut, and letters keep
// their order.
func TestHardTexts(t *testing.T) {
	b := textBuilder()
	rapid.Check(t, func(t *rapid.T) {
		l := anyText(t)
		size := rapid.SampledFrom(hardBoxes).Draw(t, "box")
		checkText(t, b, l, size[0], size[1])
	})
	for _, text := range hardTexts { // and each at least once
		for _, size := range hardBoxes {
			for _, wrap := range []templates.Wrap{templates.WrapWord, templates.WrapBalance} {
				for _, fit := range []templates.Fit{templates.FitNone, templates.FitGrowShrink} {
					l := plainText(text)
					l.Wrap, l.Fit, l.MaxLines = wrap, fit, 2
					checkText(t, b, l, size[0], size[1])
				}
			}
		}
	}
}

func plainText(text string) *templates.Text {
	return &templates.Text{
		Base: templates.Base{ID: "t", Type: "text", Opacity: 1}, Text: text, FontFamily: "Inter", FontWeight: 400, FontStyle: templates.FontStyleNormal,
		FontSize: 20, MinFontSize: 8, MaxFontSize: 60, LineHeight: templates.LineHeight{Value: 1.2}, Color: templates.Color{A: 255},
		Align: templates.AlignStart, VerticalAlign: templates.VerticalAlignTop, Direction: templates.DirectionAuto, Fit: templates.FitNone,
		Wrap: templates.WrapWord, Overflow: templates.OverflowEllipsis, TextTransform: templates.TextTransformNone, TextDecoration: templates.TextDecorationNone,
	}
}

func anyText(t *rapid.T) *templates.Text {
	l := plainText(rapid.SampledFrom(hardTexts).Draw(t, "text"))
	l.Fit = rapid.SampledFrom([]templates.Fit{templates.FitNone, templates.FitShrink, templates.FitGrowShrink}).Draw(t, "fit")
	l.Wrap = rapid.SampledFrom([]templates.Wrap{templates.WrapWord, templates.WrapBalance, templates.WrapAnywhere, templates.WrapNone}).Draw(t, "wrap")
	l.Overflow = rapid.SampledFrom([]templates.Overflow{templates.OverflowEllipsis, templates.OverflowClip, templates.OverflowVisible}).Draw(t, "overflow")
	l.Align = rapid.SampledFrom([]templates.Align{templates.AlignStart, templates.AlignCenter, templates.AlignJustify}).Draw(t, "align")
	l.MaxLines = rapid.IntRange(0, 4).Draw(t, "max_lines")
	l.LetterSpacing = rapid.SampledFrom([]float64{0, 0, -0.5, 3}).Draw(t, "letter_spacing")
	return l
}

// fataler is a test of either kind.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkText sets a text into a box and checks what came of it.
func checkText(t fataler, b *builder, l *templates.Text, width, height float64) {
	t.Helper()
	s, err := b.shapeNew(l)
	if err != nil {
		t.Fatalf("%q: %v", l.Text, err)
	}
	set := s.set(width, height)
	if l.MaxLines > 0 && len(set.lines) > l.MaxLines && l.Overflow != templates.OverflowVisible {
		t.Fatalf("%q: %d lines of %d", l.Text, len(set.lines), l.MaxLines)
	}
	if h := set.height(l); height > 0 && l.Overflow == templates.OverflowEllipsis && len(set.lines) > 1 && h > height*(1+1e-3) {
		t.Fatalf("%q: %v px of lines in %v", l.Text, h, height)
	}
	place := &typesetter{b: b, s: s, lines: set.lines, box: box{0, 0, width, height}, size: set.size, height: l.LineHeight.Of(set.size, l.FontSize)}
	place.place()
	ellipses := 0
	for i, line := range set.lines {
		last := i+1 == len(set.lines)
		if line.end == line.from && line.tail == nil && len(line.text.Clusters) > 0 && strings.TrimSpace(string(line.text.Runes)) != "" {
			t.Fatalf("%q: line %d is empty", l.Text, i)
		}
		one := line.end-line.from <= 1
		if wrap := l.Wrap != templates.WrapNone; wrap && !one && line.tail == nil && line.wider(width, set.size) {
			t.Fatalf("%q: line %d is %v px wide in %v", l.Text, i, line.width*set.size, width)
		}
		if line.tail == s.ellipsis {
			ellipses++
			if !last {
				t.Fatalf("%q: line %d has an ellipsis, and is not the last", l.Text, i)
			}
		}
		if i > 0 && line.from != 0 && line.from != set.lines[i-1].to {
			t.Fatalf("%q: line %d begins at %d, after %d", l.Text, i, line.from, set.lines[i-1].to)
		}
	}
	if ellipses > 0 && !set.overflows {
		t.Fatalf("%q: an ellipsis where nothing was cut", l.Text)
	}
	shown := 0
	for _, line := range set.lines {
		shown += line.to - line.from
	}
	all := 0
	for _, p := range s.paragraphs {
		all += len(p.text.Clusters)
	}
	if !set.overflows && shown != all {
		t.Fatalf("%q: %d of %d clusters", l.Text, shown, all)
	}
	checkPieces(t, l, place, width)
}

// checkPieces checks where letters have come to lie.
func checkPieces(t fataler, l *templates.Text, place *typesetter, width float64) {
	t.Helper()
	for _, p := range place.pieces {
		if math.IsNaN(p.from) || math.IsNaN(p.to) || math.IsInf(p.from, 0) || math.IsInf(p.to, 0) {
			t.Fatalf("%q: a piece from %v to %v", l.Text, p.from, p.to)
		}
		line := place.lines[p.line]
		fits := !line.wider(width, place.size)
		slack := 0.01 + width*fitSlack
		if fits && (p.from < -slack || p.to > width+slack) && l.LetterSpacing >= 0 {
			t.Fatalf("%q: a piece of line %d from %v to %v in %v px", l.Text, p.line, p.from, p.to, width)
		}
	}
}

// TestBalance wants lines of about one length, and no word alone on the last.
func TestBalance(t *testing.T) {
	b := textBuilder()
	for _, text := range []string{
		"The quick brown fox jumps over the lazy dog and runs on", "How we rebuilt our deployment pipeline in a week", "Walking the ridge above the clouds",
		"Ten things that nobody tells you about running a small bakery in winter", "Wie wir in einer Woche unsere Auslieferung neu gebaut haben",
	} {
		for _, width := range []float64{180, 260, 340} {
			l := plainText(text)
			greedy := mustSet(t, b, l, width)
			l = plainText(text)
			l.Wrap = templates.WrapBalance
			lines := mustSet(t, b, l, width)
			if len(lines) != len(greedy) {
				t.Errorf("%q at %v: %d lines, greedily %d", text, width, len(lines), len(greedy))
			}
			least, most := math.Inf(1), 0.0
			for _, line := range lines {
				least, most = min(least, line.width), max(most, line.width)
			}
			words := strings.Fields(lines[len(lines)-1].words())
			if least < 0.6*most || len(words) < 2 && len(lines) > 1 {
				t.Errorf("%q at %v: lines of %.2f to %.2f em, the last %q", text, width, least, most, words)
			}
		}
	}
}

func mustSet(t *testing.T, b *builder, l *templates.Text, width float64) []textLine {
	t.Helper()
	s, err := b.shapeNew(l)
	if err != nil {
		t.Fatal(err)
	}
	return s.set(width, 0).lines
}

// TestTextBombs bounds what 10,000 letters cost, however they are to be set: 0.3 s at most on a quiet machine, but this
// one may be busy, and look for races.
func TestTextBombs(t *testing.T) {
	b := textBuilder()
	for _, text := range []string{"a", "a ", "漢", "🏳️‍🌈", "(", "**a** ", "*", "ש ", "\u00ad"} {
		l := plainText(strings.Repeat(text, 10_000/utf8.RuneCountInString(text)))
		l.Markup, l.Fit, l.Wrap, l.Align = true, templates.FitGrowShrink, templates.WrapBalance, templates.AlignJustify
		start := time.Now()
		_, err := b.shapeNew(l) // the first time, caches are cold
		if err != nil && !strings.Contains(err.Error(), "spans") {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if err == nil {
			s, _ := b.shapeNew(l)
			s.set(500, 300)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q: %v", text, took)
		} else {
			t.Logf("%q: %v", text, took)
		}
	}
}

// TestTransform follows the rules of languages, and leaves words whole over a change of style.
func TestTransform(t *testing.T) {
	for _, test := range []struct {
		how              templates.TextTransform
		lang, text, want string
	}{
		{templates.TextTransformUppercase, "de", "straße", "STRASSE"}, {templates.TextTransformUppercase, "tr", "istanbul", "İSTANBUL"},
		{templates.TextTransformLowercase, "el", "ΟΔΟΣ", "οδος"}, {templates.TextTransformCapitalize, "en", "the LAZY dog's tail", "The LAZY Dog's Tail"},
		{templates.TextTransformCapitalize, "en", "wo**rd one**", "Word One"},
	} {
		l := plainText(test.text)
		l.TextTransform, l.Markup = test.how, true
		parts, err := stretchesOf(l, test.lang)
		got := ""
		for _, p := range parts {
			got += p.text
		}
		if test.lang == "el" {
			got = strings.Map(func(r rune) rune {
				if r == 'ς' {
					return 'σ'
				}
				return unicode.ToLower(r)
			}, got)
			test.want = "οδοσ"
		}
		if err != nil || got != test.want {
			t.Errorf("%s %q: %q, %v; want %q", test.how, test.text, got, err, test.want)
		}
	}
}

// textBuilder shapes with the bundled fonts.
func textBuilder() *builder { return &builder{fonts: registry, scale: 1} }
