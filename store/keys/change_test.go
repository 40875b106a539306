package keys

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"placard/store"
)

func create(t testing.TB, k *Keys, want store.Key) store.Made {
	t.Helper()
	made, err := k.Create(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestCreateKeepsWhatItWasGiven(t *testing.T) {
	folder := tempFolder(t)
	k := open(t, config(t, folder))
	want := store.Key{
		ID: "key_mine", Name: "Ünï 日本", Scopes: []store.Scope{store.ScopeWrite}, Templates: []string{"a", "b"}, RatePerMinute: 60,
		MonthlyQuota: 1000, Schemes: []string{"v2", "placid"}, Revoked: time.Now(),
	}
	made := create(t, k, want)
	want.ID, want.Created, want.Revoked = made.ID, made.Created, time.Time{}
	if fmt.Sprint(made.Key) != fmt.Sprint(want) || made.ID == "key_mine" || made.Created.IsZero() {
		t.Errorf("made %+v, want %+v", made.Key, want)
	}
	if got, ok := open(t, config(t, folder)).Find(made.ID); !ok || fmt.Sprint(got.Key) != fmt.Sprint(want) {
		t.Errorf("read %+v, want %+v", got.Key, want)
	}
	plain := create(t, k, store.Key{})
	if !slices.Equal(plain.Scopes, []store.Scope{store.ScopeRender}) || !slices.Equal(plain.Schemes, DefaultSchemes()) {
		t.Errorf("without a wish: %+v", plain.Key)
	}
	want.Scopes[0], want.Templates[0] = store.ScopeAdmin, "other" // what was handed in is not shared
	k.List()[1].Templates[0] = "other"
	if got, _ := k.Find(made.ID); got.Can(store.ScopeAdmin) || got.MayUse("other") {
		t.Errorf("changed from outside: %+v", got.Key)
	}
}

func TestBadKeysAreRefused(t *testing.T) {
	k := open(t, config(t, tempFolder(t)))
	for want, key := range map[string]store.Key{
		"name: ":                     {Name: strings.Repeat("ä", maxName+1)},
		"name: want":                 {Name: "two\nlines"},
		"scopes[0]: \"root\"":        {Scopes: []store.Scope{"root"}},
		"scopes[1]: render is":       {Scopes: []store.Scope{"render", "render"}},
		"schemes[1]: \"v3\"":         {Schemes: []string{"v2", "v3"}},
		"templates[1]: ":             {Templates: []string{"a", "a b"}},
		"templates[0]: \"\"":         {Templates: []string{""}},
		"templates[0]: \"a@3\"":      {Templates: []string{"a@3"}},
		"templates: 101 ids":         {Templates: make([]string, 101)},
		"rate_per_minute: -1":        {RatePerMinute: -1},
		"rate_per_minute: 1000001":   {RatePerMinute: 1_000_001},
		"monthly_quota: -1":          {MonthlyQuota: -1},
		"monthly_quota: 10000000000": {MonthlyQuota: 1e13},
	} {
		_, err := k.Create(t.Context(), key)
		var invalid *store.InvalidError
		if !errors.As(err, &invalid) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
		key.ID = k.Made().ID
		if _, err := k.Update(t.Context(), key); !errors.As(err, &invalid) {
			t.Errorf("an update to it: %v", err)
		}
	}
	if n := len(k.List()); n != 1 {
		t.Errorf("%d keys were made", n-1)
	}
}

// TestRotation follows both secrets of a key through overlaps, by the clock alone.
func TestRotation(t *testing.T) {
	c := newClock()
	cfg := config(t, tempFolder(t))
	cfg.Now = c.now
	k := open(t, cfg)
	first := *k.Made()
	rotate := func(what string, overlap time.Duration) store.Secret {
		t.Helper()
		s, err := k.Rotate(t.Context(), first.ID, what, overlap)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	expect := func(when string, api, signing []store.Secret) {
		t.Helper()
		got, ok := k.Find(first.ID)
		if !ok || !slices.Equal(got.APIKeys, api) || !slices.Equal(got.SigningSecrets, signing) {
			t.Errorf("%s: %d API keys, %d signing secrets, or others than these", when, len(got.APIKeys), len(got.SigningSecrets))
		}
		if active := k.Active(); len(active) != 1 || !slices.Equal(active[0].APIKeys, api) || !slices.Equal(active[0].SigningSecrets, signing) {
			t.Errorf("%s: Active differs", when)
		}
		for _, s := range api {
			if _, ok := k.ByAPIKey(s.Reveal()); !ok {
				t.Errorf("%s: an API key that holds is not found", when)
			}
		}
	}
	api1, sig1 := first.APIKey, first.SigningSecret
	type list = []store.Secret
	sig2 := rotate(store.RotateSigningSecret, time.Hour)
	expect("the other is untouched", list{api1}, list{sig2, sig1})
	api2 := rotate(store.RotateAPIKey, 2*time.Hour)
	expect("both overlap", list{api2, api1}, list{sig2, sig1})
	c.add(time.Hour - 1)
	expect("a moment before the end", list{api2, api1}, list{sig2, sig1})
	c.add(1)
	expect("the end of one", list{api2, api1}, list{sig2})
	c.add(time.Hour)
	expect("the end of both", list{api2}, list{sig2})
	if _, ok := k.ByAPIKey(api1.Reveal()); ok {
		t.Error("an API key is found after its end")
	}

	api3 := rotate(store.RotateAPIKey, 10*time.Hour)
	api4 := rotate(store.RotateAPIKey, time.Hour)
	expect("one after the other", list{api4, api3, api2}, list{sig2})
	c.add(time.Hour)
	expect("none longer than the last overlap", list{api4}, list{sig2})
	rotate(store.RotateAPIKey, 10*time.Hour)
	api6 := rotate(store.RotateAPIKey, 0)
	expect("no overlap ends all at once", list{api6}, list{sig2})

	for range maxHeld - 1 {
		rotate(store.RotateSigningSecret, time.Hour)
	}
	var invalid *store.InvalidError
	if _, err := k.Rotate(t.Context(), first.ID, store.RotateSigningSecret, time.Hour); !errors.As(err, &invalid) {
		t.Errorf("more old secrets than %d: %v", maxHeld-1, err)
	}
	for _, bad := range []struct {
		what    string
		overlap time.Duration
	}{{"secret", 0}, {"", 0}, {store.RotateAPIKey, -1}, {store.RotateAPIKey, MaxOverlap + 1}} {
		if _, err := k.Rotate(t.Context(), first.ID, bad.what, bad.overlap); !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestRevokedStaysRevoked(t *testing.T) {
	cfg := config(t, tempFolder(t))
	k := open(t, cfg)
	made := create(t, k, store.Key{Name: "a"})
	for range 2 {
		if err := k.Revoke(t.Context(), made.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := k.Find(made.ID); ok {
		t.Error("it is found")
	}
	if _, ok := k.ByAPIKey(made.APIKey.Reveal()); ok {
		t.Error("it is found by its API key")
	}
	if n := len(k.Active()); n != 1 {
		t.Errorf("%d are active", n)
	}
	if all := k.List(); len(all) != 2 || !slices.ContainsFunc(all, func(k store.Key) bool { return k.ID == made.ID && !k.Revoked.IsZero() }) {
		t.Errorf("listed are %+v", all)
	}
	for _, err := range []error{
		second(k.Rotate(t.Context(), made.ID, store.RotateAPIKey, 0)),
		second(k.Update(t.Context(), made.Key)),
	} {
		if !errors.Is(err, store.ErrConflict) || !strings.Contains(err.Error(), "is revoked") {
			t.Errorf("it was changed: %v", err)
		}
	}
	if !errors.Is(k.Revoke(t.Context(), "key_none"), fs.ErrNotExist) {
		t.Error("one that there is not was revoked")
	}
	s, err := k.master(false)
	if err != nil {
		t.Fatal(err)
	}
	records, err := cfg.Records.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if secrets, err := s.open(r); r.ID == made.ID && (err != nil || len(secrets.apiKeys)+len(secrets.signingSecrets) != 0) {
			t.Errorf("the database still has its secrets: %v", err)
		}
	}
}

// TestProcessesFollowEachOther changes keys in one process and looks for it in another, which has a
// connection of its own.
func TestProcessesFollowEachOther(t *testing.T) {
	folder := tempFolder(t)
	one, other := open(t, config(t, folder)), open(t, config(t, folder))
	slowest := time.Duration(0)
	follow := func(what string, done func() bool) {
		t.Helper()
		began := time.Now()
		for !done() {
			if time.Since(began) > time.Second {
				t.Fatalf("%s was not seen within a second", what)
			}
			time.Sleep(time.Millisecond)
		}
		slowest = max(slowest, time.Since(began))
	}
	made := create(t, one, store.Key{Name: "a"})
	follow("a new key", func() bool { _, ok := other.ByAPIKey(made.APIKey.Reveal()); return ok })
	api, err := one.Rotate(t.Context(), made.ID, store.RotateAPIKey, 0)
	if err != nil {
		t.Fatal(err)
	}
	follow("a new API key", func() bool { _, ok := other.ByAPIKey(api.Reveal()); return ok })
	if _, ok := other.ByAPIKey(made.APIKey.Reveal()); ok {
		t.Error("the old one is still taken")
	}
	changed := made.Key
	changed.Name, changed.RatePerMinute, changed.Scopes = "b", 7, []store.Scope{store.ScopeAdmin}
	if got, err := one.Update(t.Context(), changed); err != nil || fmt.Sprint(got) != fmt.Sprint(changed) {
		t.Fatalf("%+v, %v", got, err)
	}
	follow("an update", func() bool { c, ok := other.Find(made.ID); return ok && fmt.Sprint(c.Key) == fmt.Sprint(changed) })
	// The other has not looked since, and yet its change builds on the newest version.
	if _, err := one.Rotate(t.Context(), made.ID, store.RotateSigningSecret, 0); err != nil {
		t.Fatal(err)
	}
	if err := other.Revoke(t.Context(), made.ID); err != nil {
		t.Fatal(err)
	}
	follow("a revocation", func() bool { _, ok := one.Find(made.ID); return !ok })
	t.Logf("the slowest was seen after %v", slowest)
}

// TestConcurrentChangesAllHold has two processes rotate one key at once: each change is there in the end.
func TestConcurrentChangesAllHold(t *testing.T) {
	folder := tempFolder(t)
	both := []*Keys{open(t, config(t, folder)), open(t, config(t, folder))}
	made := create(t, both[0], store.Key{Name: "a"})
	var all sync.WaitGroup
	last := make([]store.Secret, 2)
	for i, k := range both {
		what := []string{store.RotateAPIKey, store.RotateSigningSecret}[i]
		all.Go(func() {
			for range 10 {
				s, err := k.Rotate(t.Context(), made.ID, what, 0)
				if err != nil {
					t.Error(err)
					return
				}
				last[i] = s
			}
		})
	}
	all.Wait()
	got, _ := open(t, config(t, folder)).Find(made.ID)
	if !slices.Equal(got.APIKeys, last[:1]) || !slices.Equal(got.SigningSecrets, last[1:]) {
		t.Error("a rotation was lost")
	}
}

// away are records that can be out of reach.
type away struct {
	Records
	mu sync.Mutex
	is bool
}

func (a *away) set(is bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.is = is
}

func (a *away) gone() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.is {
		return store.ErrUnavailable
	}
	return nil
}

func (a *away) Generation(ctx context.Context) (int64, error) {
	if err := a.gone(); err != nil {
		return 0, err
	}
	return a.Records.Generation(ctx)
}

func (a *away) Put(ctx context.Context, k store.SealedKey) error {
	if err := a.gone(); err != nil {
		return err
	}
	return a.Records.Put(ctx, k)
}

// TestDatabaseIsAway finds keys on, changes none, says so once, and follows again afterwards.
func TestDatabaseIsAway(t *testing.T) {
	folder := tempFolder(t)
	cfg := config(t, folder)
	records := &away{Records: cfg.Records}
	log := &lines{}
	cfg.Records, cfg.Poll, cfg.Logger = records, time.Millisecond, slog.New(slog.NewTextHandler(log, nil))
	k := open(t, cfg)
	id := k.Made().ID
	records.set(true)
	if err := k.Revoke(t.Context(), id); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("revoked: %v", err)
	}
	log.wait(t, "cannot be read")
	time.Sleep(20 * time.Millisecond) // some polls more
	if n := log.count("cannot be read"); n != 1 {
		t.Errorf("told %d times", n)
	}
	if _, ok := k.Find(id); !ok {
		t.Error("the key is not found")
	}
	if err := open(t, config(t, folder)).Revoke(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	records.set(false)
	log.wait(t, "can be read again")
	if _, ok := k.Find(id); ok {
		t.Error("a revocation was missed")
	}
}

// lines is a log to look into.
type lines struct {
	mu sync.Mutex
	sb strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.sb.Write(p)
}

func (l *lines) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.sb.String(), text)
}

func (l *lines) wait(t *testing.T, text string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); l.count(text) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%q was not logged in 5 s", text)
		}
	}
}
