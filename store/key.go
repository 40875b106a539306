package store

import (
	"slices"
	"time"
)

// Scope is one thing that a key may do.
type Scope string

// The scopes. ScopeAdmin includes the others.
const (
	ScopeRender Scope = "render" // make pictures, sign URLs, read templates and its own usage
	ScopeWrite  Scope = "write"  // change templates, assets and fonts
	ScopeAdmin  Scope = "admin"  // manage keys, and see everybody's usage
)

// Key is who may ask for pictures, and what it may do. Its secrets are in Credentials.
type Key struct {
	ID            string    // key_…, public
	Name          string    // for people
	Scopes        []Scope   // at least one
	Templates     []string  // ids that it may use; empty: all
	RatePerMinute int       // requests of the API, and pictures that have to be rendered; 0: no limit
	MonthlyQuota  int64     // pictures rendered in a calendar month, UTC; 0: no limit
	Schemes       []string  // signature schemes that are accepted, by the names of signedurl
	Created       time.Time // UTC
	Revoked       time.Time // zero: it holds
}

// Can says whether the key has a scope.
func (k Key) Can(s Scope) bool {
	return slices.Contains(k.Scopes, s) || slices.Contains(k.Scopes, ScopeAdmin)
}

// MayUse says whether the key may use a template, by its id without a version.
func (k Key) MayUse(template string) bool {
	return len(k.Templates) == 0 || slices.Contains(k.Templates, template)
}

// Credentials are a key with all its secrets that hold now: the current ones first, then old ones whose
// overlap lasts.
type Credentials struct {
	Key
	APIKeys        []Secret // sk_live_…
	SigningSecrets []Secret // sig_secret_…
}

// Made is a key that was just made, with the secrets that are shown this once.
type Made struct {
	Key
	APIKey        Secret
	SigningSecret Secret
}

// What of a key can be rotated.
const (
	RotateAPIKey        = "api_key"
	RotateSigningSecret = "signing_secret"
)

// SealedKey is a key as a database keeps it: its secrets are encrypted.
type SealedKey struct {
	Key
	Version int    // 1, 2, …: one more with each change
	Sealed  []byte // what is in it is the business of store/keys
}
