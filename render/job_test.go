package render_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"
	"testing"

	"placard/render"
)

// plainPicture is a PNG of one colour.
func plainPicture(t *testing.T, c color.RGBA) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 4, 4))
	for i := range 16 {
		m.SetRGBA(i%4, i/4, c)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

var red, blue = color.RGBA{R: 255, A: 255}, color.RGBA{B: 255, A: 255}

// TestReplacedAsset checks that a job whose asset was replaced or taken away since it was prepared does not
// draw the new one under the old one's key, and that Do prepares another.
func TestReplacedAsset(t *testing.T) {
	for _, taken := range []bool{false, true} {
		assets := newShelf(t)
		assets.put("photo.png", plainPicture(t, red))
		r := rendererOf(t, render.DefaultConfig(), assets)
		doc := photoCard(t, "", `"src": "asset:photo.png", "on_error": "hide"`)
		var keys []string
		err := r.Do(t.Context(), doc, render.Options{Format: render.Raw}, func(job *render.Job) error {
			keys = append(keys, job.Key())
			if len(keys) == 1 {
				assets.put("photo.png", plainPicture(t, blue))
				if taken {
					delete(assets.files, "photo.png")
				}
			}
			out, err := job.Render(t.Context())
			if err == nil && len(keys) == 1 {
				t.Errorf("drawn as %v", out.Bytes[len(out.Bytes)-4:])
			}
			if kind := kindOf(t, err); len(keys) == 1 && kind != render.Stale {
				t.Errorf("kind %d: %v", kind, err)
			}
			return err
		})
		if err != nil || len(keys) != 2 || keys[0] == keys[1] {
			t.Errorf("taken away %v: keys %q, %v", taken, keys, err)
		}
	}
}

// TestAssetReplacedAllTheTime checks that Do gives up.
func TestAssetReplacedAllTheTime(t *testing.T) {
	assets := newShelf(t)
	assets.put("photo.png", plainPicture(t, red))
	r := rendererOf(t, render.DefaultConfig(), assets)
	n := 0
	err := r.Do(t.Context(), photoCard(t, "", `"src": "asset:photo.png"`), render.Options{Format: render.Raw}, func(job *render.Job) error {
		n++
		assets.put("photo.png", plainPicture(t, color.RGBA{R: uint8(n), A: 255}))
		_, err := job.Render(t.Context())
		return err
	})
	if kind := kindOf(t, err); kind != render.Busy || n < 2 || n > 10 {
		t.Errorf("after %d attempts: kind %d: %v", n, kind, err)
	}
}

// TestKeyAndBytesAgree replaces an asset while many render: whatever comes out under one key is one picture.
func TestKeyAndBytesAgree(t *testing.T) {
	assets := newShelf(t)
	pictures := [][]byte{plainPicture(t, red), plainPicture(t, blue), plainPicture(t, color.RGBA{G: 255, A: 255})}
	assets.put("photo.png", pictures[0])
	r := rendererOf(t, render.DefaultConfig(), assets)
	doc := photoCard(t, "", `"src": "asset:photo.png"`)
	var (
		mu   sync.Mutex
		seen = map[string][]byte{}
		work sync.WaitGroup
	)
	for range 4 {
		work.Go(func() {
			for i := range 50 {
				assets.put("photo.png", pictures[i%len(pictures)])
				o, err := drawOne(t, r, doc)
				if err != nil {
					if kind := kindOf(t, err); kind != render.Busy {
						t.Error(err)
					}
					continue
				}
				mu.Lock()
				if want, ok := seen[o.job.Key()]; ok && !bytes.Equal(want, o.out.Bytes) {
					t.Error("one key, two pictures")
				}
				seen[o.job.Key()] = o.out.Bytes
				mu.Unlock()
			}
		})
	}
	work.Wait()
	if len(seen) != len(pictures) {
		t.Errorf("%d keys for %d pictures", len(seen), len(pictures))
	}
}

// TestJobSize checks that a job knows its picture's size before it is drawn.
func TestJobSize(t *testing.T) {
	r := newRenderer(t)
	for _, scale := range []float64{1, 0.3333, 1.5} {
		job, err := r.Prepare(t.Context(), parse(t, cardTemplate), render.Options{Format: render.Raw, Scale: scale})
		if err != nil {
			t.Fatal(err)
		}
		out, err := job.Render(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if job.Width() != out.Width || job.Height() != out.Height || len(out.Bytes) != 4*out.Width*out.Height {
			t.Errorf("scale %v: the job says %d×%d, drawn are %d×%d", scale, job.Width(), job.Height(), out.Width, out.Height)
		}
	}
}
