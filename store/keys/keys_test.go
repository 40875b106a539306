package keys

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

func open(t testing.TB, cfg Config) *Keys {
	t.Helper()
	k, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestFirstRunMakesAKeyAndKeepsIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	made := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	first := open(t, Config{File: path, Now: func() time.Time { return made }})
	k := first.First()
	if !first.Made() || !k.Created.Equal(made) {
		t.Errorf("made %v, created %v", first.Made(), k.Created)
	}
	for value, pattern := range map[string]string{
		k.ID:                     `^key_[a-z2-7]{16}$`,
		k.APIKey.Reveal():        `^sk_live_[a-z2-7]{48}$`,
		k.SigningSecret.Reveal(): `^sig_secret_[a-z2-7]{48}$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(value) {
			t.Errorf("%q does not match %s", value, pattern)
		}
	}
	second := open(t, Config{File: path})
	if second.Made() || second.First() != k {
		t.Errorf("the second run made %v, has another key %v", second.Made(), second.First() != k)
	}
	keys, err := second.APIKeys(t.Context())
	if err != nil || len(keys) != 1 || keys[0] != k.APIKey.Reveal() {
		t.Errorf("API keys: %d, %v", len(keys), err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode().Perm(), err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left in the folder: %v, %v", entries, err)
	}
}

func TestKeysDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 50 {
		k := open(t, Config{File: filepath.Join(t.TempDir(), "keys.json")}).First()
		for _, s := range []string{k.ID, k.APIKey.Reveal(), k.SigningSecret.Reveal()} {
			tail := s[strings.LastIndexByte(s, '_')+1:]
			if seen[tail] {
				t.Fatalf("%s twice", s)
			}
			seen[tail] = true
		}
	}
}

func TestNoRandomnessIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	if _, err := Open(Config{File: path, Rand: bytes.NewReader(make([]byte, 5))}); err == nil {
		t.Error("made a key of 5 bytes")
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("wrote it, too")
	}
}

func TestFixedKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "keys.json")
	fixed := Key{ID: "key_mine", APIKey: "sk_live_0123456789", SigningSecret: "sig_secret_0123456789"}
	k := open(t, Config{File: path, Fixed: fixed})
	if k.Made() || k.First() != fixed {
		t.Error("another key than was given")
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the file was written")
	}

	bad := map[string]Key{
		"PLACARD_KEY_ID is missing":         {APIKey: fixed.APIKey, SigningSecret: fixed.SigningSecret},
		"PLACARD_API_KEY is missing":        {ID: fixed.ID, SigningSecret: fixed.SigningSecret},
		"PLACARD_SIGNING_SECRET is missing": {ID: fixed.ID, APIKey: fixed.APIKey},
		"PLACARD_API_KEY has 6 characters":  {ID: fixed.ID, APIKey: "secret", SigningSecret: fixed.SigningSecret},
		"PLACARD_SIGNING_SECRET: want":      {ID: fixed.ID, APIKey: fixed.APIKey, SigningSecret: fixed.SigningSecret + "\n"},
		"PLACARD_API_KEY: want":             {ID: fixed.ID, APIKey: "sk live 0123456789", SigningSecret: fixed.SigningSecret},
		"are the same":                      {ID: fixed.ID, APIKey: fixed.APIKey, SigningSecret: fixed.APIKey},
	}
	for want, key := range bad {
		_, err := Open(Config{File: path, Fixed: key})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		} else if key.APIKey != "secret" && strings.Contains(err.Error(), "0123456789") {
			t.Errorf("the error tells the secret: %v", err)
		}
	}
	if _, err := Open(Config{}); err == nil {
		t.Error("a key from nowhere")
	}
}

func TestDamagedFileIsNotReplaced(t *testing.T) {
	tests := map[string]struct{ content, want string }{
		"empty":           {"", "JSON"},
		"cut":             {`{"version": 1, "keys": [{"id": "key_x", "api_key": "sk_live_012345678`, "JSON"},
		"another version": {`{"version": 2, "keys": []}`, "version 2"},
		"no key":          {`{"version": 1, "keys": []}`, "0 keys"},
		"unknown field":   {`{"version": 1, "keys": [], "x": 1}`, "JSON"},
		"empty secret":    {`{"version": 1, "keys": [{"id": "key_x", "api_key": "", "signing_secret": "sig_secret_0123456789"}]}`, "incomplete"},
	}
	for name, test := range tests {
		path := filepath.Join(t.TempDir(), "keys.json")
		if err := os.WriteFile(path, []byte(test.content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(Config{File: path})
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "012345678") {
			t.Errorf("%s: the error tells the secret: %v", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != test.content {
			t.Errorf("%s: the file was changed to %q, %v", name, after, err)
		}
	}
}

func TestFileThatOthersMayReadIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	open(t, Config{File: path})
	for _, mode := range []os.FileMode{0o644, 0o640, 0o602} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(Config{File: path}); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %v: %v", mode, err)
		}
	}
}

func TestMissingFolderSaysSo(t *testing.T) {
	if _, err := Open(Config{File: filepath.Join(t.TempDir(), "missing", "keys.json")}); err == nil || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestSecretsDoNotPrint(t *testing.T) {
	const text = "sk_live_0123456789"
	k := Key{ID: "key_x", APIKey: text, SigningSecret: text}
	var log bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(h).Info("started", "key", k, "secret", k.APIKey)
	}
	asJSON, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	for _, printed := range []string{
		log.String(), string(asJSON), fmt.Sprint(k, k.APIKey), fmt.Sprintf("%v %+v %#v", k, k, k),
		fmt.Sprintf("%s %q %x %X %d", k.APIKey, k.APIKey, k.APIKey, k.APIKey, k.APIKey), fmt.Errorf("%w %s", os.ErrInvalid, k.APIKey).Error(),
	} {
		if strings.Contains(printed, text[8:]) || strings.Contains(strings.ToLower(printed), fmt.Sprintf("%x", text)) {
			t.Errorf("printed %s", printed)
		}
	}
}

const childFile = "PLACARD_TEST_KEYS_FILE"

// TestMain lets the test binary be one of several processes that start at once.
func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		k, err := Open(Config{File: path})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(k.First().APIKey.Reveal(), k.Made())
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Processes that start at once on an empty folder agree on one key, and one of them shows it.
func TestProcessesAgreeOnOneKey(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "keys.json")
	const processes = 12
	answers := make([]string, processes)
	var all sync.WaitGroup
	for i := range processes {
		all.Go(func() {
			child := exec.Command(self)
			child.Env = append(os.Environ(), childFile+"="+path)
			out, err := child.CombinedOutput()
			if err != nil {
				t.Errorf("%v: %s", err, out)
			}
			answers[i] = strings.TrimSpace(string(out))
		})
	}
	all.Wait()
	made := 0
	first, _, _ := strings.Cut(answers[0], " ")
	for _, a := range answers {
		key, makes, _ := strings.Cut(a, " ")
		if key != first {
			t.Errorf("two keys: %s and %s", key, first)
		}
		if makes == "true" {
			made++
		}
	}
	if made != 1 {
		t.Errorf("%d processes made the key", made)
	}
}

// TestWeak tells a key that can be guessed from one that cannot; both are taken.
func TestWeak(t *testing.T) {
	for key, want := range map[Secret]bool{"my-api-key": true, "sk_live_a1b2c3d4": false} {
		k, err := Open(Config{Fixed: Key{ID: "key_1", APIKey: key, SigningSecret: "sig_secret_x1y2z3"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := k.Weak(); got != want {
			t.Errorf("a key of %d characters: weak is %v, want %v", len(key), got, want)
		}
	}
}
