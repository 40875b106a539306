package code

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"placard/internal/sweep"
	"placard/render/internal/judge"
)

// readBack reads pictures with zbar and compares what it says with what they hold.
func readBack(t *testing.T, want map[string]judge.Symbol, pictures map[string]*image.Gray, options ...string) {
	t.Helper()
	dir := t.TempDir()
	read := 0
	for name, img := range pictures {
		path := filepath.Join(dir, name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
		f.Close()
		if got := judge.Code(t, path, options...); got != want[name] {
			t.Errorf("%s: read %q, want %q", name, got, want[name])
			continue
		}
		read++
	}
	t.Logf("read back %d of %d", read, len(want))
}

// drawQR draws modules of 3 px with their quiet zone.
func drawQR(m *Matrix) *image.Gray {
	const module = 3
	return drawn(module*(m.Size+2*QuietZone), module*(m.Size+2*QuietZone), func(x, y int) bool {
		return m.Dark(x/module-QuietZone, y/module-QuietZone)
	})
}

// drawBars draws modules of 2 px with their quiet zones.
func drawBars(b *Bars) *image.Gray {
	const module, height = 2, 60
	bars := make([]bool, b.Before)
	for i, w := range b.Widths {
		for range w {
			bars = append(bars, i%2 == 0)
		}
	}
	bars = append(bars, make([]bool, b.After)...)
	return drawn(module*len(bars), height, func(x, y int) bool {
		return bars[x/module] && 4 < y && y < height-4
	})
}

func drawn(w, h int, dark func(x, y int) bool) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if !dark(x, y) {
				img.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return img
}

func TestQRReadsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	want, pictures := map[string]judge.Symbol{}, map[string]*image.Gray{}
	for i := range sweep.Share(200) {
		level, value := Level(i%4), qrValue(r, i/4%5)
		hole := 0.0
		if level == H {
			hole = MaxHole * float64(i/4%3) / 2
		}
		m, err := QRAround(value, level, hole)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%03d-%v-%d.png", i, level, m.Size)
		want[name], pictures[name] = judge.Symbol{Type: "QR-Code", Data: value}, drawQR(m)
	}
	readBack(t, want, pictures)
}

// qrValue is a random value of a kind: a URL, digits, capitals, text in many scripts, or a mix.
func qrValue(r *rand.Rand, kind int) string {
	switch kind {
	case 0:
		return "https://example.com/" + random(r, 1+r.IntN(80), "abcdefghijklmnopqrstuvwxyz0123456789-_%/?&=")
	case 1:
		return random(r, 1+r.IntN(600), "0123456789")
	case 2:
		return random(r, 1+r.IntN(300), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
	case 3:
		return random(r, 1+r.IntN(120), "äöüßéñçøåŁżЖдяαβγ漢字かなカナ한글สวัสดีमराठीשלום🚀🎉 ,.")
	}
	return "HTTPS://EXAMPLE.COM/" + random(r, r.IntN(40), "0123456789") + random(r, r.IntN(20), "abcXYZ~é") + random(r, r.IntN(40), "0123456789")
}

func random(r *rand.Rand, n int, from string) string {
	letters := []rune(from)
	var sb strings.Builder
	for range n {
		sb.WriteRune(letters[r.IntN(len(letters))])
	}
	return sb.String()
}

func TestBarcodesReadBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	want, pictures := map[string]judge.Symbol{}, map[string]*image.Gray{}
	for i := range sweep.Share(200) {
		symbology, value, says := barcodeValue(r, i)
		b, err := Barcode(symbology, value)
		if err != nil {
			t.Fatalf("%q: %v", value, err)
		}
		name := fmt.Sprintf("%03d-%s.png", i, symbology)
		want[name], pictures[name] = says, drawBars(b)
	}
	// What is off by default: UPC-A as such, and short values.
	readBack(t, want, pictures, "-Supca.enable", "-Scode39.min=1", "-Scode93.min=1")
}

// barcodeValue is a random value of every symbology in turn, and what zbar says of it.
func barcodeValue(r *rand.Rand, i int) (Symbology, string, judge.Symbol) {
	const digits = "0123456789"
	key := func(n int, s Symbology, name string) (Symbology, string, judge.Symbol) {
		v := random(r, 1, digits[1:]) + random(r, n-2, digits) // with 0 first an EAN-13 is a UPC-A
		whole := v + string(checkDigit(v))
		if r.IntN(2) == 0 {
			v = whole
		}
		return s, v, judge.Symbol{Type: name, Data: whole}
	}
	same := func(s Symbology, name, v string) (Symbology, string, judge.Symbol) {
		return s, v, judge.Symbol{Type: name, Data: v}
	}
	switch i % 10 {
	case 0:
		return key(13, EAN13, "EAN-13")
	case 1:
		return key(8, EAN8, "EAN-8")
	case 2:
		return key(12, UPCA, "UPC-A")
	case 3:
		return key(14, ITF, "I2/5")
	case 4:
		return same(ITF, "I2/5", random(r, 6+2*r.IntN(3), digits))
	case 5:
		return same(Code39, "CODE-39", random(r, 1+r.IntN(20), code39Chars[:36]+"-./+"))
	case 6:
		return same(Code93, "CODE-93", random(r, 3+r.IntN(20), code39Chars[:36]+"-./+"))
	case 7:
		body := random(r, 4+r.IntN(12), codabarChars[:16])
		return Codabar, body, judge.Symbol{Type: "Codabar", Data: "A" + body + "A"}
	case 8:
		serial, batch := random(r, 13, digits), random(r, 1+r.IntN(8), "ABCabc123-")
		return GS1128, "(10)" + batch + "(01)" + serial,
			judge.Symbol{Type: "CODE-128", Data: "10" + batch + "\x1d" + "01" + serial + string(checkDigit(serial))}
	}
	return same(Code128, "CODE-128", random(r, 1+r.IntN(6), "abcXYZ ~!")+random(r, r.IntN(9), digits)+
		random(r, r.IntN(4), "\tABC\x1e")+random(r, r.IntN(9), digits)+random(r, 1, "aZ"))
}
