package fonts

import (
	"reflect"
	"testing"

	"github.com/go-text/typesetting/font"
)

func TestCoverage(t *testing.T) {
	coverage := newCoverage([]rune{'a', 'b', 'b', 'c', 'x', 'z', 0x1f680})
	if len(coverage) != 4 || coverage.Count() != 6 {
		t.Errorf("got %v, %d characters", coverage, coverage.Count())
	}
	for r, want := range map[rune]bool{
		'a': true, 'b': true, 'c': true, 'x': true, 'z': true, 0x1f680: true,
		0: false, '`': false, 'd': false, 'w': false, 'y': false, '{': false, 0x1f681: false, -1: false,
	} {
		if coverage.Has(r) != want {
			t.Errorf("has %q: %t", r, !want)
		}
	}
	if Coverage(nil).Has('a') || len(newCoverage(nil)) != 0 {
		t.Error("an empty coverage has something")
	}
}

// TestCoverageDraws lists what the shaper draws by other means than a glyph of the character's own.
func TestCoverageDraws(t *testing.T) {
	coverage := newCoverage([]rune{' ', 'e', 0x301, 0x2010})
	for r, want := range map[rune]bool{
		'e': true, 'é': true, 'ê': false, '\u2003': true, '\u00a0': true, '\u202f': true, '\u2011': true,
		'\u200d': true, '\ufe0f': true, 'f': false, '\ud7a3': false,
	} {
		if coverage.draws(r) != want {
			t.Errorf("draws %+q: %t", r, !want)
		}
	}
}

func TestFamilyName(t *testing.T) {
	for _, c := range []struct {
		family   string
		stretch  font.Stretch
		variable bool
		want     string
	}{
		{"Inter", font.StretchNormal, false, "Inter"},
		{"  Open   Sans ", font.StretchNormal, false, "Open Sans"},
		{"Open Sans", font.StretchCondensed, false, "Open Sans Condensed"},
		{"Open Sans SemiCondensed", font.StretchSemiCondensed, false, "Open Sans SemiCondensed"},
		{"Figtree Light", font.StretchNormal, true, "Figtree"},
		{"Figtree Light", font.StretchNormal, false, "Figtree Light"},
		{"Black", font.StretchNormal, true, "Black"},
		{"", font.StretchCondensed, false, ""},
	} {
		description := font.Description{Family: c.family, Aspect: font.Aspect{Stretch: c.stretch}}
		if got := familyName(description, c.variable); got != c.want {
			t.Errorf("%q: got %q, want %q", c.family, got, c.want)
		}
	}
}

func TestCoverageWithout(t *testing.T) {
	c := Coverage{{10, 20}, {30, 30}, {40, 50}}
	for _, test := range []struct {
		gone RuneRange
		want Coverage
	}{
		{RuneRange{21, 29}, c},
		{RuneRange{10, 20}, Coverage{{30, 30}, {40, 50}}},
		{RuneRange{15, 45}, Coverage{{10, 14}, {46, 50}}},
		{RuneRange{12, 13}, Coverage{{10, 11}, {14, 20}, {30, 30}, {40, 50}}},
		{RuneRange{0, 99}, nil},
	} {
		if got := c.Without(test.gone); !reflect.DeepEqual(got, test.want) {
			t.Errorf("without %v: got %v, want %v", test.gone, got, test.want)
		}
	}
}
