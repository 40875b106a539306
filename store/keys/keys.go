// Package keys holds who may ask for pictures: it makes, finds, rotates and revokes keys.
//
// A key has an id (key_…, public), an API key (sk_live_…, a Bearer credential that also signs) and a
// signing secret (sig_secret_…, which only signs). Both secrets are shown once, when they are made. The
// database keeps them sealed with AES-256-GCM under a master key that is not in it: a hash could not check
// a signature. Without the right master key nothing opens, and Open fails rather than start over.
//
// All keys lie opened in memory, where a request finds them without waiting. A change that was made here
// holds at once, one by another process within a second. All of it is safe for concurrent use, and
// several processes may share one database.
package keys

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"placard/store"
)

// Records keeps sealed keys.
type Records interface {
	// List returns all of them, revoked ones too.
	List(ctx context.Context) ([]store.SealedKey, error)
	// Put takes version 1 of a new key, or the next version of one that is there. Anything else is
	// store.ErrConflict.
	Put(ctx context.Context, k store.SealedKey) error
	// Generation is another number after any process wrote. It is asked for often.
	Generation(ctx context.Context) (int64, error)
}

// Fixed is a key that the operator gives in the environment. It has all scopes.
type Fixed struct {
	ID            string
	APIKey        store.Secret
	SigningSecret store.Secret
	Schemes       []string // none: DefaultSchemes
}

// Config says where keys come from. Records and one of MasterKeyFile and MasterKey are needed.
type Config struct {
	Records Records
	// MasterKeyFile holds the master key. It is made when the first key is.
	MasterKeyFile string
	// MasterKey is used in place of the file: 32 bytes in base64 or hex.
	MasterKey store.Secret
	// LegacyFile is the keys.json of version 0.1, if there is one: its key is taken into the database,
	// and the file removed. It stays as it is while there is a fixed key.
	LegacyFile string
	// Fixed is a key beside those of the database. It comes before one of the same id.
	Fixed Fixed
	// WithoutFirst keeps Open from making a first key where there is none.
	WithoutFirst bool

	Poll   time.Duration    // how often to ask for others' changes; 0: defaultPoll
	Logger *slog.Logger     // nil: slog.Default()
	Rand   io.Reader        // for ids and secrets; nil: crypto/rand
	Now    func() time.Time // nil: time.Now
}

const (
	defaultPoll = 250 * time.Millisecond
	// maxPoll keeps the promise that a revocation holds everywhere within a second, with time to read.
	maxPoll = 500 * time.Millisecond
)

// Validate reports everything that is wrong, what comes from the environment by its names there.
func (c Config) Validate() error {
	var errs []error
	if c.Records == nil {
		errs = append(errs, errors.New("keys: Records is needed"))
	}
	if c.MasterKeyFile == "" && c.MasterKey == "" {
		errs = append(errs, errors.New("keys: neither a file for the master key nor PLACARD_MASTER_KEY"))
	}
	if c.MasterKey != "" {
		if _, err := parseMaster(c.MasterKey.Reveal()); err != nil {
			errs = append(errs, fmt.Errorf("PLACARD_MASTER_KEY: %w", err))
		}
	}
	if c.Poll < 0 || c.Poll > maxPoll {
		errs = append(errs, fmt.Errorf("keys: Poll: %v is not in 0..%v", c.Poll, maxPoll))
	}
	return errors.Join(append(errs, c.Fixed.validate())...)
}

// Keys is the keys there are.
type Keys struct {
	cfg    Config
	log    *slog.Logger
	digest [digestBytes]byte // a key of this process, under which API keys are looked up
	made   *store.Made
	fixed  *entry // nil: none

	current  atomic.Pointer[snapshot]
	loading  sync.Mutex // one reads the records at a time, so that an older reading never replaces a newer
	changing sync.Mutex // one changes keys at a time; others' changes are met with versions
	sealing  sync.Mutex
	opened   *sealer // nil: there was nothing to open or seal yet

	stop func() // ends the polling, and waits for it
}

// Open reads the keys. On the first run it makes one, which may do everything, and Made returns it. ctx is for
// opening alone; Close ends what Open started.
func Open(ctx context.Context, cfg Config) (*Keys, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	k := &Keys{cfg: cfg, log: cfg.Logger}
	k.cfg.setDefaults()
	if k.log == nil {
		k.log = slog.Default()
	}
	if _, err := io.ReadFull(k.cfg.Rand, k.digest[:]); err != nil {
		return nil, fmt.Errorf("keys: no randomness: %w", err)
	}
	if !cfg.Fixed.IsZero() {
		k.fixed = cfg.Fixed.entry()
	}
	if err := k.start(ctx); err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	k.poll()
	return k, nil
}

func (c *Config) setDefaults() {
	if c.Poll == 0 {
		c.Poll = defaultPoll
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	if c.Now == nil {
		c.Now = time.Now
	}
}

// start reads the keys there are, and sees to the first.
func (k *Keys) start(ctx context.Context) error {
	if err := k.load(ctx); err != nil {
		return err
	}
	if err := k.current.Load().damage(); err != nil {
		return err
	}
	if k.fixed != nil {
		return nil
	}
	if k.cfg.LegacyFile != "" {
		if err := k.takeLegacy(ctx); err != nil {
			return err
		}
	}
	if len(k.current.Load().entries) == 0 && !k.cfg.WithoutFirst {
		return k.makeFirst(ctx)
	}
	return nil
}

// Close stops looking for others' changes. What is in memory can still be found.
func (k *Keys) Close() { k.stop() }

// Made is the key that Open made, to be shown this once; nil if there was one.
func (k *Keys) Made() *store.Made { return k.made }
