package handlers

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

func TestPictureIsServedAndCached(t *testing.T) {
	r := newRig(t, nil)
	target := sign(t, "card.jpg", hello)
	first, second := r.get(t, target), r.get(t, target)
	below := r.get(t, "/signed"+target)
	for i, a := range []answer{first, second, below} {
		want := map[string]string{
			"Content-Type":                 "image/jpeg",
			"Cache-Control":                "public, max-age=86400",
			"X-Content-Type-Options":       "nosniff",
			"Content-Security-Policy":      "default-src 'none'; sandbox",
			"Content-Disposition":          `inline; filename=card.jpg`,
			"Access-Control-Allow-Origin":  "*",
			"Cross-Origin-Resource-Policy": "cross-origin",
			"Accept-Ranges":                "bytes",
			"X-Cache":                      []string{"miss", "hit", "hit"}[i],
			"Etag":                         first.Header.Get("Etag"),
		}
		for name, value := range want {
			if got := a.Header.Get(name); got != value {
				t.Errorf("answer %d: %s: %q, want %q", i, name, got, value)
			}
		}
		if a.StatusCode != http.StatusOK || string(a.body) != string(first.body) || len(a.body) == 0 {
			t.Errorf("answer %d: %s, %.80q", i, a.Status, a.body)
		}
	}
	if tag := first.Header.Get("Etag"); len(tag) < 3 || tag[0] != '"' {
		t.Errorf("the tag %s is not strong", tag)
	}
	if n := r.renderer.renders.Load(); n != 1 {
		t.Errorf("%d renders", n)
	}
}

func TestConditions(t *testing.T) {
	r := newRig(t, nil)
	target := sign(t, "card.jpg", hello)
	full := r.get(t, target)
	tag, modified := full.Header.Get("Etag"), full.Header.Get("Last-Modified")
	tests := []struct {
		name   string
		header []string
		status int
	}{
		{"the tag", []string{"If-None-Match", tag}, 304},
		{"the tag, weakened by a proxy", []string{"If-None-Match", "W/" + tag}, 304},
		{"one of several", []string{"If-None-Match", `"x", ` + tag + `,"y"`}, 304},
		{"in the second line", []string{"If-None-Match", `"x"`, "If-None-Match", tag}, 304},
		{"any", []string{"If-None-Match", "*"}, 304},
		{"another tag", []string{"If-None-Match", `"x"`}, 200},
		{"the tag without quotes", []string{"If-None-Match", strings.Trim(tag, `"`)}, 200},
		{"not modified", []string{"If-Modified-Since", modified}, 304},
		{"another tag counts more", []string{"If-Modified-Since", modified, "If-None-Match", `"x"`}, 200},
		{"If-Match holds", []string{"If-Match", tag}, 200},
		{"first bytes", []string{"Range", "bytes=0-3"}, 206},
		{"bytes of what it was", []string{"Range", "bytes=0-3", "If-Range", tag}, 206},
		{"bytes of something else", []string{"Range", "bytes=0-3", "If-Range", `"x"`}, 200},
	}
	for _, test := range tests {
		a := r.get(t, target, test.header...)
		if a.StatusCode != test.status {
			t.Errorf("%s: %s, want %d", test.name, a.Status, test.status)
		}
		if a.Header.Get("Etag") != tag || a.Header.Get("Cache-Control") != "public, max-age=86400" {
			t.Errorf("%s: %v", test.name, a.Header)
		}
		want := map[int]string{200: string(full.body), 206: string(full.body[:4])}[test.status]
		if string(a.body) != want {
			t.Errorf("%s: %.40q, want %.40q", test.name, a.body, want)
		}
	}
	wantProblem(t, r.get(t, target, "Range", "bytes=99999-"), 416, "bad-range", "the picture has")
	wantProblem(t, r.get(t, target, "If-Match", `"x"`), 412, "bad-precondition", "")
	wantProblem(t, r.get(t, target, "If-Match", `"x"`, "If-None-Match", tag), 412, "bad-precondition", "")
}

func TestNothingIsDrawnForAClientThatHasThePicture(t *testing.T) {
	r := newRig(t, nil)
	target := sign(t, "card.jpg", hello)
	tag := r.get(t, target).Header.Get("Etag")
	fresh := newRig(t, nil)
	if a := fresh.get(t, target, "If-None-Match", tag); a.StatusCode != http.StatusNotModified {
		t.Errorf("got %s", a.Status)
	}
	if n := fresh.renderer.renders.Load(); n != 0 {
		t.Errorf("%d renders", n)
	}
}

func TestSamePictureUnderManyURLs(t *testing.T) {
	r := newRig(t, nil)
	escaped := func() string {
		message := "card.jpg?c=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(hello)))
		return "/" + message + "&s=" + hmacOf(message, apiKey)
	}
	half := sign(t, "card.jpg", hello, signedurl.Param{Name: "w", Value: "600"})
	groups := [][]string{
		{sign(t, "card.jpg", hello), sign(t, "card.jpeg", hello), sign(t, "card.jpg", " "+hello), escaped(),
			sign(t, "card.jpg", hello) + "&fbclid=1&w=9", sign(t, "card.jpg", hello, signedurl.Param{Name: "scale", Value: "1"}),
			strings.ReplaceAll(sign(t, "card.jpg", hello), "&", "&amp;")},
		{half, half + "&w=700", sign(t, "card.jpg", hello, signedurl.Param{Name: "scale", Value: "0.5"})},
	}
	for i, group := range groups {
		tag := ""
		for _, target := range group {
			a := r.get(t, target)
			if tag == "" {
				tag = a.Header.Get("Etag")
			}
			if a.StatusCode != 200 || a.Header.Get("Etag") != tag {
				t.Errorf("%s: %s, tag %s, want %s", target, a.Status, a.Header.Get("Etag"), tag)
			}
		}
		if i > 0 && tag == r.get(t, groups[0][0]).Header.Get("Etag") {
			t.Error("two sizes have one tag")
		}
	}
}

// A thousand ask for a picture that is not there, and the first hangs up. (Figure F3, over HTTP.)
func TestLeaderDisconnects(t *testing.T) {
	r := newRig(t, nil)
	started, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	r.renderer.render = func(ctx context.Context, _ *templates.Document, _ render.Options) ([]byte, error) {
		once.Do(func() { close(started) })
		select {
		case <-release:
			return []byte("picture"), nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	target := sign(t, "card.jpg", hello)
	leader, hangUp := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() {
		request, err := http.NewRequestWithContext(leader, http.MethodGet, r.URL+target, nil)
		if err != nil {
			gone <- err
			return
		}
		response, err := r.Client().Do(request)
		if err == nil {
			response.Body.Close()
		}
		gone <- err
	}()
	<-started
	const followers = 999
	var served atomic.Int64
	var sending, all sync.WaitGroup
	sending.Add(followers)
	for range followers {
		all.Go(func() {
			sending.Done()
			if a := r.get(t, target); a.StatusCode == 200 && string(a.body) == "picture" {
				served.Add(1)
			}
		})
	}
	sending.Wait()
	hangUp()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the leader got %v", err)
	}
	close(release)
	all.Wait()
	if n := r.renderer.renders.Load(); n != 1 || served.Load() != followers {
		t.Errorf("%d renders, %d of %d served", n, served.Load(), followers)
	}
	t.Logf("F3: %d requests for one cold picture, the first hung up: %d render, %d served", followers+1, r.renderer.renders.Load(), served.Load())
}
