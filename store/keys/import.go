package keys

import (
	"context"
	"slices"
	"time"

	"placard/store"
)

// Import is Create for a key whose API key or signing secret is there already, because another service made
// it and URLs are signed with it. What want leaves empty is made here. The error for a secret that is of no
// use, or that a key holds already, is a *store.InvalidError, which does not tell the secret.
func (k *Keys) Import(ctx context.Context, want store.Made) (store.Made, error) {
	want.Key = withDefaults(clone(want.Key))
	if err := check(want.Key); err != nil {
		return store.Made{}, err
	}
	if err := checkImported(want); err != nil {
		return store.Made{}, err
	}
	k.changing.Lock()
	defer k.changing.Unlock()
	if err := k.load(ctx); err != nil { // before a master key is made: there may be keys that another one sealed
		return store.Made{}, err
	}
	if err := k.current.Load().unheld(want, k.cfg.Now()); err != nil {
		return store.Made{}, err
	}
	if _, err := k.master(true); err != nil {
		return store.Made{}, err
	}
	made, err := k.complete(want)
	if err != nil {
		return store.Made{}, err
	}
	return made, k.write(ctx, newEntry(made))
}

// complete gives a key its id and the secrets that it does not have.
func (k *Keys) complete(made store.Made) (_ store.Made, err error) {
	made.Created, made.Revoked = k.now(), time.Time{}
	if made.ID, err = k.random(prefixID, idBytes); err != nil {
		return store.Made{}, err
	}
	if made.APIKey == "" {
		if made.APIKey, err = k.newSecret(store.RotateAPIKey); err != nil {
			return store.Made{}, err
		}
	}
	if made.SigningSecret == "" {
		if made.SigningSecret, err = k.newSecret(store.RotateSigningSecret); err != nil {
			return store.Made{}, err
		}
	}
	return made, nil
}

func checkImported(want store.Made) error {
	for _, s := range []struct {
		field string
		value store.Secret
	}{{store.RotateAPIKey, want.APIKey}, {store.RotateSigningSecret, want.SigningSecret}} {
		if s.value == "" {
			continue
		}
		if err := checkSecret(s.value); err != nil {
			return store.Invalidf(s.field, "it %v", err)
		}
	}
	if want.APIKey != "" && want.APIKey == want.SigningSecret {
		// Only the API key is a Bearer credential. Who is given the other to sign with must not have it.
		return store.Invalidf(store.RotateSigningSecret, "it is the API key too; leave one of them out")
	}
	return nil
}

// unheld refuses secrets that a key holds: whose a request is would be left to chance.
func (s *snapshot) unheld(want store.Made, now time.Time) error {
	for _, e := range s.sorted() {
		if !e.usable() {
			continue
		}
		has, _ := e.at(now)
		const remedy = "the key %s has it already: change what that one may do, or revoke it first"
		if slices.Contains(has.APIKeys, want.APIKey) {
			return store.Invalidf(store.RotateAPIKey, remedy, e.key.ID)
		}
		if slices.Contains(has.SigningSecrets, want.SigningSecret) {
			return store.Invalidf(store.RotateSigningSecret, remedy, e.key.ID)
		}
	}
	return nil
}
