package keys

import (
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

const (
	fileVersion = 1
	othersMode  = 0o077   // the bits that let others in
	maxFile     = 1 << 20 // a key has 300 bytes
)

// keyFile is the file's JSON.
type keyFile struct {
	Version int         `json:"version"`
	Keys    []storedKey `json:"keys"`
}

// storedKey is a Key with its secrets in the open.
type storedKey struct {
	ID            string    `json:"id"`
	APIKey        string    `json:"api_key"`
	SigningSecret string    `json:"signing_secret"`
	Created       time.Time `json:"created"`
}

// loadOrMake reads the file, or makes it. If another process makes it meanwhile, that one's key holds.
func loadOrMake(cfg Config) (k Key, made bool, err error) {
	k, err = load(cfg.File)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, false, err
	}
	if k, err = generate(cfg); err != nil {
		return Key{}, false, err
	}
	err = save(cfg.File, k)
	if errors.Is(err, fs.ErrExist) {
		k, err = load(cfg.File)
		return k, false, err
	}
	return k, err == nil, err
}

func load(path string) (Key, error) {
	f, err := os.Open(path)
	if err != nil {
		return Key{}, fmt.Errorf("keys: %w", err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	info, err := f.Stat()
	if err != nil {
		return Key{}, fmt.Errorf("keys: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&othersMode != 0 { // Windows has no such bits
		return Key{}, fmt.Errorf("keys: others may read %s (mode %v): run chmod 600 on it, and make a new key if they did", path, info.Mode().Perm())
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return Key{}, fmt.Errorf("keys: %w", err)
	}
	k, err := decode(data)
	if err != nil {
		return Key{}, fmt.Errorf("keys: %s: %w; put a copy back, or move it away to have a new key made", path, err)
	}
	return k, nil
}

// decode does not quote the file in its errors: it is secret.
func decode(data []byte) (Key, error) {
	var file keyFile
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return Key{}, errors.New("is not the JSON that it should be")
	}
	if file.Version != fileVersion {
		return Key{}, fmt.Errorf("has version %d, want %d", file.Version, fileVersion)
	}
	if len(file.Keys) != 1 {
		return Key{}, fmt.Errorf("has %d keys, want 1", len(file.Keys))
	}
	s := file.Keys[0]
	k := Key{ID: s.ID, APIKey: Secret(s.APIKey), SigningSecret: Secret(s.SigningSecret), Created: s.Created}
	if s.ID == "" || len(s.APIKey) < minSecret || len(s.SigningSecret) < minSecret {
		return Key{}, errors.New("has an incomplete key")
	}
	return k, nil
}

const (
	idBytes     = 10 // 16 letters
	secretBytes = 30 // 48 letters, 240 bits
)

// letters are those of RFC 4648 base32, in lower case: a double click selects a key as a whole.
var letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func generate(cfg Config) (Key, error) {
	source := cfg.Rand
	if source == nil {
		source = rand.Reader
	}
	now := cfg.Now
	if now == nil {
		now = time.Now
	}
	random := make([]byte, idBytes+2*secretBytes)
	if _, err := io.ReadFull(source, random); err != nil {
		return Key{}, fmt.Errorf("keys: no randomness: %w", err)
	}
	id, secrets := random[:idBytes], random[idBytes:]
	return Key{
		ID:            "key_" + letters.EncodeToString(id),
		APIKey:        Secret("sk_live_" + letters.EncodeToString(secrets[:secretBytes])),
		SigningSecret: Secret("sig_secret_" + letters.EncodeToString(secrets[secretBytes:])),
		Created:       now().UTC().Truncate(time.Second),
	}, nil
}

// save makes the file appear whole, or fails with fs.ErrExist if there is one: it is written and synced
// under another name, and linked to its own, which unlike renaming never replaces a file.
func save(path string, k Key) error {
	stored := storedKey{k.ID, k.APIKey.Reveal(), k.SigningSecret.Reveal(), k.Created}
	data, err := json.MarshalIndent(keyFile{fileVersion, []storedKey{stored}}, "", "  ")
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".keys-*") // mode 0600
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // it has another name by then, or is of no use
	_, err = f.Write(append(data, '\n'))
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Link(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("keys: %w", withRemedy(err))
	}
	return nil
}

// withRemedy helps where the file system has no hard links.
func withRemedy(err error) error {
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w; choose another data folder, or set PLACARD_KEY_ID, PLACARD_API_KEY and PLACARD_SIGNING_SECRET", err)
	}
	return err
}
