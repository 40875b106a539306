package signedurl

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// signingCase is what a client is told to sign. Which fields count depends on the scheme.
type signingCase struct {
	Scheme  Scheme     `json:"scheme"`
	Secret  string     `json:"secret"`
	Prefix  string     `json:"prefix"` // of what scheme "request" signs
	Name    string     `json:"name"`
	Changes string     `json:"changes"`
	Base    string     `json:"base"`
	Path    string     `json:"path"`
	KeyID   string     `json:"key_id"`
	Params  [][]string `json:"params"`
}

// liveServer answers 200 and the Request in JSON for a URL that verifies, or 403 and why.
func liveServer(t *testing.T) string {
	t.Helper()
	var verifier *Verifier
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, err := verifier.Verify(r.RequestURI, keys(testKey))
		if err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		_ = json.NewEncoder(w).Encode(got)
	}))
	t.Cleanup(server.Close)
	verifier = newVerifier(t, server.URL)
	return server.URL
}

// signingCases try each scheme with what is hard to encode, to escape and to sort.
func signingCases(base string) []signingCase {
	var cases []signingCase
	for _, prefix := range []string{"", base + "/", base + "/signed/"} {
		for _, changes := range []string{`[]`, `[{"id":"title","text":"Hello, world"}]`, tricky,
			`[{"id":"title","text":"Ünïcode — “quotes” & <tags> 100% ✓ 日本語 👩‍👩‍👧"}]`} {
			cases = append(cases, signingCase{Scheme: SchemeRequest, Secret: testKey, Prefix: prefix, Name: "article-card.png", Changes: changes})
		}
	}
	for _, scheme := range []Scheme{SchemeKeyID, SchemeV2} {
		for _, params := range [][][]string{
			{{"title", "My Blog Post"}, {"badge", "Tutorial"}},
			{{"title", "Café & Crème + 100% ~!*'()"}, {"format", "webp"}, {"title_2", "b"}, {"title1", "a"}, {"Zeta", "1"}, {"width", "600"}},
			{{"empty", ""}, {"emoji", "👩‍👩‍👧 日本語 “✓”"}, {"logo", "https://cdn.example/a.png?v=1&w=2#x"}, {"lines", "a\nb"}},
			{{"c", "W3siaWQiOiJ0aXRsZSIsInRleHQiOiJIaSJ9XQ=="}, {"expires", "4102444800"}},
		} {
			for _, path := range []string{"/v1/og", "/v1/image/article-card@3.png"} {
				cases = append(cases, signingCase{Scheme: scheme, Secret: testSecret, Base: base, Path: path, KeyID: testKeyID, Params: params})
			}
		}
	}
	return cases
}

// TestLiveClients signs with other languages' own base64, HMAC, sorting and escaping, and sends what they
// made to a running server.
func TestLiveClients(t *testing.T) {
	base := liveServer(t)
	cases := signingCases(base)
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	clients := []struct{ program, script, debian string }{
		{"node", "sign.mjs", "nodejs"},
		{"node", "crypto.mjs", "nodejs"},
		{"python3", "sign.py", "python3"},
		{"ruby", "sign.rb", "ruby"},
		{"php", "sign.php", "php-cli"},
	}
	for _, client := range clients {
		t.Run(client.script, func(t *testing.T) {
			needTool(t, client.program, client.debian)
			script := filepath.Join("testdata/clients", client.script)
			if client.script == "crypto.mjs" {
				script = withPackages(t, script)
			}
			urls := strings.Split(strings.TrimSpace(run(t, client.program, script, string(input))), "\n")
			if len(urls) != len(cases) {
				t.Fatalf("%d URLs for %d cases", len(urls), len(cases))
			}
			for i, c := range cases {
				checkLive(t, base, urls[i], c)
			}
			t.Logf("%d URLs", len(urls))
		})
	}
	t.Run("sign.sh", func(t *testing.T) {
		needTool(t, "openssl", "openssl")
		for _, c := range cases {
			args := []string{"testdata/clients/sign.sh", string(c.Scheme), c.Secret}
			switch c.Scheme {
			case SchemeKeyID:
				continue // a shell has no way to decode
			case SchemeRequest:
				args = append(args, c.Prefix, c.Name, c.Changes)
			case SchemeV2:
				pairs := []string{"key_id=" + c.KeyID}
				for _, p := range c.Params {
					pairs = append(pairs, escape(p[0])+"="+escape(p[1]))
				}
				args = append(args, c.Base, c.Path, strings.Join(pairs, "&"))
			}
			checkLive(t, base, strings.TrimSpace(run(t, "sh", args...)), c)
		}
	})
}

func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", program, err, out)
	}
	return string(out)
}

// withPackages puts a script beside the packages that it needs, as package-lock.json has them.
func withPackages(t *testing.T, script string) string {
	t.Helper()
	needTool(t, "npm", "npm")
	dir := t.TempDir()
	for _, name := range []string{script, "testdata/clients/package.json", "testdata/clients/package-lock.json"} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	npm := exec.Command("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v: %s", err, out)
	}
	return filepath.Join(dir, filepath.Base(script))
}

// checkLive sends a URL to the server, which must find in it what the client was told.
func checkLive(t *testing.T, base, signed string, c signingCase) {
	t.Helper()
	if !strings.Contains(signed, "://") {
		signed = base + "/" + signed
	}
	response, err := http.Get(signed)
	if err != nil {
		t.Error(err)
		return
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	var got Request
	if err != nil || response.StatusCode != http.StatusOK || json.Unmarshal(body, &got) != nil {
		t.Errorf("%s: %s: %s, %v", signed, response.Status, body, err)
		return
	}
	if got.Scheme != c.Scheme || c.Scheme == SchemeRequest && string(got.Changes) != c.Changes {
		t.Errorf("%s: got %s", signed, body)
	}
	if c.Scheme == SchemeRequest {
		return
	}
	found := map[string]string{}
	for _, p := range got.Params {
		found[p.Name] = p.Value
	}
	if got.Changes != nil {
		found["c"], found["expires"] = c.Params[0][1], fmt.Sprint(got.Expires.Unix())
	}
	want := map[string]string{}
	for _, p := range c.Params {
		want[p[0]] = p[1]
	}
	path, err := url.PathUnescape(strings.TrimPrefix(c.Path, "/"))
	if err != nil || !reflect.DeepEqual(found, want) || got.Path != path {
		t.Errorf("%s: got %s, want %v", signed, body, want)
	}
}
