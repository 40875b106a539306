package render_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"placard/internal/sweep"
	"placard/render"
	"placard/render/internal/judge"
)

// TestCodesReadBack renders 200 codes of every kind, size and look, and reads each with zbar: as a PNG, or every
// tenth as a PDF at 150 dpi.
func TestCodesReadBack(t *testing.T) {
	renderer, dir := newRenderer(t), t.TempDir()
	pdftoppm := judge.Require(t, "pdftoppm", "poppler-utils")
	r := rand.New(rand.NewPCG(7, 8))
	read := 0
	for i := range sweep.Share(200) {
		template, want := codeTemplate(t, r, i)
		opt := render.Options{Format: render.PNG}
		if i%10 == 9 {
			opt.Format = render.PDF
		}
		out, err := renderer.Render(t.Context(), parse(t, template), opt)
		if err != nil {
			t.Fatalf("%v\n%s", err, template)
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.%s", i, opt.Format))
		if err := os.WriteFile(path, out.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		if opt.Format == render.PDF {
			page := strings.TrimSuffix(path, ".pdf")
			if out, err := exec.Command(pdftoppm, "-r", "150", "-png", "-singlefile", path, page).CombinedOutput(); err != nil {
				t.Fatalf("pdftoppm: %v\n%s", err, out)
			}
			path = page + ".png"
		}
		got := judge.Code(t, path, "-Supca.enable", "-Scode39.min=1", "-Scode93.min=1")
		if got != want {
			t.Errorf("%d: read %q, want %q\n%s", i, got, want, template)
			continue
		}
		read++
	}
	t.Logf("read back %d", read)
}

// codeTemplate is a card with one code in it, and what it says.
func codeTemplate(t *testing.T, r *rand.Rand, i int) (string, judge.Symbol) {
	t.Helper()
	layer, want := qrLayer(r, i/2)
	if i%2 == 1 {
		layer, want = barcodeLayer(r, i/2)
	}
	w, h := layer["width"].(float64), layer["height"].(float64)
	margin := 15.25
	if layer["rotation"] != nil {
		margin = w / 4 // for its corners
	}
	layer["id"], layer["x"], layer["y"] = "code", margin, margin
	data, err := json.Marshal(layer)
	if err != nil {
		t.Fatal(err)
	}
	const card = `{"id": "card", "width": %.0f, "height": %.0f, "background": "#e5e7eb", "layers": [%s]}`
	return fmt.Sprintf(card, w+2*margin, h+2*margin, data), want
}

func qrLayer(r *rand.Rand, i int) (map[string]any, judge.Symbol) {
	value := []string{
		"https://example.com/t/" + letters(r, 1+r.IntN(40), "abcdefghijklmnopqrstuvwxyz0123456789-_?&="),
		letters(r, 1+r.IntN(100), "0123456789"),
		"BEGIN:VCARD\nVERSION:3.0\nN:" + letters(r, 8, "äöüßéñçøåŁż") + "\nEND:VCARD",
		letters(r, 1+r.IntN(20), "漢字かなカナ한글🚀🎉Жд"),
	}[i%4]
	layer := map[string]any{"type": "qr", "value": value, "ecc": "LMQH"[i%4 : i%4+1]}
	size := 150 + r.Float64()*300
	layer["width"], layer["height"] = size, size
	if i%3 > 0 {
		layer["rounded"] = 0.5 * float64(i%3)
	}
	switch i % 5 {
	case 1:
		layer["color"] = "#7c2d12"
	case 2:
		layer["color"] = map[string]any{"type": "linear_gradient", "angle": 135, "stops": []any{
			map[string]any{"color": "#7c3aed", "at": 0}, map[string]any{"color": "#0369a1", "at": 1},
		}}
		layer["background"], layer["radius"] = "#fef9c3", 20
	case 3:
		layer["logo"] = "data:image/png;base64," + logoPNG
		layer["width"], layer["height"] = 250.0, 250.0
	case 4:
		layer["rotation"] = r.IntN(90)
	}
	return layer, judge.Symbol{Type: "QR-Code", Data: value}
}

func barcodeLayer(r *rand.Rand, i int) (map[string]any, judge.Symbol) {
	keys := []struct{ symbology, value, kind, says string }{
		{"ean13", "400638133393", "EAN-13", "4006381333931"},
		{"ean8", "7351353", "EAN-8", "73513537"},
		{"upca", "03600029145", "UPC-A", "036000291452"},
		{"itf", "1540014128876", "I2/5", "15400141288763"},
		{"code128", "", "CODE-128", ""},
		{"code39", "", "CODE-39", ""},
		{"code93", "", "CODE-93", ""},
		{"gs1_128", "(10)AB-1(01)0950110153000", "CODE-128", "10AB-1\x1d0109501101530003"},
	}
	k := keys[i%len(keys)]
	if k.value == "" {
		k.value = letters(r, 4+r.IntN(8), "ABCDEFXYZ0123456789")
		k.says = k.value
	}
	layer := map[string]any{
		"type": "barcode", "symbology": k.symbology, "value": k.value,
		"width": 320 + r.Float64()*300, "height": 90 + r.Float64()*100,
	}
	switch i % 4 {
	case 1:
		layer["color"], layer["radius"] = "#1e3a8a", 12
	case 2:
		layer["show_text"] = false
	case 3:
		layer["font_family"] = "JetBrains Mono"
	}
	return layer, judge.Symbol{Type: k.kind, Data: k.says}
}

func letters(r *rand.Rand, n int, from string) string {
	all := []rune(from)
	out := make([]rune, n)
	for i := range out {
		out[i] = all[r.IntN(len(all))]
	}
	return string(out)
}

// logoPNG is a red disc of 32 px.
const logoPNG = "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAAaElEQVR42u3XsQ3AIAxEURbJPuy/QSb51EiRkhiMr7jil0ivMna7r94qizzipR" +
	"QAwbYAWCwMYHO/ACT1CUBy2gAO9QjgcAZMAIoywAADdACehBKA8u/YG5HMUiqxlkscJjKnmcRxmtYAPsbhnrWEkEoAAAAASUVORK5CYII="
