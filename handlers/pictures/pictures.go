// Package pictures makes the picture that somebody who may do so has asked for, and serves it.
//
// An Order says what to make: a template, changes, and options as they stand in a URL. Maker finds the
// template, applies the changes, and takes the picture from the cache or has it rendered, which costs
// the key one of its rate and of its quota; a cached picture costs neither. Serve answers with it. URLs,
// the API and batches all come through here, so that they mean the same by every option.
//
// All of it is safe for concurrent use.
package pictures

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"placard/handlers/access"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// Templates finds templates by reference: an id, or id@version. An unknown one is an error that matches
// fs.ErrNotExist; List has the ids that are known.
type Templates interface {
	Template(ctx context.Context, ref string) (*templates.Template, error)
	List(ctx context.Context) ([]string, error)
}

// Renderer prepares documents to be drawn: it finds or fetches what they need, which costs no worker.
type Renderer interface {
	Prepare(ctx context.Context, doc *templates.Document, opt render.Options) (Job, error)
}

// Job is a document that is ready to be drawn. Key identifies the bytes that Render returns.
type Job interface {
	Key() string
	Size() (width, height int) // px that were asked for
	Degraded() bool            // something stands in for a picture that could not be fetched
	Problems() []string        // what stands in for what, and why
	Render(ctx context.Context) (*render.Output, error)
}

// Cache returns the body of a key, or has it filled, once for all who ask meanwhile. The body is shared.
type Cache interface {
	Do(ctx context.Context, key string, fill func(context.Context) ([]byte, error)) (body []byte, hit bool, created time.Time, err error)
}

// Admission takes what a render costs its key. access.Guard is one.
type Admission interface {
	AdmitRender(ctx context.Context, key store.Key, template string, rated bool) (left access.Allowance, giveBack func(), err error)
}

// Meter counts what was served. It never blocks.
type Meter interface {
	Count(u store.Usage)
}

// Deps is what a Maker stands on. All but Logger are needed.
type Deps struct {
	Templates Templates
	Renderer  Renderer
	Cache     Cache
	Admission Admission
	Meter     Meter
	Logger    *slog.Logger // nil: slog.Default()
}

// Config sets how long others may keep pictures.
type Config struct {
	// MaxAge holds where cache_ttl is not given. A picture never changes under its URL unless its
	// template or an asset does.
	MaxAge time.Duration
	Now    func() time.Time // nil: time.Now
}

// DefaultConfig is what the documentation promises.
func DefaultConfig() Config { return Config{MaxAge: 24 * time.Hour} }

// Validate reports every setting that is out of range.
func (c Config) Validate() error {
	if c.MaxAge < 0 {
		return fmt.Errorf("pictures: MaxAge is %v, want 0 or more", c.MaxAge)
	}
	return nil
}

// Order says what picture to make, and for whom.
type Order struct {
	Key      store.Key           // who asks; its scope to render was checked
	Rated    bool                // the request took one of the key's rate already, as those with a Bearer key do
	Template string              // id, or id@version
	Inline   *templates.Template // instead of Template: one that came with the request
	Changes  templates.Changes
	Params   []signedurl.Param // options, and values of variables and layers by name
	Ext      string            // from the path, "jpg"; empty: the options say, or JPEG
	Accepts  []render.Format   // where neither path nor options say: in order of preference
	Expires  time.Time         // when the URL ends; zero: never
	Report   bool              // fill in the report and the blurhash of Picture.Info
}

// Picture is one that is made. Body is shared: do not change it.
type Picture struct {
	Info
	Body      []byte
	ETag      string // strong, with its quotes
	Hit       bool   // it was in the cache
	Created   time.Time
	MaxAge    time.Duration // others may keep it so long
	Download  bool          // it is to be saved rather than shown
	AsReport  bool          // the answer is Info as JSON, not the picture: report=1
	Degraded  bool          // something stands in for a picture that could not be fetched
	Filename  string
	Allowance access.Allowance // what making it left of the key's limits
}

// Info is what JSON answers tell of a picture.
type Info struct {
	Format   render.Format   `json:"format"`
	Width    int             `json:"width"`  // px
	Height   int             `json:"height"` // px
	Bytes    int             `json:"bytes"`
	Quality  int             `json:"quality,omitempty"` // of a JPEG
	Alt      string          `json:"alt"`
	Blurhash string          `json:"blurhash,omitempty"`
	Steps    []string        `json:"steps,omitempty"`    // what was done to keep to max_bytes
	Problems []string        `json:"problems,omitempty"` // what stands in for what, and why
	Report   json.RawMessage `json:"report,omitempty"`   // of the layout, layer by layer
}

// Maker makes pictures.
type Maker struct {
	cfg  Config
	deps Deps
}

// New makes a Maker.
func New(cfg Config, deps Deps) (*Maker, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if deps.Templates == nil || deps.Renderer == nil || deps.Cache == nil || deps.Admission == nil || deps.Meter == nil {
		return nil, errors.New("pictures: Templates, Renderer, Cache, Admission and Meter are needed")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	return &Maker{cfg: cfg, deps: deps}, nil
}
