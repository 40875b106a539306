package keys

import (
	"bytes"
	"context"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"placard/store"
)

const (
	idBytes     = 10 // 16 letters
	secretBytes = 30 // 48 letters, 240 bits
)

// letters are those of RFC 4648 base32, in lower case: a double click selects a key as a whole.
var letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

const (
	prefixID            = "key_"
	prefixAPIKey        = "sk_live_"
	prefixSigningSecret = "sig_secret_"
)

func (k *Keys) random(prefix string, n int) (string, error) {
	raw := make([]byte, n)
	if _, err := io.ReadFull(k.cfg.Rand, raw); err != nil {
		return "", fmt.Errorf("no randomness: %w", err)
	}
	return prefix + letters.EncodeToString(raw), nil
}

// now is the time that a record carries, as a database keeps it.
func (k *Keys) now() time.Time { return k.cfg.Now().UTC().Truncate(time.Millisecond) }

// firstKey may do everything.
func firstKey(id string, created time.Time) store.Key {
	return store.Key{
		ID: id, Name: "first", Created: created, Schemes: DefaultSchemes(),
		Scopes: []store.Scope{store.ScopeRender, store.ScopeWrite, store.ScopeAdmin},
	}
}

// makeFirst makes the first key. Its id comes from the master key: of several processes that start at
// once on an empty database, one can write it, and the others find it there.
func (k *Keys) makeFirst(ctx context.Context) error {
	s, err := k.master(true)
	if err != nil {
		return err
	}
	made := store.Made{Key: firstKey(prefixID+letters.EncodeToString(s.firstID), k.now())}
	if made.APIKey, err = k.newSecret(store.RotateAPIKey); err != nil {
		return err
	}
	if made.SigningSecret, err = k.newSecret(store.RotateSigningSecret); err != nil {
		return err
	}
	err = k.write(ctx, newEntry(made))
	if errors.Is(err, store.ErrConflict) {
		if err := k.load(ctx); err != nil {
			return err
		}
		return k.current.Load().damage()
	}
	if err == nil {
		k.made = &made
	}
	return err
}

// newEntry is the first version of a key.
func newEntry(m store.Made) *entry {
	return &entry{key: m.Key, version: 1, secrets: secrets{
		apiKeys:        []held{{value: m.APIKey}},
		signingSecrets: []held{{value: m.SigningSecret}},
	}}
}

// takeLegacy moves the key of version 0.1 into the database. If it is there already, a process that was
// killed before it removed the file had moved it, or another does so now.
func (k *Keys) takeLegacy(ctx context.Context) error {
	path := k.cfg.LegacyFile
	made, err := readLegacy(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if k.current.Load().entries[made.ID] == nil {
		if _, err := k.master(true); err != nil {
			return err
		}
		err := k.write(ctx, newEntry(made))
		if errors.Is(err, store.ErrConflict) {
			err = k.load(ctx)
		}
		if err != nil {
			return err
		}
		k.log.Info("the key of version 0.1 is in the database now, sealed", "key", made.ID)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: its key is in the database now, so remove the file: it has the secrets in the open", err)
	}
	return nil
}

const (
	legacyVersion = 1
	maxLegacyFile = 1 << 20 // a key has 300 bytes
)

// legacyFile is the JSON of version 0.1's keys.json.
type legacyFile struct {
	Version int `json:"version"`
	Keys    []struct {
		ID            string    `json:"id"`
		APIKey        string    `json:"api_key"`
		SigningSecret string    `json:"signing_secret"`
		Created       time.Time `json:"created"`
	} `json:"keys"`
}

func readLegacy(path string) (store.Made, error) {
	data, err := readPrivate(path, maxLegacyFile)
	if err != nil {
		return store.Made{}, err
	}
	made, err := decodeLegacy(data)
	if err != nil {
		return store.Made{}, fmt.Errorf("%s: %w; put a copy back, or move it away to have a new key made", path, err)
	}
	return made, nil
}

// decodeLegacy does not quote the file in its errors: it is secret.
func decodeLegacy(data []byte) (store.Made, error) {
	var file legacyFile
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return store.Made{}, errors.New("is not the JSON that it should be")
	}
	if file.Version != legacyVersion {
		return store.Made{}, fmt.Errorf("has version %d, want %d", file.Version, legacyVersion)
	}
	if len(file.Keys) != 1 {
		return store.Made{}, fmt.Errorf("has %d keys, want 1", len(file.Keys))
	}
	s := file.Keys[0]
	if s.ID == "" || len(s.APIKey) < minSecret || len(s.SigningSecret) < minSecret {
		return store.Made{}, errors.New("has an incomplete key")
	}
	return store.Made{Key: firstKey(s.ID, s.Created.UTC()), APIKey: store.Secret(s.APIKey), SigningSecret: store.Secret(s.SigningSecret)}, nil
}
