package code

import (
	"strconv"
	"strings"
	"testing"
)

func TestErrorsSayTheRemedy(t *testing.T) {
	for _, c := range []struct {
		symbology Symbology
		value     string
		want      string
	}{
		{EAN13, "4006381333930", "ean13: 4006381333930 ends in 0, but its check digit is 1; write 4006381333931 or leave the last digit out"},
		{EAN13, "40063813339", "ean13: 40063813339 has 11 digits; write 13, or 12 without the check digit"},
		{EAN13, "978-3-16-148410-0", "ean13: it has no '-', only digits; write the number without spaces or hyphens"},
		{EAN8, "12345671", "ean8: 12345671 ends in 1, but its check digit is 0; write 12345670 or leave the last digit out"},
		{UPCA, "036000291453", "upca: 036000291453 ends in 3, but its check digit is 2; write 036000291452 or leave the last digit out"},
		{ITF, "09501101530002", "itf: 09501101530002 ends in 2, but its check digit is 3; write 09501101530003 or leave the last digit out"},
		{ITF, "12345", "itf: 12345 has 5 digits, and it holds pairs; write 012345"},
		{ITF, "12a4", "itf: it has no 'a', only digits; write the number without spaces or hyphens"},
		{Code39, "Ab", "code39: it has no 'b', only digits, capital letters and - . $ / + % space; write capitals, or use code128"},
		{Code93, "A_B", "code93: it has no '_', only digits, capital letters and - . $ / + % space; use code128 or a qr layer"},
		{Codabar, "12x4", "codabar: it has no 'X', only digits and - $ : / . +, and one of A to D at both ends; use code128 or a qr layer"},
		{Code128, "Größe", "code128: it has no 'ö', only ASCII characters; use a qr layer for other text"},
		{Code128, "\xff", "code128: it has no '�', only ASCII characters; use a qr layer for other text"},
		{GS1128, "0109501101530003", "gs1_128: write each application identifier in parentheses before its data, as in (01)09501101530003(10)AB-123"},
		{GS1128, "(01)09501101530002", "gs1_128: (01)09501101530002 ends in 2, but its check digit is 3; write 09501101530003 or leave the last digit out"},
		{GS1128, "(17)2612", `gs1_128: (17) takes 6 characters, and "2612" has 4`},
		{GS1128, "(17)2612AB", `gs1_128: (17) takes digits only, and "2612AB" has others`},
		{GS1128, "(10)", "gs1_128: (10) has no data; write each application identifier in parentheses before its data, as in (01)09501101530003(10)AB-123"},
		{GS1128, "(10)ä", "gs1_128: it has no 'ä', only printable ASCII characters; use a qr layer for other text"},
		{Code128, "", "code128: the value is empty; a code needs at least one character"},
		{Code128, strings.Repeat("x", 257), "code128: 257 bytes are too many; at most 256 fit, and a qr layer holds more"},
		{"ean99", "1", `there is no symbology "ean99"`},
	} {
		_, err := Barcode(c.symbology, c.value)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s %q:\n got %v\nwant %s", c.symbology, c.value, err, c.want)
		}
	}
}

func TestQRErrors(t *testing.T) {
	for _, c := range []struct {
		value string
		level Level
		share float64
		want  string
	}{
		{"", M, 0, "qr: the value is empty; a code needs at least one character"},
		{strings.Repeat("x", 2400), M, 0, "qr: 2400 bytes are too many for ecc M, which holds 2331; shorten the value, or set ecc L, which holds 2953"},
		{strings.Repeat("x", 2954), L, 0, "qr: 2954 bytes are too many for ecc L, which holds 2953; shorten the value"},
		{strings.Repeat("x", 1<<20), H, 0, "qr: 1048576 bytes are too many for ecc H, which holds 1273; shorten the value"},
		{"x", 9, 0, "qr: there is no level 9"},
		{"x", H, 0.3, "qr: a hole of 0.3 of the side is not in 0..0.2"},
	} {
		_, err := QRAround(c.value, c.level, c.share)
		if err == nil || err.Error() != c.want {
			t.Errorf("%d bytes:\n got %v\nwant %s", len(c.value), err, c.want)
		}
	}
}

// TestQRHoldsWhatItSays fills the largest code of each level to the last byte.
func TestQRHoldsWhatItSays(t *testing.T) {
	for level := L; level <= H; level++ {
		n := room(level)
		m, err := QR(strings.Repeat("x", n), level)
		if err != nil || m.Size != 177 {
			t.Errorf("%v: %d bytes: %v", level, n, err)
		}
		if _, err := QR(strings.Repeat("x", n+1), level); err == nil {
			t.Errorf("%v: %d bytes fit", level, n+1)
		}
	}
	if m, err := QR(strings.Repeat("7", maxDigits), L); err != nil || m.Size != 177 {
		t.Errorf("%d digits: %v", maxDigits, err)
	}
}

// TestSegments: a part of digits in a URL is worth a segment of its own once it is long enough.
func TestSegments(t *testing.T) {
	for _, c := range []struct {
		value string
		size  int // modules; what it takes in one segment is in parentheses
	}{
		{"https://example.com/t/12345678901234567890123456789012345678901234567890", 29}, // (33)
		{"0123456789012345678901234567890123456789x", 25},                                // (29)
		{"12345678901234567890123456789012345678901", 21},                                // (21, and 29 as bytes)
	} {
		m, err := QR(c.value, L)
		if err != nil || m.Size != c.size {
			t.Errorf("%s: %d modules (%v), want %d", c.value, m.Size, err, c.size)
		}
	}
}

// TestHole: what is left out lies in the middle, is light, and is not more than the code can spare.
func TestHole(t *testing.T) {
	for n := 1; n < 500; n += 50 {
		m, err := QRAround(strings.Repeat("x", n), H, MaxHole)
		if err != nil {
			t.Fatal(err)
		}
		from := (m.Size - m.Hole) / 2
		if m.Hole%2 == 0 || float64(m.Hole-2) > MaxHole*float64(m.Size) || float64(m.Hole) < MaxHole*float64(m.Size) || from*2+m.Hole != m.Size {
			t.Errorf("%d bytes: a hole of %d modules in %d", n, m.Hole, m.Size)
		}
		for y := from; y < from+m.Hole; y++ {
			for x := from; x < from+m.Hole; x++ {
				if m.Dark(x, y) {
					t.Errorf("%d bytes: (%d, %d) of the hole is dark", n, x, y)
				}
			}
		}
	}
	if m, _ := QRAround("x", H, MaxHole); m.Size < 25 {
		t.Errorf("the smallest code has a hole of %d modules in %d, which it cannot spare", m.Hole, m.Size)
	}
}

// TestPatterns holds the tables to what the standards say of all characters.
func TestPatterns(t *testing.T) {
	tables := []struct {
		name     string
		patterns []string
		count    int
		modules  int // 0: of their own
	}{
		{"code128", code128Patterns[:code128Stop], 106, 11},
		{"code93", code93Patterns, 48, 9},
		{"ean", eanDigits[:], 10, 7},
		{"code39", code39Patterns, 44, 9 - 3 + 3*wide},
		{"itf", itfDigits[:], 10, 5 - 2 + 2*wide},
		{"codabar", codabarPatterns, 20, 0},
	}
	for _, table := range tables {
		seen := map[string]bool{}
		for i, p := range table.patterns {
			sum := 0
			for _, c := range p {
				n, _ := strconv.Atoi(string(c))
				if table.name == "code39" || table.name == "itf" {
					n = 1 + n*(wide-1)
				}
				sum += n
			}
			if table.modules > 0 && sum != table.modules {
				t.Errorf("%s %d: %s has %d modules", table.name, i, p, sum)
			}
			if seen[p] {
				t.Errorf("%s %d: %s is there twice", table.name, i, p)
			}
			seen[p] = true
		}
		if len(seen) != table.count {
			t.Errorf("%s: %d patterns, want %d", table.name, len(seen), table.count)
		}
	}
}

// TestCode128IsShort counts characters between start and check in examples whose best way is known.
func TestCode128IsShort(t *testing.T) {
	for value, want := range map[string]int{
		"12345678": 4, // C throughout
		"1234567":  5, // C, and a change for the last digit
		"ab12cd":   6, // not worth a change
		"ab123456": 6, // b, b, change, 3 pairs
		"A\x01B":   3, // A throughout
		"a\x01b":   4, // one shift
		"a1234b":   6, // as many either way
	} {
		if got := len(code128Symbols(value)) - 1; got != want {
			t.Errorf("%q takes %d characters, want %d", value, got, want)
		}
	}
}

// TestGS1EndsFields: FNC1 ends what is of any length, unless nothing follows.
func TestGS1EndsFields(t *testing.T) {
	for value, want := range map[string]int{"(10)A(01)09501101530003": 2, "(01)09501101530003(10)A": 1, "(10)A(b)(21)c": 2} {
		elements, err := gs1Elements(value)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Barcode(GS1128, value)
		if err != nil {
			t.Fatal(err)
		}
		if b.Text[0].Text != value {
			t.Errorf("%s is printed as %s", value, b.Text[0].Text)
		}
		fnc := 0
		for _, c := range []byte(gs1Raw(elements)) {
			if c == fnc1 {
				fnc++
			}
		}
		if fnc != want {
			t.Errorf("%s has FNC1 %d times, want %d", value, fnc, want)
		}
	}
}

// TestBarsFitTheirStandard: EAN and UPC are 95 and 67 modules wide, labels and guards lie where there is room.
func TestBarsFitTheirStandard(t *testing.T) {
	for _, c := range []struct {
		symbology Symbology
		value     string
		modules   int
	}{
		{EAN13, "400638133393", 95}, {EAN8, "7351353", 67}, {UPCA, "03600029145", 95},
		{Code39, "A", 3*16 - 1}, {ITF, "12", 4 + 18 + 5}, {Code128, "A", 11*3 + 13}, {Code93, "A", 9*5 + 1}, {Codabar, "0", 13 + 1 + 11 + 1 + 13},
	} {
		b, err := Barcode(c.symbology, c.value)
		if err != nil {
			t.Fatal(err)
		}
		if b.Modules() != c.modules {
			t.Errorf("%s: %d modules, want %d", c.symbology, b.Modules(), c.modules)
		}
		if len(b.Widths)%2 == 0 {
			t.Errorf("%s ends in a space", c.symbology)
		}
		at := -b.Before
		for _, l := range b.Text {
			if l.From < at || l.To <= l.From {
				t.Errorf("%s: %q stands at %d..%d, after %d", c.symbology, l.Text, l.From, l.To, at)
			}
			at = l.To
		}
		if at > b.Modules()+b.After {
			t.Errorf("%s: a label ends at %d", c.symbology, at)
		}
	}
}

func FuzzBarcode(f *testing.F) {
	for s := range encoders {
		f.Add(string(s), "4006381333931")
		f.Add(string(s), "(01)09501101530003(10)A")
		f.Add(string(s), "a\x01B\xff12é")
	}
	f.Fuzz(func(t *testing.T, symbology, value string) {
		b, err := Barcode(Symbology(symbology), value)
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Error("an error says nothing")
			}
			return
		}
		for i, w := range b.Widths {
			if w < 1 || w > 4 {
				t.Errorf("element %d is %d modules wide", i, w)
			}
		}
	})
}

func FuzzQR(f *testing.F) {
	f.Add("https://example.com", 2, 0.2)
	f.Add("é12345678901234567890", 3, 0.1)
	f.Add("\xff\xc3", 0, 0.0)
	f.Fuzz(func(t *testing.T, value string, level int, share float64) {
		m, err := QRAround(value, Level(level), share)
		if err == nil && (m.Size < 21 || m.Size > 177 || m.Size%4 != 1) {
			t.Errorf("a code of %d modules", m.Size)
		}
	})
}

func BenchmarkQR(b *testing.B) {
	for _, n := range []int{30, 300, 2900} {
		value := strings.Repeat("x", n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := QR(value, L); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
