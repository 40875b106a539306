package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"placard/handlers/signedurl"
)

const (
	testKey    = "sk_live_a1b2c3d4e5f6g7h8"
	testSecret = "sig_secret_x1y2z3x1y2z3"
	testTitle  = "Ünïcode — “quotes” & <tags> 100% ✓ 日本語"
)

// binary builds the program once, as its users have it.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "placard-test-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "placard")
	cmd := exec.Command("go", "build", "-o", name, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return name, nil
})

func TestMain(m *testing.M) {
	status := m.Run()
	if name, err := binary(); err == nil {
		os.RemoveAll(filepath.Dir(name))
	}
	os.Exit(status)
}

// process is a running server.
type process struct {
	cmd  *exec.Cmd
	base string // http://127.0.0.1:PORT
	out  string // what it printed up to the last line of its welcome
	log  *bytes.Buffer
}

// serve starts the binary on a free port of loopback.
func serve(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{log: &bytes.Buffer{}}
	p.cmd = exec.Command(name, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stderr = p.log
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		p.out += lines.Text() + "\n"
		if strings.Contains(lines.Text(), "Stop with Ctrl-C") {
			break
		}
	}
	p.base = regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(p.out)
	if p.base == "" {
		t.Fatalf("no address in:\n%s%s", p.out, p.log)
	}
	return p
}

// stop ends the server as an operator does and expects a clean exit.
func (p *process) stop(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("exit: %v\n%s", err, p.log)
		}
	case <-time.After(20 * time.Second):
		t.Error("still running 20 s after SIGTERM")
	}
}

func fixedKey() []string {
	return []string{"PLACARD_KEY_ID=key_test", "PLACARD_API_KEY=" + testKey, "PLACARD_SIGNING_SECRET=" + testSecret}
}

// tool finds a program that a test uses as an independent judge.
func tool(t *testing.T, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing: apt-get install %s", name, debian)
	}
	t.Skipf("SKIPPED: %s is missing: apt-get install %s", name, debian)
	return ""
}

// TestIndependentClients signs in JavaScript and Python, fetches with curl, and compares the picture with
// what `placard render` draws for the same changes.
func TestIndependentClients(t *testing.T) {
	data := t.TempDir()
	p := serve(t, fixedKey(), "--data", data)
	changes, err := json.Marshal([]map[string]string{{"id": "title", "text": testTitle}})
	if err != nil {
		t.Fatal(err)
	}
	want := placard(t, data, "render", "article-card", "--set", "title="+testTitle, "--scale", "0.5", "-o", "-", "--format", "png")
	if want.status != 0 {
		t.Fatal(want.err)
	}
	for _, client := range []struct{ program, script string }{
		{tool(t, "node", "nodejs"), "testdata/sign.mjs"},
		{tool(t, "python3", "python3"), "testdata/sign.py"},
	} {
		url, err := exec.Command(client.program, client.script, testKey, "article-card.png", string(changes), "&w=600").Output()
		if err != nil {
			t.Fatalf("%s: %v", client.script, err)
		}
		for _, folder := range []string{"/", "/signed/"} {
			got, err := exec.Command(tool(t, "curl", "curl"), "-sS", "--fail-with-body", p.base+folder+string(url)).Output()
			if err != nil {
				t.Fatalf("%s: %v: %s", client.script, err, got)
			}
			if string(got) != want.out {
				t.Errorf("%s, %s: %d bytes that are not those of placard render (%d)", client.script, folder, len(got), len(want.out))
			}
		}
	}
	p.stop(t)
}

// TestFirstStart makes a folder and a key, shows the key once, and prints links that work.
func TestFirstStart(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	p := serve(t, nil, "--data", data)
	for _, want := range []string{"key_", "sk_live_", "sig_secret_"} {
		if !strings.Contains(p.out, want) {
			t.Errorf("no %s in:\n%s", want, p.out)
		}
	}
	links := regexp.MustCompile(`http://\S+&signature=v2\.[A-Za-z0-9_-]{43}`).FindAllString(p.out, -1)
	if len(links) < 8 {
		t.Errorf("%d links, want one for each of at least 8 starters:\n%s", len(links), p.out)
	}
	for _, link := range links {
		if status, body := get(t, link); status != http.StatusOK || !bytes.HasPrefix(body, []byte{0xff, 0xd8}) {
			t.Errorf("%s: %d %.200s", link, status, body)
		}
	}
	signed := placard(t, data, "sign", "article-card", "--set", "title=Hello", "--public-url", p.base, "--width", "300")
	if status, body := get(t, strings.TrimSpace(signed.out)); status != http.StatusOK {
		t.Errorf("%s: %d %.200s", signed.out, status, body)
	}
	p.stop(t)

	again := serve(t, nil, "--data", data)
	if strings.Contains(again.out, "sk_live_") {
		t.Errorf("the key was shown a second time:\n%s", again.out)
	}
	if status, _ := get(t, strings.Replace(links[0], p.base, again.base, 1)); status != http.StatusOK {
		t.Errorf("a link of the first start answers %d", status)
	}
	again.stop(t)
}

// TestBadInput sends what goes wrong to a real server: the status, and words that name the place.
func TestBadInput(t *testing.T) {
	data := t.TempDir()
	p := serve(t, fixedKey(), "--data", data, "--public-url", "https://cards.example.com")
	sign := func(template, ext, changes string, options ...signedurl.Param) string {
		return signURL(t, p.base, template, ext, changes, options...)
	}
	good := sign("article-card", "png", `[]`)
	for _, test := range []struct {
		name   string
		url    string
		status int
		detail string
	}{
		{"no signature", p.base + "/article-card.png?c=W10=", 403, "signature"},
		{"wrong signature", good[:len(good)-1] + string(good[len(good)-1]^1), 403, "signature"},
		{"wrong signature of an unknown template", strings.Replace(good, "article-card", "unknown", 1), 403, "signature"},
		{"unknown template", sign("unknown", "png", `[]`), 404, "unknown"},
		{"unknown format", sign("article-card", "gif", `[]`), 400, "gif"},
		{"bad JSON", sign("article-card", "png", `[{"id":]`), 400, "changes"},
		{"unknown layer", sign("article-card", "png", `[{"id":"titel","text":"x"}]`), 400, `did you mean \"title\"`},
		{"wrong type", sign("article-card", "png", `[{"id":"title","font_size":"big"}]`), 400, "changes[0].font_size"},
		{"unknown field", sign("article-card", "png", `[{"id":"title","font_sice":1}]`), 400, "changes[0].font_sice"},
		{"unknown option", sign("article-card", "png", `[]`, signedurl.Param{Name: "z", Value: "1"}), 400, "z"},
		{"quality of a lossless format", sign("article-card", "png", `[]`, signedurl.Param{Name: "q", Value: "80"}), 400, "lossless"},
		{"text bomb", sign("article-card", "png", `[{"id":"title","text":"`+strings.Repeat("a", 11_000)+`"}]`), 422, "changes[0].text"},
		{"remote picture", sign("article-card", "png", `[{"id":"picture","src":"https://example.com/a.jpg"}]`), 400, "remote pictures are off"},
	} {
		status, body := get(t, test.url)
		var problem struct {
			Type, Title, Detail, Instance string
			Status                        int
		}
		if err := json.Unmarshal(body, &problem); err != nil || problem.Status != status || problem.Instance == "" {
			t.Errorf("%s: no problem document: %v %s", test.name, err, body)
		}
		if status != test.status || !strings.Contains(string(body), test.detail) {
			t.Errorf("%s: status %d, want %d and %q in %s", test.name, status, test.status, test.detail, body)
		}
	}
	p.stop(t)
	if strings.Contains(p.log.String(), testKey) {
		t.Error("the key is in the log")
	}
}

// TestBusy fills one worker and an empty queue: what does not fit is refused at once, with a time to
// come back.
func TestBusy(t *testing.T) {
	p := serve(t, fixedKey(), "--data", t.TempDir(), "--workers", "1", "--queue", "0")
	var urls []string
	for i := range 12 {
		changes := fmt.Sprintf(`[{"id":"title","text":"%d"}]`, i)
		urls = append(urls, signURL(t, p.base, "article-card", "png", changes, signedurl.Param{Name: "scale", Value: "2"}))
	}
	var busy, drawn int
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, url := range urls {
		all.Go(func() {
			resp, err := http.Get(url)
			if err != nil {
				t.Error(err)
				return
			}
			defer resp.Body.Close()
			_, _ = io.Copy(io.Discard, resp.Body)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case resp.StatusCode == http.StatusOK:
				drawn++
			case resp.StatusCode == http.StatusTooManyRequests && resp.Header.Get("Retry-After") != "" && resp.Header.Get("Cache-Control") == "no-store":
				busy++
			default:
				t.Errorf("status %d, headers %v", resp.StatusCode, resp.Header)
			}
		})
	}
	all.Wait()
	if drawn == 0 || busy == 0 {
		t.Errorf("%d drawn, %d refused: want some of both", drawn, busy)
	}
	p.stop(t)
}

// TestPortTaken checks that a port that is taken costs no key.
func TestPortTaken(t *testing.T) {
	p := serve(t, fixedKey(), "--data", t.TempDir())
	data := filepath.Join(t.TempDir(), "data")
	r := placard(t, data, "serve", "--addr", strings.TrimPrefix(p.base, "http://"))
	if r.status != 1 || !strings.Contains(r.err, "--addr") {
		t.Errorf("status %d: %s", r.status, r.err)
	}
	if _, err := os.Stat(data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a data folder was made: %v", err)
	}
	p.stop(t)
}

func signURL(t *testing.T, base, template, ext, changes string, options ...signedurl.Param) string {
	t.Helper()
	url, err := signedurl.Signer{Key: testKey, Base: base}.URL(template, ext, []byte(changes), options...)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func get(t *testing.T, url string) (status int, body []byte) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err = io.ReadAll(resp.Body); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, body
}

func TestLocal(t *testing.T) {
	for _, test := range []struct {
		addr net.TCPAddr
		want string
	}{
		{net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}, "http://127.0.0.1:8080"},
		{net.TCPAddr{IP: net.IPv6unspecified, Port: 80}, "http://127.0.0.1:80"},
		{net.TCPAddr{IP: net.IPv6loopback, Port: 80}, "http://[::1]:80"},
	} {
		if got := local(&test.addr); got != test.want {
			t.Errorf("%v: got %s, want %s", &test.addr, got, test.want)
		}
	}
}
