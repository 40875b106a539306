package render_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"placard/fonts/bundled"
	"placard/render"
	"placard/templates"
)

// shelf are assets that a test puts in, replaces and takes away.
type shelf struct {
	mu    sync.Mutex
	files map[string][]byte
}

func newShelf(t *testing.T, names ...string) *shelf {
	t.Helper()
	s := &shelf{files: map[string][]byte{}}
	for _, name := range names {
		s.put(name, starterPicture(t))
	}
	return s
}

// starterPicture is a photo of the starters.
func starterPicture(t *testing.T) []byte {
	t.Helper()
	data, err := starterAssets{}.Read(context.Background(), "ada.jpg")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (s *shelf) put(name string, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = data
}

// Stat has the content for its version.
func (s *shelf) Stat(_ context.Context, name string) (string, error) {
	data, err := s.Read(context.Background(), name)
	return string(data), err
}

func (s *shelf) Read(_ context.Context, name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.files[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return data, nil
}

func rendererOf(t *testing.T, cfg render.Config, assets render.Assets) *render.Renderer {
	t.Helper()
	r, err := render.New(cfg, bundled.New(), assets)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// photoCard is a card with one image layer, of which fields are given, and whole a field of the template.
func photoCard(t *testing.T, whole, fields string) *templates.Document {
	t.Helper()
	return parse(t, fmt.Sprintf(`{"id": "card", "width": 120, "height": 60, "background": "#fff", %s "layers": [
		{"id": "photo", "type": "image", "x": 60, "y": 0, "width": 60, "height": 60, "shadow": {"blur": 4}, %s},
		{"id": "title", "type": "text", "x": 10, "y": 10, "width": 50, "height": 40, "text": "Hello", "font_size": 20}]}`, whole, fields))
}

// outcome is what became of a document.
type outcome struct {
	job *render.Job // the last one
	out *render.Output
}

func drawOne(t *testing.T, r *render.Renderer, doc *templates.Document) (outcome, error) {
	t.Helper()
	var o outcome
	err := r.Do(t.Context(), doc, render.Options{Format: render.Raw, Report: true}, func(job *render.Job) (err error) {
		o.job = job
		o.out, err = job.Render(t.Context())
		return err
	})
	return o, err
}

// TestSubstitutes checks what is shown when a picture is missing or turns out to be none: the layer's
// fallback, nothing, or the title card, each drawn as if it had been asked for, under a key of its own, and
// said to be a substitute.
func TestSubstitutes(t *testing.T) {
	const titleCard = `"on_picture_error": "title_card",`
	assets := newShelf(t, "good.jpg", "other.jpg")
	assets.put("broken.jpg", starterPicture(t)[:500])
	for _, bad := range []string{"asset:gone.jpg", "asset:broken.jpg", "data:,text"} {
		for _, test := range []struct{ name, whole, fields, same string }{
			{"fallback", "", `"src": %q, "fallback": "asset:good.jpg"`, `"src": "asset:good.jpg"`},
			{"hide", "", `"src": %q, "on_error": "hide"`, `"src": "", "hidden": true`},
			{"title card", titleCard, `"src": %q`, "title card"},
			{"fallback before title card", titleCard, `"src": %q, "fallback": "asset:good.jpg"`, `"src": "asset:good.jpg"`},
			{"broken fallback", titleCard, `"src": %q, "fallback": "asset:broken.jpg"`, "title card"},
			{"missing fallback", titleCard, `"src": %q, "fallback": "asset:gone.jpg"`, "title card"},
		} {
			t.Run(test.name+" for "+bad, func(t *testing.T) {
				r := rendererOf(t, render.DefaultConfig(), assets)
				doc := photoCard(t, test.whole, fmt.Sprintf(test.fields, bad))
				got, err := drawOne(t, r, doc)
				if err != nil {
					t.Fatal(err)
				}
				if !got.job.Degraded() || len(got.job.Problems()) != 1 || !strings.HasPrefix(got.job.Problems()[0], `layer "photo": src: `) {
					t.Errorf("degraded %v, problems %q", got.job.Degraded(), got.job.Problems())
				}
				model := doc.TitleCard()
				if test.same != "title card" {
					model = photoCard(t, test.whole, test.same)
				}
				want, err := drawOne(t, r, model)
				if err != nil {
					t.Fatal(err)
				}
				if want.job.Degraded() || !bytes.Equal(got.out.Bytes, want.out.Bytes) {
					t.Error("not drawn like what should stand in")
				}
				if got.job.Key() == want.job.Key() {
					t.Error("the key is that of the picture which was asked for")
				}
			})
		}
	}
}

// TestReportSaysSubstitute checks that the report tells what a layer shows.
func TestReportSaysSubstitute(t *testing.T) {
	r := rendererOf(t, render.DefaultConfig(), newShelf(t, "good.jpg"))
	for fields, want := range map[string]string{
		`"src": "asset:good.jpg"`:                               "",
		`"src": "asset:gone.jpg", "fallback": "asset:good.jpg"`: "fallback",
		`"src": "asset:gone.jpg", "on_error": "hide"`:           "none",
	} {
		got, err := drawOne(t, r, photoCard(t, "", fields))
		if err != nil {
			t.Fatal(err)
		}
		if l := got.out.Report.Layers[0]; l.ID != "photo" || string(l.Shown) != want {
			t.Errorf("%s: layer %s shows %q, want %q", fields, l.ID, l.Shown, want)
		}
	}
}

// TestNoSubstitute checks that without one the error names layer, picture and reason, also the first time
// that a broken picture is seen.
func TestNoSubstitute(t *testing.T) {
	assets := newShelf(t)
	assets.put("broken.jpg", starterPicture(t)[:500])
	assets.put("text.jpg", []byte("Hello"))
	for _, test := range []struct{ fields, want string }{
		{`"src": "asset:gone.jpg"`, `layer "photo": src: no asset "gone.jpg"`},
		{`"src": "asset:text.jpg"`, `layer "photo": src: "asset:text.jpg": picture not supported`},
		{`"src": "asset:broken.jpg", "on_error": "fail"`, `layer "photo": src: "asset:broken.jpg": picture broken: the JPEG`},
		{`"src": "asset:gone.jpg", "fallback": "asset:broken.jpg"`,
			`layer "photo": src: no asset "gone.jpg"; fallback: "asset:broken.jpg": picture broken: the JPEG`},
	} {
		r := rendererOf(t, render.DefaultConfig(), assets)
		for _, time := range []string{"first", "second"} {
			_, err := r.Render(t.Context(), photoCard(t, "", test.fields), render.Options{Format: render.PNG})
			if kind := kindOf(t, err); kind != render.Unusable || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("%s time: kind %d: %v, want %s", time, kind, err, test.want)
			}
		}
	}
}

// TestMendedPicture checks that a picture which was broken is shown as soon as it is whole, under the key of
// a whole one.
func TestMendedPicture(t *testing.T) {
	assets := newShelf(t, "other.jpg")
	assets.put("photo.jpg", starterPicture(t)[:500])
	r := rendererOf(t, render.DefaultConfig(), assets)
	doc := photoCard(t, "", `"src": "asset:photo.jpg", "fallback": "asset:other.jpg"`)
	before, err := drawOne(t, r, doc)
	if err != nil || !before.job.Degraded() {
		t.Fatalf("degraded %v, %v", before.job.Degraded(), err)
	}
	assets.put("photo.jpg", starterPicture(t))
	after, err := drawOne(t, r, doc)
	if err != nil || after.job.Degraded() || after.job.Key() == before.job.Key() {
		t.Errorf("degraded %v, the key is the old one: %v, %v", after.job.Degraded(), after.job.Key() == before.job.Key(), err)
	}
}
