package handlers

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"placard/store"
)

// knownPages are pages by URL.
type knownPages map[string]store.PageCard

func (p knownPages) Read(_ context.Context, url string) (store.PageCard, error) {
	card, ok := p[url]
	if !ok {
		return store.PageCard{}, fmt.Errorf("%w: %s answered 404", store.ErrUpstream, url)
	}
	return card, nil
}

func TestPreview(t *testing.T) {
	r := newRig(t, func(p *parts) {
		p.deps.Pages = knownPages{
			"https://example.com/full": {
				URL: "https://www.example.com/full", Title: "Full", Description: "Words", SiteName: "Example",
				Image: "https://example.com/a.jpg", Icon: "https://example.com/i.png", ThemeColor: "#fff",
			},
			"https://example.com/bare":  {URL: "https://example.com/bare"},
			"https://example.com/title": {URL: "https://example.com/title", Title: "Only"},
		}
	})
	r.drawWords()
	tests := []struct {
		list []string
		want string
	}{
		{[]string{"url=https://example.com/full"}, "jpeg Full/Words/Example/example.com/https://example.com/a.jpg"},
		{[]string{"url=https://example.com/bare"}, "jpeg example.com//example.com/example.com/"},
		{[]string{"url=https://example.com/title", "format=png"}, "png Only//example.com/example.com/"},
		{[]string{"url=https://example.com/full", "title=Mine", "site="}, "jpeg Mine/Words//example.com/https://example.com/a.jpg"},
		{[]string{"url=https://example.com/full", "template=og-card"}, "jpeg Full"},
	}
	for _, test := range tests {
		a := r.get(t, signV2(t, "v1/preview", params(test.list...)...))
		if a.StatusCode != 200 || string(a.body) != test.want {
			t.Errorf("%v: %s %s, want %s", test.list, a.Status, a.body, test.want)
		}
	}
	bad := func(pair string) answer { return r.get(t, signV2(t, "v1/preview", params(pair)...)) }
	wantProblem(t, bad("url=https://example.com/gone"), 424, "upstream", "https://example.com/gone answered 404")
	wantProblem(t, bad("url=example.com"), 400, "bad-request", "url: ")
	wantProblem(t, bad("url=file:///etc/passwd"), 400, "bad-request", "url: ")
	wantProblem(t, bad("url=https://user:secret@example.com/"), 400, "bad-request", "url: ")
	wantProblem(t, bad("url=https://example.com/"+strings.Repeat("a", maxPageURL)), 400, "bad-request", "2048")
	wantProblem(t, bad("title=x"), 400, "bad-request", "url: is required")
	wantProblem(t, r.get(t, "/v1/preview?url=https://example.com/full"), 403, "bad-signature", "")
}

// slowPages never answer.
type slowPages struct{}

func (slowPages) Read(ctx context.Context, _ string) (store.PageCard, error) {
	<-ctx.Done()
	return store.PageCard{}, ctx.Err()
}

// countedPages count how often they are read.
type countedPages struct {
	knownPages
	reads atomic.Int64
}

func (p *countedPages) Read(ctx context.Context, url string) (store.PageCard, error) {
	p.reads.Add(1)
	return p.knownPages.Read(ctx, url)
}

// TestPreviewFetchesOnlyWhatMayBeDrawn tells of a key for one template, which had pages fetched that it was
// then refused a card of.
func TestPreviewFetchesOnlyWhatMayBeDrawn(t *testing.T) {
	pages := &countedPages{knownPages: knownPages{"https://example.com/": {URL: "https://example.com/", Title: "Full"}}}
	r := newRig(t, func(p *parts) {
		key := testKey()
		key.Templates = []string{"og-card"}
		p.keys, p.deps.Pages = fixedKeys{key}, pages
	})
	ask := func(more ...string) answer {
		return r.get(t, signV2(t, "v1/preview", params(append(more, "url=https://example.com/")...)...))
	}
	wantProblem(t, ask(), 403, "forbidden", "link-card")
	wantProblem(t, ask("template=og-card@7"), 404, "not-found", "version")
	wantProblem(t, ask("template=og-card", "scale=99"), 400, "bad-request", "scale")
	wantProblem(t, ask("template=og-card", "theme=blue"), 400, "bad-request", "theme")
	if n := pages.reads.Load(); n != 0 {
		t.Errorf("%d fetches for what was refused", n)
	}
	if a := ask("template=og-card"); a.StatusCode != 200 || pages.reads.Load() != 1 {
		t.Errorf("what may be drawn: %s, %d fetches", a.Status, pages.reads.Load())
	}
}
