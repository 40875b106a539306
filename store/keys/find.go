package keys

import (
	"context"
	"crypto/subtle"
	"slices"

	"placard/store"
)

// Find returns a key by its id, with the secrets that hold now. There is none if it is revoked. What it
// returns is shared: do not change it.
func (k *Keys) Find(id string) (store.Credentials, bool) {
	e := k.current.Load().entries[id]
	if e == nil || !e.usable() {
		return store.Credentials{}, false
	}
	return e.now(k.cfg.Now()), true
}

// ByAPIKey returns the key that an API key belongs to, as Find does. How long it takes tells nothing of
// the API keys there are.
func (k *Keys) ByAPIKey(apiKey string) (store.Credentials, bool) {
	e := k.current.Load().byAPIKey[k.digestOf(apiKey)]
	if e == nil {
		return store.Credentials{}, false
	}
	c := e.now(k.cfg.Now())
	for _, s := range c.APIKeys {
		if subtle.ConstantTimeCompare([]byte(s), []byte(apiKey)) == 1 {
			return c, true
		}
	}
	return store.Credentials{}, false // its overlap is over
}

// Active returns all keys that are not revoked, as Find does, the oldest first: for signatures that do
// not say whose they are.
func (k *Keys) Active() []store.Credentials {
	s := k.current.Load()
	now := k.cfg.Now()
	if s.turns.IsZero() || now.Before(s.turns) {
		return s.active
	}
	active := make([]store.Credentials, 0, len(s.active))
	for _, c := range s.active {
		active = append(active, s.entries[c.ID].now(now))
	}
	return active
}

// APIKeys returns the API keys that may sign.
func (k *Keys) APIKeys(context.Context) ([]string, error) {
	var out []string
	for _, c := range k.Active() {
		for _, s := range c.APIKeys {
			out = append(out, s.Reveal())
		}
	}
	return out, nil
}

// List returns all keys, revoked ones too, the oldest first.
func (k *Keys) List() []store.Key {
	var out []store.Key
	for _, e := range k.current.Load().sorted() {
		out = append(out, clone(e.key))
	}
	return out
}

// clone shares no list with k.
func clone(k store.Key) store.Key {
	k.Scopes, k.Templates, k.Schemes = slices.Clone(k.Scopes), slices.Clone(k.Templates), slices.Clone(k.Schemes)
	return k
}
