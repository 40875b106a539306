package keys

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"placard/store"
)

const (
	// maxHeld bounds what a request is checked against: the current secret and three old ones.
	maxHeld = 4
	// MaxOverlap is the longest that an old secret may hold on: long enough to re-sign what is in print or in
	// sent mail, short enough that an end is in sight.
	MaxOverlap = 90 * 24 * time.Hour
	// tries is how often a change is begun anew when another process was quicker.
	tries = 5
)

// Create makes a key. Of want it takes name, scopes, templates, limits and schemes, and sets the rest;
// without scopes the key may render, without schemes it has DefaultSchemes. The error for a
// bad one is a *store.InvalidError.
func (k *Keys) Create(ctx context.Context, want store.Key) (store.Made, error) {
	return k.Import(ctx, store.Made{Key: want})
}

// newSecret makes an API key or a signing secret.
func (k *Keys) newSecret(what string) (store.Secret, error) {
	prefix := prefixAPIKey
	if what == store.RotateSigningSecret {
		prefix = prefixSigningSecret
	}
	s, err := k.random(prefix, secretBytes)
	return store.Secret(s), err
}

// Rotate makes a new API key or signing secret, as what says (store.RotateAPIKey,
// store.RotateSigningSecret). The one before holds on for overlap, and none that is older longer than
// that: with 0, only the new one holds at once.
func (k *Keys) Rotate(ctx context.Context, id, what string, overlap time.Duration) (store.Secret, error) {
	if what != store.RotateAPIKey && what != store.RotateSigningSecret {
		return "", store.Invalidf("what", "%.64q is neither %s nor %s", what, store.RotateAPIKey, store.RotateSigningSecret)
	}
	if overlap < 0 || overlap > MaxOverlap {
		return "", store.Invalidf("overlap", "%v is not in 0..%v", overlap, MaxOverlap)
	}
	fresh, err := k.newSecret(what)
	if err != nil {
		return "", err
	}
	_, err = k.change(ctx, id, func(e *entry) error {
		if err := e.inForce(); err != nil {
			return err
		}
		list := &e.secrets.apiKeys
		if what == store.RotateSigningSecret {
			list = &e.secrets.signingSecrets
		}
		*list = rotate(*list, fresh, k.now(), overlap)
		if len(*list) > maxHeld {
			return store.Invalidf("overlap", "%d old ones hold still: wait for the first to end, or rotate with 0", maxHeld-1)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	return fresh, nil
}

// rotate puts the new secret first and drops what no longer holds.
func rotate(old []held, fresh store.Secret, now time.Time, overlap time.Duration) []held {
	out := []held{{value: fresh}}
	for _, h := range old {
		h.until = sooner(h.until, now.Add(overlap))
		if h.holds(now) {
			out = append(out, h)
		}
	}
	return out
}

// Update sets name, scopes, templates, limits and schemes of the key that has the id, and returns it.
func (k *Keys) Update(ctx context.Context, want store.Key) (store.Key, error) {
	want = withDefaults(clone(want))
	if err := check(want); err != nil {
		return store.Key{}, err
	}
	e, err := k.change(ctx, want.ID, func(e *entry) error {
		if err := e.inForce(); err != nil {
			return err
		}
		want.Created, want.Revoked = e.key.Created, e.key.Revoked
		e.key = want
		return nil
	})
	if err != nil {
		return store.Key{}, err
	}
	return clone(e.key), nil
}

// Revoke ends a key for good, and forgets its secrets. Doing so twice is no error.
func (k *Keys) Revoke(ctx context.Context, id string) error {
	_, err := k.change(ctx, id, func(e *entry) error {
		if !e.key.Revoked.IsZero() {
			return errUnchanged
		}
		e.key.Revoked, e.secrets, e.damaged = k.now(), secrets{}, false
		return nil
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}

// errUnchanged ends a change that has nothing to do.
var errUnchanged = errors.New("nothing to change")

// change applies a change to the newest version of a key and writes it, again if another process was
// quicker.
func (k *Keys) change(ctx context.Context, id string, apply func(*entry) error) (*entry, error) {
	k.changing.Lock()
	defer k.changing.Unlock()
	for range tries {
		e, err := k.editable(id)
		if errors.Is(err, fs.ErrNotExist) { // perhaps another process made it just now
			if err := k.load(ctx); err != nil {
				return nil, err
			}
			e, err = k.editable(id)
		}
		if err != nil {
			return nil, err
		}
		if err := apply(e); err != nil {
			return nil, err
		}
		e.version++
		err = k.write(ctx, e)
		if !errors.Is(err, store.ErrConflict) {
			return e, err
		}
		if err := k.load(ctx); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("key %s: %w, %d times: try again", id, store.ErrConflict, tries)
}

// editable is a copy of a key's entry.
func (k *Keys) editable(id string) (*entry, error) {
	has := k.current.Load().entries[id]
	switch {
	case has == nil:
		return nil, fmt.Errorf("key %.64q: %w", id, fs.ErrNotExist)
	case has.version == 0:
		return nil, fmt.Errorf("key %s: %w: it is set by PLACARD_KEY_ID", id, store.ErrReadOnly)
	}
	return &entry{
		key: clone(has.key), version: has.version, damaged: has.damaged,
		secrets: secrets{slices.Clone(has.secrets.apiKeys), slices.Clone(has.secrets.signingSecrets)},
	}, nil
}

// inForce refuses a key that can only be revoked, or not even that.
func (e *entry) inForce() error {
	switch {
	case e.damaged:
		return wrongMaster(e.key.ID)
	case !e.key.Revoked.IsZero():
		return &revokedError{e.key.ID}
	}
	return nil
}

// write seals and stores an entry. From then on it holds here.
func (k *Keys) write(ctx context.Context, e *entry) error {
	s, err := k.master(false)
	if err != nil {
		return err
	}
	sealed, err := s.seal(e.key.ID, e.version, e.secrets)
	if err != nil {
		return err
	}
	if err := k.cfg.Records.Put(ctx, store.SealedKey{Key: e.key, Version: e.version, Sealed: sealed}); err != nil {
		return err
	}
	k.put(e)
	return nil
}

// revokedError is about a key that can no longer be changed. It matches store.ErrConflict.
type revokedError struct{ id string }

func (e *revokedError) Error() string {
	return fmt.Sprintf("key %s is revoked, and stays so: make another", e.id)
}

func (e *revokedError) Is(target error) bool { return target == store.ErrConflict }
