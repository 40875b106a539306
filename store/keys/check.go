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
	maxSecret    = 256
)

// validate reports everything that is wrong with a fixed key.
func (f Fixed) validate() error {
	if f == (Fixed{}) {
		return nil
	}
	var errs []error
	check := func(name, value string, least int) {
		switch {
		case value == "":
			errs = append(errs, fmt.Errorf("%s is missing: id, API key and signing secret are set together", name))
		case len(value) < least:
			errs = append(errs, fmt.Errorf("%s has %d characters, want at least %d", name, len(value), least))
		case len(value) > maxSecret || !printable(value):
			errs = append(errs, fmt.Errorf("%s: want at most %d printable ASCII characters without spaces", name, maxSecret))
		}
	}
	check("PLACARD_KEY_ID", f.ID, 1)
	check("PLACARD_API_KEY", f.APIKey.Reveal(), minSecret)
	check("PLACARD_SIGNING_SECRET", f.SigningSecret.Reveal(), minSecret)
	if f.APIKey != "" && f.APIKey == f.SigningSecret {
		errs = append(errs, errors.New("PLACARD_API_KEY and PLACARD_SIGNING_SECRET are the same: make two"))
	}
	return errors.Join(errs...)
}

// printable keeps out the newline at the end of a file that a secret was read from.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// Weak says whether a secret of it is short enough to be guessed, so that the operator can be told.
func (f Fixed) Weak() bool {
	return f != (Fixed{}) && min(len(f.APIKey), len(f.SigningSecret)) < strongSecret
}

// entry is the fixed key among the others.
func (f Fixed) entry() *entry {
	e := newEntry(store.Made{Key: firstKey(f.ID, time.Time{}), APIKey: f.APIKey, SigningSecret: f.SigningSecret})
	e.version, e.key.Name = 0, "from the environment"
	return e
}
