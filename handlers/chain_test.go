package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/image/webp"

	"placard/fonts/bundled"
	"placard/handlers/pictures"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/store/files"
)

// withRenderer puts the real renderer behind a rig.
func withRenderer(t *testing.T, cfg render.Config) *rig {
	renderer, err := render.New(cfg, bundled.New(), files.NewAssets(starters))
	if err != nil {
		t.Fatal(err)
	}
	return newRig(t, func(p *parts) { p.renderer = pictures.Draw(renderer) })
}

// A signed URL, through every part of the program, is a picture of the size and kind that was asked for.
func TestRealPictures(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	tests := []struct {
		ext    string
		width  int
		decode func(io.Reader) (image.Config, error)
	}{
		{"jpg", 1200, jpeg.DecodeConfig},
		{"png", 601, png.DecodeConfig},
		{"webp", 60, webp.DecodeConfig},
	}
	for _, test := range tests {
		a := r.get(t, sign(t, "card."+test.ext, hello, signedurl.Param{Name: "w", Value: strconv.Itoa(test.width)}))
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s: %s", test.ext, a.Status, a.body)
			continue
		}
		config, err := test.decode(bytes.NewReader(a.body))
		if want := int(math.Round(630 * float64(test.width) / 1200)); err != nil || config.Width != test.width || config.Height != want {
			t.Errorf("%s: %d×%d, %v, want %d×%d", test.ext, config.Width, config.Height, err, test.width, want)
		}
	}
}

func TestRealRefusals(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	q := signedurl.Param{Name: "q", Value: "80"}
	wantProblem(t, r.get(t, sign(t, "card.webp", hello, q, signedurl.Param{Name: "lossless", Value: "1"})), 400, "bad-request", "leave one of them out")
	wantProblem(t, r.get(t, sign(t, "card.png", hello, q)), 400, "bad-request", "lossless")
	wantProblem(t, r.get(t, sign(t, "photo.png", `[{"id":"photo","src":"asset:missing.jpg"}]`)), 422, "undrawable", `layer "photo": src: no asset "missing.jpg"`)
	wantProblem(t, r.get(t, sign(t, "photo.png", `[{"id":"photo","src":"https://example.com/x.jpg"}]`)), 400, "bad-request", "remote pictures are off")
	wantProblem(t, r.get(t, sign(t, "photo.png", `[{"id":"photo","src":"data:image/png,oops"}]`)), 422, "undrawable", "")
}

// A picture is made to fit, and the answer says what it gave up.
func TestRealBounds(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	full := r.get(t, sign(t, "card.jpg", hello))
	least := len(full.body) - 1
	a := r.get(t, sign(t, "card.jpg", hello, signedurl.Param{Name: "max_bytes", Value: strconv.Itoa(least)}))
	if a.StatusCode != 200 || len(a.body) > least || !strings.Contains(a.Header.Get("X-Placard-Steps"), "quality") {
		t.Errorf("%s: %d bytes of at most %d, steps %q", a.Status, len(a.body), least, a.Header.Get("X-Placard-Steps"))
	}
	if again := r.get(t, sign(t, "card.jpg", hello, signedurl.Param{Name: "max_bytes", Value: strconv.Itoa(least)})); again.Header.Get("X-Placard-Steps") != a.Header.Get("X-Placard-Steps") {
		t.Errorf("from the cache: steps %q", again.Header.Get("X-Placard-Steps"))
	}
	for _, name := range []string{"whatsapp", "email"} {
		a := r.get(t, signV2(t, "v1/image/card", params("platform="+name)...))
		if a.StatusCode != 200 || a.Header.Get("Content-Type") != "image/jpeg" || a.Header.Get("X-Placard-Steps") != "" {
			t.Errorf("%s: %s %v", name, a.Status, a.Header)
		}
	}
	wantProblem(t, r.get(t, sign(t, "card.png", hello, signedurl.Param{Name: "max_bytes", Value: "1024"}, signedurl.Param{Name: "scale", Value: "4"})), 422, "undrawable", "")
}

// goneRemote knows no picture.
type goneRemote struct{}

func (goneRemote) Stat(context.Context, string) (string, error) {
	return "", fmt.Errorf("%w: example.com answered 404", store.ErrUpstream)
}
func (goneRemote) Read(context.Context, string, string) ([]byte, error) { return nil, fs.ErrNotExist }

// A picture elsewhere that is gone is the other server's fault, unless the template knows what to do: then
// the answer says so and is not kept long.
func TestRealUpstream(t *testing.T) {
	cfg := render.DefaultConfig()
	cfg.Remote = goneRemote{}
	r := withRenderer(t, cfg)
	const gone = `{"id":"photo","src":"https://example.com/x.jpg"`
	wantProblem(t, r.get(t, sign(t, "photo.png", "["+gone+"}]")), 424, "upstream", "example.com answered 404")
	a := r.get(t, sign(t, "photo.png", "["+gone+`,"on_error":"hide"}]`))
	if a.StatusCode != 200 || a.Header.Get("X-Placard-Degraded") != "1" || a.Header.Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("hidden: %s %v", a.Status, a.Header)
	}
}

// A report tells what became of a picture, as JSON.
func TestRealReport(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	a := r.get(t, signV2(t, "v1/og", params("title=Hi", "report=1")...))
	var got pictures.Rendered
	if err := json.Unmarshal(a.body, &got); err != nil || a.Header.Get("Content-Type") != "application/json" {
		t.Fatalf("%s %v: %s", a.Status, err, a.body)
	}
	picture := r.get(t, signV2(t, "v1/og", params("title=Hi")...))
	if got.Width != 1200 || got.Format != "jpg" || got.Alt != "Hi" || got.Blurhash == "" || got.Bytes != len(picture.body) || `"`+got.ID+`"` != picture.Header.Get("Etag") {
		t.Errorf("%s", a.body)
	}
	if !strings.Contains(string(got.Report), `"heading"`) {
		t.Errorf("the report: %s", got.Report)
	}
}

// A server that is full says so, and nothing but that: every answer is a picture or 429.
func TestOverload(t *testing.T) {
	cfg := render.DefaultConfig()
	cfg.Workers, cfg.Queue = 1, 1
	r := withRenderer(t, cfg)
	var pictures, refusals atomic.Int64
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			changes := fmt.Sprintf(`[{"id":"title","text":"%d"}]`, i)
			switch a := r.get(t, sign(t, "card.png", changes)); a.StatusCode {
			case http.StatusOK:
				pictures.Add(1)
			case http.StatusTooManyRequests:
				refusals.Add(1)
				if a.Header.Get("Retry-After") == "" {
					t.Error("429 without Retry-After")
				}
			default:
				t.Errorf("%s: %s", a.Status, a.body)
			}
		})
	}
	all.Wait()
	if pictures.Load() == 0 || refusals.Load() == 0 {
		t.Errorf("%d pictures, %d refusals", pictures.Load(), refusals.Load())
	}
	if a := r.get(t, sign(t, "card.png", hello)); a.StatusCode != http.StatusOK {
		t.Errorf("afterwards: %s", a.Status)
	}
}
