package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/render"
	"placard/store"
	"placard/store/files"
	"placard/store/keys"
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

// keyConfig is that of the environment's key, else of the data folder's.
func (c *cli) keyConfig() keys.Config {
	return keys.Config{
		File:  c.folder().Keys(),
		Fixed: keys.Key{ID: c.KeyID, APIKey: keys.Secret(c.APIKey), SigningSecret: keys.Secret(c.SigningSecret)},
	}
}

// apiKey is for signing, which makes no key.
func (c *cli) apiKey() (string, error) {
	if c.APIKey != "" {
		return c.APIKey, nil
	}
	cfg := c.keyConfig()
	if _, err := os.Stat(cfg.File); errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("there is no key in %s yet: run placard serve once, or set PLACARD_API_KEY", c.Data)
	}
	k, err := keys.Open(cfg)
	if err != nil {
		return "", err
	}
	return k.First().APIKey.Reveal(), nil
}
