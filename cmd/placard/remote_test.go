package main

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"placard/handlers/signedurl"
)

// elsewhere is a web site: a page, its picture and its icon.
type elsewhere struct {
	*httptest.Server
	down  atomic.Bool
	asked atomic.Int64
}

func site(t *testing.T) *elsewhere {
	t.Helper()
	photo, err := os.ReadFile("../../templates/starter/assets/mug.jpg")
	if err != nil {
		t.Fatal(err)
	}
	e := &elsewhere{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.asked.Add(1)
		switch {
		case e.down.Load():
			http.Error(w, "out of order", http.StatusInternalServerError)
		case r.URL.Path == "/article":
			fmt.Fprint(w, `<!doctype html><html><head><title>ignored</title>
<meta property="og:title" content="Bread that takes three days &amp; no kneading">
<meta property="og:description" content="What time does to flour and water, and why it is worth the wait.">
<meta property="og:site_name" content="The Slow Kitchen">
<meta property="og:image" content="/photo.jpg"></head><body>…</body></html>`)
		case r.URL.Path == "/photo.jpg":
			_, _ = w.Write(photo)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(e.Close)
	return e
}

// allow are the flags that let a server fetch from a site of this machine.
func (e *elsewhere) allow(t *testing.T) []string {
	t.Helper()
	u, err := url.Parse(e.URL)
	if err != nil {
		t.Fatal(err)
	}
	return []string{"--remote-host", "127.0.0.1", "--remote-http", "--remote-network", "127.0.0.0/8", "--remote-port", u.Port()}
}

func keyed(t *testing.T, base, path string, params ...signedurl.Param) string {
	t.Helper()
	signer := signedurl.KeySigner{KeyID: "key_test", Secret: testSecret, Base: base}
	u, err := signer.URL(path, params)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestPageCards previews a page of a real site, its picture included, and looks at the pixels.
func TestPageCards(t *testing.T) {
	e := site(t)
	p := serve(t, fixedKey(), append(e.allow(t), "--data", t.TempDir())...)
	status, body := get(t, keyed(t, p.base, "v1/preview", signedurl.Param{Name: "url", Value: e.URL + "/article"}, signedurl.Param{Name: "format", Value: "png"}))
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	shown, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	colours := map[color.Color]bool{}
	for y := 0; y < 630; y += 10 {
		colours[shown.At(1000, y)] = true
	}
	if len(colours) < 30 {
		t.Errorf("a column through the picture has %d colours: the picture is not there", len(colours))
	}
	status, body = get(t, keyed(t, p.base, "v1/preview", signedurl.Param{Name: "url", Value: e.URL + "/nothing"}))
	if status != http.StatusFailedDependency || !strings.Contains(string(body), "404") {
		t.Errorf("a page that is not there: %d %s", status, body)
	}
	p.stop(t)
}

// TestRemotePictures: fetched once and kept; shown from the copy while the site is down; 424 with the
// reason where there is none; and refused where no host is allowed.
func TestRemotePictures(t *testing.T) {
	e := site(t)
	data := t.TempDir()
	p := serve(t, fixedKey(), append(e.allow(t), "--data", data)...)
	photo := func(base, path, title string) (int, []byte) {
		return get(t, keyed(t, base, "v1/image/photo-story.jpg", signedurl.Param{Name: "picture", Value: e.URL + path}, signedurl.Param{Name: "title", Value: title}))
	}
	if status, body := photo(p.base, "/photo.jpg", "one"); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	before := e.asked.Load()
	e.down.Store(true)
	if status, body := photo(p.base, "/photo.jpg", "two"); status != http.StatusOK || e.asked.Load() != before {
		t.Errorf("a picture that was fetched already: %d %.200s, and the site was asked %d times more", status, body, e.asked.Load()-before)
	}
	status, body := photo(p.base, "/other.jpg", "three")
	if status != http.StatusFailedDependency || !bytes.Contains(body, []byte("500")) {
		t.Errorf("a picture whose site is down: %d %s", status, body)
	}
	p.stop(t)

	closed := serve(t, fixedKey(), "--data", data)
	if status, body := photo(closed.base, "/photo.jpg", "four"); status != http.StatusBadRequest && status != http.StatusFailedDependency {
		t.Errorf("with no host allowed: %d %s", status, body)
	}
	closed.stop(t)
}
