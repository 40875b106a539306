package render_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"placard/render"
	"placard/templates"
)

// tick is a drawing.
const tick = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path d='M4 12l6 6L20 6v9L10 22Z' fill='#c00'/></svg>`

// partial are pages with a picture at %q that is a part of a layer, or of the page, and what names it in errors.
var partial = []struct{ name, field, page string }{
	{"drawing", `layer "part": src`, `"layers": [{"id": "part", "type": "svg", "width": 60, "height": 60, "src": %q}]`},
	{"mask", `layer "part": mask.src`, `"layers": [{"id": "part", "type": "image", "width": 60, "height": 60, "src": "asset:whole.jpg",
		"mask": {"type": "image", "src": %q, "by": "luminance"}}]`},
	{"fill", `layer "part": fill.src`, `"layers": [{"id": "part", "type": "rect", "width": 60, "height": 60, "fill": {"type": "image", "src": %q}}]`},
	{"logo", `layer "part": logo`, `"layers": [{"id": "part", "type": "qr", "width": 60, "height": 60, "value": "Hello", "logo": %q}]`},
	{"background", "background.src", `"background": {"type": "image", "src": %q}, "layers": []`},
}

// noMask is a mask, which cannot be without a picture.
var noMask = regexp.MustCompile(`,\s*"mask": {[^}]*}`)

// partPage is one of them with its picture at src, or none, and a title.
func partPage(t *testing.T, page, whole, src string) *templates.Document {
	t.Helper()
	const title = `{"id": "title", "type": "text", "x": 65, "y": 10, "width": 50, "height": 40, "text": "Hello", "font_size": 20, "color": "#f80"}]`
	if src == "" {
		page = noMask.ReplaceAllString(page, "")
	}
	page = strings.ReplaceAll(page, "%q", strconv.Quote(src))
	comma := ", "
	if strings.HasSuffix(page, "[]") {
		comma = ""
	}
	return parse(t, `{"id": "card", "width": 120, "height": 60, `+whole+strings.TrimSuffix(page, "]")+comma+title+"}")
}

// partAssets has a picture, a drawing and a broken one of each.
func partAssets(t *testing.T) *shelf {
	t.Helper()
	assets := newShelf(t, "good.jpg", "whole.jpg")
	assets.put("good.svg", []byte(tick))
	assets.put("bad.jpg", starterPicture(t)[:500])
	assets.put("bad.svg", []byte(tick[:60]))
	return assets
}

// ending is that of the file which a part shows.
func ending(name string) string {
	if name == "drawing" {
		return ".svg"
	}
	return ".jpg"
}

// TestPartPictures checks of each what is drawn, and what becomes of a missing or broken one: an error that names
// its field, or the title card, the first time and the second.
func TestPartPictures(t *testing.T) {
	assets := partAssets(t)
	for _, part := range partial {
		t.Run(part.name, func(t *testing.T) {
			r := rendererOf(t, render.DefaultConfig(), assets)
			end := ending(part.name)
			good, err := drawOne(t, r, partPage(t, part.page, "", "asset:good"+end))
			if err != nil || good.job.Degraded() {
				t.Fatalf("degraded, or %v", err)
			}
			none, err := drawOne(t, r, partPage(t, part.page, "", ""))
			if err != nil || bytes.Equal(good.out.Bytes, none.out.Bytes) {
				t.Errorf("drawn as without it, or %v", err)
			}
			for _, src := range []string{"asset:gone" + end, "asset:bad" + end, "asset:bad" + end} {
				_, err := drawOne(t, r, partPage(t, part.page, "", src))
				if kind := kindOf(t, err); kind != render.Unusable || !strings.HasPrefix(err.Error(), part.field+": ") {
					t.Errorf("%s: kind %d: %v", src, kind, err)
				}
				got, err := drawOne(t, r, partPage(t, part.page, `"on_picture_error": "title_card", `, src))
				if err != nil || !got.job.Degraded() || len(got.job.Problems()) != 1 || got.job.Key() == good.job.Key() {
					t.Fatalf("%s: %v", src, err)
				}
				want, err := drawOne(t, r, partPage(t, part.page, "", src).TitleCard())
				if err != nil || !bytes.Equal(got.out.Bytes, want.out.Bytes) {
					t.Errorf("%s: not the title card, or %v", src, err)
				}
			}
		})
	}
}

// TestDrawingSubstitutes checks what stands in for a drawing.
func TestDrawingSubstitutes(t *testing.T) {
	r := rendererOf(t, render.DefaultConfig(), partAssets(t))
	page := func(fields string) *templates.Document {
		return parse(t, `{"id": "card", "width": 60, "height": 60, "layers": [{"id": "d", "type": "svg", "width": 60, "height": 60, `+fields+`}]}`)
	}
	for _, src := range []string{"asset:gone.svg", "asset:bad.svg", "asset:good.jpg"} { // a photo is no drawing
		for fields, same := range map[string]string{
			`"fallback": "asset:good.svg"`: `"src": "asset:good.svg"`,
			`"on_error": "hide"`:           `"src": ""`,
		} {
			got, err := drawOne(t, r, page(fmt.Sprintf(`"src": %q, `, src)+fields))
			if err != nil || !got.job.Degraded() || len(got.job.Problems()) != 1 {
				t.Fatalf("%s, %s: %v", src, fields, err)
			}
			want, err := drawOne(t, r, page(same))
			if err != nil || !bytes.Equal(got.out.Bytes, want.out.Bytes) || got.job.Key() == want.job.Key() {
				t.Errorf("%s, %s: not drawn as %s under a key of its own: %v", src, fields, same, err)
			}
		}
	}
	if _, err := drawOne(t, r, page(`"src": "asset:gone.svg", "fallback": "asset:bad.svg"`)); kindOf(t, err) != render.Unusable ||
		!strings.Contains(err.Error(), "; fallback: ") {
		t.Errorf("a broken fallback: %v", err)
	}
}

// TestPartPicturesTwice checks that the same page has the same key and pixels twice, and others when its picture was
// replaced.
func TestPartPicturesTwice(t *testing.T) {
	for _, part := range partial {
		assets := partAssets(t)
		src := "good" + ending(part.name)
		var first outcome
		for i, time := range []string{"first", "second", "replaced"} {
			if time == "replaced" {
				assets.put(src, plainPicture(t, blue))
				if part.name == "drawing" {
					assets.put(src, []byte(strings.Replace(tick, "#c00", "#00c", 1)))
				}
			}
			got, err := drawOne(t, rendererOf(t, render.DefaultConfig(), assets), partPage(t, part.page, "", "asset:"+src))
			if err != nil {
				t.Fatalf("%s, %s: %v", part.name, time, err)
			}
			if i == 0 {
				first = got
			}
			same := got.job.Key() == first.job.Key()
			if pixels := bytes.Equal(got.out.Bytes, first.out.Bytes); same != (i < 2) || pixels != same {
				t.Errorf("%s, %s: the same key %v, the same pixels %v", part.name, time, same, pixels)
			}
		}
	}
}

// TestPartPicturesRemote fetches each from the web, once for any number of renders, and says what the web did.
func TestPartPicturesRemote(t *testing.T) {
	for _, part := range partial {
		w := newWeb(starterPicture(t))
		if part.name == "drawing" {
			w = newWeb([]byte(tick))
		}
		own := w.stat
		w.stat = func(ctx context.Context, url string) ([]byte, error) {
			if strings.HasSuffix(url, "/gone") {
				return nil, errors.New("status 404")
			}
			return own(ctx, url)
		}
		r := rendererOf(t, w.config(), partAssets(t))
		for range 2 {
			if got, err := drawOne(t, r, partPage(t, part.page, "", "https://example.com/0")); err != nil || got.job.Degraded() {
				t.Errorf("%s: degraded, or %v", part.name, err)
			}
		}
		if n := w.reads.Load(); n != 1 {
			t.Errorf("%s: read %d times, want once", part.name, n)
		}
		_, err := drawOne(t, r, partPage(t, part.page, "", "https://example.com/gone"))
		if kind := kindOf(t, err); kind != render.Upstream || !strings.HasPrefix(err.Error(), part.field+": ") {
			t.Errorf("%s: kind %d: %v", part.name, kind, err)
		}
	}
}
