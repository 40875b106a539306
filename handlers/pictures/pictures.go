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
	"errors"
	"fmt"
	"time"

	"placard/handlers/access"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// Templates finds templates by reference: an id, or id@version. An unknown one is an error that matches
// fs.ErrNotExist; List has those that are known.
type Templates interface {
	Template(ctx context.Context, ref string) (*templates.Template, error)
	List(ctx context.Context) ([]store.TemplateInfo, error)
}

// Renderer finds or fetches what documents show, which costs no worker, and hands use a job that draws
// it. When use returns Job.Render's error that the job is stale, Do begins anew.
type Renderer interface {
	Do(ctx context.Context, docs []*templates.Document, opt render.Options, use func(Job) error) error
}

// Job is a document, or several to be bound in one PDF, that is ready to be drawn; *render.Job is one. Key identifies the bytes that Render
// returns.
type Job interface {
	Key() string
	Width() int         // px that were asked for
	Height() int        // px that were asked for
	Degraded() bool     // something stands in for a picture that could not be had
	Problems() []string // what stands in for what, and why
	Render(ctx context.Context) (*render.Output, error)
}

// Draw makes a Renderer of the real one.
func Draw(r *render.Renderer) Renderer { return drawer{r} }

type drawer struct{ renderer *render.Renderer }

// Do implements Renderer.
func (d drawer) Do(ctx context.Context, docs []*templates.Document, opt render.Options, use func(Job) error) error {
	return d.renderer.DoAll(ctx, docs, opt, func(job *render.Job) error { return use(job) })
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

// Deps is what a Maker stands on. All are needed.
type Deps struct {
	Templates Templates
	Renderer  Renderer
	Cache     Cache
	Admission Admission
	Meter     Meter
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
	return &Maker{cfg: cfg, deps: deps}, nil
}
