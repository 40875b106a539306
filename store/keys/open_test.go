package keys

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/store"
	"placard/store/sqlite"
)

// clock is moved by the test.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.at.Store(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).UnixNano())
	return c
}

func (c *clock) now() time.Time      { return time.Unix(0, c.at.Load()) }
func (c *clock) add(d time.Duration) { c.at.Add(int64(d)) }

func database(t testing.TB, folder store.Folder) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), folder.Database(), sqlite.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// config is what cmd/placard opens keys with.
func config(t testing.TB, folder store.Folder) Config {
	t.Helper()
	return Config{
		Records: database(t, folder).Keys(), MasterKeyFile: folder.MasterKey(), LegacyFile: folder.Keys(),
		Logger: slog.New(slog.DiscardHandler),
	}
}

func tryOpen(t testing.TB, cfg Config) (*Keys, error) {
	t.Helper()
	k, err := Open(t.Context(), cfg)
	if err == nil {
		t.Cleanup(k.Close)
	}
	return k, err
}

func open(t testing.TB, cfg Config) *Keys {
	t.Helper()
	k, err := tryOpen(t, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func tempFolder(t testing.TB) store.Folder { return store.Folder(t.TempDir()) }

func TestFirstRunMakesAKeyAndKeepsIt(t *testing.T) {
	folder := tempFolder(t)
	cfg := config(t, folder)
	cfg.Now = newClock().now
	made := open(t, cfg).Made()
	if made == nil {
		t.Fatal("no key was made")
	}
	for value, pattern := range map[string]string{
		made.ID:                     `^key_[a-z2-7]{16}$`,
		made.APIKey.Reveal():        `^sk_live_[a-z2-7]{48}$`,
		made.SigningSecret.Reveal(): `^sig_secret_[a-z2-7]{48}$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(value) {
			t.Errorf("%q does not match %s", value, pattern)
		}
	}
	if !made.Can(store.ScopeAdmin) || !made.Can(store.ScopeRender) || !made.MayUse("any") || !slices.Equal(made.Schemes, DefaultSchemes()) || !made.Created.Equal(cfg.Now()) {
		t.Errorf("it is %+v", made.Key)
	}
	info, err := os.Stat(folder.MasterKey())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the master key's file: %v, %v", info, err)
	}

	again := open(t, config(t, folder))
	if again.Made() != nil {
		t.Error("the second run made a key")
	}
	for _, k := range []*Keys{again, open(t, cfg)} {
		found, ok := k.Find(made.ID)
		if !ok || !slices.Equal(found.APIKeys, []store.Secret{made.APIKey}) || !slices.Equal(found.SigningSecrets, []store.Secret{made.SigningSecret}) {
			t.Errorf("found %v, %+v", ok, found)
		}
		if by, ok := k.ByAPIKey(made.APIKey.Reveal()); !ok || by.ID != made.ID {
			t.Errorf("by its API key: %v, %+v", ok, by)
		}
		if api, err := k.APIKeys(t.Context()); err != nil || !slices.Equal(api, []string{made.APIKey.Reveal()}) {
			t.Errorf("API keys: %d, %v", len(api), err)
		}
		for _, no := range []string{"", "sk_live_", made.SigningSecret.Reveal(), made.ID, made.APIKey.Reveal() + "a"} {
			if _, ok := k.ByAPIKey(no); ok {
				t.Errorf("%q is an API key", no)
			}
		}
	}
	entries, err := os.ReadDir(string(folder))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestWithoutFirstMakesNothing(t *testing.T) {
	folder := tempFolder(t)
	cfg := config(t, folder)
	cfg.WithoutFirst = true
	k := open(t, cfg)
	if k.Made() != nil || len(k.List()) != 0 || len(k.Active()) != 0 {
		t.Errorf("made %v, there are %v", k.Made(), k.List())
	}
	if _, err := os.Stat(folder.MasterKey()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a master key was made: %v", err)
	}
	if err := k.Revoke(t.Context(), "key_x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("revoking none: %v", err)
	}
	made, err := k.Create(t.Context(), store.Key{Name: "n"})
	if err != nil {
		t.Fatal(err)
	}
	if next := open(t, config(t, folder)); next.Made() != nil || len(next.List()) != 1 || next.List()[0].ID != made.ID {
		t.Errorf("a first key beside one that there is: %v", next.List())
	}
}

func TestNoRandomnessIsAnError(t *testing.T) {
	for n := 0; n < masterBytes+digestBytes+2*secretBytes; n += 13 {
		folder := tempFolder(t)
		cfg := config(t, folder)
		cfg.Rand = bytes.NewReader(make([]byte, n))
		if _, err := tryOpen(t, cfg); err == nil {
			t.Fatalf("made a key of %d bytes", n)
		}
		if records, err := cfg.Records.List(t.Context()); err != nil || len(records) != 0 {
			t.Fatalf("wrote it, too: %v, %v", records, err)
		}
	}
}

// TestFailsClosed opens a database that has keys with every wrong master key: nothing is made in its place, and
// the error says what to do and tells no secret.
func TestFailsClosed(t *testing.T) {
	folder := tempFolder(t)
	open(t, config(t, folder)).Close()
	right, err := os.ReadFile(folder.MasterKey())
	if err != nil {
		t.Fatal(err)
	}
	other := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, masterBytes))
	for name, test := range map[string]struct {
		file string // "": none
		mode os.FileMode
		env  store.Secret
		want string
	}{
		"missing":          {want: "no master key"},
		"wrong":            {file: other, mode: 0o600, want: "not sealed under this master key"},
		"wrong in the env": {file: string(right), mode: 0o600, env: store.Secret(other), want: "not sealed under this master key"},
		"no key in env":    {file: string(right), mode: 0o600, env: "c2hvcnQ=", want: "PLACARD_MASTER_KEY: want 32 bytes"},
		"empty":            {file: "\n", mode: 0o600, want: "want 32 bytes"},
		"cut":              {file: string(right[:20]), mode: 0o600, want: "want 32 bytes"},
		"a letter changed": {file: "A" + strings.TrimPrefix(string(right), string(right[0])), mode: 0o600, want: "not sealed"},
		"group may read":   {file: string(right), mode: 0o640, want: "chmod 600"},
		"others may read":  {file: string(right), mode: 0o604, want: "chmod 600"},
		"others may write": {file: string(right), mode: 0o602, want: "chmod 600"},
	} {
		if right[0] == 'A' && name == "a letter changed" {
			continue // one time in 64 it is no change
		}
		_ = os.Remove(folder.MasterKey())
		if test.file != "" {
			if err := os.WriteFile(folder.MasterKey(), []byte(test.file), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(folder.MasterKey(), test.mode); err != nil {
				t.Fatal(err)
			}
		}
		cfg := config(t, folder)
		cfg.MasterKey = test.env
		k, err := tryOpen(t, cfg)
		if err == nil {
			t.Errorf("%s: opened, with %v", name, k.List())
			continue
		}
		if !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "PLACARD_MASTER_KEY") && !strings.Contains(err.Error(), "chmod") {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(err.Error(), string(right[:12])) || strings.Contains(err.Error(), other) || strings.Contains(err.Error(), "c2hvcnQ") {
			t.Errorf("%s: the error tells the master key: %v", name, err)
		}
		if after, _ := os.ReadFile(folder.MasterKey()); string(after) != test.file {
			t.Errorf("%s: the file was changed", name)
		}
	}
	if err := errors.Join(os.WriteFile(folder.MasterKey(), right, 0o600), os.Chmod(folder.MasterKey(), 0o600)); err != nil {
		t.Fatal(err)
	}
	if k := open(t, config(t, folder)); len(k.Active()) != 1 {
		t.Errorf("with the right one again: %v", k.List())
	}
}

func TestMasterKeySpellings(t *testing.T) {
	raw := bytes.Repeat([]byte{0xfb, 1, 0x3e, 0xff}, 8)
	folder := tempFolder(t)
	for i, text := range []string{
		base64.StdEncoding.EncodeToString(raw), base64.RawStdEncoding.EncodeToString(raw), base64.URLEncoding.EncodeToString(raw),
		base64.RawURLEncoding.EncodeToString(raw), hex.EncodeToString(raw), strings.ToUpper(hex.EncodeToString(raw)), " " + hex.EncodeToString(raw) + "\r\n",
	} {
		cfg := config(t, folder)
		cfg.MasterKey = store.Secret(text)
		if k := open(t, cfg); len(k.Active()) != 1 || (k.Made() != nil) != (i == 0) {
			t.Errorf("%q is not the same key", text)
		}
	}
	if _, err := os.Stat(folder.MasterKey()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file was made beside the environment's key: %v", err)
	}
}

const legacy = `{"version": 1, "keys": [{"id": "key_old", "api_key": "sk_live_0123456789", "signing_secret": "sig_secret_0123456789", "created": "2026-01-02T03:04:05Z"}]}`

func writeFile(t testing.TB, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestLegacyFileIsTakenInOnce(t *testing.T) {
	folder := tempFolder(t)
	writeFile(t, folder.Keys(), legacy)
	k := open(t, config(t, folder))
	found, ok := k.Find("key_old")
	if !ok || k.Made() != nil || len(k.List()) != 1 || !found.Can(store.ScopeAdmin) || found.Created.Year() != 2026 {
		t.Fatalf("made %v, there are %+v", k.Made(), k.List())
	}
	if by, ok := k.ByAPIKey("sk_live_0123456789"); !ok || by.SigningSecrets[0] != "sig_secret_0123456789" {
		t.Errorf("it has other secrets: %v", ok)
	}
	if _, err := os.Stat(folder.Keys()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
	// A process that was killed between the two steps leaves the file. By then the key may be revoked.
	if err := k.Revoke(t.Context(), "key_old"); err != nil {
		t.Fatal(err)
	}
	writeFile(t, folder.Keys(), legacy)
	again := open(t, config(t, folder))
	if _, ok := again.Find("key_old"); ok || len(again.List()) != 1 {
		t.Error("a revoked key came back with its file")
	}
	if _, err := os.Stat(folder.Keys()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there once more: %v", err)
	}
}

func TestBadLegacyFileIsNotReplaced(t *testing.T) {
	for name, test := range map[string]struct{ content, want string }{
		"empty":           {"", "JSON"},
		"cut":             {legacy[:70], "JSON"},
		"another version": {`{"version": 2, "keys": []}`, "version 2"},
		"no key":          {`{"version": 1, "keys": []}`, "0 keys"},
		"unknown field":   {`{"version": 1, "keys": [], "x": 1}`, "JSON"},
		"empty secret":    {strings.Replace(legacy, "sk_live_0123456789", "", 1), "incomplete"},
	} {
		folder := tempFolder(t)
		writeFile(t, folder.Keys(), test.content)
		_, err := tryOpen(t, config(t, folder))
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), folder.Keys()) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "012345678") {
			t.Errorf("%s: the error tells the secret: %v", name, err)
		}
		if after, err := os.ReadFile(folder.Keys()); err != nil || string(after) != test.content {
			t.Errorf("%s: the file was changed to %q, %v", name, after, err)
		}
	}
}

func TestFixedKey(t *testing.T) {
	folder := tempFolder(t)
	writeFile(t, folder.Keys(), legacy)
	fixed := Fixed{ID: "key_mine", APIKey: "sk_live_abcdefghijk", SigningSecret: "sig_secret_abcdefghijk"}
	cfg := config(t, folder)
	cfg.Fixed = fixed
	k := open(t, cfg)
	if c, ok := k.Find("key_mine"); !ok || k.Made() != nil || len(k.Active()) != 1 || c.APIKeys[0] != fixed.APIKey || !c.Can(store.ScopeAdmin) {
		t.Errorf("there are %+v", k.List())
	}
	for _, err := range []error{
		k.Revoke(t.Context(), "key_mine"),
		second(k.Rotate(t.Context(), "key_mine", store.RotateAPIKey, 0)),
		second(k.Update(t.Context(), store.Key{ID: "key_mine"})),
	} {
		if !errors.Is(err, store.ErrReadOnly) || !strings.Contains(err.Error(), "PLACARD_KEY_ID") {
			t.Errorf("a fixed key was changed: %v", err)
		}
	}
	made, err := k.Create(t.Context(), store.Key{Name: "beside it"})
	if err != nil {
		t.Fatal(err)
	}
	if again := open(t, cfg); len(again.Active()) != 2 || again.Active()[0].ID != "key_mine" || again.Active()[1].ID != made.ID {
		t.Errorf("there are %+v", again.List())
	}
	if _, err := os.Stat(folder.Keys()); err != nil {
		t.Errorf("the key of version 0.1 was moved while another holds: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestBadConfig(t *testing.T) {
	fixed := Fixed{ID: "key_mine", APIKey: "sk_live_0123456789", SigningSecret: "sig_secret_0123456789"}
	for want, f := range map[string]Fixed{
		"PLACARD_KEY_ID is missing":          {APIKey: fixed.APIKey, SigningSecret: fixed.SigningSecret},
		"PLACARD_API_KEY is missing":         {ID: fixed.ID, SigningSecret: fixed.SigningSecret},
		"PLACARD_SIGNING_SECRET is missing":  {ID: fixed.ID, APIKey: fixed.APIKey},
		"PLACARD_API_KEY has 6 characters":   {ID: fixed.ID, APIKey: "secret", SigningSecret: fixed.SigningSecret},
		"PLACARD_SIGNING_SECRET is not at":   {ID: fixed.ID, APIKey: fixed.APIKey, SigningSecret: fixed.SigningSecret + "\n"},
		"PLACARD_API_KEY is not at":          {ID: fixed.ID, APIKey: "sk live 0123456789", SigningSecret: fixed.SigningSecret},
		"PLACARD_API_KEY is not at most 1":   {ID: fixed.ID, APIKey: store.Secret(strings.Repeat("x", MaxSecret+1)), SigningSecret: fixed.SigningSecret},
		"PLACARD_KEY_SCHEMES[1]: \"v9\"":     {ID: fixed.ID, APIKey: fixed.APIKey, SigningSecret: fixed.SigningSecret, Schemes: []string{"v2", "v9"}},
		"PLACARD_KEY_ID is missing: id, API": {Schemes: []string{"v2"}},
		"are the same":                       {ID: fixed.ID, APIKey: fixed.APIKey, SigningSecret: fixed.APIKey},
	} {
		cfg := config(t, tempFolder(t))
		cfg.Fixed = f
		_, err := tryOpen(t, cfg)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		} else if f.APIKey != "secret" && strings.Contains(err.Error(), "0123456789") {
			t.Errorf("the error tells the secret: %v", err)
		}
	}
	_, err := tryOpen(t, Config{Poll: time.Hour, MasterKey: "x"})
	for _, want := range []string{"Records", "PLACARD_MASTER_KEY", "Poll"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %s in %v", want, err)
		}
	}
	if (Fixed{}).Weak() || fixed.Weak() || !(Fixed{ID: "k", APIKey: "my-api-key", SigningSecret: fixed.SigningSecret}).Weak() {
		t.Error("which fixed keys are weak")
	}
}

const childFolder = "PLACARD_TEST_KEYS_FOLDER"

// TestMain lets the test binary be one of several processes that start at once.
func TestMain(m *testing.M) {
	if path := os.Getenv(childFolder); path != "" {
		if err := child(store.Folder(path)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func child(folder store.Folder) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	db, err := sqlite.Open(ctx, folder.Database(), sqlite.DefaultConfig())
	if err != nil {
		return err
	}
	defer db.Close()
	k, err := Open(ctx, Config{Records: db.Keys(), MasterKeyFile: folder.MasterKey(), LegacyFile: folder.Keys()})
	if err != nil {
		return err
	}
	defer k.Close()
	fmt.Println(k.Active()[0].APIKeys[0].Reveal(), len(k.List()), k.Made() != nil)
	return nil
}

// Processes that start at once on an empty folder agree on one master key and one first key, and one of them
// shows it.
func TestProcessesAgreeOnOneKey(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	const processes = 8
	answers := make([][]string, processes)
	var all sync.WaitGroup
	for i := range processes {
		all.Go(func() {
			cmd := exec.Command(self)
			cmd.Env = append(os.Environ(), childFolder+"="+folder)
			out, err := cmd.Output()
			answers[i] = strings.Fields(string(out))
			if err != nil || len(answers[i]) != 3 {
				t.Errorf("%v: %s", err, out)
				answers[i] = make([]string, 3)
			}
		})
	}
	all.Wait()
	made := 0
	for _, a := range answers {
		if a[0] != answers[0][0] || a[1] != "1" {
			t.Errorf("two keys: %v and %v", a, answers[0])
		}
		if a[2] == "true" {
			made++
		}
	}
	if made != 1 {
		t.Errorf("%d processes made the key", made)
	}
	if entries, err := filepath.Glob(filepath.Join(folder, ".*")); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
