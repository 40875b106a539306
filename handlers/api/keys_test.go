package api_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"placard/store"
)

type keyAnswer struct {
	ID, Name      string
	Scopes        []string
	Templates     []string
	RatePerMinute int   `json:"rate_per_minute"`
	MonthlyQuota  int64 `json:"monthly_quota"`
	Schemes       []string
	Created       time.Time
	Revoked       *time.Time
	APIKey        string `json:"api_key"`
	SigningSecret string `json:"signing_secret"`
}

func TestKeysAreMadeAndShownOnce(t *testing.T) {
	r := newRig(t, nil)
	var k, plain keyAnswer
	order := object{"name": "Blog", "scopes": []string{"render", "write"}, "templates": []string{"card"}, "rate_per_minute": 600, "monthly_quota": 10000, "schemes": []string{"v2"}}
	a := r.do(t, r.admin, "POST", "/v1/keys", order).want(t, http.StatusCreated, &k)
	if k.Name != "Blog" || !slices.Equal(k.Scopes, []string{"render", "write"}) || !slices.Equal(k.Templates, []string{"card"}) ||
		k.RatePerMinute != 600 || k.MonthlyQuota != 10000 || !slices.Equal(k.Schemes, []string{"v2"}) || !k.Created.Equal(now) || k.Revoked != nil {
		t.Errorf("got %+v", k)
	}
	if a.Header.Get("Location") != "/v1/keys/"+k.ID || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", a.Header)
	}
	made := store.Made{Key: store.Key{ID: k.ID}, APIKey: store.Secret(k.APIKey)}
	r.do(t, made, "POST", "/v1/render", object{"template": "card"}).want(t, http.StatusOK)

	r.do(t, r.admin, "POST", "/v1/keys", object{"name": "plain"}).want(t, http.StatusCreated, &plain)
	if !slices.Equal(plain.Scopes, []string{"render"}) || !slices.Equal(plain.Schemes, []string{"request", "key_id", "v2"}) || len(plain.Templates) != 0 {
		t.Errorf("got %+v", plain)
	}
	for _, path := range []string{"/v1/keys", "/v1/keys/" + k.ID} {
		a := r.do(t, r.admin, "GET", path, nil).want(t, http.StatusOK)
		if !bytes.Contains(a.body, []byte(k.ID)) || bytes.Contains(a.body, []byte("sk_live_")) || bytes.Contains(a.body, []byte("sig_secret_")) {
			t.Errorf("%s: %s", path, a.body)
		}
	}
	for _, secret := range []string{k.APIKey, k.SigningSecret} {
		if strings.Contains(r.log.String(), secret) {
			t.Error("a secret is in the log")
		}
	}
}

// A secret that another service made is a key's like any, and is taken over once.
func TestKeysTakeSecretsOver(t *testing.T) {
	r := newRig(t, nil)
	theirs := object{"name": "moved", "schemes": []string{"placid"}, "api_key": "placid-0123456789abcdef"}
	var k keyAnswer
	r.do(t, r.admin, "POST", "/v1/keys", theirs).want(t, http.StatusCreated, &k)
	if k.APIKey != theirs["api_key"] || !strings.HasPrefix(k.SigningSecret, "sig_secret_") {
		t.Errorf("got %+v", k)
	}
	r.do(t, store.Made{APIKey: store.Secret(k.APIKey)}, "POST", "/v1/render", object{"template": "card"}).want(t, http.StatusOK)
	theirs["signing_secret"] = "a1b2:c3d4e5f6"
	again := r.do(t, r.admin, "POST", "/v1/keys", theirs).want(t, http.StatusBadRequest)
	if !bytes.Contains(again.body, []byte("api_key: the key "+k.ID+" has it already")) {
		t.Errorf("%s", again.body)
	}
	delete(theirs, "api_key")
	r.do(t, r.admin, "POST", "/v1/keys", theirs).want(t, http.StatusCreated, &k)
	if k.SigningSecret != theirs["signing_secret"] || !strings.HasPrefix(k.APIKey, "sk_live_") {
		t.Errorf("got %+v", k)
	}
	for _, secret := range []any{"", "short", "two words of it", 7} {
		theirs["signing_secret"] = secret
		if a := r.do(t, r.admin, "POST", "/v1/keys", theirs).want(t, http.StatusBadRequest); !bytes.Contains(a.body, []byte("signing_secret: ")) {
			t.Errorf("%v: %s", secret, a.body)
		}
	}
	if strings.Contains(r.log.String(), "placid-0123456789abcdef") {
		t.Error("a secret is in the log")
	}
}

func TestKeysAreChanged(t *testing.T) {
	r := newRig(t, nil)
	k := r.newKey(t, store.Key{Name: "x", Templates: []string{"card"}, MonthlyQuota: 5})
	path := "/v1/keys/" + k.ID
	var got keyAnswer
	r.do(t, r.admin, "PATCH", path, object{"monthly_quota": 9, "schemes": []string{"v2", "imgproxy"}}).want(t, http.StatusOK, &got)
	if got.Name != "x" || got.MonthlyQuota != 9 || !slices.Equal(got.Templates, []string{"card"}) || len(got.Schemes) != 2 {
		t.Errorf("got %+v", got)
	}
	r.do(t, r.admin, "PATCH", path, object{"templates": []string{}, "monthly_quota": 0, "name": "y"}).want(t, http.StatusOK, &got)
	if got.Name != "y" || got.MonthlyQuota != 0 || len(got.Templates) != 0 {
		t.Errorf("got %+v", got)
	}
	for body, words := range map[string]string{
		`{"scopes":[]}`:            "scopes: want at least one",
		`{"schemes":[]}`:           "schemes: want at least one",
		`{"scopes":["root"]}`:      "scopes[0]",
		`{"rate_per_minute":-1}`:   "rate_per_minute",
		`{"rate_per_minute":1.5}`:  "rate_per_minute: want a whole number",
		`{"schemes":["v2","v2"]}`:  "schemes[1]",
		`{"schema":["v2"]}`:        `did you mean "schemes"?`,
		`{"id":"key_x"}`:           "is not a field",
		`{"templates":["card@1"]}`: "templates[0]",
		`{"name":null}`:            "name: want a string",
		`{`:                        "not JSON",
	} {
		r.do(t, r.admin, "PATCH", path, body).wantProblem(t, 400, "bad-request", words)
		if body != `{"name":null}` && body != `{` {
			body = strings.Replace(body, "{", `{"name":"z",`, 1)
		}
		r.do(t, r.admin, "POST", "/v1/keys", body).wantProblem(t, 400, "bad-request", words)
	}
	for _, body := range []string{`{}`, `{"name":""}`} {
		r.do(t, r.admin, "POST", "/v1/keys", body).wantProblem(t, 400, "bad-request", "name: is required")
	}
}

func TestKeysAreRotated(t *testing.T) {
	r := newRig(t, nil)
	k := r.newKey(t, store.Key{Name: "x"})
	path := "/v1/keys/" + k.ID + "/rotate"
	var got struct {
		ID, What, Secret string
		OverlapSeconds   int `json:"overlap_seconds"`
	}
	signed := r.signedBy(t, k)
	r.do(t, r.admin, "POST", path, object{"what": "signing_secret", "overlap_seconds": 60}).want(t, http.StatusOK, &got)
	if got.ID != k.ID || got.What != "signing_secret" || !strings.HasPrefix(got.Secret, "sig_secret_") || got.OverlapSeconds != 60 {
		t.Errorf("got %+v", got)
	}
	r.fetch(t, signed) // within the overlap
	r.fetch(t, r.signedBy(t, k))

	r.do(t, r.admin, "POST", path, object{"what": "api_key"}).want(t, http.StatusOK, &got)
	r.do(t, k, "GET", "/v1/usage", nil).wantProblem(t, 401, "unauthorized")
	k.APIKey = store.Secret(got.Secret)
	r.do(t, k, "GET", "/v1/usage", nil).want(t, http.StatusOK)

	for body, words := range map[string]string{
		`{}`:              "what",
		`{"what":"both"}`: "what",
		`{"what":"api_key","overlap_seconds":-1}`:                  "overlap_seconds",
		`{"what":"api_key","overlap_seconds":7776001}`:             "overlap",
		`{"what":"api_key","overlap_seconds":9223372036854775807}`: "overlap_seconds",
		`{"what":"api_key","overlap":3}`:                           "is not a field",
	} {
		r.do(t, r.admin, "POST", path, body).wantProblem(t, 400, "bad-request", words)
	}
}

// signedBy is a URL of a key's that was not fetched yet.
func (r *rig) signedBy(t testing.TB, key store.Made) string {
	t.Helper()
	var got struct{ URL string }
	r.do(t, key, "POST", "/v1/sign", object{"template": "card"}).want(t, http.StatusOK, &got)
	return got.URL
}

func TestKeysAreRevokedForGood(t *testing.T) {
	r := newRig(t, nil)
	k := r.newKey(t, store.Key{Name: "x"})
	path := "/v1/keys/" + k.ID
	signed := r.signedBy(t, k)
	for range 2 { // doing it again changes nothing
		var got keyAnswer
		r.do(t, r.admin, "POST", path+"/revoke", nil).want(t, http.StatusOK, &got)
		if got.Revoked == nil || !got.Revoked.Equal(now) {
			t.Errorf("got %+v", got)
		}
	}
	r.do(t, k, "GET", "/v1/usage", nil).wantProblem(t, 401, "unauthorized")
	refused := r.send(t, made(http.NewRequest("GET", r.URL+strings.TrimPrefix(signed, base), nil))(t))
	refused.want(t, http.StatusForbidden)
	r.do(t, r.admin, "GET", path, nil).want(t, http.StatusOK)
	r.do(t, r.admin, "PATCH", path, object{"name": "y"}).wantProblem(t, 409, "conflict", "is revoked")
	r.do(t, r.admin, "POST", path+"/rotate", object{"what": "api_key"}).wantProblem(t, 409, "conflict", "is revoked")
}

func TestKeysThatAreNotThere(t *testing.T) {
	r := newRig(t, nil)
	for _, op := range []operation{
		{method: "GET", path: ""},
		{method: "PATCH", path: "", body: object{"name": "y"}},
		{method: "POST", path: "/rotate", body: object{"what": "api_key"}},
		{method: "POST", path: "/revoke"},
	} {
		r.do(t, r.admin, op.method, "/v1/keys/key_none"+op.path, op.body).wantProblem(t, 404, "not-found", "key_none")
	}
}

// TestKeyOfTheEnvironment stands there, and nobody changes it here.
func TestKeyOfTheEnvironment(t *testing.T) {
	r := newRig(t, nil)
	var k keyAnswer
	r.do(t, r.admin, "GET", "/v1/keys/"+fixedID, nil).want(t, http.StatusOK, &k)
	if k.ID != fixedID || !k.Created.IsZero() {
		t.Errorf("got %+v", k)
	}
	for _, op := range []operation{
		{method: "PATCH", path: "", body: object{"name": "y"}},
		{method: "POST", path: "/rotate", body: object{"what": "api_key"}},
		{method: "POST", path: "/revoke"},
	} {
		r.do(t, r.admin, op.method, "/v1/keys/"+fixedID+op.path, op.body).wantProblem(t, 409, "conflict", "environment")
	}
}
