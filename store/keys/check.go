package keys

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"placard/store"
)

const (
	maxName      = 100       // characters: a line of a list
	maxTemplates = 100       // ids are looked through with each request
	maxTemplate  = 200       // bytes of an id
	maxRate      = 1_000_000 // a minute: more is no limit
	maxQuota     = 1e12      // a month: more is no limit
)

// scopes in the order in which they are told.
var scopes = []store.Scope{store.ScopeRender, store.ScopeWrite, store.ScopeAdmin}

// schemes are the names of handlers/signedurl, which store may not import. A test of cmd/placard holds
// the two lists together.
var schemes = []string{"request", "key_id", "v2", "bannerbear-v2", "bannerbear-v5", "placid", "hcti", "imgproxy"}

// ownSchemes is how many of schemes are Placard's own: keys accept these unless told otherwise.
const ownSchemes = 3

// DefaultSchemes are the signature schemes of a key that does not choose its own.
func DefaultSchemes() []string { return slices.Clone(schemes[:ownSchemes]) }

// Schemes are all signature schemes that a key may accept.
func Schemes() []string { return slices.Clone(schemes) }

func withDefaults(k store.Key) store.Key {
	if len(k.Scopes) == 0 {
		k.Scopes = []store.Scope{store.ScopeRender}
	}
	if len(k.Schemes) == 0 {
		k.Schemes = DefaultSchemes()
	}
	return k
}

// check says what is wrong first, as a *store.InvalidError.
func check(k store.Key) error {
	if n := utf8.RuneCountInString(k.Name); n > maxName || !utf8.ValidString(k.Name) || strings.ContainsFunc(k.Name, unicode.IsControl) {
		return store.Invalidf("name", "want at most %d characters of one line, there are %d", maxName, n)
	}
	if k.RatePerMinute < 0 || k.RatePerMinute > maxRate {
		return store.Invalidf("rate_per_minute", "%d is not in 0..%d", k.RatePerMinute, maxRate)
	}
	if k.MonthlyQuota < 0 || k.MonthlyQuota > maxQuota {
		return store.Invalidf("monthly_quota", "%d is not in 0..%d", k.MonthlyQuota, int64(maxQuota))
	}
	if len(k.Templates) > maxTemplates {
		return store.Invalidf("templates", "%d ids, want at most %d; an empty list means all", len(k.Templates), maxTemplates)
	}
	for i, id := range k.Templates {
		if id == "" || len(id) > maxTemplate || !printable(id) || strings.Contains(id, "@") {
			return store.Invalidf(fmt.Sprintf("templates[%d]", i), "%.64q is not the id of a template, without a version", id)
		}
	}
	if err := among("scopes", k.Scopes, scopes); err != nil {
		return err
	}
	return among("schemes", k.Schemes, schemes)
}

// among wants each of have to be known and there once.
func among[T ~string](field string, have, known []T) error {
	for i, v := range have {
		where := fmt.Sprintf("%s[%d]", field, i)
		if !slices.Contains(known, v) {
			return store.Invalidf(where, "%.64q is unknown; there are %s", string(v), list(known))
		}
		if slices.Contains(have[:i], v) {
			return store.Invalidf(where, "%s is there twice", v)
		}
	}
	return nil
}

func list[T ~string](values []T) string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return strings.Join(out, ", ")
}

const (
	// minSecret keeps out what was cut short by mistake.
	minSecret = 8
	// strongSecret withstands guessing: whoever sees a signed URL can try keys against it as fast as
	// hardware goes. 16 random letters outlast that, a word does not.
	strongSecret = 16
	// MaxSecret is the most bytes of a secret that was made elsewhere. imgproxy's key and salt have 257
	// together, where both are as long as is of use.
	MaxSecret = 1024
	maxID     = 256 // bytes of a fixed key's id: it stands in URLs
)

// checkSecret says what is wrong with a secret that was not made here, without telling it.
func checkSecret(s store.Secret) error { return checkWord(s.Reveal(), minSecret, MaxSecret) }

func checkWord(s string, least, most int) error {
	switch {
	case len(s) < least:
		return fmt.Errorf("has %d characters, want at least %d", len(s), least)
	case len(s) > most || !printable(s):
		return fmt.Errorf("is not at most %d printable ASCII characters without spaces", most)
	}
	return nil
}

// Weak says whether a secret is short enough to be guessed, so that the operator can be told.
func Weak(s store.Secret) bool { return len(s) < strongSecret }

// IsZero says whether there is no fixed key.
func (f Fixed) IsZero() bool {
	return f.ID == "" && f.APIKey == "" && f.SigningSecret == "" && len(f.Schemes) == 0
}

// validate reports everything that is wrong with a fixed key.
func (f Fixed) validate() error {
	if f.IsZero() {
		return nil
	}
	var errs []error
	check := func(name, value string, least, most int) {
		if value == "" {
			errs = append(errs, fmt.Errorf("%s is missing: id, API key and signing secret are set together", name))
		} else if err := checkWord(value, least, most); err != nil {
			errs = append(errs, fmt.Errorf("%s %w", name, err))
		}
	}
	check("PLACARD_KEY_ID", f.ID, 1, maxID)
	check("PLACARD_API_KEY", f.APIKey.Reveal(), minSecret, MaxSecret)
	check("PLACARD_SIGNING_SECRET", f.SigningSecret.Reveal(), minSecret, MaxSecret)
	if f.APIKey != "" && f.APIKey == f.SigningSecret {
		errs = append(errs, errors.New("PLACARD_API_KEY and PLACARD_SIGNING_SECRET are the same: make two"))
	}
	return errors.Join(append(errs, among("PLACARD_KEY_SCHEMES", f.Schemes, schemes))...)
}

// printable keeps out the newline at the end of a file that a secret was read from.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// Weak says whether a secret of it is, as the function Weak does.
func (f Fixed) Weak() bool {
	return !f.IsZero() && (Weak(f.APIKey) || Weak(f.SigningSecret))
}

// entry is the fixed key among the others.
func (f Fixed) entry() *entry {
	e := newEntry(store.Made{Key: firstKey(f.ID, time.Time{}), APIKey: f.APIKey, SigningSecret: f.SigningSecret})
	e.version, e.key.Name = 0, "from the environment"
	if len(f.Schemes) > 0 {
		e.key.Schemes = slices.Clone(f.Schemes)
	}
	return e
}
