package bidi

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"
)

// unicodeData is where Debian's package unicode-data puts the conformance tests of UAX #9.
const unicodeData = "/usr/share/unicode"

// openConformance opens one of the consortium's tests, which are too large to keep here (8 MB each).
func openConformance(t *testing.T, name string) *bufio.Scanner {
	t.Helper()
	file, err := os.Open(filepath.Join(unicodeData, name))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%v: install the Debian package unicode-data", err)
		}
		t.Skipf("SKIPPED, UAX #9 IS NOT CHECKED: %v: install the Debian package unicode-data", err)
	}
	t.Cleanup(func() { file.Close() })
	return bufio.NewScanner(file)
}

// TestCharacters runs BidiCharacterTest.txt: real characters, so brackets and isolates too.
func TestCharacters(t *testing.T) {
	lines := openConformance(t, "BidiCharacterTest.txt")
	var paragraph Paragraph
	cases := 0
	for line := 1; lines.Scan(); line++ {
		fields := strings.Split(lines.Text(), ";")
		if len(fields) != 5 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		cases++
		var text []rune
		for _, code := range strings.Fields(fields[0]) {
			r, err := strconv.ParseInt(code, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, rune(r))
		}
		base := map[string]Base{"0": LTR, "1": RTL, "2": Auto}[fields[1]]
		levels, baseLevel := paragraph.Resolve(text, base)
		if got := strconv.Itoa(int(baseLevel)); got != fields[2] {
			t.Errorf("line %d: base level %s, want %s", line, got, fields[2])
		}
		compareLine(t, line, levels, baseLevel, text, numbers(t, fields[3]), numbers(t, fields[4]))
	}
	if cases < 90_000 {
		t.Errorf("%d cases; Unicode 15 has 91,707", cases)
	}
}

// samples stand for their class in TestClasses.
var samples = map[string]rune{
	"L": 'a', "R": 'א', "AL": 'ا', "EN": '1', "ES": '+', "ET": '$', "AN": '٠', "CS": ',', "B": '\u2029',
	"S": '\t', "WS": ' ', "ON": '!', "NSM": '\u0300', "BN": '\u00ad', "LRE": '\u202a', "RLE": '\u202b',
	"LRO": '\u202d', "RLO": '\u202e', "PDF": '\u202c', "LRI": '\u2066', "RLI": '\u2067',
	"FSI": '\u2068', "PDI": '\u2069',
}

// TestClasses runs BidiTest.txt: every sequence of up to four classes in the three bases.
func TestClasses(t *testing.T) {
	lines := openConformance(t, "BidiTest.txt")
	var paragraph Paragraph
	var wantLevels, wantOrder []int
	cases := 0
	for line := 1; lines.Scan(); line++ {
		text := lines.Text()
		if rest, ok := strings.CutPrefix(text, "@Levels:"); ok {
			wantLevels = numbers(t, rest)
			continue
		}
		if rest, ok := strings.CutPrefix(text, "@Reorder:"); ok {
			wantOrder = numbers(t, rest)
			continue
		}
		classes, bits, ok := strings.Cut(text, ";")
		if !ok || strings.HasPrefix(text, "#") {
			continue
		}
		var runes []rune
		for _, class := range strings.Fields(classes) {
			runes = append(runes, samples[class])
		}
		mask, err := strconv.Atoi(strings.TrimSpace(bits))
		if err != nil {
			t.Fatal(err)
		}
		for bit, base := range []Base{Auto, LTR, RTL} {
			if mask&(1<<bit) == 0 {
				continue
			}
			cases++
			levels, baseLevel := paragraph.Resolve(runes, base)
			compareLine(t, line, levels, baseLevel, runes, wantLevels, wantOrder)
		}
	}
	if cases < 770_000 {
		t.Errorf("%d cases; Unicode 15 has 770,241", cases)
	}
}

// removed stands for the level of a character that X9 removes, which the tests write x.
const removed = -1

// numbers reads a list of levels or indices.
func numbers(t *testing.T, list string) (all []int) {
	t.Helper()
	for _, field := range strings.Fields(list) {
		n, err := strconv.Atoi(field)
		if field == "x" {
			n, err = removed, nil
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, n)
	}
	return all
}

// compareLine finishes a resolved line with L1 and L2 and compares it, without the characters that X9 removes.
func compareLine(t *testing.T, line int, levels []Level, baseLevel Level, text []rune, want, wantOrder []int) {
	trailing := make([]Trailing, len(text))
	for i, r := range text {
		trailing[i] = TrailingOf(r)
	}
	ResetTrailing(levels, trailing, baseLevel)
	for i, w := range want {
		if w != removed && int(levels[i]) != w {
			t.Fatalf("line %d: levels %v, want %v", line, levels, want)
		}
	}
	order := slices.DeleteFunc(Order(levels), func(i int) bool { return want[i] == removed })
	if !slices.Equal(order, wantOrder) {
		t.Fatalf("line %d: order %v, want %v", line, order, wantOrder)
	}
}

// TestSamples holds the samples to their classes.
func TestSamples(t *testing.T) {
	names := []string{"L", "R", "EN", "ES", "ET", "AN", "CS", "B", "S", "WS", "ON", "BN", "NSM", "AL"}
	for class, name := range names {
		if got := ClassOf(samples[name]); got != bidi.Class(class) {
			t.Errorf("sample of %s has class %d", name, got)
		}
	}
}

// TestNumberBetween is the case for which this package exists; see its documentation.
func TestNumberBetween(t *testing.T) {
	var paragraph Paragraph
	levels, _ := paragraph.Resolve([]rune("xא123abc"), Auto)
	if want := []Level{0, 1, 2, 2, 2, 0, 0, 0}; !slices.Equal(levels, want) {
		t.Errorf("levels %v, want %v", levels, want)
	}
}
