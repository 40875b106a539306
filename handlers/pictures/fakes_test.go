package pictures

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/handlers/access"
	"placard/render"
	"placard/render/layout"
	"placard/store"
	"placard/store/cache"
	"placard/store/ratelimit"
	"placard/templates"
)

// drawn is a Renderer whose jobs say how they end.
type drawn struct {
	renders  atomic.Int64
	degraded atomic.Bool
	draw     func(ctx context.Context) (*render.Output, error) // nil: a picture
}

func (d *drawn) Do(_ context.Context, docs []*templates.Document, opt render.Options, use func(Job) error) error {
	for {
		err := use(&drawnJob{d, docs[0], opt, d.degraded.Load()})
		if known := (*render.Error)(nil); !errors.As(err, &known) || known.Kind != render.Stale {
			return err
		}
	}
}

type drawnJob struct {
	*drawn
	doc  *templates.Document
	opt  render.Options
	poor bool
}

func (j *drawnJob) Key() string    { return fmt.Sprint(j.doc.Digest(), j.opt.Format, j.opt.Scale, j.poor) }
func (j *drawnJob) Width() int     { return j.doc.Width }
func (j *drawnJob) Height() int    { return j.doc.Height }
func (j *drawnJob) Degraded() bool { return j.poor }
func (j *drawnJob) Problems() []string {
	if j.poor {
		return []string{"the photo is gone"}
	}
	return nil
}

func (j *drawnJob) Render(ctx context.Context) (*render.Output, error) {
	j.renders.Add(1)
	if j.draw != nil {
		return j.draw(ctx)
	}
	out := &render.Output{Bytes: []byte("picture"), Width: j.doc.Width, Height: j.doc.Height, Alt: "a card", Steps: []string{"quality=65"}}
	if j.opt.Report {
		out.Report, out.Blurhash = &layout.Report{Width: j.doc.Width, Height: j.doc.Height}, "hash"
	}
	return out, nil
}

type tally struct {
	mu  sync.Mutex
	all store.Usage
}

func (c *tally) Count(u store.Usage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all.Renders, c.all.Hits, c.all.Bytes = c.all.Renders+u.Renders, c.all.Hits+u.Hits, c.all.Bytes+u.Bytes
}

func (c *tally) Month(context.Context, string) (int64, error) { return c.sum().Renders, nil }

func (c *tally) sum() store.Usage {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}

// noKeys is for a Guard that is only asked to admit.
type noKeys struct{}

func (noKeys) Find(string) (store.Credentials, bool)     { return store.Credentials{}, false }
func (noKeys) ByAPIKey(string) (store.Credentials, bool) { return store.Credentials{}, false }
func (noKeys) Active() []store.Credentials               { return nil }

// oneTemplate knows the template "card", and version 2 of it; "broken" cannot be used.
type oneTemplate struct{ t *templates.Template }

func (o oneTemplate) Template(_ context.Context, ref string) (*templates.Template, error) {
	switch ref {
	case "card", "card@2":
		return o.t, nil
	case "broken":
		return nil, errors.New("secret plans")
	case "locked":
		return nil, fmt.Errorf("secret plans: %w", store.ErrUnavailable)
	}
	return nil, fs.ErrNotExist
}

func (oneTemplate) List(context.Context) ([]store.TemplateInfo, error) {
	return []store.TemplateInfo{{ID: "card"}, {ID: "broken"}, {ID: "hidden"}}, nil
}

type bench struct {
	maker    *Maker
	renderer *drawn
	tally    *tally
	now      atomic.Int64 // Unix seconds
}

func newBench(t *testing.T) *bench {
	t.Helper()
	template, err := templates.Decode([]byte(`{"id":"card","width":1200,"height":630,
		"variables":{"name":{"type":"string","default":"Ada","max_length":10}},
		"layers":[{"id":"title","type":"text","x":10,"y":10,"width":900,"text":"Hello {{name}}"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{renderer: &drawn{}, tally: &tally{}}
	b.now.Store(1_795_000_000)
	clock := func() time.Time { return time.Unix(b.now.Load(), 0) }
	limiter, err := ratelimit.New(ratelimit.Config{MaxIDs: 100, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	guard, err := access.New(access.Config{Now: clock}, access.Deps{Keys: noKeys{}, Limiter: limiter, Meter: b.tally})
	if err != nil {
		t.Fatal(err)
	}
	cfg := cache.DefaultConfig()
	cfg.Dir = t.TempDir()
	kept, err := cache.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(kept.Close)
	made := DefaultConfig()
	made.Now = clock
	b.maker, err = New(made, Deps{Templates: oneTemplate{template}, Renderer: b.renderer, Cache: kept, Admission: guard, Meter: b.tally})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) make(t testing.TB, o Order) *Picture {
	t.Helper()
	p, err := b.maker.Make(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func titled(key store.Key, text string) Order {
	return Order{Key: key, Template: "card", Changes: templates.Changes{}.Set("title", "text", text)}
}

var anyKey = store.Key{ID: "key_any", Scopes: []store.Scope{store.ScopeRender}}
