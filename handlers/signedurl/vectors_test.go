package signedurl

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
)

// vector is a URL that an independent client signed.
type vector struct {
	Template string          `json:"template"`
	Ext      string          `json:"ext"`
	Key      string          `json:"key"`
	Changes  json.RawMessage `json:"changes"`
	URL      string          `json:"url"`
}

// request is the vector as a server gets it: relative URLs are joined to the root.
func (v vector) request() string {
	if strings.Contains(v.URL, "://") {
		return v.URL
	}
	return "/" + v.URL
}

func vectors(t testing.TB) []vector {
	t.Helper()
	data, err := os.ReadFile("testdata/signing.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Request []vector `json:"request_signature"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Request) < 6 {
		t.Fatalf("%d vectors of scheme 1, want at least 6", len(all.Request))
	}
	return all.Request
}

// keys is a ring of one key that has these API keys, and the signing secret of the vectors.
func keys(apiKeys ...string) Credentials {
	return Credentials{{KeyID: testKeyID, APIKeys: apiKeys, SigningSecrets: []string{testSecret}, Schemes: DefaultSchemes()}}
}

const (
	testKeyID  = "key_abc123"
	testSecret = "sig_secret_x1y2z3"
)

const testBase = "https://cards.example.com"

func newVerifier(t testing.TB, bases ...string) *Verifier {
	t.Helper()
	v, err := NewVerifier(Config{PublicBases: bases})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVectorsVerify(t *testing.T) {
	verifier := newVerifier(t, testBase)
	for _, v := range vectors(t) {
		// A server sees the path alone; a client of this library may hold the whole URL.
		targets := []string{v.request(), "/" + strings.TrimPrefix(v.URL, testBase+"/")}
		for _, target := range targets {
			got, err := verifier.Verify(target, keys(v.Key))
			if err != nil {
				t.Errorf("%s: %v", target, err)
				continue
			}
			if got.Template != v.Template || got.Ext != v.Ext || len(got.Params) != 0 {
				t.Errorf("%s: got %+v", target, got)
			}
			if !sameJSON(t, got.Changes, v.Changes) {
				t.Errorf("%s: changes %s, want %s", target, got.Changes, v.Changes)
			}
		}
	}
}

func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal(a, &x); err != nil {
		t.Errorf("%s: %v", a, err)
		return false
	}
	if err := json.Unmarshal(b, &y); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(x, y)
}
