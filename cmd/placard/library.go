package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/render"
	"placard/store"
	"placard/store/blobs"
	"placard/store/catalog"
	"placard/store/files"
	"placard/store/sqlite"
	"placard/templates"
	"placard/templates/starter"
)

const (
	maxAssetBytes = 32 << 20 // a 50-megapixel camera's JPEG has 25 MB
	maxFontBytes  = 32 << 20 // Noto Sans CJK has 20 MB
)

// library is what there is to draw with: templates, assets and fonts of the operator's folders, of the
// database, and of the program.
type library struct {
	templates *catalog.Templates
	assets    *catalog.Assets
	fonts     *uploadedFonts
	registry  *fonts.Registry
	blobs     *blobs.Blobs
}

// openLibrary lays folders, database and program over each other. db may be nil. Assets in dirs come first.
func (c *cli) openLibrary(ctx context.Context, db *sqlite.DB, log *slog.Logger, dirs ...string) (*library, error) {
	var (
		stored   catalog.TemplateRecords = catalog.NoTemplates{}
		uploaded catalog.FileRecords     = catalog.NoFiles{}
		l        library
		err      error
	)
	if db != nil {
		stored, uploaded = db.Templates(), db.Files()
		if l.blobs, err = blobs.New(c.folder().Blobs()); err != nil {
			return nil, err
		}
	}
	l.templates, err = catalog.NewTemplates(catalog.TemplatesConfig{
		Folder: files.NewTemplates(c.folder().Templates(), nil), Stored: stored, Starters: files.NewTemplates("", starter.FS),
		Now: time.Now, Logger: log,
	})
	if err != nil {
		return nil, err
	}
	kind := catalog.FilesConfig{Records: uploaded, Blobs: l.blobs, Now: time.Now, Logger: log}
	assets := kind
	assets.Kind, assets.Limit, assets.Check = store.AssetFile, maxAssetBytes, checkAsset
	folder := files.NewAssets(nil, append(dirs, c.folder().Assets())...)
	if l.assets, err = catalog.NewAssets(folder, assets, files.NewAssets(starter.Assets())); err != nil {
		return nil, err
	}
	if l.registry, err = c.registry(); err != nil {
		return nil, err
	}
	faces := kind
	faces.Kind, faces.Limit, faces.Check = store.FontFile, maxFontBytes, checkFont
	l.fonts, err = openFonts(ctx, faces, l.registry, log)
	return &l, err
}

// withLibrary opens the library for a command, with the database if there is one.
func (c *cli) withLibrary(ctx context.Context, std *streams, do func(*library) error, dirs ...string) error {
	log := slog.New(slog.NewTextHandler(std.err, nil))
	var db *sqlite.DB
	_, err := os.Stat(c.folder().Database())
	if err == nil {
		db, err = sqlite.Open(ctx, c.folder().Database(), sqlite.DefaultConfig())
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return err
	}
	l, err := c.openLibrary(ctx, db, log, dirs...)
	if err == nil {
		err = do(l)
	}
	if db != nil {
		err = errors.Join(err, db.Close())
	}
	return err
}

// template finds a template by reference; an unknown one names the nearest.
func (l *library) template(ctx context.Context, ref string) (*templates.Template, error) {
	t, err := l.templates.Template(ctx, ref)
	if !errors.Is(err, fs.ErrNotExist) {
		return t, err
	}
	ids, listErr := l.ids(ctx)
	if near := templates.Nearest(ref, ids); listErr == nil && near != "" {
		return nil, fmt.Errorf("no template %q; did you mean %q? A file needs its path: ./%s.json", ref, near, ref)
	}
	return nil, fmt.Errorf("no template %q; see placard templates list. A file needs its path: ./%s.json", ref, ref)
}

// ids are those of all templates, sorted.
func (l *library) ids(ctx context.Context) ([]string, error) {
	all, err := l.templates.List(ctx)
	ids := make([]string, len(all))
	for i, t := range all {
		ids[i] = t.ID
	}
	return ids, err
}

func (l *library) renderer(cfg render.Config) (*render.Renderer, error) {
	return render.New(cfg, l.registry, l.assets)
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
