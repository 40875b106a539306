package encode

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"placard/render/internal/judge"
)

// TestWebPChromium: a browser shows what libwebp's decoder makes of a file, with and without transparency. It may round colours
// in its own way, and keeps them premultiplied.
func TestWebPChromium(t *testing.T) {
	const tolerance = 2
	chromium, dwebp := judge.Require(t, "chromium", "chromium"), judge.Require(t, "dwebp", "webp")
	cases := webpCases(t)
	names := []string{"noise 1×1", "noise 31×33", "alpha 101×67", "card, method 0, quality 80", "card, method 4, quality 100", "badge, method 3, quality 75", "part, alpha", "lossless"}
	var page strings.Builder
	// All in the load event, at once: what awaits a decoder may come after the page is looked at.
	page.WriteString(`<script>onload = () => { for (const m of [...document.images]) {
const c = document.createElement("canvas"); c.width = m.naturalWidth; c.height = m.naturalHeight
c.getContext("2d").drawImage(m, 0, 0)
const p = document.createElement("p"); p.textContent = c.toDataURL("image/png"); document.body.append(p) }}</script><body>`)
	files := map[string][]byte{}
	for _, name := range names {
		c, ok := cases[name]
		if files[name] = c.data; !ok {
			files[name] = webpLosslessCase(t)
		}
		fmt.Fprintf(&page, "<img src=data:image/webp;base64,%s>\n", base64.StdEncoding.EncodeToString(files[name]))
	}
	file := toFile(t, "page.html", []byte(page.String()))
	out, err := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--virtual-time-budget=20000", "--dump-dom", "file://"+file).Output()
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`data:image/png;base64,([^<"]+)</p>`).FindAllSubmatch(out, -1)
	if len(shown) != len(names) {
		t.Fatalf("Chromium shows %d of %d pictures", len(shown), len(names))
	}
	for i, name := range names {
		data, err := base64.StdEncoding.DecodeString(string(shown[i][1]))
		if err != nil {
			t.Fatal(err)
		}
		want, err := exec.Command(dwebp, "-quiet", toFile(t, "a.webp", files[name]), "-o", "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		a, b := premultiplied(t, data), premultiplied(t, want)
		if a.Rect != b.Rect {
			t.Fatalf("%s: Chromium shows %v, libwebp %v", name, a.Rect, b.Rect)
		}
		for k := range a.Pix {
			if d := int(a.Pix[k]) - int(b.Pix[k]); d < -tolerance || d > tolerance {
				t.Errorf("%s: at %d,%d Chromium shows %v, libwebp %v", name, k/4%a.Rect.Dx(), k/4/a.Rect.Dx(), a.Pix[k&^3:k&^3+4], b.Pix[k&^3:k&^3+4])
				break
			}
		}
	}
}

func webpLosslessCase(t *testing.T) []byte {
	t.Helper()
	data, err := plainEncoder.WebP(badge(77, 50), WebPOptions{Lossless: true})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func premultiplied(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Rect, m, image.Point{}, draw.Src)
	return out
}
