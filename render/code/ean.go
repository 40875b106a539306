package code

// The digits of EAN and UPC as space, bar, space, bar on the left (set A). On the right (set C) they are the
// same as bar, space, bar, space; set B is that read backwards (ISO/IEC 15420, table 1).
var eanDigits = [10]string{"3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112"}

// eanSets say for each first digit which of the left six are of set B: so it is told without bars of its own.
var eanSets = [10]string{
	"AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA",
}

const (
	eanSide   = "111"   // bar, space, bar: the guards at both ends
	eanCenter = "11111" // space, bar, space, bar, space
)

// eanBars writes the digits left and right of the middle.
func eanBars(left, sets, right string) []int {
	w := widths(nil, eanSide)
	for i := range len(left) {
		pattern := eanDigits[left[i]-'0']
		if sets[i] == 'B' {
			pattern = reversed(pattern)
		}
		w = widths(w, pattern)
	}
	w = widths(w, eanCenter)
	for i := range len(right) {
		w = widths(w, eanDigits[right[i]-'0'])
	}
	return widths(w, eanSide)
}

func reversed(s string) string {
	out := make([]byte, len(s))
	for i := range len(s) {
		out[len(s)-1-i] = s[i]
	}
	return string(out)
}

// The first digit of an EAN-13 stands left of the bars, in the quiet zone, and is as wide as the others.
func ean13(value string) (*Bars, error) {
	v, err := checked(value, 13)
	if err != nil {
		return nil, err
	}
	return &Bars{
		Widths: eanBars(v[1:7], eanSets[v[0]-'0'], v[7:]),
		Before: 11, After: 7,
		Text:   []Label{{Span{-10, -3}, v[:1]}, {Span{3, 45}, v[1:7]}, {Span{50, 92}, v[7:]}},
		Guards: []Span{{0, 3}, {45, 50}, {92, 95}},
	}, nil
}

func ean8(value string) (*Bars, error) {
	v, err := checked(value, 8)
	if err != nil {
		return nil, err
	}
	return &Bars{
		Widths: eanBars(v[:4], eanSets[0], v[4:]),
		Before: 7, After: 7,
		Text:   []Label{{Span{3, 31}, v[:4]}, {Span{36, 64}, v[4:]}},
		Guards: []Span{{0, 3}, {31, 36}, {64, 67}},
	}, nil
}

// A UPC-A is an EAN-13 that starts with 0, printed otherwise: its first and last digits stand in the quiet
// zones, and their bars are as long as the guards.
func upca(value string) (*Bars, error) {
	v, err := checked(value, 12)
	if err != nil {
		return nil, err
	}
	return &Bars{
		Widths: eanBars(v[:6], eanSets[0], v[6:]),
		Before: 9, After: 9,
		Text: []Label{
			{Span{-9, -2}, v[:1]}, {Span{10, 45}, v[1:6]}, {Span{50, 85}, v[6:11]}, {Span{97, 104}, v[11:]},
		},
		Guards: []Span{{0, 10}, {45, 50}, {85, 95}},
	}, nil
}
