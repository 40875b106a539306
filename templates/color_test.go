package templates

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestParseColor(t *testing.T) {
	tests := []struct {
		in   string
		want Color
	}{
		{"#f80", Color{255, 136, 0, 255}},
		{"#f808", Color{255, 136, 0, 136}},
		{"#0B1020", Color{11, 16, 32, 255}},
		{"#0b102080", Color{11, 16, 32, 128}},
		{"Transparent", Color{}},
		{" RebeccaPurple ", Color{102, 51, 153, 255}},
		{"rgb(1,2,3)", Color{1, 2, 3, 255}},
		{"RGBA(255, 255, 255, 0.8)", Color{255, 255, 255, 204}},
		{"rgba(0,0,0,0.75)", Color{0, 0, 0, 191}},
		{"rgb(1 2 3)", Color{1, 2, 3, 255}},
		{"rgb(1 2 3 / 50%)", Color{1, 2, 3, 128}},
		{"rgb(1 2 3/.5)", Color{1, 2, 3, 128}},
		{"rgb(100% 50% 0%)", Color{255, 128, 0, 255}},
		{"rgb(10%, 20%, 30%)", Color{26, 51, 77, 255}},
		{"rgb(none 2.4 2.6)", Color{0, 2, 3, 255}},
		{"rgb(-5 300 1e2)", Color{0, 255, 100, 255}},
		{"hsl(120, 100%, 25%)", Color{0, 128, 0, 255}},
		{"hsl(-240deg 100% 25%)", Color{0, 128, 0, 255}},
		{"hsl(0.5turn 100 50)", Color{0, 255, 255, 255}},
		{"hsl(200grad 100% 50%)", Color{0, 255, 255, 255}},
		{"hsl(3.14159265rad 100% 50%)", Color{0, 255, 255, 255}},
		{"hsla(30 100% 50% / 0.4)", Color{255, 128, 0, 102}},
		{"hsl(0 200% 50%)", Color{255, 0, 0, 255}},
		// As Chromium draws them; testdata has more.
		{"oklab(40.101% 0.1147 0.0453)", Color{125, 35, 41, 255}},
		{"oklab(59.686% 0.1009 0.1192)", Color{198, 93, 7, 255}},
		{"oklab(0.65125 -0.0320 0.1274)", Color{157, 147, 24, 255}},
		{"oklab(66.016% -0.1084 0.1114)", Color{104, 166, 57, 255}},
		{"oklch(40.101% 0.12332 21.555)", Color{125, 35, 41, 255}},
		{"oklch(62.796% 0.25768 29.2339)", Color{255, 0, 0, 255}},
		{"oklch(100% 0 0 / 25%)", Color{255, 255, 255, 64}},
		{"oklch(0 0 0)", Color{0, 0, 0, 255}},
		{"oklch(70% 100% 145)", Color{0, 210, 0, 255}},
		{"oklab(1e300 1e300 -1e300)", Color{255, 0, 255, 255}},
	}
	for _, test := range tests {
		got, err := ParseColor(test.in)
		if err != nil || got != test.want {
			t.Errorf("%s: got %v, %v; want %v", test.in, got, err, test.want)
		}
	}
}

// TestParseColorAsChromium reads colours as Chromium drew them on a canvas, one pixel each. It rounds
// halves differently here and there, so a channel may be off by one.
func TestParseColorAsChromium(t *testing.T) {
	data, err := os.ReadFile("testdata/colors.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		spelling, channels, _ := strings.Cut(line, " = ")
		var want [3]int
		if _, err := fmt.Sscan(channels, &want[0], &want[1], &want[2]); err != nil {
			t.Fatal(line, err)
		}
		got, err := ParseColor(spelling)
		off := max(abs(int(got.R)-want[0]), abs(int(got.G)-want[1]), abs(int(got.B)-want[2]))
		if err != nil || off > 1 {
			t.Errorf("%s: got %v, %v; want %v", spelling, got, err, want)
		}
	}
}

func abs(v int) int { return max(v, -v) }

func TestParseColorRefuses(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", `"" is not a CSS colour`},
		{"bleu", `"bleu" is not a CSS colour; did you mean "blue"?`},
		{"#ff", `"#ff" is not a colour; after # come 3, 4, 6 or 8 hexadecimal digits`},
		{"#+12345", `"#+12345" is not a colour; after # come 3, 4, 6 or 8 hexadecimal digits`},
		{"#gggggg", `"#gggggg" is not a colour; after # come 3, 4, 6 or 8 hexadecimal digits`},
		{"rgb(1,2)", `"rgb(1,2)" is not a colour: it takes three components and an alpha`},
		{"rgb(1 2)", `"rgb(1 2)" is not a colour: it takes three components`},
		{"rgb(1 2 3 4)", `"rgb(1 2 3 4)" is not a colour: it takes three components`},
		{"rgb(1,2,3,4,5)", `"rgb(1,2,3,4,5)" is not a colour: it takes three components and an alpha`},
		{"rgb(1 2 3 /)", `"rgb(1 2 3 /)" is not a colour: "" is not a number`},
		{"rgb(1,2,3", `"rgb(1,2,3" is not a CSS colour`},
		{"rgb(1,2,x)", `"rgb(1,2,x)" is not a colour: "x" is not a number`},
		{"rgb(1,2,inf)", `"rgb(1,2,inf)" is not a colour: "inf" is not a number`},
		{"rgb(1,2,0x10)", `"rgb(1,2,0x10)" is not a colour: "0x10" has the wrong unit`},
		{"rgb(1,2,3deg)", `"rgb(1,2,3deg)" is not a colour: "3deg" has the wrong unit`},
		{"rgb(1,2,1e999)", `"rgb(1,2,1e999)" is not a colour: "1e999" is not a number`},
		{"hsl(10% 0 0)", `"hsl(10% 0 0)" is not a colour: "10%" has the wrong unit`},
		{"lab(1 2 3)", `"lab(1 2 3)" is not a colour: there are hsl, oklab, oklch, rgb`},
		{strings.Repeat("f", 101), `"` + strings.Repeat("f", 60) + `"… is too long for a colour`},
	}
	for _, test := range tests {
		if _, err := ParseColor(test.in); err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}

func FuzzParseColor(f *testing.F) {
	for _, seed := range []string{"#fff", "rgb(1 2 3 / 4%)", "hsla(1turn,2%,3%,.4)", "oklch(1 2 3)", "none", "rgb(,,)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseColor(s)
		if err != nil {
			return
		}
		if again, err := ParseColor(strings.ToUpper(s)); err != nil || c != again {
			t.Fatalf("%q: %v; in capitals %v, %v", s, c, again, err)
		}
	})
}
