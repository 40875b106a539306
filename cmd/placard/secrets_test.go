package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"placard/handlers/signedurl"
)

// TestSecretsStayInside (F17) has a server and commands work with keys, well and badly, and looks for each secret
// in everything that they left or said: the data folder with the database and its log, the server's log,
// what commands printed but for the one showing, and every answer that is an error.
func TestSecretsStayInside(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	metrics := freeAddr(t)
	p := serve(t, nil, "--data", data, "--metrics-addr", metrics)
	secrets := regexp.MustCompile(`(?:sk_live_|sig_secret_)([a-z2-7]{48})`).FindAllString(p.out, -1)
	slices.Sort(secrets)
	secrets = slices.Compact(secrets) // the first is in an example, too
	if len(secrets) != 2 {
		t.Fatalf("no two secrets in:\n%s", p.out)
	}
	k := createKey(t, data, "--name", "second")
	rotated := strings.TrimSpace(otherProcess(t, data, "keys", "rotate", k.ID, "api_key", "--overlap", "1h"))
	secrets = append(secrets, k.APIKey, k.SigningSecret, rotated)
	said := map[string][]byte{}
	for _, args := range []string{"keys list", "keys list --json", "keys revoke key_none", "keys rotate " + k.ID + " api_key --overlap 9999h", "sign nothing"} {
		r := placard(t, data, strings.Fields(args)...)
		said["placard "+args] = []byte(r.out + r.err)
	}
	for i, answer := range badRequests(t, p.base, secrets) {
		said[fmt.Sprint("answer ", i)] = answer
	}
	_, said["metrics"] = get(t, "http://"+metrics+"/metrics")
	if !bytes.Contains(said["metrics"], []byte("placard_request_seconds")) {
		t.Errorf("no metrics: %.200s", said["metrics"])
	}
	files := 0
	err := filepath.WalkDir(data, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		files++
		said[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(said[filepath.Join(data, "placard.db-wal")]) == 0 {
		t.Error("the database has no log beside it: this is no test of it")
	}
	p.stop(t)
	said["the server's log"] = p.log.Bytes()
	master, err := os.ReadFile(filepath.Join(data, "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	delete(said, filepath.Join(data, "master.key"))
	masterText := strings.TrimSpace(string(master))
	masterBytes, err := base64.StdEncoding.DecodeString(masterText)
	if err != nil {
		t.Fatal(err)
	}
	secrets = append(secrets, masterText, string(masterBytes))

	where := leaks(t, said, secrets)
	total := 0
	for _, text := range said {
		total += len(text)
	}
	t.Logf("F17: %d secrets in %d forms looked for in %d bytes: %d files, %d answers and outputs; %d found", len(secrets), len(spellings("x")), total, files, len(said)-files, len(where))
	for _, w := range where {
		t.Error(w)
	}
}

// badRequests asks for what is refused, with real secrets in all places that a client may put them by
// mistake, and returns the answers.
func badRequests(t *testing.T, base string, secrets []string) (answers [][]byte) {
	t.Helper()
	ask := func(method, path, bearer, body string) {
		req, err := http.NewRequestWithContext(t.Context(), method, base+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if bearer != "" {
			req.Header.Set("Authorization", "Bearer "+bearer)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body2, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode < http.StatusBadRequest {
			t.Errorf("%s %s answered %d: it was to be refused", method, path, resp.StatusCode)
		}
		answers = append(answers, body2, fmt.Append(nil, resp.Header))
	}
	for _, s := range secrets {
		good, err := signedurl.Signer{Key: s, Base: base}.URL("article-card", "png", []byte(`[{"id":"nothing"}]`))
		if err != nil {
			t.Fatal(err)
		}
		path := strings.TrimPrefix(good, base)
		ask("GET", path, "", "")
		ask("GET", path[:len(path)-1]+"x", "", "")
		ask("GET", "/v1/keys/key_none", s, "")
		ask("POST", "/v1/keys/key_none/rotate", s, `{"what": "nothing"}`)
		ask("POST", "/v1/render", s, `{"template": 1}`)
		ask("DELETE", "/v1/templates/none", s+"x", "")
	}
	return answers
}

// prefix of a secret is no secret.
var prefix = regexp.MustCompile(`^(sk_live_|sig_secret_)`)

// leaks says which text has which secret.
func leaks(t *testing.T, said map[string][]byte, secrets []string) (where []string) {
	t.Helper()
	for name, text := range said {
		for i, s := range secrets {
			for form, spelled := range spellings(prefix.ReplaceAllString(s, "")) {
				if bytes.Contains(text, []byte(spelled)) {
					where = append(where, fmt.Sprintf("%s has secret %d as %s", name, i, form))
				}
			}
		}
	}
	return where
}

// spellings are how a secret may stand in a text. In base64 it depends on what is before it by how many letters
// it is shifted, and what follows it changes the last.
func spellings(secret string) map[string]string {
	out := map[string]string{
		"itself":    secret,
		"hex":       hex.EncodeToString([]byte(secret)),
		"upper hex": strings.ToUpper(hex.EncodeToString([]byte(secret))),
		"reversed":  reversed(secret),
	}
	for shift := range 3 {
		raw := append(bytes.Repeat([]byte{'_'}, shift), secret...)
		skip := (8*shift + 5) / 6 // letters that have bits of what is before
		end := len(raw) * 8 / 6
		out[fmt.Sprint("base64, shifted by ", shift)] = base64.RawStdEncoding.EncodeToString(raw)[skip:end]
		out[fmt.Sprint("url-safe base64, shifted by ", shift)] = base64.RawURLEncoding.EncodeToString(raw)[skip:end]
	}
	return out
}

func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// TestLeaksAreFound plants a secret in each form.
func TestLeaksAreFound(t *testing.T) {
	const secret = "sk_live_abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnop"
	for name, planted := range map[string]string{
		"raw":      "x" + secret + "y",
		"hex":      fmt.Sprintf("%x", secret),
		"HEX":      fmt.Sprintf("%X", secret),
		"base64":   base64.StdEncoding.EncodeToString([]byte("key=" + secret + "&x=1")),
		"base64 1": base64.StdEncoding.EncodeToString([]byte("a" + secret + "bc")),
		"base64 2": base64.StdEncoding.EncodeToString([]byte("ab" + secret)),
		"base64 3": base64.RawURLEncoding.EncodeToString([]byte("abc\xff\xfe" + secret + "\xff")),
	} {
		if len(leaks(t, map[string][]byte{name: []byte(planted)}, []string{secret})) == 0 {
			t.Errorf("%s: a secret was not found in %s", name, planted)
		}
	}
	if found := leaks(t, map[string][]byte{"": []byte("nothing")}, []string{secret}); len(found) != 0 {
		t.Errorf("found %v in nothing", found)
	}
}
