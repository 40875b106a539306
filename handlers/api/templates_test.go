package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"placard/store"
	"placard/templates"
)

type infoAnswer struct {
	ID, Name, Source, Broken string
	Version, Width, Height   int
	Updated                  *time.Time
}

// launch is a version of a template.
func launch(text string) string {
	return strings.ReplaceAll(newTemplate, `"Hi"`, fmt.Sprintf("%q", text))
}

func TestTemplatesHaveVersions(t *testing.T) {
	r := newRig(t, nil)
	var info infoAnswer
	a := r.do(t, r.writer, "POST", "/v1/templates", launch("one")).want(t, http.StatusCreated, &info)
	if info.ID != "launch" || info.Version != 1 || info.Source != "stored" || info.Width != 100 || !info.Updated.Equal(now) {
		t.Errorf("got %+v", info)
	}
	if a.Header.Get("Location") != "/v1/templates/launch" || a.Header.Get("Etag") != `"1"` {
		t.Errorf("headers %v", a.Header)
	}
	a = r.do(t, r.writer, "PUT", "/v1/templates/launch", launch("two"), "If-Match", `"1"`).want(t, http.StatusOK, &info)
	if info.Version != 2 || a.Header.Get("Etag") != `"2"` {
		t.Errorf("got %+v, %v", info, a.Header)
	}
	r.do(t, r.writer, "PUT", "/v1/templates/launch", launch("three"), "If-Match", `*`).want(t, http.StatusOK)
	for query, want := range map[string]string{"": "three", "?version=1": "one", "?version=2": "two"} {
		a := r.do(t, r.render, "GET", "/v1/templates/launch"+query, nil).want(t, http.StatusOK)
		if string(a.body) != launch(want) {
			t.Errorf("%s: got %s, want it byte for byte as it was sent", query, a.body)
		}
	}
	var versions struct {
		Versions []struct {
			Version int
			Author  string
			Created time.Time
		}
	}
	r.do(t, r.render, "GET", "/v1/templates/launch/versions", nil).want(t, http.StatusOK, &versions)
	if v := versions.Versions; len(v) != 3 || v[0].Version != 3 || v[2].Author != r.writer.ID || !v[2].Created.Equal(now) {
		t.Errorf("got %+v", versions)
	}
}

func TestTemplatesAreKeptByTheirTag(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", launch("one")).want(t, http.StatusCreated)
	for _, id := range []string{"launch", "card", "house"} {
		tag := r.do(t, r.render, "GET", "/v1/templates/"+id, nil).want(t, http.StatusOK).Header.Get("Etag")
		for _, has := range []string{tag, "W/" + tag, `"0", ` + tag, "*"} {
			a := r.do(t, r.render, "GET", "/v1/templates/"+id, nil, "If-None-Match", has).want(t, http.StatusNotModified)
			if len(a.body) != 0 || a.Header.Get("Etag") != tag {
				t.Errorf("%s: %v %q", id, a.Header, a.body)
			}
		}
		r.do(t, r.render, "GET", "/v1/templates/"+id, nil, "If-None-Match", `"0"`).want(t, http.StatusOK)
	}
}

func TestTemplatesAreChangedByOneAtATime(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", launch("one")).want(t, http.StatusCreated)
	r.do(t, r.writer, "PUT", "/v1/templates/launch", launch("two"), "If-Match", `"1"`).want(t, http.StatusOK)
	put := func(match string) answer {
		return r.do(t, r.writer, "PUT", "/v1/templates/launch", launch("mine"), "If-Match", match)
	}
	put(`"1"`).wantProblem(t, 412, "bad-precondition", "version 2, not 1")
	put(`"9"`).wantProblem(t, 412, "bad-precondition")
	for _, odd := range []string{`W/"2"`, `2`, `"two"`, `"02"`, `"2`, `"sha256-00"`} {
		put(odd).wantProblem(t, 412, "bad-precondition", "If-Match")
	}
	put(`"1", "2"`).wantProblem(t, 400, "bad-request", "one ETag")
	r.do(t, r.writer, "PUT", "/v1/templates/launch", launch("mine")).wantProblem(t, 428, "precondition-required", "If-Match")
	r.do(t, r.writer, "DELETE", "/v1/templates/launch", nil, "If-Match", `"1"`).wantProblem(t, 412, "bad-precondition", "version 2")
	r.do(t, r.writer, "DELETE", "/v1/templates/launch", nil, "If-Match", `"1", "2"`).wantProblem(t, 400, "bad-request", "one ETag")
	r.do(t, r.writer, "DELETE", "/v1/templates/launch", nil, "If-Match", `"2"`).want(t, http.StatusNoContent)
}

func TestTemplatesAreDeletedSoftly(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", launch("one")).want(t, http.StatusCreated)
	r.do(t, r.render, "POST", "/v1/render", object{"template": "launch@1"}).want(t, http.StatusOK)
	r.do(t, r.writer, "DELETE", "/v1/templates/launch", nil).want(t, http.StatusNoContent)
	r.do(t, r.writer, "DELETE", "/v1/templates/launch", nil).wantProblem(t, 404, "not-found", "launch")
	r.do(t, r.render, "GET", "/v1/templates/launch", nil).wantProblem(t, 404, "not-found", "launch")
	r.do(t, r.render, "POST", "/v1/render", object{"template": "launch@1"}).wantProblem(t, 404, "not-found")
	r.do(t, r.writer, "PUT", "/v1/templates/launch", launch("two"), "If-Match", "*").wantProblem(t, 404, "not-found", "POST")
	if old := r.do(t, r.render, "GET", "/v1/templates/launch?version=1", nil).want(t, http.StatusOK); string(old.body) != launch("one") {
		t.Errorf("its version is %s", old.body)
	}
	var info infoAnswer
	r.do(t, r.writer, "POST", "/v1/templates/launch/restore", nil).want(t, http.StatusOK, &info)
	if info.Version != 1 {
		t.Errorf("got %+v", info)
	}
	r.do(t, r.render, "POST", "/v1/render", object{"template": "launch@1"}).want(t, http.StatusOK)
	r.do(t, r.writer, "DELETE", "/v1/templates/launch", nil).want(t, http.StatusNoContent)
	r.do(t, r.writer, "POST", "/v1/templates", launch("again")).want(t, http.StatusCreated, &info)
	if info.Version != 2 {
		t.Errorf("the count of versions goes on: %+v", info)
	}
}

func TestTemplatesOfFilesStandAsTheyAre(t *testing.T) {
	r := newRig(t, nil)
	house := strings.Replace(launch("x"), "launch", "house", 1)
	r.do(t, r.writer, "POST", "/v1/templates", house).wantProblem(t, 409, "conflict", "house")
	r.do(t, r.writer, "PUT", "/v1/templates/house", house, "If-Match", `"1"`).wantProblem(t, 409, "conflict", "house")
	r.do(t, r.writer, "DELETE", "/v1/templates/house", nil).wantProblem(t, 409, "conflict", "house")
	r.do(t, r.writer, "POST", "/v1/templates/house/restore", nil).wantProblem(t, 409, "conflict", "house")
	r.do(t, r.render, "GET", "/v1/templates/house/versions", nil).wantProblem(t, 404, "not-found", "stored")

	// A starter can be covered, and shows again.
	card := strings.Replace(launch("mine"), "launch", "card", 1)
	r.do(t, r.writer, "DELETE", "/v1/templates/card", nil).wantProblem(t, 409, "conflict", "cover")
	r.do(t, r.writer, "PUT", "/v1/templates/card", card, "If-Match", `"1"`).wantProblem(t, 404, "not-found", "POST")
	var info infoAnswer
	r.do(t, r.writer, "PUT", "/v1/templates/card", card, "If-Match", `*`).want(t, http.StatusOK, &info)
	if info.Source != "stored" || info.Version != 1 {
		t.Errorf("got %+v", info)
	}
	r.do(t, r.writer, "POST", "/v1/templates", card).wantProblem(t, 409, "conflict", "exists already")
	r.do(t, r.writer, "DELETE", "/v1/templates/card", nil).want(t, http.StatusNoContent)
	if a := r.do(t, r.render, "GET", "/v1/templates/card", nil).want(t, http.StatusOK); !strings.Contains(string(a.body), `"A card"`) {
		t.Errorf("got %s", a.body)
	}
}

func TestTemplatesAreListed(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", launch("one")).want(t, http.StatusCreated)
	list := func(key store.Made) (out []string) {
		var got struct{ Templates []infoAnswer }
		r.do(t, key, "GET", "/v1/templates", nil).want(t, http.StatusOK, &got)
		for _, i := range got.Templates {
			out = append(out, fmt.Sprintf("%s %s %d", i.ID, i.Source, i.Version))
		}
		return out
	}
	if got, want := list(r.render), []string{"card starter 0", "house folder 0", "launch stored 1", "photo starter 0"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	narrow := r.newKey(t, store.Key{Name: "narrow", Templates: []string{"launch"}, Scopes: []store.Scope{store.ScopeRender, store.ScopeWrite}})
	if got, want := list(narrow), []string{"launch stored 1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, op := range []operation{
		{method: "GET", path: "/v1/templates/card"}, {method: "GET", path: "/v1/templates/card/versions"},
		{method: "DELETE", path: "/v1/templates/card"}, {method: "POST", path: "/v1/templates/card/restore"},
		{method: "PUT", path: "/v1/templates/card", body: newTemplate, header: []string{"If-Match", "*"}},
		{method: "POST", path: "/v1/templates", body: strings.Replace(newTemplate, "launch", "other", 1)},
	} {
		r.do(t, narrow, op.method, op.path, op.body, op.header...).wantProblem(t, 403, "forbidden", "may not use")
	}
	r.do(t, narrow, "PUT", "/v1/templates/launch", launch("two"), "If-Match", "*").want(t, http.StatusOK)
}

func TestTemplatesThatAreNone(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", launch("one")).want(t, http.StatusCreated)
	many := make([]string, templates.MaxLayers+1)
	for i := range many {
		many[i] = fmt.Sprintf(`{"id":"l%d","type":"rect","x":0,"y":0,"width":1,"height":1}`, i)
	}
	tooMany := `{"id":"launch","width":9,"height":9,"layers":[` + strings.Join(many, ",") + `]}`
	for _, tt := range []struct {
		body   string
		status int
		name   string
		words  string
	}{
		{`{"id":"launch"`, 400, "bad-request", "template: line 1"},
		{`{"id":"launch","width":9,"height":9,"layers":[],"hight":3}`, 400, "bad-request", `did you mean "height"?`},
		{`{"id":"launch","width":0,"height":9,"layers":[]}`, 400, "bad-request", "width: 0"},
		{`{"id":"no such id!","width":9,"height":9,"layers":[]}`, 400, "bad-request", "id"},
		{tooMany, 422, "undrawable", "200"},
	} {
		for _, op := range []operation{{method: "POST", path: "/v1/templates"}, {method: "PUT", path: "/v1/templates/launch"}} {
			r.do(t, r.writer, op.method, op.path, tt.body, "If-Match", "*").wantProblem(t, tt.status, tt.name, tt.words)
		}
	}
	r.do(t, r.writer, "PUT", "/v1/templates/launch", strings.Replace(newTemplate, "launch", "lunch", 1), "If-Match", "*").wantProblem(t, 400, "bad-request", "path")
	r.do(t, r.render, "GET", "/v1/templates/lunch", nil).wantProblem(t, 404, "not-found", `did you mean "launch"?`)
	r.do(t, r.render, "GET", "/v1/templates/zzz", nil).wantProblem(t, 404, "not-found", "zzz")
	r.do(t, r.render, "GET", "/v1/templates/launch?version=2", nil).wantProblem(t, 404, "not-found", "version 2")
	for _, q := range []string{"version=0", "version=x", "version=-1", "version=1&version=1", "version=99999999999", "varsion=1", "version=%zz"} {
		r.do(t, r.render, "GET", "/v1/templates/launch?"+q, nil).wantProblem(t, 400, "bad-request")
	}
	r.do(t, r.render, "GET", "/v1/templates/none/versions", nil).wantProblem(t, 404, "not-found", "none")
	r.do(t, r.writer, "POST", "/v1/templates/none/restore", nil).wantProblem(t, 404, "not-found", "none")
	r.do(t, r.writer, "PUT", "/v1/templates/none", strings.Replace(newTemplate, "launch", "none", 1), "If-Match", `"1"`).wantProblem(t, 404, "not-found", "none")
}

func TestTemplatesInParts(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", launch("one")).want(t, http.StatusCreated)
	wantParts(t, r, "/v1/templates/launch", launch("one"))
}

// wantParts asks for parts of what is at a path, and under conditions.
func wantParts(t *testing.T, r *rig, path, whole string) {
	t.Helper()
	part := r.do(t, r.render, "GET", path, nil, "Range", "bytes=2-5").want(t, http.StatusPartialContent)
	if string(part.body) != whole[2:6] || part.Header.Get("Content-Range") != fmt.Sprintf("bytes 2-5/%d", len(whole)) {
		t.Errorf("%s: got %q, %v", path, part.body, part.Header)
	}
	r.do(t, r.render, "GET", path, nil, "Range", "bytes=99999999-").wantProblem(t, 416, "bad-range", fmt.Sprint(len(whole)))
	r.do(t, r.render, "GET", path, nil, "If-Match", `"other"`).wantProblem(t, 412, "bad-precondition")
}
