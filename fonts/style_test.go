package fonts_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"placard/fonts"
)

// glyphsOf are a text's glyphs in the order of its runs.
func glyphsOf(text *fonts.Text) (ids []fonts.GlyphID) {
	for _, run := range text.Runs {
		for _, glyph := range run.Glyphs {
			ids = append(ids, glyph.ID)
		}
	}
	return ids
}

// TestFeatures sets features whose effect can be said in words.
func TestFeatures(t *testing.T) {
	advances := func(features ...fonts.Feature) (all []float32) {
		for _, digit := range "0123456789" {
			text := shape(t, fonts.Request{Text: string(digit), Families: []string{"Inter"}, Features: features})
			all = append(all, text.Clusters[0].Advance)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	if plain, tabular := advances(), advances(fonts.Feature{Tag: "tnum", Value: 1}); len(plain) < 2 || len(tabular) != 1 {
		t.Errorf("Inter's digits have the widths %g, with tnum %g; want one", plain, tabular)
	}
	for _, c := range []struct {
		name     string
		request  fonts.Request
		features []fonts.Feature
		glyphs   int
	}{
		{"ligatures off", fonts.Request{Text: "ffi", Families: []string{"serif"}}, []fonts.Feature{{"liga", 0}}, 3},
		{"of two the last counts", fonts.Request{Text: "ffi", Families: []string{"serif"}}, []fonts.Feature{{"liga", 0}, {"liga", 1}}, 1},
		{"what is said wins over NoLigatures", fonts.Request{Text: "ffi", Families: []string{"serif"}, NoLigatures: true}, []fonts.Feature{{"liga", 1}}, 1},
		{"arrows off", fonts.Request{Text: "->", Families: []string{"Inter"}}, []fonts.Feature{{"calt", 0}}, 2},
		{"unknown to the font", fonts.Request{Text: "ffi", Families: []string{"serif"}}, []fonts.Feature{{"zzzz", 1}}, 1},
	} {
		c.request.Features = c.features
		if got := glyphsOf(shape(t, c.request)); len(got) != c.glyphs {
			t.Errorf("%s: glyphs %d, want %d of them", c.name, got, c.glyphs)
		}
	}
	open := shape(t, fonts.Request{Text: "3469", Families: []string{"Inter"}, Features: []fonts.Feature{{"ss01", 1}}})
	plain := shape(t, fonts.Request{Text: "3469", Families: []string{"Inter"}})
	for i, glyph := range glyphsOf(open) {
		if glyph == glyphsOf(plain)[i] {
			t.Errorf("digit %d of Inter is the same with ss01, open digits", i)
		}
	}
}

// TestStyleErrors wants each fault named.
func TestStyleErrors(t *testing.T) {
	many := func(n int) (features []fonts.Feature) { return slices.Repeat([]fonts.Feature{{"tnum", 1}}, n) }
	for _, c := range []struct {
		request fonts.Request
		want    string
	}{
		{fonts.Request{Features: []fonts.Feature{{"tab", 1}}}, `the text's style has a feature "tab"`},
		{fonts.Request{Features: []fonts.Feature{{"tnüm", 1}}}, `a tag is 4 printable ASCII characters`},
		{fonts.Request{Features: []fonts.Feature{{"tn\x00m", 1}}}, `a tag is 4 printable ASCII characters`},
		{fonts.Request{Features: many(fonts.MaxFeatures + 1)}, `has 33 features; at most 32`},
		{fonts.Request{Variations: []fonts.Variation{{"weight", 1}}}, `has a variation "weight"`},
		{fonts.Request{Variations: []fonts.Variation{{"wght", math.NaN()}}}, `sets "wght" to NaN`},
		{fonts.Request{Variations: []fonts.Variation{{"wght", math.Inf(1)}}}, `sets "wght" to +Inf`},
		{fonts.Request{Variations: slices.Repeat([]fonts.Variation{{"wght", 1}}, fonts.MaxVariations+1)}, `has 33 variations; at most 32`},
		{fonts.Request{Spans: []fonts.Span{{End: 1}, {End: 2, Features: []fonts.Feature{{"", 1}}}}}, `span 1 of the text has a feature ""`},
		{fonts.Request{Spans: []fonts.Span{{End: 2}, {End: 1}}}, `span 1 of the text ends at character 1, before its beginning at 2`},
		{fonts.Request{Spans: []fonts.Span{{End: -1}}}, `span 0 of the text ends at character -1`},
		{fonts.Request{Spans: []fonts.Span{{End: 2}}}, `span 0 of the text ends at character 2 of 3`},
		{fonts.Request{Spans: []fonts.Span{{End: 4}}}, `span 0 of the text ends at character 4 of 3`},
	} {
		c.request.Text = "añb"
		_, err := registry.Shape(c.request)
		var style *fonts.StyleError
		if !errors.As(err, &style) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	_, err := registry.Shape(fonts.Request{Text: "a", Spans: make([]fonts.Span, fonts.MaxSpans+1)})
	if !errors.Is(err, fonts.ErrTooLong) {
		t.Errorf("too many spans: %v", err)
	}
}
