package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"placard/handlers/signedurl"
	"placard/store/keys"
)

// otherProcess runs a command as a process of its own, as an operator does beside a running server.
func otherProcess(t *testing.T, data string, args ...string) string {
	t.Helper()
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	var errs strings.Builder
	cmd := exec.CommandContext(t.Context(), name, append([]string{"--data", data}, args...)...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("placard %s: %v\n%s", strings.Join(args, " "), err, &errs)
	}
	return string(out)
}

// madeKey is what placard keys create --json prints.
type madeKey struct {
	ID            string   `json:"id"`
	Name          string   `json:"name"`
	Scopes        []string `json:"scopes"`
	Templates     []string `json:"templates"`
	Schemes       []string `json:"schemes"`
	APIKey        string   `json:"api_key"`
	SigningSecret string   `json:"signing_secret"`
}

func createKey(t *testing.T, data string, args ...string) madeKey {
	t.Helper()
	r := placard(t, data, append([]string{"keys", "create", "--json"}, args...)...)
	var k madeKey
	if err := json.Unmarshal([]byte(r.out), &k); r.status != 0 || err != nil {
		t.Fatalf("status %d, %v: %s%s", r.status, err, r.out, r.err)
	}
	return k
}

// TestKeysFromCreateToRevoke makes, lists, rotates and revokes a key in a folder that no server has seen.
func TestKeysFromCreateToRevoke(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	k := createKey(t, data, "--name", "website", "--scope", "render", "--scope", "write", "--template", "article-card", "--rate", "600", "--scheme", "v2", "--scheme", "placid")
	if k.Name != "website" || !slices.Equal(k.Scopes, []string{"render", "write"}) || !slices.Equal(k.Schemes, []string{"v2", "placid"}) || !slices.Equal(k.Templates, []string{"article-card"}) {
		t.Errorf("made %+v", k)
	}
	text := placard(t, data, "keys", "create")
	for _, want := range []string{"key_", "sk_live_", "sig_secret_", "this once"} {
		if !strings.Contains(text.out, want) {
			t.Errorf("no %s in:\n%s", want, text.out)
		}
	}
	list := placard(t, data, "keys", "list").out
	columns := strings.Join([]string{k.ID, "website", "render,write", "article-card", "600", "-", "v2,placid"}, `\s+`)
	if !regexp.MustCompile(columns).MatchString(list) {
		t.Errorf("no %s in:\n%s", columns, list)
	}
	if strings.Contains(list, k.APIKey) || strings.Contains(list, k.SigningSecret) || strings.Count(list, "\n") != 3 {
		t.Errorf("listed are:\n%s", list)
	}
	rotated := strings.TrimSpace(placard(t, data, "keys", "rotate", k.ID, "api_key", "--overlap", "1h").out)
	if !strings.HasPrefix(rotated, "sk_live_") || rotated == k.APIKey {
		t.Errorf("rotated to %q", rotated)
	}
	if r := placard(t, data, "keys", "rotate", k.ID, "signing_secret", "--json"); !strings.Contains(r.out, `"signing_secret": "sig_secret_`) {
		t.Errorf("rotated to %s%s", r.out, r.err)
	}
	if r := placard(t, data, "keys", "revoke", k.ID); r.status != 0 || !strings.Contains(r.out, k.ID+" is revoked") {
		t.Errorf("status %d: %s%s", r.status, r.out, r.err)
	}
	var listed struct {
		Keys []struct {
			ID      string
			Revoked time.Time
		}
	}
	r := placard(t, data, "keys", "list", "--json")
	if err := json.Unmarshal([]byte(r.out), &listed); err != nil || len(listed.Keys) != 2 || listed.Keys[0].ID != k.ID || listed.Keys[0].Revoked.IsZero() || !listed.Keys[1].Revoked.IsZero() {
		t.Errorf("%v: %s", err, r.out)
	}
}

func TestKeysMistakes(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if r := placard(t, data, "keys", "list"); r.status != 1 || !strings.Contains(r.err, "placard keys create") {
		t.Errorf("status %d: %s", r.status, r.err)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("a mistake made a data folder")
	}
	k := createKey(t, data)
	for _, test := range []struct {
		args   string
		status int
		want   string
	}{
		{"create --scope root", 2, "--scope"},
		{"create --scheme v3", 2, "--scheme"},
		{"create --rate=-1", 1, "rate_per_minute: -1"},
		{"create --api-key-file - --signing-secret-file -", 1, "only one of them"},
		{"create --api-key-file no-such-file", 1, "--api-key-file: open no-such-file"},
		{"create --signing-secret-file " + os.DevNull, 1, "--signing-secret-file: " + os.DevNull + " is empty"},
		{"create --api-key-file keys_test.go", 1, "api_key: it is not at most 1024 printable"},
		{"list --key-scheme v9", 2, "--key-scheme"},
		{"list --key-scheme v2", 1, "PLACARD_KEY_ID is missing"},
		{"rotate key_none api_key", 1, "placard keys list"},
		{"rotate " + k.ID + " secret", 2, "api_key"},
		{"rotate " + k.ID + " api_key --overlap 9999h", 1, "overlap: 9999h0m0s is not in"},
		{"rotate " + k.ID, 2, "<what>"},
		{"revoke key_none", 1, "placard keys list"},
		{"revoke", 2, "<id>"},
	} {
		if r := placard(t, data, append([]string{"keys"}, strings.Fields(test.args)...)...); r.status != test.status || !strings.Contains(r.err, test.want) {
			t.Errorf("keys %s: status %d, want %d and %q in:\n%s", test.args, r.status, test.status, test.want, r.err)
		}
	}
	for _, command := range []string{"", "create", "rotate", "revoke"} {
		if r := placard(t, data, strings.Fields("keys "+command+" --help")...); !strings.Contains(r.out, "Example") {
			t.Errorf("keys %s --help has no example:\n%s", command, r.out)
		}
	}
	if err := os.Remove(filepath.Join(data, "master.key")); err != nil {
		t.Fatal(err)
	}
	if r := placard(t, data, "keys", "create"); r.status != 1 || !strings.Contains(r.err, "PLACARD_MASTER_KEY") {
		t.Errorf("without the master key: status %d: %s", r.status, r.err)
	}
}

// TestSchemesAgree holds the schemes that a key can have to those that a verifier knows, since package keys
// may not import the verifier.
func TestSchemesAgree(t *testing.T) {
	source, err := os.ReadFile("../../handlers/signedurl/scheme.go")
	if err != nil {
		t.Fatal(err)
	}
	var known, defaults []string
	for _, m := range regexp.MustCompile(`(?m)^\tScheme\w+\s+Scheme = "([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		known = append(known, m[1])
	}
	if !slices.Equal(keys.Schemes(), known) {
		t.Errorf("keys can have %v, the verifier knows %v", keys.Schemes(), known)
	}
	for _, s := range signedurl.DefaultSchemes() {
		defaults = append(defaults, string(s))
	}
	if !slices.Equal(keys.DefaultSchemes(), defaults) {
		t.Errorf("keys have %v, the verifier %v without a choice", keys.DefaultSchemes(), defaults)
	}
}

// load asks for a URL at a steady rate, each request by itself, until stop.
type load struct {
	mu   sync.Mutex
	url  string
	seen []answer
	stop context.CancelFunc
	done sync.WaitGroup
}

type answer struct {
	began, ended time.Time
	status       int
}

func startLoad(t *testing.T, url string, perSecond int) *load {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	l := &load{url: url, stop: stop}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, MaxConnsPerHost: 64}}
	t.Cleanup(client.CloseIdleConnections)
	l.done.Go(func() {
		tick := time.NewTicker(time.Second / time.Duration(perSecond))
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			l.done.Go(func() { l.ask(t, client) })
		}
	})
	return l
}

func (l *load) ask(t *testing.T, client *http.Client) {
	l.mu.Lock()
	url := l.url
	l.mu.Unlock()
	a := answer{began: time.Now()}
	resp, err := client.Get(url)
	if err != nil {
		t.Error(err)
		return
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	a.status, a.ended = resp.StatusCode, time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = append(l.seen, a)
}

func (l *load) change(url string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.url = url
}

// end waits for the last answer.
func (l *load) end() []answer {
	l.stop()
	l.done.Wait()
	return l.seen
}

// TestRotationBesideServer (F16, over HTTP): under 500 requests a second another process rotates the API key with
// an overlap: nothing is refused, whichever of the two signed. A second after it revokes the key,
// everything is.
func TestRotationBesideServer(t *testing.T) {
	data := t.TempDir()
	k := createKey(t, data)
	p := serve(t, nil, "--data", data)
	sign := func(key string) string {
		url, err := signedurl.Signer{Key: key, Base: p.base}.URL("article-card", "jpg", []byte(`[]`), signedurl.Param{Name: "w", Value: "60"})
		if err != nil {
			t.Fatal(err)
		}
		return url
	}
	get(t, sign(k.APIKey)) // from here on it is in the cache
	began := time.Now()
	l := startLoad(t, sign(k.APIKey), 500)
	time.Sleep(500 * time.Millisecond)
	fresh := strings.TrimSpace(otherProcess(t, data, "keys", "rotate", k.ID, "api_key", "--overlap", "1h"))
	time.Sleep(time.Second) // as long as the server may take to learn of it
	l.change(sign(fresh))
	time.Sleep(500 * time.Millisecond)
	revoking := time.Now()
	otherProcess(t, data, "keys", "revoke", k.ID)
	revoked := time.Now()
	time.Sleep(1500 * time.Millisecond)
	answers := l.end()
	var refused, late int
	var last time.Duration
	for _, a := range answers {
		switch ok := a.status == http.StatusOK; {
		case a.ended.Before(revoking) && !ok:
			refused++
		case a.began.After(revoked.Add(time.Second)) && ok:
			late++
		case ok:
			last = max(last, a.began.Sub(revoked))
		}
	}
	t.Logf("F16: %d requests in %v, %d wrongly refused; the last let through was asked for %v after the revocation", len(answers), time.Since(began).Round(time.Millisecond), refused, last)
	if refused != 0 || late != 0 {
		t.Errorf("%d wrongly refused, %d let through a second after the revocation", refused, late)
	}
	p.stop(t)
}
