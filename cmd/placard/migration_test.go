package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"placard/templates/starter"
)

// otherServices are those whose URLs hold here, with a secret as each makes them.
var otherServices = []struct {
	scheme, flag, secret, template string
}{
	{"bannerbear-v2", "--api-key-file", "bb_pr_4c2ee9c0b6d7f41a8a3d5c", "a89wavqyy3bebk3djp"},
	{"bannerbear-v5", "--signing-secret-file", "7b1f0c2a94e84d6cb3f05e9d81a2c647", "a89wavqyy3bebk3djp"},
	{"placid", "--api-key-file", "placid-hq3kvjyk0ys2nb-zqv1wq7lxnkwdrb5", "zqipxhxog"},
	{"hcti", "--api-key-file", "6f4b1f8e-2d0c-4d7e-9f43-0a1b2c3d4e5f", "t-b0354248-1f0e"},
	{"imgproxy", "--signing-secret-file", strings.Repeat("943b421c", 16) + ":" + strings.Repeat("520f986b", 16), "imgproxy"},
}

// movedCard stands for a template that was drawn anew. Layers have the names that URLs know.
const movedCard = `{"id": %q, "name": "Moved", "width": 600, "height": 315, "layers": [
	{"id": "photo", "type": "image", "src": "asset:meadow.jpg", "width": 600, "height": 315, "fit": "cover"},
	{"id": "message", "type": "text", "text": "Hi", "x": 30, "y": 30, "width": 540, "height": 255, "font_size": 48, "color": "#fff"}]}`

// othersText is what others.mjs writes on its pictures.
const othersText = "Ünïcode — “quotes” & <tags> 100% ✓"

// TestMigration gives keys the secrets of other services and takes URLs as those services' own clients make
// them. With another host name each is a picture: that which placard render draws for the same values. A byte
// more or less, or a key that does not accept the scheme, and it is refused.
func TestMigration(t *testing.T) {
	now := time.Now()
	urls := othersURLs(t, now)
	moved, closed := movedFolder(t), movedFolder(t)
	for _, s := range otherServices {
		file := filepath.Join(t.TempDir(), "secret")
		write(t, file, s.secret+"\n")
		k := createKey(t, moved, "--scheme", s.scheme, "--template", s.template, s.flag, file)
		if k.APIKey != s.secret && k.SigningSecret != s.secret {
			t.Errorf("%s: the key has other secrets", s.scheme)
		}
		if r := placard(t, moved, "keys", "create", s.flag, file); r.status != 1 || !strings.Contains(r.err, k.ID+" has it already") {
			t.Errorf("%s: a second key with it: status %d: %s", s.scheme, r.status, r.err)
		}
		createKey(t, closed, "--template", s.template, s.flag, file)
	}
	p := serve(t, nil, "--data", moved, "--former-url", "https://img.example.org")
	without := serve(t, nil, "--data", closed, "--former-url", "https://img.example.org")
	message, photo := []string{"--set", "message=" + othersText}, []string{"--set", "photo=asset:ridge.jpg"}
	both := slices.Concat(message, photo)
	src := []string{"--set", "src=asset:ridge.jpg"}
	for _, test := range []struct {
		name, template, format string
		render                 []string
	}{
		{"bannerbear-v2", "a89wavqyy3bebk3djp", "jpg", both},
		{"bannerbear-v2 synchronous", "a89wavqyy3bebk3djp", "jpg", both},
		{"bannerbear-v5", "a89wavqyy3bebk3djp", "jpg", both},
		{"bannerbear-v5 encoded", "a89wavqyy3bebk3djp", "jpg", append([]string{"--scale", "0.5"}, both...)},
		{"bannerbear-v5 own host", "a89wavqyy3bebk3djp", "jpg", message},
		{"placid", "zqipxhxog", "jpg", both},
		{"placid as documented", "zqipxhxog", "jpg", message},
		{"hcti", "t-b0354248-1f0e", "jpg", both},
		{"hcti png", "t-b0354248-1f0e", "png", both},
		{"imgproxy", "imgproxy", "jpg", append([]string{"--scale", "0.5"}, src...)},
		{"imgproxy plain", "imgproxy", "png", append([]string{"--scale", "0.25"}, src...)},
		{"imgproxy for a while", "imgproxy", "jpg", src},
	} {
		url := urls[test.name]
		want := placard(t, moved, append([]string{"render", test.template, "-o", "-", "--format", test.format}, test.render...)...)
		if want.status != 0 {
			t.Fatal(want.err)
		}
		status, body := get(t, here(p, url))
		if status != http.StatusOK || string(body) != want.out {
			t.Errorf("%s: %s: status %d, %d bytes, want %d: %.300s", test.name, url, status, len(body), len(want.out), body)
		}
		for how, target := range map[string]string{
			"without the scheme":   here(without, url),
			"with a wrong byte":    here(p, flip(url, lastSigned(url))),
			"with a bad signature": here(p, flip(url, inSignature(t, url))),
		} {
			if status, body := get(t, target); status != http.StatusForbidden || !strings.Contains(string(body), "signature") {
				t.Errorf("%s %s: %s: status %d: %.300s", test.name, how, target, status, body)
			}
		}
	}
	checkExpiry(t, p, urls)
	if status, body := get(t, here(p, urls["imgproxy remote"])); status != http.StatusBadRequest || !strings.Contains(string(body), "remote pictures are off") {
		t.Errorf("a source elsewhere: status %d: %s", status, body)
	}
	for _, s := range []*process{p, without} {
		s.stop(t)
		for _, o := range otherServices {
			if strings.Contains(s.log.String(), o.secret) {
				t.Errorf("the secret of %s is in the log", o.scheme)
			}
		}
	}
	t.Logf("%d URLs of %d schemes hold here, and nowhere else", len(urls)-2, len(otherServices))
}

// TestSecretFromStandardInput has a command take a secret over from a pipe, and warn of one that is short.
func TestSecretFromStandardInput(t *testing.T) {
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	for secret, warned := range map[string]bool{"theirs-0123456789abcdef": false, "theirs-01": true} {
		var errs strings.Builder
		cmd := exec.CommandContext(t.Context(), name, "--data", data, "keys", "create", "--json", "--api-key-file", "-")
		cmd.Stdin, cmd.Stderr = strings.NewReader(secret+"\r\n"), &errs
		out, err := cmd.Output()
		var k madeKey
		if err != nil || json.Unmarshal(out, &k) != nil || k.APIKey != secret {
			t.Errorf("%v: %s%s", err, out, &errs)
		}
		if strings.Contains(errs.String(), "short") != warned || strings.Contains(errs.String(), secret) {
			t.Errorf("%s: warned: %s", secret, &errs)
		}
	}
}

// TestFixedKeySchemes has the key of the environment accept Placid's scheme and no other.
func TestFixedKeySchemes(t *testing.T) {
	p := serve(t, append(fixedKey(), "PLACARD_KEY_SCHEMES=placid"), "--data", movedFolder(t))
	const query = "message[text]=Hi"
	mac := hmac.New(sha256.New, []byte(testKey))
	mac.Write([]byte(query))
	url := p.base + "/u/zqipxhxog?" + query + "&s=" + hex.EncodeToString(mac.Sum(nil))
	if status, body := get(t, url); status != http.StatusOK {
		t.Errorf("%s: %d %.300s", url, status, body)
	}
	if status, _ := get(t, signURL(t, p.base, "zqipxhxog", "jpg", `[]`)); status != http.StatusForbidden {
		t.Errorf("a scheme that the key does not accept: status %d", status)
	}
	p.stop(t)
}

// checkExpiry: no cache keeps a picture for longer than its URL holds.
func checkExpiry(t *testing.T, p *process, urls map[string]string) {
	t.Helper()
	for name, most := range map[string]int{"imgproxy for a while": 600, "imgproxy": 24 * 60 * 60} {
		resp, err := http.Get(here(p, urls[name]))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		age, err := strconv.Atoi(strings.TrimPrefix(resp.Header.Get("Cache-Control"), "public, max-age="))
		if err != nil || age > most || age < most/2 { // a slow machine has taken a part of it
			t.Errorf("%s: Cache-Control: %s, want at most %d s", name, resp.Header.Get("Cache-Control"), most)
		}
	}
	if status, body := get(t, here(p, urls["imgproxy of yesterday"])); status != http.StatusForbidden || !strings.Contains(string(body), "expired") {
		t.Errorf("an expired URL: status %d: %s", status, body)
	}
}

// othersURLs are URLs by what they try, from the packages that other services publish.
func othersURLs(t *testing.T, now time.Time) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/others")); err != nil {
		t.Fatal(err)
	}
	install := exec.Command(tool(t, "npm", "npm"), "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v: %s", err, out)
	}
	secrets := map[string]string{}
	for _, s := range otherServices {
		secrets[s.scheme] = s.secret
	}
	input, err := json.Marshal(map[string]any{"secrets": secrets, "now": now.Unix()})
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool(t, "node", "nodejs"), filepath.Join(dir, "others.mjs"), string(input)).CombinedOutput()
	if err != nil {
		t.Fatalf("others.mjs: %v: %s", err, out)
	}
	var urls map[string]string
	if err := json.Unmarshal(out, &urls); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return urls
}

// movedFolder is a data folder with the templates that the URLs name. That of imgproxy is the one of
// docs/migrating.md.
func movedFolder(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	for _, dir := range []string{"templates", "assets"} {
		if err := os.Mkdir(filepath.Join(data, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range otherServices {
		write(t, filepath.Join(data, "templates", s.template+".json"), fmt.Sprintf(movedCard, s.template))
	}
	page, err := os.ReadFile("../../docs/migrating.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)```json\n(.*?)```").FindSubmatch(page)
	if found == nil {
		t.Fatal("docs/migrating.md has no template")
	}
	write(t, filepath.Join(data, "templates", "imgproxy.json"), string(found[1]))
	photo, err := fs.ReadFile(starter.FS, "assets/picos.jpg")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(data, "assets", "ridge.jpg"), string(photo))
	return data
}

var (
	otherHost      = regexp.MustCompile(`^https://[^/]+`)
	otherSignature = regexp.MustCompile(`[0-9a-f]{64}|^https://[^/]+/[\w-]{43}/`)
)

// here is a URL with the host name changed, and nothing else.
func here(p *process, url string) string { return otherHost.ReplaceAllLiteralString(url, p.base) }

// lastSigned is where the last byte stands that is signed: before the signature, or at the end.
func lastSigned(url string) int {
	if i := strings.Index(url, "&s="); i >= 0 {
		return i - 1
	}
	return len(url) - 1
}

func inSignature(t *testing.T, url string) int {
	t.Helper()
	found := otherSignature.FindStringIndex(url)
	if found == nil {
		t.Fatalf("no signature in %s", url)
	}
	return found[1] - 3 // base64 has bits to spare in its last letter
}

// flip puts a 4 in the place of a byte, or a 5: both are a hex digit, and a letter of base64.
func flip(url string, at int) string {
	other := "4"
	if url[at] == '4' {
		other = "5"
	}
	return url[:at] + other + url[at+1:]
}
