package keys

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"placard/store"
)

// What another service made becomes a key's, sealed as any is, and holds in other processes and after a
// restart.
func TestImport(t *testing.T) {
	folder := tempFolder(t)
	k := open(t, config(t, folder))
	foreign := store.Secret("bb_pr_" + strings.Repeat("7f", 20))
	pair := store.Secret(strings.Repeat("a1", 64) + ":" + strings.Repeat("b2", 64)) // imgproxy's, 257 characters
	want := store.Key{Name: "moved here", Schemes: []string{"bannerbear-v2", "imgproxy"}}
	made, err := k.Import(t.Context(), store.Made{Key: want, APIKey: foreign, SigningSecret: pair})
	if err != nil {
		t.Fatal(err)
	}
	if made.APIKey != foreign || made.SigningSecret != pair || !strings.HasPrefix(made.ID, prefixID) || made.Name != want.Name || !slices.Equal(made.Schemes, want.Schemes) {
		t.Errorf("made %+v", made)
	}
	for name, k := range map[string]*Keys{"here": k, "after a restart": open(t, config(t, folder))} {
		if got, ok := k.ByAPIKey(foreign.Reveal()); !ok || got.ID != made.ID || got.SigningSecrets[0] != pair {
			t.Errorf("%s: %v %+v", name, ok, got.Key)
		}
	}
	half, err := k.Import(t.Context(), store.Made{SigningSecret: "another-0123456789"})
	if err != nil || !strings.HasPrefix(half.APIKey.Reveal(), prefixAPIKey) || half.SigningSecret != "another-0123456789" {
		t.Errorf("with a signing secret alone: %v", err)
	}
}

func TestBadImports(t *testing.T) {
	c := newClock()
	cfg := config(t, tempFolder(t))
	cfg.Now = c.now
	cfg.Fixed = Fixed{ID: "key_fixed", APIKey: "fixed-0123456789", SigningSecret: "fixed-9876543210"}
	k := open(t, cfg)
	first, err := k.Import(t.Context(), store.Made{APIKey: "theirs-0123456789", SigningSecret: "theirs-9876543210"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Rotate(t.Context(), first.ID, store.RotateAPIKey, time.Hour); err != nil {
		t.Fatal(err)
	}
	refused := func(when string, want string, m store.Made) {
		t.Helper()
		_, err := k.Import(t.Context(), m)
		var invalid *store.InvalidError
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", when, err, want)
		} else if strings.Contains(err.Error(), "0123456789") || strings.Contains(err.Error(), "9876543210") {
			t.Errorf("%s: the error tells the secret: %v", when, err)
		}
	}
	refused("short", "api_key: it has 6 characters, want at least 8", store.Made{APIKey: "secret"})
	refused("long", "signing_secret: it is not at most 1024", store.Made{SigningSecret: store.Secret(strings.Repeat("x", MaxSecret+1))})
	refused("a line too many", "api_key: it is not", store.Made{APIKey: "other-0123456789\n"})
	refused("one for both", "signing_secret: it is the API key too", store.Made{APIKey: "other-0123456789", SigningSecret: "other-0123456789"})
	refused("a key's that ends", "api_key: the key "+first.ID, store.Made{APIKey: "theirs-0123456789"})
	refused("a key's", "signing_secret: the key "+first.ID, store.Made{SigningSecret: "theirs-9876543210"})
	refused("the environment's", "api_key: the key key_fixed", store.Made{APIKey: "fixed-0123456789"})
	refused("the environment's", "signing_secret: the key key_fixed", store.Made{SigningSecret: "fixed-9876543210"})
	refused("rules", "schemes[0]", store.Made{Key: store.Key{Schemes: []string{"v9"}}, APIKey: "other-0123456789"})
	if n := len(k.List()); n != 2 {
		t.Errorf("%d keys, want 2", n)
	}

	c.add(2 * time.Hour) // the overlap is over
	again, err := k.Import(t.Context(), store.Made{APIKey: "theirs-0123456789"})
	if err != nil {
		t.Fatalf("an API key that no longer holds: %v", err)
	}
	if got, ok := k.ByAPIKey("theirs-0123456789"); !ok || got.ID != again.ID {
		t.Errorf("it is that of %v %s, want %s", ok, got.ID, again.ID)
	}
	if err := k.Revoke(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Import(t.Context(), store.Made{SigningSecret: "theirs-9876543210"}); err != nil {
		t.Errorf("a revoked key's: %v", err)
	}
}

func TestFixedKeyNamesItsSchemes(t *testing.T) {
	cfg := config(t, tempFolder(t))
	cfg.Fixed = Fixed{ID: "key_mine", APIKey: "sk_live_0123456789", SigningSecret: "sig_secret_0123456789"}
	if got, ok := open(t, cfg).Find("key_mine"); !ok || !slices.Equal(got.Schemes, DefaultSchemes()) {
		t.Errorf("without a choice: %v", got.Schemes)
	}
	cfg.Fixed.Schemes = []string{"v2", "placid"}
	if got, ok := open(t, cfg).Find("key_mine"); !ok || !slices.Equal(got.Schemes, cfg.Fixed.Schemes) {
		t.Errorf("got %v", got.Schemes)
	}
}
