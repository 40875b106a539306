package handlers

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"placard/store"
)

// knownLinks are short links by id.
type knownLinks map[string]store.Link

func (l knownLinks) Get(_ context.Context, id string) (store.Link, error) {
	link, ok := l[id]
	switch {
	case id == "locked":
		return store.Link{}, fmt.Errorf("SECRET: %w", store.ErrUnavailable)
	case !ok:
		return store.Link{}, fs.ErrNotExist
	}
	return link, nil
}

func TestLinks(t *testing.T) {
	r := newRig(t, func(p *parts) {
		p.deps.Links = knownLinks{
			"plain":   {KeyID: keyID, Order: []byte(`{"template":"card","changes":[{"id":"title","text":"Linked"}]}`)},
			"png":     {KeyID: keyID, Order: []byte(`{"template":"card","format":"png","width":600,"cache_ttl":60,"download":true}`)},
			"orphan":  {KeyID: "key_revoked", Order: []byte(`{"template":"card"}`)},
			"mangled": {KeyID: keyID, Order: []byte(`{"template":`)},
		}
	})
	r.drawWords()
	for target, want := range map[string]string{"/i/plain.jpg": "jpeg Linked", "/i/plain.jpeg": "jpeg Linked", "/i/png.png": "png Hello"} {
		if a := r.get(t, target); a.StatusCode != 200 || string(a.body) != want {
			t.Errorf("%s: %s %s, want %s", target, a.Status, a.body, want)
		}
	}
	if a := r.get(t, "/i/png.png"); a.Header.Get("Cache-Control") != "public, max-age=60" || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the link's options: %v", a.Header)
	}
	for _, target := range []string{"/i/plain.png", "/i/plain", "/i/plain.gif", "/i/png.jpg", "/i/orphan.jpg", "/i/none.jpg", "/i/.jpg"} {
		wantProblem(t, r.get(t, target), 404, "not-found", "")
	}
	wantProblem(t, r.get(t, "/i/locked.jpg"), 503, "unavailable", "store")
	wantProblem(t, r.get(t, "/i/mangled.jpg"), 500, "internal", "")
	if log := r.log.String(); strings.Contains(log, "/i/plain") || !strings.Contains(log, "/i/:file") {
		t.Error("the log has the id of a link, which is its credential, or not its route")
	}
	wantProblem(t, newRig(t, nil).get(t, "/i/plain.jpg"), 404, "not-found", "")
}

// Ids are guessed no faster than signatures.
func TestGuessedLinksAreLimited(t *testing.T) {
	r := newRig(t, func(p *parts) {
		p.access.FailuresPerMinute = 3
		p.deps.Links = knownLinks{}
	})
	statuses := map[int]int{}
	for i := range 5 {
		statuses[r.get(t, fmt.Sprintf("/i/guess%d.jpg", i)).StatusCode]++
	}
	if statuses[404] != 3 || statuses[429] != 2 {
		t.Error(statuses)
	}
}
