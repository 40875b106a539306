// Package keys holds the first key: made on the first run and kept in the data folder, or given by the
// operator.
//
// A key has an id (key_…, public), an API key (sk_live_…, which signs picture URLs) and a signing secret
// (sig_secret_…). Whoever has the secrets can have any picture made. They lie in the file as they are,
// readable for its owner alone: a hash could not check a signature. They print as "[secret]", so that
// they do not get into logs by accident.
//
// All of it is safe for concurrent use, and several processes may open one file at once.
package keys

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// Secret is a string that does not print itself; Reveal does.
type Secret string

const hidden = "[secret]"

// Reveal returns the secret's text.
func (s Secret) Reveal() string { return string(s) }

// String implements fmt.Stringer.
func (Secret) String() string { return hidden }

// GoString implements fmt.GoStringer.
func (Secret) GoString() string { return hidden }

// Format implements fmt.Formatter: for every verb, %x and %q as well.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// LogValue implements slog.LogValuer.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText implements encoding.TextMarshaler, for JSON.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Key is one key.
type Key struct {
	ID            string
	APIKey        Secret
	SigningSecret Secret
	Created       time.Time // zero: given by the operator
}

// Config says where the key comes from.
type Config struct {
	// File keeps the key. It is made, with a new key, if it does not exist; its folder must.
	File string
	// Fixed is the operator's own key. With it, File is neither read nor written.
	Fixed Key

	Rand io.Reader        // nil: crypto/rand
	Now  func() time.Time // nil: time.Now
}

const (
	// minSecret keeps out what was cut short by mistake.
	minSecret = 8
	// strongSecret withstands guessing: whoever sees a signed URL can try keys against it as fast as
	// hardware goes. 16 random letters outlast that, a word does not.
	strongSecret = 16
	maxSecret    = 256
)

// Validate reports everything that is wrong with a fixed key, by the names of the environment.
func (c Config) Validate() error {
	if c.Fixed == (Key{}) {
		if c.File == "" {
			return errors.New("keys: neither a file nor a fixed key")
		}
		return nil
	}
	var errs []error
	check := func(name, value string, least int) {
		switch {
		case value == "":
			errs = append(errs, fmt.Errorf("%s is missing: id, API key and signing secret are set together", name))
		case len(value) < least:
			errs = append(errs, fmt.Errorf("%s has %d characters, want at least %d", name, len(value), least))
		case !printable(value):
			errs = append(errs, fmt.Errorf("%s: want at most %d printable ASCII characters without spaces", name, maxSecret))
		}
	}
	check("PLACARD_KEY_ID", c.Fixed.ID, 1)
	check("PLACARD_API_KEY", c.Fixed.APIKey.Reveal(), minSecret)
	check("PLACARD_SIGNING_SECRET", c.Fixed.SigningSecret.Reveal(), minSecret)
	if c.Fixed.APIKey != "" && c.Fixed.APIKey == c.Fixed.SigningSecret {
		errs = append(errs, errors.New("PLACARD_API_KEY and PLACARD_SIGNING_SECRET are the same: make two"))
	}
	return errors.Join(errs...)
}

// printable keeps out the newline at the end of a file that a secret was read from.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return len(s) <= maxSecret
}

// Keys holds what Open found.
type Keys struct {
	first Key
	made  bool
}

// Open returns the fixed key, or that of the file, or makes one and writes the file.
func Open(cfg Config) (*Keys, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.Fixed != (Key{}) {
		return &Keys{first: cfg.Fixed}, nil
	}
	first, made, err := loadOrMake(cfg)
	if err != nil {
		return nil, err
	}
	return &Keys{first: first, made: made}, nil
}

// First is the key.
func (k *Keys) First() Key { return k.first }

// Made says whether Open made the key, so that it is time to show it.
func (k *Keys) Made() bool { return k.made }

// Weak says whether the API key or the signing secret is short enough to be guessed, so that the
// operator can be told.
func (k *Keys) Weak() bool {
	return min(len(k.first.APIKey), len(k.first.SigningSecret)) < strongSecret
}

// APIKeys returns the API keys that may sign.
func (k *Keys) APIKeys(context.Context) ([]string, error) {
	return []string{k.first.APIKey.Reveal()}, nil
}
