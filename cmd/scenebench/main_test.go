package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	_ "image/jpeg" // the formats that TestRun decodes
	_ "image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	_ "golang.org/x/image/webp"

	"placard/internal/sweep"
	"placard/render"
)

var sizes = map[string]image.Point{
	"card-flat": {X: 1200, Y: 630}, "card-photo": {X: 1200, Y: 630}, "card-rich": {X: 1200, Y: 630}, "banner-large": {X: 2400, Y: 1260},
	"page-text": {X: 794, Y: 1123}, "quote-card": {X: 1200, Y: 630}, "product-card": {X: 1200, Y: 630},
}

func stageOf(t testing.TB, cold photos) *stage {
	t.Helper()
	s, err := newStage(render.DefaultConfig(), cold)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRun speaks the protocol for every scene and format, two jobs in flight.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	var in bytes.Buffer
	want := map[int]job{}
	for _, format := range []string{"png", "jpeg", "webp", "pdf", "raw"} {
		for _, scene := range sweep.Of(slices.Sorted(maps.Keys(sizes))) {
			n := len(want) + 1
			want[n] = job{Scene: scene, Format: format, Photo: "warm", Title: "Title “" + scene + "”", N: n, Out: filepath.Join(dir, fmt.Sprint(n))}
			if err := json.NewEncoder(&in).Encode(want[n]); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := stageOf(t, photos{}).run(&in, &out, 2); err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(&out); dec.More(); {
		var a answer
		if err := dec.Decode(&a); err != nil {
			t.Fatal(err)
		}
		j := want[a.N]
		delete(want, a.N)
		data, err := os.ReadFile(j.Out)
		if err != nil || a.Error != "" || len(data) != a.Bytes || a.MS <= 0 {
			t.Errorf("%+v: %+v, %v", j, a, err)
			continue
		}
		if err := check(data, j.Format, sizes[j.Scene]); err != nil {
			t.Errorf("%+v: %v", j, err)
		}
	}
	if len(want) > 0 {
		t.Errorf("no answer to %v", want)
	}
}

// check holds a file to its format and size.
func check(data []byte, format string, size image.Point) error {
	switch format {
	case "raw":
		if len(data) != 4*size.X*size.Y {
			return fmt.Errorf("%d bytes", len(data))
		}
		return nil
	case "pdf":
		box := fmt.Appendf(nil, "/MediaBox [0 0 %g %g]", float64(size.X)*0.75, float64(size.Y)*0.75) // pt
		if !bytes.HasPrefix(data, []byte("%PDF-")) || !bytes.Contains(data, box) {
			return fmt.Errorf("no PDF with %s", box)
		}
		return nil
	}
	c, got, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && (got != format || image.Pt(c.Width, c.Height) != size) {
		err = fmt.Errorf("%s %d×%d", got, c.Width, c.Height)
	}
	return err
}

// picture renders a job.
func picture(t *testing.T, s *stage, j job) []byte {
	t.Helper()
	out, err := s.render(t.Context(), j)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes
}

// TestCold checks that a photo which was never seen gives the same pixels as one that is kept.
func TestCold(t *testing.T) {
	s := stageOf(t, photos{})
	warm := picture(t, s, job{Scene: "card-photo", Format: "raw", Photo: "warm", Title: "Hello"})
	cold := picture(t, s, job{Scene: "card-photo", Format: "raw", Photo: "cold", Title: "Hello", N: 7})
	if !bytes.Equal(warm, cold) {
		t.Error("the cold picture is not the warm one")
	}
}

// TestReuse checks that pictures are the same where nothing of earlier ones is reused.
func TestReuse(t *testing.T) {
	cfg := render.DefaultConfig()
	cfg.ReuseBytes = 0
	fresh, err := newStage(cfg, photos{})
	if err != nil {
		t.Fatal(err)
	}
	s := stageOf(t, photos{})
	for n := range 6 {
		scene := []string{"card-rich", "quote-card"}[n%2]
		for _, format := range sweep.Of([]string{"raw", "jpeg", "png", "webp"}) {
			j := job{Scene: scene, Format: format, Photo: "warm", Title: fmt.Sprintf("Hello %d", n/4)}
			if !bytes.Equal(picture(t, s, j), picture(t, fresh, j)) {
				t.Errorf("%+v: another picture", j)
			}
		}
	}
}

// TestOtherPhotos checks that a cold job shows its own of the photos in a folder.
func TestOtherPhotos(t *testing.T) {
	mug, err := photo("mug.jpg")
	if err != nil {
		t.Fatal(err)
	}
	fig, err := photo("fig.jpg")
	if err != nil {
		t.Fatal(err)
	}
	others, err := readPhotos(fstest.MapFS{"mug.jpg/0.jpg": {Data: mug}, "mug.jpg/1.jpg": {Data: fig}})
	if err != nil {
		t.Fatal(err)
	}
	s := stageOf(t, others)
	picture := func(photo string, n int) string {
		return string(picture(t, s, job{Scene: "product-card", Format: "raw", Photo: photo, Title: "Hello", N: n}))
	}
	if first, second := picture("cold", 4), picture("cold", 5); first != picture("warm", 4) || first == second || second != picture("cold", 7) {
		t.Error("the photos are not those of the jobs")
	}
}

// TestSplit checks that the stages of a job are told, and are most of its time.
func TestSplit(t *testing.T) {
	s := stageOf(t, photos{})
	a := s.do(job{Scene: "card-photo", Format: "png", Photo: "cold", Title: "Hello", N: 3, Split: true})
	sum := 0.0
	for _, stage := range []string{render.StageLayout, render.StageDraw, render.StageEncode} {
		if a.Split[stage] <= 0 {
			t.Errorf("%s took %v ms", stage, a.Split[stage])
		}
		sum += a.Split[stage]
	}
	if a.Error != "" || sum > a.MS || sum < a.MS/2 {
		t.Errorf("%+v: the stages are %v ms", a, sum)
	}
	if a = s.do(job{Scene: "card-flat", Format: "png", Photo: "warm", Title: "Hello"}); a.Split != nil {
		t.Errorf("%+v was not asked to be split", a)
	}
}

// TestMistakes checks that a job which cannot be done is answered, and that what is no job ends the run.
func TestMistakes(t *testing.T) {
	var out bytes.Buffer
	s := stageOf(t, photos{})
	if err := s.run(strings.NewReader(`{"scene":"none","format":"png","n":1}`), &out, 1); err != nil || !strings.Contains(out.String(), `no scene \"none\"`) {
		t.Errorf("%v, %s", err, out.String())
	}
	if err := s.run(strings.NewReader("{"), &out, 1); err == nil {
		t.Error("half a job was taken")
	}
}

// BenchmarkScene times what a server does for a scene with warm photos, by format; raw is the drawing
// alone.
func BenchmarkScene(b *testing.B) {
	s := stageOf(b, photos{})
	for _, scene := range []string{"card-flat", "card-photo", "card-rich", "banner-large", "page-text", "quote-card", "product-card"} {
		for _, format := range []string{"raw", "jpeg", "png", "webp", "pdf"} {
			b.Run(scene+"/"+format, func(b *testing.B) {
				b.ReportAllocs()
				for n := 0; b.Loop(); n++ {
					out, err := s.render(context.Background(), job{Scene: scene, Format: format, Photo: "warm", Title: fmt.Sprintf("Walking the ridge above the clouds, entry #%06d", n)})
					if err != nil {
						b.Fatal(err)
					}
					out.Release()
				}
			})
		}
	}
}

// BenchmarkCold times cards of photos that were never seen; raw is decoding, scaling and drawing.
func BenchmarkCold(b *testing.B) {
	s := stageOf(b, photos{})
	job := job{Photo: "cold", Title: "Walking the ridge above the clouds"}
	for _, job.Scene = range []string{"card-photo", "product-card"} {
		for _, job.Format = range []string{"raw", "jpeg"} {
			b.Run(job.Scene+"/"+job.Format, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					job.N++
					out, err := s.render(context.Background(), job)
					if err != nil {
						b.Fatal(err)
					}
					out.Release()
				}
			})
		}
	}
}
