package body

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
)

type inner struct {
	Quality *int     `json:"quality"`
	Scale   *float64 `json:"scale"`
}

type sample struct {
	inner
	Name  string          `json:"name"`
	On    *bool           `json:"on"`
	List  []string        `json:"list"`
	Any   json.RawMessage `json:"any"`
	Count int64           `json:"count"`
}

func TestDecodeReadsEveryKind(t *testing.T) {
	var s sample
	err := Decode([]byte(`{"name":"é","quality":85,"scale":0.5,"on":false,"list":["a","b"],"any":{"a":[1]},"count":9007199254740993} `), "", &s)
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "é" || *s.Quality != 85 || *s.Scale != 0.5 || *s.On || len(s.List) != 2 || string(s.Any) != `{"a":[1]}` || s.Count != 9007199254740993 {
		t.Errorf("got %+v", s)
	}
	if err := Decode([]byte(`{}`), "", &s); err != nil || s.Name != "é" {
		t.Errorf("what is not there stays: %v, %q", err, s.Name)
	}
}

func TestDecodeSaysWhereAndWhat(t *testing.T) {
	for input, want := range map[string]string{
		``:                              "the body: not JSON: it ends too soon",
		`{`:                             "the body: not JSON: it ends too soon",
		`{"name":`:                      "the body: not JSON: it ends too soon",
		`{"name":"a"`:                   "the body: not JSON: it ends too soon",
		`{"name" "a"}`:                  "the body: not JSON: expected colon",
		`{,}`:                           "the body: not JSON: ",
		`[]`:                            "the body: want a JSON object",
		`null`:                          "the body: want a JSON object",
		`"name"`:                        "the body: want a JSON object",
		`{} {}`:                         "something follows",
		`{"nam":"a"}`:                   `"nam": is not a field; did you mean "name"?`,
		`{"Name":"a"}`:                  `"Name": is not a field; did you mean "name"?`,
		`{"inner":{}}`:                  `"inner": is not a field; there are any, count, list, name, on, quality, scale`,
		`{"name":"a","name":"a"}`:       `"name": stands twice`,
		`{"name":"a","n\u0061me":"a"}`:  `"name": stands twice`,
		`{"name":null}`:                 "name: want a string; leave it out rather than send null",
		`{"quality":"85"}`:              "quality: want a whole number",
		`{"quality":8.5}`:               "quality: want a whole number",
		`{"quality":1e99}`:              "quality: want a whole number",
		`{"scale":"1"}`:                 "scale: want a number",
		`{"scale":1e999}`:               "scale: want a number",
		`{"on":1}`:                      "on: want true or false",
		`{"list":"a"}`:                  "list: want a list, each of it a string",
		`{"list":[1]}`:                  "list: want a list, each of it a string",
		`{"any":null}`:                  "any: want a value",
		"{\"name\":\"\xff\"}":           "the body: is not UTF-8",
		`{"` + strings.Repeat("x", 999): "not JSON",
	} {
		var s sample
		err := Decode([]byte(input), "", &s)
		p := problem.Describe(err)
		if err == nil || p.Status != http.StatusBadRequest || !strings.Contains(p.Detail, want) {
			t.Errorf("%.60s: got %v, want %q", input, err, want)
		}
	}
	var s sample
	if err := Decode([]byte(`{"list":1}`), "items[3]", &s); !strings.Contains(err.Error(), "items[3].list: want") {
		t.Errorf("the place is missing: %v", err)
	}
}

// read runs Bytes over a request.
func read(r *http.Request, limit int64, types ...string) ([]byte, error) {
	return Bytes(echo.New().NewContext(r, httptest.NewRecorder()), limit, types...)
}

func TestBytesKeepsTypeAndLimit(t *testing.T) {
	const limit = 8
	for _, tt := range []struct {
		contentType, body string
		status            int // 0: taken
	}{
		{"application/json", "12345678", 0},
		{"Application/JSON; charset=utf-8", "1", 0},
		{"", "1", 0},
		{"image/png", "1", 0},
		{"application/json", "123456789", http.StatusRequestEntityTooLarge},
		{"application/json", "", http.StatusBadRequest},
		{"application/x-www-form-urlencoded", "1", http.StatusUnsupportedMediaType},
		{"image", "1", http.StatusUnsupportedMediaType},
		{"imagery/png", "1", http.StatusUnsupportedMediaType},
		{";;;", "1", http.StatusUnsupportedMediaType},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(tt.body))
		r.Header.Set("Content-Type", tt.contentType)
		if tt.contentType == "" {
			r.Header.Del("Content-Type")
		}
		data, err := read(r, limit, "application/json", "image/*")
		switch {
		case tt.status == 0 && (err != nil || string(data) != tt.body):
			t.Errorf("%q %q: got %q, %v", tt.contentType, tt.body, data, err)
		case tt.status != 0 && problem.Describe(err).Status != tt.status:
			t.Errorf("%q %q: got %v, want %d", tt.contentType, tt.body, err, tt.status)
		}
	}
}

func TestBytesOfABrokenConnection(t *testing.T) {
	cut := errors.New("connection reset")
	_, err := read(httptest.NewRequest(http.MethodPost, "/", iotest.ErrReader(cut)), 8)
	if p := problem.Describe(err); p.Status != http.StatusBadRequest || !errors.Is(err, cut) {
		t.Errorf("got %v", err)
	}
}

func TestJSONReadsARequest(t *testing.T) {
	var s sample
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(`{"name":"a"}`))
	c := echo.New().NewContext(r, httptest.NewRecorder())
	if err := JSON(c, 100, &s); err != nil || s.Name != "a" {
		t.Errorf("got %+v, %v", s, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"name":"a","quality":1,"list":["b"],"any":{}}`))
	f.Add([]byte(`{"name":"a","name":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s, again sample
		if Decode(data, "", &s) != nil {
			return
		}
		if !json.Valid(data) {
			t.Fatal("took what is not JSON")
		}
		if err := json.Unmarshal(data, &again); err != nil || again.Name != s.Name || again.Count != s.Count {
			t.Fatalf("encoding/json reads %+v, %v, not %+v", again, err, s)
		}
	})
}
