// Package access says who may ask for what, and how often.
//
// A request carries an API key (Authorization: Bearer) or a signature in its URL. Guard finds the key
// behind either, checks its scope, and keeps it to its rate and to its monthly quota. Failed credentials
// are counted by client address. No picture is made here and no template is known.
//
// All of it is safe for concurrent use.
package access

import (
	"context"
	"errors"
	"fmt"
	"time"

	"placard/handlers/signedurl"
	"placard/store"
)

// Keys knows the keys that hold now.
type Keys interface {
	Find(id string) (store.Credentials, bool)
	ByAPIKey(apiKey string) (store.Credentials, bool)
	Active() []store.Credentials
}

// Limiter lets perMinute requests a minute through for an id.
type Limiter interface {
	Take(ctx context.Context, id string, perMinute int) (store.Rate, error)
}

// Meter knows what a key has used. Month counts the pictures rendered in this calendar month, in UTC,
// including those that Count was told of just now. Count never blocks, and takes negative numbers back.
type Meter interface {
	Month(ctx context.Context, keyID string) (int64, error)
	Count(u store.Usage)
}

// Deps is what a Guard stands on. All but Addresses are needed.
type Deps struct {
	Keys      Keys
	Limiter   Limiter // of keys
	Addresses Limiter // of client addresses, which may be many; nil: Limiter counts them too
	Meter     Meter
}

// Config sets a Guard's limits.
type Config struct {
	// PublicBases are the URLs under which clients see the server's root. URLs that were signed as a
	// whole hold only under one of these.
	PublicBases []string
	// FormerBases are those of other services, under which URLs were published that now come here.
	FormerBases []string
	// FailuresPerMinute is how many wrong credentials one client address may send a minute before the
	// answer is 429. 0: no limit.
	FailuresPerMinute int
	// Now is the clock that URLs expire by and months end by. nil: time.Now.
	Now func() time.Time
}

// DefaultConfig has a limit that a page of outdated links stays below and guessing does not.
func DefaultConfig() Config { return Config{FailuresPerMinute: 120} }

// Validate reports every setting that cannot be used.
func (c Config) Validate() error {
	errs := []error{c.signatures().Validate()}
	if c.FailuresPerMinute < 0 {
		errs = append(errs, fmt.Errorf("access: FailuresPerMinute is %d, want 0 or more", c.FailuresPerMinute))
	}
	return errors.Join(errs...)
}

func (c Config) signatures() signedurl.Config {
	return signedurl.Config{PublicBases: c.PublicBases, FormerBases: c.FormerBases, Now: c.Now}
}

// Guard decides who may pass.
type Guard struct {
	cfg      Config
	deps     Deps
	verifier *signedurl.Verifier
	quota    quotaLocks
}

// New makes a Guard.
func New(cfg Config, deps Deps) (*Guard, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if deps.Keys == nil || deps.Limiter == nil || deps.Meter == nil {
		return nil, errors.New("access: Keys, Limiter and Meter are needed")
	}
	if deps.Addresses == nil {
		deps.Addresses = deps.Limiter
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	verifier, err := signedurl.NewVerifier(cfg.signatures())
	if err != nil {
		return nil, err
	}
	return &Guard{cfg: cfg, deps: deps, verifier: verifier}, nil
}
