package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"placard/handlers/signedurl"
	"placard/store"
	"placard/store/keys"
	"placard/store/sqlite"
)

// defaultBase is where `placard serve` listens without flags.
const defaultBase = "http://127.0.0.1:8080"

// base is where clients see the server.
func (c *cli) base() string {
	if len(c.PublicURL) > 0 {
		return c.PublicURL[0]
	}
	return defaultBase
}

func (c *cli) folder() store.Folder { return store.Folder(c.Data) }

// withKeys opens the keys of a data folder that is there already, and makes none.
func (c *cli) withKeys(ctx context.Context, std *streams, do func(*keys.Keys) error) error {
	if _, err := os.Stat(string(c.folder())); err != nil {
		return fmt.Errorf("%w; run placard serve or placard keys create once, or name the data folder with --data", err)
	}
	db, err := sqlite.Open(ctx, c.folder().Database(), sqlite.DefaultConfig())
	if err != nil {
		return err
	}
	cfg := c.keyConfig(db, slog.New(slog.NewTextHandler(std.err, nil)))
	cfg.WithoutFirst = true
	k, err := keys.Open(ctx, cfg)
	if err == nil {
		err = do(k)
		k.Close()
	}
	return errors.Join(err, db.Close())
}

// keyConfig is of the keys in the database, and of the environment's.
func (c *cli) keyConfig(db *sqlite.DB, log *slog.Logger) keys.Config {
	return keys.Config{
		Records:       db.Keys(),
		MasterKeyFile: c.folder().MasterKey(),
		MasterKey:     store.Secret(c.MasterKey),
		LegacyFile:    c.folder().Keys(),
		Fixed:         c.fixedKey(),
		Logger:        log,
	}
}

// fixedKey is the environment's, if it has one.
func (c *cli) fixedKey() keys.Fixed {
	return keys.Fixed{ID: c.KeyID, APIKey: store.Secret(c.APIKey), SigningSecret: store.Secret(c.SigningSecret), Schemes: c.KeyScheme}
}

// findKey is the oldest key that can sign URLs of a template by a scheme; any will do if template is empty.
func findKey(k *keys.Keys, scheme signedurl.Scheme, template string) (store.Credentials, bool) {
	for _, c := range k.Active() {
		if unfit(c, scheme, template) == nil {
			return c, true
		}
	}
	return store.Credentials{}, false
}

// unfit says why the server would refuse what a key signs.
func unfit(c store.Credentials, scheme signedurl.Scheme, template string) error {
	id, _, _ := strings.Cut(template, "@")
	switch {
	case !c.Can(store.ScopeRender):
		return fmt.Errorf("the key %s may not render: its scopes are %s", c.ID, join(c.Scopes))
	case !slices.Contains(c.Schemes, string(scheme)):
		return fmt.Errorf("the key %s does not accept scheme %s: see placard keys list, and choose with --key and --scheme", c.ID, scheme)
	case id != "" && !c.MayUse(id):
		return fmt.Errorf("the key %s may not use template %s: see placard keys list, and choose another with --key", c.ID, id)
	}
	return nil
}
