package handlers

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"image/png"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/image/webp"

	"placard/fonts/bundled"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store/files"
)

// withRenderer puts the real renderer behind a rig.
func withRenderer(t *testing.T, cfg render.Config) *rig {
	renderer, err := render.New(cfg, bundled.New(), files.NewAssets(starters))
	if err != nil {
		t.Fatal(err)
	}
	return newRig(t, func(d *Deps) { d.Renderer = renderer })
}

// A signed URL, through every part of the program, is a picture of the size and kind that was asked for.
func TestRealPictures(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	w := signedurl.Param{Name: "w", Value: "601"}
	for _, options := range [][]signedurl.Param{nil, {w}} {
		want := 1200
		if options != nil {
			want = 601
		}
		for _, ext := range []string{"jpg", "png", "webp"} {
			a := r.get(t, sign(t, "card."+ext, hello, options...))
			if a.StatusCode != http.StatusOK {
				t.Errorf("%s: %s: %s", ext, a.Status, a.body)
				continue
			}
			config, err := map[string]func() (int, error){
				"jpg":  func() (int, error) { c, err := jpeg.DecodeConfig(bytes.NewReader(a.body)); return c.Width, err },
				"png":  func() (int, error) { c, err := png.DecodeConfig(bytes.NewReader(a.body)); return c.Width, err },
				"webp": func() (int, error) { c, err := webp.DecodeConfig(bytes.NewReader(a.body)); return c.Width, err },
			}[ext]()
			if err != nil || config != want {
				t.Errorf("%s: width %d, %v, want %d", ext, config, err, want)
			}
		}
	}
}

func TestRealRefusals(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	q := signedurl.Param{Name: "q", Value: "80"}
	wantProblem(t, r.get(t, sign(t, "card.webp", hello, q)), 400, "bad-request", "lossless in this version")
	wantProblem(t, r.get(t, sign(t, "card.png", hello, q)), 400, "bad-request", "lossless")
	wantProblem(t, r.get(t, sign(t, "photo.png", `[{"id":"photo","src":"asset:missing.jpg"}]`)), 422, "undrawable", `layer "photo": src: no asset "missing.jpg"`)
	wantProblem(t, r.get(t, sign(t, "photo.png", `[{"id":"photo","src":"https://example.com/x.jpg"}]`)), 400, "bad-request", "remote pictures are off")
	wantProblem(t, r.get(t, sign(t, "photo.png", `[{"id":"photo","src":"data:image/png,oops"}]`)), 422, "undrawable", "")
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
