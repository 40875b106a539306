package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/render"
	"placard/store"
	"placard/store/files"
	"placard/store/keys"
	"placard/store/sqlite"
	"placard/templates"
	"placard/templates/starter"
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

func (c *cli) templates() *files.Templates {
	return files.NewTemplates(c.folder().Templates(), starter.FS)
}

// template finds a template by id; an unknown id names the nearest.
func (c *cli) template(ctx context.Context, id string) (*templates.Template, error) {
	shelf := c.templates()
	t, err := shelf.Template(ctx, id)
	if !errors.Is(err, fs.ErrNotExist) {
		return t, err
	}
	ids, listErr := shelf.List(ctx)
	if near := templates.Nearest(id, ids); listErr == nil && near != "" {
		return nil, fmt.Errorf("no template %q; did you mean %q? A file needs its path: ./%s.json", id, near, id)
	}
	return nil, fmt.Errorf("no template %q; see placard templates list. A file needs its path: ./%s.json", id, id)
}

// assets are those in dirs, then those of the data folder, then those of the starters.
func (c *cli) assets(dirs ...string) *files.Assets {
	return files.NewAssets(starter.Assets(), append(dirs, c.folder().Assets())...)
}

// registry holds the bundled fonts and the operator's.
func (c *cli) registry() (*fonts.Registry, error) {
	registry := bundled.New()
	for _, dir := range c.Fonts {
		before := registry.Digest()
		if err := registry.AddFS(os.DirFS(dir)); err != nil {
			return nil, fmt.Errorf("--fonts %s: %w", dir, err)
		}
		if registry.Digest() == before {
			return nil, fmt.Errorf("--fonts %s: there are no TTF, OTF, TTC or WOFF files in it", dir)
		}
	}
	return registry, nil
}

func (c *cli) renderer(cfg render.Config, assets render.Assets) (*render.Renderer, error) {
	registry, err := c.registry()
	if err != nil {
		return nil, err
	}
	return render.New(cfg, registry, assets)
}

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
	return keys.Fixed{ID: c.KeyID, APIKey: store.Secret(c.APIKey), SigningSecret: store.Secret(c.SigningSecret)}
}

// apiKey is for signing, which makes no key: the oldest that may render.
func (c *cli) apiKey(ctx context.Context, std *streams) (string, error) {
	if c.APIKey != "" {
		return c.APIKey, nil
	}
	missing := fmt.Errorf("there is no key in %s yet: run placard serve once, or set PLACARD_API_KEY", c.Data)
	if _, err := os.Stat(string(c.folder())); errors.Is(err, fs.ErrNotExist) {
		return "", missing
	}
	var found string
	err := c.withKeys(ctx, std, func(k *keys.Keys) error {
		key, ok := renderKey(k)
		if !ok {
			return missing
		}
		found = key.APIKeys[0].Reveal()
		return nil
	})
	return found, err
}

// renderKey is the oldest key that may render, whose API key comes first.
func renderKey(k *keys.Keys) (store.Credentials, bool) {
	for _, c := range k.Active() {
		if c.Can(store.ScopeRender) && len(c.APIKeys) > 0 {
			return c, true
		}
	}
	return store.Credentials{}, false
}
