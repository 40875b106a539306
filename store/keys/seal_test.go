package keys

import (
	"bytes"
	"context"
	"encoding/hex"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"placard/store"
)

// fake are records in memory that a test tampers with.
type fake struct {
	records    []store.SealedKey
	generation int64
}

func (f *fake) List(context.Context) ([]store.SealedKey, error) { return f.records, nil }
func (f *fake) Generation(context.Context) (int64, error)       { return f.generation, nil }
func (f *fake) Put(_ context.Context, k store.SealedKey) error {
	f.records = append(f.records, k)
	return nil
}

func testSealer(t testing.TB, fill byte) *sealer {
	t.Helper()
	s, err := newSealer(bytes.Repeat([]byte{fill}, masterBytes))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSealedIsBound changes everything that a row of the database has of a sealed key: none opens.
func TestSealedIsBound(t *testing.T) {
	s := testSealer(t, 1)
	in := secrets{apiKeys: []held{{value: "sk_live_a"}, {value: "sk_live_b", until: newClock().now().UTC()}}, signingSecrets: []held{{value: "sig_secret_c"}}}
	sealed, err := s.seal("key_a", 12, in)
	if err != nil {
		t.Fatal(err)
	}
	right := store.SealedKey{Key: store.Key{ID: "key_a"}, Version: 12, Sealed: sealed}
	out, err := s.open(right)
	if err != nil || !slices.Equal(out.apiKeys, in.apiKeys) || !slices.Equal(out.signingSecrets, in.signingSecrets) {
		t.Fatalf("%v, or others came out", err)
	}
	again, err := s.seal("key_a", 12, in)
	if err != nil || bytes.Equal(again, sealed) {
		t.Errorf("sealed twice alike: %v", err)
	}
	wrong := map[string]store.SealedKey{
		"another id":       {Key: store.Key{ID: "key_b"}, Version: 12, Sealed: sealed},
		"an older version": {Key: store.Key{ID: "key_a"}, Version: 11, Sealed: sealed},
		"a later version":  {Key: store.Key{ID: "key_a"}, Version: 13, Sealed: sealed},
		"id and version":   {Key: store.Key{ID: "key_a\x001"}, Version: 2, Sealed: sealed},
		"empty":            {Key: store.Key{ID: "key_a"}, Version: 12},
		"longer":           {Key: store.Key{ID: "key_a"}, Version: 12, Sealed: append(bytes.Clone(sealed), 0)},
	}
	for name, k := range wrong {
		if _, err := s.open(k); err == nil {
			t.Errorf("%s: it opens", name)
		}
	}
	for i := range sealed {
		for bit := range 8 {
			k := right
			k.Sealed = bytes.Clone(sealed)
			k.Sealed[i] ^= 1 << bit
			if _, err := s.open(k); err == nil {
				t.Errorf("it opens with bit %d of byte %d flipped", bit, i)
			}
		}
		k := right
		k.Sealed = sealed[:i]
		if _, err := s.open(k); err == nil {
			t.Errorf("it opens cut to %d bytes", i)
		}
	}
	if _, err := testSealer(t, 2).open(right); err == nil {
		t.Error("another master key opens it")
	}
}

// TestTamperedKeyIsRefused swaps a row under a running process: that key is refused, the others hold,
// and the log names it.
func TestTamperedKeyIsRefused(t *testing.T) {
	records := &fake{generation: 1}
	log := &lines{}
	cfg := Config{Records: records, MasterKeyFile: tempFolder(t).MasterKey(), Logger: slog.New(slog.NewTextHandler(log, nil))}
	k := open(t, cfg)
	k.Close() // the test polls itself
	good := create(t, k, store.Key{Name: "good"})
	bad := create(t, k, store.Key{Name: "bad"})
	for i := range records.records {
		if records.records[i].ID == bad.ID {
			for _, r := range records.records {
				if r.ID == good.ID {
					records.records[i].Sealed = r.Sealed
				}
			}
		}
	}
	records.generation++
	last := k.tell(t.Context(), "", k.follow(t.Context()))
	if !strings.Contains(last, bad.ID) || log.count(bad.ID) != 1 {
		t.Errorf("it is told as %q, %d times", last, log.count(bad.ID))
	}
	if _, ok := k.Find(bad.ID); ok {
		t.Error("it is found")
	}
	if _, ok := k.ByAPIKey(good.APIKey.Reveal()); !ok {
		t.Error("the other is not found")
	}
	if got, ok := k.ByAPIKey(good.APIKey.Reveal()); ok && got.ID != good.ID {
		t.Error("the other's API key passes for it")
	}
	if _, err := k.Rotate(t.Context(), bad.ID, store.RotateAPIKey, 0); err == nil {
		t.Error("it was rotated back to life")
	}
	if err := k.Revoke(t.Context(), bad.ID); err != nil {
		t.Errorf("it cannot be revoked: %v", err)
	}
	if _, err := tryOpen(t, Config{Records: &fake{records: records.records[:3]}, MasterKeyFile: cfg.MasterKeyFile, Logger: cfg.Logger}); err == nil || !strings.Contains(err.Error(), bad.ID) {
		t.Errorf("a start with it: %v", err)
	}
}

// sealedOnce is what a first version sealed once, as databases that are out there have it.
const sealedOnce = "01ab2fef78fd43e73a508f7ca77f037515143ead98d753767860c55d8bc0a830103cbebe867888fb5412e71ed2ed06f31c997d33c2884aa15096878207fa3c44f8"

func FuzzOpen(f *testing.F) {
	s := testSealer(f, 1)
	sealed, err := hex.DecodeString(sealedOnce)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed, "key_a", 1)
	f.Add([]byte{sealFormat}, "", 0)
	f.Fuzz(func(t *testing.T, data []byte, id string, version int) {
		_, err := s.open(store.SealedKey{Key: store.Key{ID: id}, Version: version, Sealed: data})
		if right := bytes.Equal(data, sealed) && id == "key_a" && version == 1; right != (err == nil) {
			t.Errorf("opened: %v", err == nil)
		}
	})
}
