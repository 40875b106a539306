package fonts_test

import (
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
)

// TestMatchWeight follows CSS Fonts 4, 5.2, step 4c, case by case.
func TestMatchWeight(t *testing.T) {
	inter := []int{400, 500, 600, 700, 800}
	for _, c := range []struct {
		weights       []int
		desired, want int
	}{
		{inter, 400, 400}, {inter, 700, 700}, // there as asked
		{inter, 100, 400}, {inter, 399, 400}, // below 400 and nothing lighter: the next bolder
		{inter, 900, 800}, {inter, 801, 800}, // above 500 and nothing bolder: the next lighter
		{inter, 650, 700}, {inter, 550, 600}, {inter, 501, 600}, // above 500: bolder first
		{inter, 450, 500}, {inter, 401, 500}, // 400..500: up to 500 first
		{[]int{300, 700}, 400, 300}, {[]int{300, 700}, 500, 300}, // then lighter, however far
		{[]int{700, 900}, 450, 700}, {[]int{501, 900}, 400, 501}, // then bolder
		{[]int{300, 500}, 400, 500}, {[]int{300, 400}, 500, 400},
		{[]int{100, 200, 900}, 350, 200}, {[]int{400, 900}, 350, 400}, // below 400: lighter first
		{[]int{100, 400}, 501, 400}, {[]int{1, 1000}, 500, 1}, {[]int{1, 1000}, 501, 1000},
		{[]int{350}, 1000, 350},
	} {
		if got := fonts.MatchWeight(c.weights, c.desired); got != c.want {
			t.Errorf("weight %d of %v: got %d, want %d", c.desired, c.weights, got, c.want)
		}
	}
}

func TestMatchFamily(t *testing.T) {
	registry := bundled.New()
	for _, c := range []struct {
		families []string
		weight   int
		style    fonts.Style
		want     string
	}{
		{[]string{"Inter"}, 700, fonts.Normal, "Inter 700"},
		{[]string{"iNTER"}, 600, fonts.Normal, "Inter 600"},
		{[]string{" jetbrains  mono "}, 700, fonts.Normal, "JetBrains Mono 700"},
		{[]string{"NanumGothic"}, 500, fonts.Normal, "Nanum Gothic 400"},
		{[]string{"Papyrus", "Source Serif 4"}, 400, fonts.Italic, "Source Serif 4 400 italic"},
		{[]string{"Papyrus"}, 400, fonts.Normal, "Inter 400"},
		{nil, 800, fonts.Normal, "Inter 800"},
		{[]string{"Inter"}, 700, fonts.Italic, "Inter 400 italic"}, // the style goes before the weight
		{[]string{"JetBrains Mono"}, 400, fonts.Italic, "JetBrains Mono 400"},
		{[]string{"serif"}, 900, fonts.Normal, "Source Serif 4 700"},
		{[]string{"sans-serif"}, 400, fonts.Normal, "Inter 400"},
		{[]string{"system-ui"}, 400, fonts.Normal, "Inter 400"},
		{[]string{"MONOSPACE"}, 400, fonts.Normal, "JetBrains Mono 400"},
		{[]string{"emoji"}, 700, fonts.Normal, "Twemoji 400"},
	} {
		if got := registry.Match(c.families, c.weight, c.style).Name(); got != c.want {
			t.Errorf("%q %d: got %s, want %s", c.families, c.weight, got, c.want)
		}
	}
}
