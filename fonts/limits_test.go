package fonts_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"placard/fonts"
)

// bombRatio is how much longer than plain text of the same length a text may take. The worst here is 10, which
// is 0.2 s on a free core: F15's figure. A ratio holds on a busy machine and with the race detector.
const bombRatio = 25

// TestTextBombs sets texts made to be slow: each is refused or done in time.
func TestTextBombs(t *testing.T) {
	filled := func(pattern string) string {
		return strings.Repeat(pattern, fonts.MaxRunes/len([]rune(pattern)))
	}
	deadline := bombRatio * timeOf(filled("plain text "))
	for _, c := range []struct {
		name, text string
		refused    bool
	}{
		{"a megabyte without a space", strings.Repeat("x", 1<<20), true},
		{"a megabyte of four-byte characters", strings.Repeat("🚀", 1<<18), true},
		{"one character too many", strings.Repeat("x", fonts.MaxRunes+1), true},
		{"one character too many, by invalid bytes", strings.Repeat("\xff", fonts.MaxRunes+1), true},
		{"as long as allowed", filled("x"), false},
		{"65 marks on a letter", "a" + strings.Repeat("\u0301", fonts.MaxClusterRunes), true},
		{"10,000 emoji joined", strings.Repeat("👩\u200d", 5000), true},
		{"prefixes without end", filled("\u0600"), true},
		{"letters under 60 marks", filled("a" + strings.Repeat("\u0301\u0323", 30)), false},
		{"families", filled("👨\u200d👩\u200d👧\u200d👦"), false},
		{"overrides", filled("\u202e\u202da"), false},
		{"isolates, all open", filled("\u2067a"), false},
		{"isolates of unknown direction", filled("\u2068"), false},
		{"a change of direction at each letter", filled("אa"), false},
		{"a change of face at each letter", filled("世a"), false},
		{"brackets, all open", filled("("), false},
		{"brackets in pairs", filled("(") + filled(")")[:fonts.MaxRunes/2], true},
		{"marks that one shaping cluster swallows", filled("်ာ"), false},
		{"characters that no face has", filled("\U0010fffd\u0301"), false},
		{"jamo", filled("\u1100\u1161\u11a8"), false},
	} {
		start := time.Now()
		text, err := registry.Shape(fonts.Request{Text: c.text, Weight: 700})
		elapsed := time.Since(start)
		if elapsed > deadline { // perhaps the machine's fault
			elapsed = timeOf(c.text)
		}
		if refused := errors.Is(err, fonts.ErrTooLong); refused != c.refused || !refused && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if elapsed > deadline {
			t.Errorf("%s: took %v, more than %v", c.name, elapsed, deadline)
		}
		if err == nil {
			checkText(t, text)
		}
	}
}

// timeOf is the shortest of three times that shaping a text takes. Texts this long are not cached.
func timeOf(text string) time.Duration {
	shortest := time.Hour
	for range 3 {
		start := time.Now()
		_, _ = registry.Shape(fonts.Request{Text: text, Weight: 700})
		shortest = min(shortest, time.Since(start))
	}
	return shortest
}

// TestSpanBombs sets texts in spans made to be slow.
func TestSpanBombs(t *testing.T) {
	r := variable(t)
	filled := func(pattern string) string {
		return strings.Repeat(pattern, fonts.MaxRunes/len([]rune(pattern)))
	}
	deadline := bombRatio * timeOf(filled("plain text "))
	for _, c := range []struct {
		name, text string
		span       func(i int) fonts.Span
	}{
		{"a change of weight", filled("plain text"), func(i int) fonts.Span { return fonts.Span{Weight: 400 + 300*(i%2)} }},
		{"a change of colour in ligatures", filled("->ffi"), func(int) fonts.Span { return fonts.Span{Families: []string{"serif"}} }},
		{"a change of colour in long ligatures", filled("-")[2:] + "->", func(int) fonts.Span { return fonts.Span{} }},
		{"a family that nobody has", filled("ab"), func(i int) fonts.Span { return fonts.Span{Families: []string{fmt.Sprint(i)}} }},
		{"features that nobody has", filled("ab"), func(i int) fonts.Span {
			return fonts.Span{Features: slices.Repeat([]fonts.Feature{{fmt.Sprintf("%04d", i), 255}}, fonts.MaxFeatures)}
		}},
		{"instances", filled("m"), func(i int) fonts.Span {
			return fonts.Span{Families: []string{dmSans}, Variations: []fonts.Variation{{"wght", 100 + float64(i)/2}}}
		}},
		{"joined letters", filled("عع"), func(i int) fonts.Span { return fonts.Span{Weight: 400 + 300*(i%2)} }},
		{"empty spans", filled("ab"), func(int) fonts.Span { return fonts.Span{End: -1} }},
	} {
		runes := len([]rune(c.text))
		spans := make([]fonts.Span, fonts.MaxSpans)
		for i := range spans {
			spans[i] = c.span(i)
			spans[i].End = (i + 1) * (2 + spans[i].End)
		}
		spans[len(spans)-1].End = runes
		elapsed := deadline + 1
		var err error
		for range 3 { // it may be the machine's fault
			if elapsed > deadline {
				start := time.Now()
				_, err = r.Shape(fonts.Request{Text: c.text, Spans: spans})
				elapsed = time.Since(start)
			}
		}
		t.Logf("%s: %v", c.name, elapsed)
		if err != nil || elapsed > deadline {
			t.Errorf("%s: took %v, more than %v: %v", c.name, elapsed, deadline, err)
		}
	}
}

func TestLimitErrorSaysWhere(t *testing.T) {
	_, err := registry.Shape(fonts.Request{Text: "fine, a" + strings.Repeat("\u0301", 99)})
	var limit *fonts.LimitError
	if !errors.As(err, &limit) || limit.Limit != fonts.MaxClusterRunes || limit.At != 6+fonts.MaxClusterRunes {
		t.Errorf("got %+v", err)
	}
}
