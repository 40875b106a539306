package fonts

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestTextCache(t *testing.T) {
	cache := &newTextCache().shards[0]
	key := func(i int) *textKey {
		key := keyOf(&Request{Text: fmt.Sprint(i)})
		return &key
	}
	text := func(clusters int) *Text { return &Text{Clusters: make([]Cluster, clusters)} }

	kept := text(10)
	cache.put(key(0), kept)
	for i := 1; cache.bytes+20_000 < textCacheBytes/textShards; i++ {
		cache.put(key(i), text(100))
		if cache.get(key(0)) != kept {
			t.Fatalf("the text used last is gone after %d others", i)
		}
	}
	first := len(cache.entries)
	for i := range 2 * first {
		cache.put(key(1_000_000+i), text(100))
	}
	if cache.get(key(0)) != nil {
		t.Error("the text used least is still there")
	}
	if cache.bytes > textCacheBytes/textShards || len(cache.entries) != cache.recent.Len() {
		t.Errorf("%d bytes in %d entries, %d in order", cache.bytes, len(cache.entries), cache.recent.Len())
	}
	long := keyOf(&Request{Text: "long"})
	cache.put(&long, &Text{Runes: make([]rune, maxCachedRunes+1)})
	if cache.get(&long) != nil {
		t.Error("a long text is kept")
	}
}

// TestKeyHoldsAll wants requests that differ in any field to differ in their key.
func TestKeyHoldsAll(t *testing.T) {
	keys := make(map[textKey]string)
	for name, request := range map[string]Request{
		"none": {}, "text": {Text: "a"}, "families": {Families: []string{"a", "b"}}, "one family": {Families: []string{"a b"}},
		"weight": {Weight: 1}, "style": {Style: Italic}, "lang": {Lang: "a"}, "direction": {Direction: RTL},
		"ligatures": {NoLigatures: true}, "a zero byte": {Families: []string{"a\x00b"}},
		"feature": {Features: []Feature{{"tnum", 1}}}, "its value": {Features: []Feature{{"tnum", 2}}},
		"variation": {Variations: []Variation{{"wght", 1}}}, "its setting": {Variations: []Variation{{"wght", 2}}},
		"feature and family": {Families: []string{"a"}, Features: []Feature{{"tnum", 1}}},
		"span":               {Spans: []Span{{}}}, "its end": {Spans: []Span{{End: 1}}}, "its weight": {Spans: []Span{{Weight: 1}}},
		"its style": {Spans: []Span{{Style: Italic}}}, "its families": {Spans: []Span{{Families: []string{"a"}}}},
		"its families two": {Spans: []Span{{Families: []string{"a", "b"}}}},
		"its feature":      {Spans: []Span{{Features: []Feature{{"tnum", 1}}}}},
		"its variation":    {Spans: []Span{{Variations: []Variation{{"wght", 1}}}}},
		"two spans":        {Spans: []Span{{}, {}}},
	} {
		if other, ok := keys[keyOf(&request)]; ok {
			t.Errorf("%s and %s have the same key", name, other)
		}
		keys[keyOf(&request)] = name
	}
}

// TestPlansAreBounded asks for more languages and features than the shaper's library should remember plans for.
func TestPlansAreBounded(t *testing.T) {
	s := newShaper()
	for i := range 10 * maxPlans {
		s.language = languageOf(fmt.Sprintf("x%d", i))
		properties := s.buffer.Props
		properties.Language = s.language
		s.setProperties(properties, libraryFeatures(false, []Feature{{"aalt", uint32(i / 2)}}))
		if len(s.plans) > maxPlans {
			t.Fatalf("%d plans", len(s.plans))
		}
	}
	if got := languageOf(strings.Repeat("a", 1000)); got != "" {
		t.Errorf("a language of %d bytes is read", len(got))
	}
}

// TestHandlesAreBounded shapes in more instances of a variable font than a shaper should have handles on.
func TestHandlesAreBounded(t *testing.T) {
	data, err := os.ReadFile("testdata/DMSans-Variable.ttf")
	if err != nil {
		t.Fatal(err)
	}
	r := New()
	if err := r.Add("DMSans-Variable.ttf", data); err != nil {
		t.Fatal(err)
	}
	s, set := newShaper(), r.current.Load()
	for i := range 10 * maxVariants {
		if _, err := s.shape(&Request{Text: "Ham", Weight: 400, Variations: []Variation{{"opsz", 10 + float64(i)/8}}}, set); err != nil {
			t.Fatal(err)
		}
		if len(s.fonts) > maxVariants {
			t.Fatalf("%d handles", len(s.fonts))
		}
	}
}
