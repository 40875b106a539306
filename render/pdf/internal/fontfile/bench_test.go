package fontfile

import (
	"testing"

	"placard/fonts"
)

// BenchmarkWrite writes the letters of a page: 100 glyphs of a text face of each kind.
func BenchmarkWrite(b *testing.B) {
	r := registry(b)
	quadratic := excerpt(r.Match([]string{"Inter"}, 400, fonts.Normal), 100)
	cubic := excerpt(r.Match([]string{"MathJax_SansSerif"}, 700, fonts.Normal), 100)
	for _, kind := range []struct {
		name  string
		write func() ([]byte, error)
	}{{"TrueType", quadratic.TrueType}, {"CFF", cubic.CFF}} {
		b.Run(kind.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				data, err := kind.write()
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(data)))
			}
		})
	}
}
