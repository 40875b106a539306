// Package api answers the requests of those who have an API key: it makes pictures, signed URLs and
// short links, keeps templates, assets, fonts and keys, and tells what was used.
//
// handlers/openapi describes every route, and the tests hold both together. A handler reads the request,
// asks one of the interfaces below, and returns errors as they come; package problem says what they are
// to the client. All of it is safe for concurrent use.
package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/pictures"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
)

// Guard lets requests pass whose key has a scope, and signs in a key's name. access.Guard is one.
type Guard interface {
	Bearer(scope store.Scope) echo.MiddlewareFunc
	Signer(keyID, base string) (signedurl.KeySigner, error)
}

// Maker makes pictures. Check says in which format an order will be drawn, or why it cannot be, without
// drawing or fetching anything; CheckURL also says why the query of a URL cannot ask for it.
type Maker interface {
	Make(ctx context.Context, o pictures.Order) (*pictures.Picture, error)
	Check(ctx context.Context, o pictures.Order) (render.Format, error)
	CheckURL(ctx context.Context, o pictures.Order) (render.Format, error)
}

// Links keeps short links. Put does nothing to one that is there; Taken is how many a key has, and the bytes
// of their orders.
type Links interface {
	Put(ctx context.Context, l store.Link) error
	Get(ctx context.Context, id string) (store.Link, error)
	Delete(ctx context.Context, id string) error
	Taken(ctx context.Context, keyID string) (links int, bytes int64, err error)
}

// Templates finds templates: those of files, of the database, and of the program. What is not there is an
// error that matches fs.ErrNotExist.
type Templates interface {
	List(ctx context.Context) ([]store.TemplateInfo, error)
	// JSON returns a version, also of a deleted template, or for 0 what holds now. Its Version is 0 where
	// there are none.
	JSON(ctx context.Context, id string, version int) (store.Template, error)
	// Versions returns the versions of a stored template, newest first, without their JSON.
	Versions(ctx context.Context, id string) ([]store.Template, error)
}

// TemplateChanges changes stored templates. match is the version that a change was made to: 0 where
// there must be none (else store.ErrExists), store.AnyVersion for whatever there is; a wrong one is
// store.ErrConflict.
type TemplateChanges interface {
	Put(ctx context.Context, t store.Template, match int) (store.TemplateInfo, error)
	Delete(ctx context.Context, id string, match int) error
	Restore(ctx context.Context, id string) (store.TemplateInfo, error)
}

// Files finds uploaded files of one kind: assets, or fonts.
type Files interface {
	List(ctx context.Context) ([]store.File, error)
	Get(ctx context.Context, name string) (store.File, error)
	Open(ctx context.Context, name string) (store.File, io.ReadSeekCloser, error)
}

// FileChanges changes uploaded files. Put takes of a file its name and author, finds out the rest, and
// returns it. Content that it does not take is a *store.InvalidError of the field "content".
type FileChanges interface {
	Put(ctx context.Context, f store.File, content io.Reader) (store.File, error)
	Delete(ctx context.Context, name string) error
}

// Keys knows all keys, revoked ones too.
type Keys interface {
	List() []store.Key
}

// KeyChanges makes and changes keys.
type KeyChanges interface {
	// Import makes a key, with those secrets of it that are given.
	Import(ctx context.Context, k store.Made) (store.Made, error)
	Update(ctx context.Context, k store.Key) (store.Key, error)
	Rotate(ctx context.Context, id, what string, overlap time.Duration) (store.Secret, error)
	Revoke(ctx context.Context, id string) error
}

// Usage knows what was used. from and to are days, 2026-11-22, both included; keyID "" is everybody. Days
// that it does not take are a *store.InvalidError.
type Usage interface {
	Sum(ctx context.Context, keyID, from, to string) ([]store.Usage, error)
}

// Deps is what an API stands on. All are needed.
type Deps struct {
	Guard           Guard
	Maker           Maker
	Links           Links
	Templates       Templates
	TemplateChanges TemplateChanges
	Assets          Files
	AssetChanges    FileChanges
	Fonts           Files
	FontChanges     FileChanges
	Keys            Keys
	KeyChanges      KeyChanges
	Usage           Usage
}

// validate names what is missing.
func (d Deps) validate() error {
	var errs []error
	v := reflect.ValueOf(d)
	for i := range v.NumField() {
		if v.Field(i).IsNil() {
			errs = append(errs, fmt.Errorf("api: %s is needed", v.Type().Field(i).Name))
		}
	}
	return errors.Join(errs...)
}

// Config sets an API's limits.
type Config struct {
	// PublicBase is the URL under which clients see the server's root. Without it the URLs in answers
	// begin with a slash.
	PublicBase string
	AssetBytes int64 // of one asset
	FontBytes  int64 // of one font
	Links      int   // of one key
	LinkBytes  int64 // of the orders of all of them
	// Now is the clock of links and of days. nil: time.Now.
	Now func() time.Time
}

// DefaultConfig takes what cameras and foundries make, and links for each page of a large site.
func DefaultConfig() Config {
	return Config{
		AssetBytes: 32 << 20,  // a 50-megapixel camera's JPEG has 25 MB
		FontBytes:  32 << 20,  // Noto Sans CJK has 20 MB
		Links:      100_000,   // they do not end by themselves, so that something has to bound the database
		LinkBytes:  256 << 20, // 2.5 kB each: some 30 lines of text
	}
}

// Validate reports every setting that cannot be used.
func (c Config) Validate() error {
	var errs []error
	if c.PublicBase != "" {
		errs = append(errs, signedurl.Config{PublicBases: []string{c.PublicBase}}.Validate())
	}
	for name, n := range map[string]int64{"AssetBytes": c.AssetBytes, "FontBytes": c.FontBytes, "Links": int64(c.Links), "LinkBytes": c.LinkBytes} {
		if n < 1 {
			errs = append(errs, fmt.Errorf("api: %s is %d, want at least 1", name, n))
		}
	}
	return errors.Join(errs...)
}

// API is the routes.
type API struct {
	cfg  Config
	deps Deps
}

// New makes an API.
func New(cfg Config, deps Deps) (*API, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if err := deps.validate(); err != nil {
		return nil, err
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &API{cfg: cfg, deps: deps}, nil
}
