package handlers

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"placard/handlers/signedurl"
	"placard/store"
)

var metaElement = regexp.MustCompile(`<meta (?:property|name)="([a-z:]+)" content="([^"]*)">`)

// elements reads a meta block as a crawler does.
func elements(block string) map[string]string {
	all := map[string]string{}
	for _, m := range metaElement.FindAllStringSubmatch(block, -1) {
		all[m[1]] = html.UnescapeString(m[2])
	}
	return all
}

// What a page would say of a picture is true of it, and its URL gets it, whichever credential asked.
func TestMeta(t *testing.T) {
	r := newRig(t, nil)
	title := `Fish & "Chips" <é>`
	signed := r.get(t, signV2(t, "v1/meta", params("title="+title, "width=600", "format=png")...))
	bearer := r.get(t, "/v1/meta?width=600&format=png&title=Fish+%26+%22Chips%22+%3C%C3%A9%3E", "Authorization", "Bearer "+apiKey)
	for _, a := range []answer{signed, bearer} {
		got := elements(string(a.body))
		want := map[string]string{
			"og:image:type": "image/png", "og:image:width": "600", "og:image:height": "315", "og:image:alt": title, "twitter:card": "summary_large_image",
		}
		for name, value := range want {
			if got[name] != value {
				t.Errorf("%s %s: %q, want %q in\n%s", a.Status, name, got[name], value, a.body)
			}
		}
		u, ok := strings.CutPrefix(got["og:image"], base)
		if !ok || !strings.HasPrefix(u, "/v1/image/og-card.png?") {
			t.Fatalf("og:image: %q", got["og:image"])
		}
		if p := r.get(t, u); p.StatusCode != 200 || p.Header.Get("Content-Type") != "image/png" {
			t.Errorf("%s: %s %s", u, p.Status, p.body)
		}
		if a.Header.Get("Content-Type") != "text/html; charset=UTF-8" || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%v", a.Header)
		}
	}
	if string(signed.body) != string(bearer.body) {
		t.Errorf("%s\nand\n%s", signed.body, bearer.body)
	}
	if n := r.renderer.renders.Load(); n != 1 { // that of the two GETs of one picture
		t.Errorf("%d renders", n)
	}
	wantProblem(t, r.get(t, "/v1/meta?title=x"), 403, "bad-signature", "")
	wantProblem(t, r.get(t, "/v1/meta?title=x", "Authorization", "Bearer sk_live_wrong"), 401, "unauthorized", "")
	wantProblem(t, r.get(t, "/v1/meta?titel=x", "Authorization", "Bearer "+apiKey), 400, "bad-request", `did you mean "title"?`)
	wantProblem(t, r.get(t, signV2(t, "v1/meta", params("report=1")...)), 400, "bad-request", "report: ")
	wantProblem(t, r.get(t, "/v1/meta?title=x&title=y", "Authorization", "Bearer "+apiKey), 400, "bad-request", "twice")
}

func TestMetaKeepsWhatTheURLSays(t *testing.T) {
	r := newRig(t, nil)
	expires := params("expires=1999999999")[0]
	a := r.get(t, signV2(t, "v1/meta", signedurl.Param{Name: "template", Value: "square"}, signedurl.Changes([]byte("[]")), expires))
	got := elements(string(a.body))
	if got["twitter:card"] != "summary" || got["og:image:type"] != "image/jpeg" || !strings.Contains(got["og:image"], "expires=1999999999") || got["og:image:alt"] != "" {
		t.Errorf("%s\n%s", a.Status, a.body)
	}
	if p := r.get(t, strings.TrimPrefix(got["og:image"], base)); p.StatusCode != 200 {
		t.Errorf("%s: %s", got["og:image"], p.Status)
	}
}

func TestMetaNeedsAnAddressAndAScheme(t *testing.T) {
	r := newRig(t, func(p *parts) { p.cfg.PublicBases = nil })
	wantProblem(t, r.get(t, signV2(t, "v1/meta")), 501, "not-implemented", "--public-url")
	r = newRig(t, func(p *parts) {
		key := testKey()
		key.Schemes = []string{string(signedurl.SchemeRequest)}
		p.keys = fixedKeys{key}
	})
	wantProblem(t, r.get(t, "/v1/meta", "Authorization", "Bearer "+apiKey), 403, "forbidden", "v2")
	r = newRig(t, func(p *parts) {
		key := testKey()
		key.Scopes = []store.Scope{store.ScopeWrite}
		p.keys = fixedKeys{key}
	})
	wantProblem(t, r.get(t, "/v1/meta", "Authorization", "Bearer "+apiKey), 403, "forbidden", "render")
}
