package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"placard/store"
	"placard/store/remote"
)

const withWebhook = `{"template":"card","items":[{}],"webhook":"https://example.com/hook"}`

// The news is sent again until somebody takes it, signed anew each time.
func TestWebhookIsTriedAgain(t *testing.T) {
	r := newRig(t, options{})
	r.poster.answers = []int{500, 302, 404}
	b := r.finished(t, r.create(t, withWebhook).ID)
	if b.Notified == nil || b.WebhookError != "" {
		t.Errorf("got %+v", b)
	}
	sent := r.poster.list()
	if len(sent) != 4 || !slices.Equal(r.waits.list(), postPauses[:3]) {
		t.Fatalf("%d times, after %v", len(sent), r.waits.list())
	}
	var e event
	must(t, json.Unmarshal(sent[3].body, &e))
	if e.Type != "batch.finished" || e.Data.ID != b.ID || e.Data.State != store.BatchDone || e.Data.Done != 1 || e.Data.Result == "" || !e.Timestamp.Equal(*b.Finished) {
		t.Errorf("told: %s", sent[3].body)
	}
	if sent[0].url != "https://example.com/hook" || sent[0].header.Get("Content-Type") != "application/json" {
		t.Errorf("sent: %+v", sent[0])
	}
	if secret := r.key.SigningSecret.Reveal(); strings.Contains(string(sent[0].body)+fmt.Sprint(sent[0].header)+r.logged.text(), secret) {
		t.Error("the secret went along")
	}
}

func TestWebhookIsGivenUp(t *testing.T) {
	r := newRig(t, options{})
	for want, err := range map[string]error{
		"given up after 5 tries: it answered 503":                         nil,
		"given up after 5 tries: example.com: cannot be reached":          upstream("example.com: cannot be reached"),
		"given up after 5 tries: it could not be asked; the server's log": errors.New("dial 10.0.0.7: secret"),
	} {
		r.poster.answers, r.poster.err = []int{503, 503, 503, 503, 503}, err
		b := r.finished(t, r.create(t, withWebhook).ID)
		if b.Notified != nil || !strings.HasPrefix(b.WebhookError, want) || b.State != store.BatchDone {
			t.Errorf("got %+v, want %q", b, want)
		}
	}
	if left := made(r.db.Batches().Unfinished(t.Context()))(t); len(left) != 0 {
		t.Errorf("it would be tried again: %+v", left)
	}
}

type upstream string

func (u upstream) Error() string        { return string(u) }
func (u upstream) Is(target error) bool { return target == store.ErrUpstream }

func TestWebhookRefused(t *testing.T) {
	r := newRig(t, options{})
	r.poster.refused = upstream("example.com: not among the hosts that this server asks")
	r.do(t, r.key, http.MethodPost, "/v1/batches", withWebhook).wantProblem(t, http.StatusBadRequest, "bad-request", "webhook: example.com: not among")
	none := newRig(t, options{deps: func(d *Deps) { d.Poster = nil }})
	none.do(t, none.key, http.MethodPost, "/v1/batches", withWebhook).wantProblem(t, http.StatusBadRequest, "bad-request", "webhook: this server tells none")
}

// What nobody could verify is not sent.
func TestWebhookOfARevokedKey(t *testing.T) {
	var g *gate
	r := newRig(t, options{deps: func(d *Deps) { g = newGate(d) }})
	b := r.create(t, `{"template":"card","items":[{},{}],"webhook":"https://example.com/hook"}`)
	<-g.waiting
	must(t, r.keys.Revoke(t.Context(), r.key.ID))
	close(g.open)
	var got batch
	eventually(t, func() bool {
		r.do(t, r.admin, http.MethodGet, "/v1/batches/"+b.ID, "").want(t, http.StatusOK, &got)
		return got.WebhookError != ""
	})
	if !strings.Contains(got.WebhookError, "cannot be signed") || len(r.poster.list()) != 0 {
		t.Errorf("got %+v, sent %d", got, len(r.poster.list()))
	}
	if last := got.Items[1]; last.State != store.BatchFailed || !strings.Contains(last.Error, "does not hold any more") {
		t.Errorf("the item after the key was revoked: %+v", last)
	}
}

// receivers are the examples of docs/webhooks.md.
var receivers = []struct {
	fence   string
	command []string
}{
	{"js", []string{"node", "--input-type=module", "-e"}},
	{"python", []string{"python3", "-c"}},
	{"go", nil},
}

// The documented receivers take what the server sends to a real one, through the guard, also while an old
// secret holds; and take nothing that was changed, or sent again an hour later.
func TestDocumentedReceivers(t *testing.T) {
	var mu sync.Mutex
	var header string
	var body []byte
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		header, body = req.Header.Get(SignatureHeader), made(io.ReadAll(req.Body))(t)
	}))
	defer hook.Close()
	r := newRig(t, options{deps: func(d *Deps) { d.Poster = guarded(t, hook.URL) }})
	fresh := made(r.keys.Rotate(t.Context(), r.key.ID, store.RotateSigningSecret, time.Hour))(t)
	b := r.create(t, fmt.Sprintf(`{"template":"card","items":[{}],"webhook":%q}`, hook.URL+"/hook"))
	if got := r.finished(t, b.ID); got.Notified == nil {
		t.Fatalf("not told: %+v", got)
	}
	page := string(made(os.ReadFile("../../docs/webhooks.md"))(t))
	now := strings.TrimPrefix(strings.Split(header, ",")[0], "t=")
	for _, l := range receivers {
		run := receiver(t, page, l.fence, l.command)
		for _, test := range []struct {
			name, secret, header, body, now string
			want                            bool
		}{
			{"new secret", fresh.Reveal(), header, string(body), now, true},
			{"old secret", r.key.SigningSecret.Reveal(), header, string(body), now, true},
			{"other secret", r.other.SigningSecret.Reveal(), header, string(body), now, false},
			{"other body", fresh.Reveal(), header, strings.Replace(string(body), `"done":1`, `"done":2`, 1), now, false},
			{"later", fresh.Reveal(), header, string(body), now + "0", false},
			{"no signature", fresh.Reveal(), "t=" + now, string(body), now, false},
			{"nothing", fresh.Reveal(), "", string(body), now, false},
		} {
			if got := run(test.secret, test.header, test.body, test.now); got != test.want {
				t.Errorf("%s: %s: taken: %v, want %v", l.fence, test.name, got, test.want)
			}
		}
	}
}

// guarded is the real client, to which loopback is opened for the test.
func guarded(t *testing.T, url string) *remote.Client {
	t.Helper()
	cfg := remote.DefaultConfig()
	at := made(netip.ParseAddrPort(strings.TrimPrefix(url, "http://")))(t)
	cfg.Dir, cfg.AllowHTTP, cfg.Ports, cfg.WebhookHosts = t.TempDir(), true, []uint16{at.Port()}, []string{"127.0.0.1"}
	cfg.AllowNetworks = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	c := made(remote.New(cfg))(t)
	t.Cleanup(c.Close)
	return c
}

// receiver runs an example, which reads the request from its environment and says true or false.
func receiver(t *testing.T, page, fence string, command []string) func(secret, header, body, now string) bool {
	t.Helper()
	block := regexp.MustCompile("(?s)```" + fence + "\n(.*?)```").FindStringSubmatch(page)
	if block == nil {
		t.Fatalf("the page has no example in %s", fence)
	}
	command = append(slices.Clone(command), block[1])
	if fence == "go" {
		command = []string{goReceiver(t, block[1])}
	}
	return func(secret, header, body, now string) bool {
		cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
		cmd.Env = append(os.Environ(), "PLACARD_SIGNING_SECRET="+secret, "SIGNATURE="+header, "BODY="+body, "NOW="+now)
		out, err := cmd.CombinedOutput()
		got := strings.TrimSpace(strings.ToLower(string(out)))
		if err != nil || got != "true" && got != "false" {
			t.Fatalf("%s: %v: %s", fence, err, out)
		}
		return got == "true"
	}
}

func goReceiver(t *testing.T, program string) (binary string) {
	t.Helper()
	dir := t.TempDir()
	must(t, os.WriteFile(dir+"/main.go", []byte(program), 0o600))
	binary = dir + "/receiver"
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, dir+"/main.go").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}
