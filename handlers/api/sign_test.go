package api_test

import (
	"net/http"
	"strings"
	"testing"

	"placard/store"
)

func TestSignMakesURLsThatHold(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", newTemplate).want(t, http.StatusCreated)
	for _, tt := range []struct {
		order         object
		path, format  string
		width, height int
	}{
		{object{"template": "card"}, "/v1/image/card.jpg?", "jpeg", 120, 63},
		{object{"template": "card", "format": "jpeg"}, "/v1/image/card.jpg?", "jpeg", 120, 63},
		{object{"template": "card", "format": "png", "width": 60, "changes": object{"title": object{"text": "Zoë & 日本"}}}, "/v1/image/card.png?", "png", 60, 32},
		{object{"template": "launch@1", "download": true, "cache_ttl": 60}, "/v1/image/launch@1.jpg?", "jpeg", 100, 50},
	} {
		var got struct {
			URL     string
			Expires *int64
		}
		r.do(t, r.render, "POST", "/v1/sign", tt.order).want(t, http.StatusOK, &got)
		if !strings.HasPrefix(got.URL, base+tt.path) || got.Expires != nil {
			t.Errorf("%v: got %+v", tt.order, got)
		}
		a := r.fetch(t, got.URL)
		wantPicture(t, a.body, tt.format, tt.width, tt.height)
		if tt.order["download"] == true && (!strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") || a.Header.Get("Cache-Control") != "public, max-age=60") {
			t.Errorf("%v: headers %v", tt.order, a.Header)
		}
	}
}

func TestSignSetsAnEnd(t *testing.T) {
	r := newRig(t, nil)
	end := now.Unix() + 60
	var got struct {
		URL     string
		Expires int64
	}
	r.do(t, r.render, "POST", "/v1/sign", object{"template": "card", "expires": end}).want(t, http.StatusOK, &got)
	if got.Expires != end {
		t.Errorf("got %d, want %d", got.Expires, end)
	}
	r.fetch(t, got.URL)
	for _, wrong := range []any{now.Unix(), -1, 0, 1.5, "soon", true} {
		r.do(t, r.render, "POST", "/v1/sign", object{"template": "card", "expires": wrong}).wantProblem(t, http.StatusBadRequest, "bad-request", "expires")
	}
}

func TestSignRefuses(t *testing.T) {
	r := newRig(t, nil)
	narrow := r.newKey(t, store.Key{Name: "narrow", Templates: []string{"card"}})
	old := r.newKey(t, store.Key{Name: "old", Schemes: []string{"request"}})
	long := strings.Repeat("long ", 1990)
	letters := make([]object, 0, 3)
	for range 3 {
		letters = append(letters, object{"id": "title", "text": long})
	}
	for _, path := range []string{"/v1/sign", "/v1/links"} {
		for _, tt := range []struct {
			key    store.Made
			order  any
			status int
			name   string
			words  string
		}{
			{r.render, `[]`, 400, "bad-request", "JSON object"},
			{r.render, object{"changes": []object{}}, 400, "bad-request", "template: is required"},
			{r.render, object{"template": "card", "widht": 3}, 400, "bad-request", `did you mean "width"?`},
			{r.render, object{"template": "card", "width": 3}, 400, "bad-request", "width"},
			{r.render, object{"template": object{"id": "mine", "width": 9, "height": 9, "layers": []object{}}}, 400, "bad-request", "POST /v1/templates"},
			{r.render, object{"template": "crad"}, 404, "not-found", `did you mean "card"?`},
			{narrow, object{"template": "house"}, 403, "forbidden", "house"},
			{r.render, object{"template": "card", "changes": make401(object{"id": "title", "text": "x"})}, 422, "undrawable", "400"},
		} {
			r.do(t, tt.key, "POST", path, tt.order).wantProblem(t, tt.status, tt.name, tt.words)
		}
	}
	r.do(t, old, "POST", "/v1/sign", object{"template": "card"}).wantProblem(t, 403, "forbidden", "v2")
	r.do(t, r.render, "POST", "/v1/sign", object{"template": "card", "changes": letters}).wantProblem(t, 413, "too-large", "POST /v1/links")
	r.do(t, r.render, "POST", "/v1/links", object{"template": "card", "changes": letters}).want(t, http.StatusCreated)
}

// make401 is one change more than there may be.
func make401(change object) []object {
	all := make([]object, 401)
	for i := range all {
		all[i] = change
	}
	return all
}
