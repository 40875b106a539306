package access

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/store"
)

func sign(t *testing.T, name string, params ...signedurl.Param) string {
	t.Helper()
	u, err := signedurl.KeySigner{KeyID: "key_" + name, Secret: "sig_secret_" + name}.URL("v1/og", params)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestSigned(t *testing.T) {
	only := credentials("only", store.ScopeRender)
	only.Schemes = []string{"request"}
	d := newDoor(t, nil, credentials("r", store.ScopeRender), credentials("w", store.ScopeWrite), only)
	for target, want := range map[string]string{
		sign(t, "r"):                   "200 key_r v1/og",
		sign(t, "w"):                   "403 render",
		sign(t, "only"):                "403 bad-signature",
		sign(t, "unknown"):             "403 bad-signature",
		"/v1/og?title=x":               "403 bad-signature",
		sign(t, "r") + "&a=b":          "403 bad-signature",
		sign(t, "r") + "&key_id=key_r": "400 given twice",
	} {
		w := d.get(target)
		status, text, _ := strings.Cut(want, " ")
		if fmt.Sprint(w.Code) != status || !strings.Contains(w.Body.String(), text) {
			t.Errorf("%s: %d %s, want %s", target, w.Code, w.Body, want)
		}
	}
	good := sign(t, "r")
	d.keys.revoke("key_r")
	if w := d.get(good); w.Code != 403 {
		t.Errorf("revoked: %d", w.Code)
	}
}

// A URL holds until the second that it names, by the Guard's clock.
func TestExpires(t *testing.T) {
	d := newDoor(t, nil, credentials("r", store.ScopeRender))
	start := d.now
	u := sign(t, "r", signedurl.Expires(start.Add(time.Hour)))
	for after, want := range map[time.Duration]string{
		0: "200", 59 * time.Minute: "200", time.Hour: "200", time.Hour + time.Second: "403 expired", 61 * time.Minute: "403 expired",
	} {
		d.now = start.Add(after)
		w := d.get(u)
		status, kind, _ := strings.Cut(want, " ")
		if fmt.Sprint(w.Code) != status || !strings.Contains(w.Body.String(), kind) {
			t.Errorf("after %v: %d %s", after, w.Code, w.Body)
		}
	}
}

func TestEitherCredential(t *testing.T) {
	d := newDoor(t, nil, credentials("r", store.ScopeRender), credentials("w", store.ScopeWrite))
	for authorization, want := range map[string]string{
		"":                  "403", // the path is none of a signed URL, and it has no signature
		"Bearer sk_live_r":  "200key_rfalse",
		"Bearer sk_live_w":  "403",
		"Bearer sk_live_no": "401",
	} {
		w := d.get("/either", "Authorization", authorization)
		if got := fmt.Sprint(w.Code, w.Body); !strings.HasPrefix(strings.ReplaceAll(got, " ", ""), want) {
			t.Errorf("%q: %s, want %s", authorization, got, want)
		}
	}
}

func TestSigner(t *testing.T) {
	old := credentials("old", store.ScopeRender)
	old.Schemes = []string{"request"}
	none := credentials("none", store.ScopeRender)
	none.SigningSecrets = nil
	d := newDoor(t, nil, credentials("r", store.ScopeRender), old, none)
	signer, err := d.guard.Signer("key_r", "https://cards.example.com")
	if err != nil {
		t.Fatal(err)
	}
	u, err := signer.URL("v1/og", nil)
	if err != nil {
		t.Fatal(err)
	}
	if w := d.get(strings.TrimPrefix(u, "https://cards.example.com")); w.Code != 200 {
		t.Errorf("%s: %d", u, w.Code)
	}
	for _, id := range []string{"key_old", "key_none", "key_unknown"} {
		if _, err := d.guard.Signer(id, ""); problem.Describe(err).Status != 403 {
			t.Errorf("%s: %v", id, err)
		}
	}
}
