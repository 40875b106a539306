package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// Every route but the index, health and what is not there asks for a credential, and HEAD is GET without
// the body. (Figure F18. Those with an API key are held to it where they are registered.)
func TestRoutesNeedACredential(t *testing.T) {
	r := newRig(t, nil)
	open := map[string]int{"/": 200, "/livez": 200, "/readyz": 200, linkRoute: 404, restRoute: 404}
	asked := 0
	for _, route := range r.server.echo.Routes() {
		if route.Method != http.MethodGet {
			continue
		}
		target := strings.ReplaceAll(route.Path, ":file", "card.jpg")
		get, head := r.get(t, target), r.do(t, http.MethodHead, target)
		if want, ok := open[route.Path]; ok {
			if get.StatusCode != want {
				t.Errorf("%s: %s, want %d", target, get.Status, want)
			}
		} else if asked++; get.StatusCode != http.StatusUnauthorized && get.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s without a credential", target, get.Status)
		}
		sameHead(t, target, get, head)
	}
	if asked != len(signedPaths)+1 {
		t.Errorf("%d routes ask for a credential, want those of signed URLs and /v1/meta", asked)
	}
	t.Logf("F18: %d routes ask for a credential, %d do not; HEAD is as GET on all", asked, len(open))
}

// sameHead compares the answers to GET and HEAD of the same target.
func sameHead(t *testing.T, target string, get, head answer) {
	t.Helper()
	if head.StatusCode != get.StatusCode || len(head.body) != 0 || len(get.body) == 0 {
		t.Errorf("%s: HEAD %s with %d bytes, GET %s with %d", target, head.Status, len(head.body), get.Status, len(get.body))
	}
	for _, h := range []http.Header{get.Header, head.Header} {
		h.Del("Date")
		h.Del("X-Request-Id")
	}
	for name := range get.Header {
		if name != "Content-Length" && head.Header.Get(name) != get.Header.Get(name) {
			t.Errorf("%s: %s: HEAD %q, GET %q", target, name, head.Header.Get(name), get.Header.Get(name))
		}
	}
}

func TestHeadIsGetWithoutTheBody(t *testing.T) {
	r := newRig(t, nil)
	for _, target := range []string{sign(t, "card.png", hello), signV2(t, "v1/og"), signV2(t, "v1/meta"), signV2(t, "v1/pdf"), "/no/such/path"} {
		r.get(t, target) // so that both are hits
		sameHead(t, target, r.get(t, target), r.do(t, http.MethodHead, target))
	}
	target := sign(t, "card.png", hello)
	if head := r.do(t, http.MethodHead, target); head.ContentLength != int64(len(r.get(t, target).body)) {
		t.Errorf("Content-Length of HEAD: %d", head.ContentLength)
	}
}
