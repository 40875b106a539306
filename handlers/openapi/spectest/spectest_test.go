package spectest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
)

// TestTheDocumentIsEnforced shows that Check notices what does not match, also by the rules that OpenAPI has
// since 3.1 alone.
func TestTheDocumentIsEnforced(t *testing.T) {
	const key = `{"id":"key_x","name":%s,"scopes":["render"],"templates":[],"rate_per_minute":0,"monthly_quota":0,"schemes":["v2"]%s}`
	for _, tt := range []struct {
		request, answer string
		taken           bool
	}{
		{`{"name":"x"}`, fmt.Sprintf(key, `"x"`, ""), true},
		{`{"nane":"x"}`, fmt.Sprintf(key, `"x"`, `,"secret":"x"`), false}, // unevaluatedProperties, of JSON Schema 2020-12
		{`{"scopes":["root"]}`, fmt.Sprintf(key, `7`, ""), false},
		{`{"name":null}`, fmt.Sprintf(key, `null`, ""), false},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, "http://server/v1/keys/key_x", strings.NewReader(tt.request))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		s, err := load()
		if err != nil {
			t.Fatal(err)
		}
		route, params, err := s.router.FindRoute(r)
		if err != nil {
			t.Fatal(err)
		}
		input := &openapi3filter.RequestValidationInput{
			Request: r, PathParams: params, Route: route, Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
		}
		if err := openapi3filter.ValidateRequest(t.Context(), input); (err == nil) != tt.taken {
			t.Errorf("request %s: %v", tt.request, err)
		}
		header := http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {"abc"}}
		if err := checkAnswer(t.Context(), input, http.StatusOK, header, []byte(tt.answer)); (err == nil) != tt.taken {
			t.Errorf("answer %s: %v", tt.answer, err)
		}
	}
}

func TestFind(t *testing.T) {
	got := Find(t, http.MethodPut, "/v1/templates/launch")
	if want := (Operation{http.MethodPut, "/v1/templates/{id}", "/v1/templates/launch", "write"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, op := range Operations(t, "keys") {
		if !strings.HasPrefix(op.Path, "/v1/keys") || op.Scope != "admin" {
			t.Errorf("got %+v", op)
		}
	}
}

func TestPathParams(t *testing.T) {
	for _, tt := range []struct{ path, target, want string }{
		{"/{template}.{ext}", "/card.jpg", "map[ext:jpg template:card]"},
		{"/v1/image/{template}/{token}/{format}", "/v1/image/card/00ff/png", "map[format:png template:card token:00ff]"},
		{"/{signature}/{path}", "/iKq/rs:fit:6:0/plain/https://x/a.jpg", "map[path:rs:fit:6:0/plain/https://x/a.jpg signature:iKq]"},
		{"/u/{template}", "/v/card", "map[]"},
	} {
		if got, _ := pathParams(tt.path, tt.target); fmt.Sprint(got) != tt.want {
			t.Errorf("%s as %s: %v, want %s", tt.target, tt.path, got, tt.want)
		}
	}
}
