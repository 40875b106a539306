package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"

	"placard/store"
)

type fileAnswer struct {
	Name, SHA256, Author, Family string
	ContentType                  string `json:"content_type"`
	Bytes, Width, Height         int
	Created                      time.Time
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func TestAssetsAreUploadedAndDrawn(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.render, "POST", "/v1/render", object{"template": "photo"}).wantProblem(t, 422, "undrawable", "hero.png")
	hero, other := pngOf(t, 30, 20), pngOf(t, 7, 9)
	var f fileAnswer
	a := r.do(t, r.writer, "PUT", "/v1/assets/hero.png", hero).want(t, http.StatusCreated, &f)
	if f.Name != "hero.png" || f.ContentType != "image/png" || f.Bytes != len(hero) || f.SHA256 != digest(hero) || f.Width != 30 || f.Height != 20 ||
		f.Author != r.writer.ID || !f.Created.Equal(now) {
		t.Errorf("got %+v", f)
	}
	if a.Header.Get("Location") != "/v1/assets/hero.png" || a.Header.Get("Etag") != `"`+f.SHA256+`"` {
		t.Errorf("headers %v", a.Header)
	}
	first := r.do(t, r.render, "POST", "/v1/render", object{"template": "photo", "format": "png"}).want(t, http.StatusOK)
	got := r.do(t, r.render, "GET", "/v1/assets/hero.png", nil).want(t, http.StatusOK)
	if !bytes.Equal(got.body, hero) || got.Header.Get("Content-Type") != "image/png" || got.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%v, %d bytes", got.Header, len(got.body))
	}
	r.do(t, r.render, "GET", "/v1/assets/hero.png", nil, "If-None-Match", got.Header.Get("Etag")).want(t, http.StatusNotModified)

	wantParts(t, r, "/v1/assets/hero.png", string(hero))

	r.do(t, r.writer, "PUT", "/v1/assets/hero.png", other, "Content-Type", "image/png").want(t, http.StatusOK, &f)
	if f.Width != 7 {
		t.Errorf("got %+v", f)
	}
	again := r.do(t, r.render, "POST", "/v1/render", object{"template": "photo", "format": "png"}).want(t, http.StatusOK)
	if bytes.Equal(first.body, again.body) {
		t.Error("the picture still shows the asset that was replaced")
	}
	var list struct{ Assets []fileAnswer }
	r.do(t, r.render, "GET", "/v1/assets", nil).want(t, http.StatusOK, &list)
	if len(list.Assets) != 1 || list.Assets[0] != f {
		t.Errorf("got %+v", list)
	}
	r.do(t, r.writer, "DELETE", "/v1/assets/hero.png", nil).want(t, http.StatusNoContent)
	r.do(t, r.render, "GET", "/v1/assets/hero.png", nil).wantProblem(t, 404, "not-found", "hero.png")
	r.do(t, r.writer, "DELETE", "/v1/assets/hero.png", nil).wantProblem(t, 404, "not-found", "hero.png")
}

func TestFilesThatAreNotTaken(t *testing.T) {
	r := newRig(t, nil)
	picture, font := pngOf(t, 3, 3), fontFile(t)
	for _, tt := range []struct {
		path   string
		body   []byte
		status int
		name   string
	}{
		{"/v1/assets/a.png", []byte("<svg onload=alert(1)>"), 415, "unsupported"},
		{"/v1/assets/a.png", picture[:len(picture)/2], 415, "unsupported"},
		{"/v1/assets/a.png", font[:1000], 415, "unsupported"},
		{"/v1/assets/a.png", bytes.Repeat(picture, assetLimit/len(picture)+1), 413, "too-large"},
		{"/v1/assets/-a.png", picture, 400, "bad-request"},
		{"/v1/assets/a%20b.png", picture, 400, "bad-request"},
		{"/v1/assets/..", picture, 400, "bad-request"},
		{"/v1/assets/operator.png", picture, 409, "conflict"},
		{"/v1/fonts/a.ttf", picture, 415, "unsupported"},
		{"/v1/fonts/a.ttf", font[:len(font)/2], 415, "unsupported"},
		{"/v1/fonts/a.ttf", make([]byte, fontLimit+1), 413, "too-large"},
		{"/v1/fonts/-a.ttf", font, 400, "bad-request"},
	} {
		a := r.do(t, r.writer, "PUT", tt.path, tt.body)
		a.wantProblem(t, tt.status, tt.name)
	}
	request := made(http.NewRequest("PUT", r.URL+"/v1/assets/%2e%2e%2fa.png", bytes.NewReader(picture)))(t)
	request.Header.Set("Authorization", "Bearer "+r.writer.APIKey.Reveal())
	r.send(t, request).wantProblem(t, 400, "bad-request", "name")
	r.do(t, r.writer, "DELETE", "/v1/assets/operator.png", nil).wantProblem(t, 409, "conflict", "operator.png")
	for _, path := range []string{"/v1/assets", "/v1/fonts"} {
		if a := r.do(t, r.render, "GET", path, nil).want(t, http.StatusOK); !bytes.Contains(a.body, []byte("[]")) {
			t.Errorf("something was kept: %s", a.body)
		}
	}
}

func TestFontsAreUploaded(t *testing.T) {
	r := newRig(t, nil)
	font := fontFile(t)
	var f fileAnswer
	r.do(t, r.writer, "PUT", "/v1/fonts/thai.ttf", font, "Content-Type", "font/ttf").want(t, http.StatusCreated, &f)
	if f.Name != "thai.ttf" || f.ContentType != "font/ttf" || f.Bytes != len(font) || f.SHA256 != digest(font) || f.Family != "Noto Sans Thai" {
		t.Errorf("got %+v", f)
	}
	r.do(t, r.writer, "PUT", "/v1/fonts/thai.ttf", font).want(t, http.StatusOK)
	a := r.do(t, r.render, "GET", "/v1/fonts/thai.ttf", nil).want(t, http.StatusOK)
	if !bytes.Equal(a.body, font) || a.Header.Get("Content-Type") != "font/ttf" {
		t.Errorf("%v, %d bytes", a.Header, len(a.body))
	}
	r.do(t, r.render, "GET", "/v1/fonts/thai.ttf", nil, "If-None-Match", a.Header.Get("Etag")).want(t, http.StatusNotModified)
	wantParts(t, r, "/v1/fonts/thai.ttf", string(font))
	var list struct{ Fonts []fileAnswer }
	r.do(t, r.render, "GET", "/v1/fonts", nil).want(t, http.StatusOK, &list)
	if len(list.Fonts) != 1 || list.Fonts[0] != f {
		t.Errorf("got %+v, want %+v", list, f)
	}
	r.do(t, r.writer, "DELETE", "/v1/fonts/thai.ttf", nil).want(t, http.StatusNoContent)
	r.do(t, r.render, "GET", "/v1/fonts/thai.ttf", nil).wantProblem(t, 404, "not-found", "thai.ttf")
}

// TestFilesAreForAllTemplates tells of a key that could write one template, and replaced the logo that
// everybody else's templates show.
func TestFilesAreForAllTemplates(t *testing.T) {
	r := newRig(t, nil)
	logo := pngOf(t, 3, 3)
	r.do(t, r.writer, "PUT", "/v1/assets/logo.png", logo).want(t, http.StatusCreated)
	limited := r.newKey(t, store.Key{Name: "limited", Scopes: []store.Scope{store.ScopeWrite, store.ScopeRender}, Templates: []string{"mine"}})
	for _, way := range []string{
		"GET /v1/assets", "GET /v1/assets/logo.png", "GET /v1/assets/other.png", "DELETE /v1/assets/logo.png",
		"PUT /v1/assets/logo.png", "PUT /v1/assets/other.png",
		"GET /v1/fonts", "GET /v1/fonts/a.ttf", "PUT /v1/fonts/a.ttf", "DELETE /v1/fonts/a.ttf",
	} {
		method, path, _ := strings.Cut(way, " ")
		var body any
		if method == "PUT" {
			body = pngOf(t, 4, 4)
		}
		r.do(t, limited, method, path, body).wantProblem(t, 403, "forbidden", "list")
	}
	if a := r.do(t, r.render, "GET", "/v1/assets/logo.png", nil).want(t, http.StatusOK); !bytes.Equal(a.body, logo) {
		t.Error("the logo is another")
	}
}
