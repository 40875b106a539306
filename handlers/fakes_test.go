package handlers

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"placard/handlers/pictures"
	"placard/render"
	"placard/store"
	"placard/store/files"
	"placard/templates"
)

// fixedKeys are keys that never change.
type fixedKeys []store.Credentials

func (k fixedKeys) Active() []store.Credentials { return k }

func (k fixedKeys) Find(id string) (store.Credentials, bool) {
	i := slices.IndexFunc(k, func(c store.Credentials) bool { return c.ID == id })
	if i < 0 {
		return store.Credentials{}, false
	}
	return k[i], true
}

func (k fixedKeys) ByAPIKey(apiKey string) (store.Credentials, bool) {
	i := slices.IndexFunc(k, func(c store.Credentials) bool { return slices.Contains(c.APIKeys, store.Secret(apiKey)) })
	if i < 0 {
		return store.Credentials{}, false
	}
	return k[i], true
}

// testKey is one that may do all that signed URLs can ask for.
func testKey() store.Credentials {
	return store.Credentials{
		Key:            store.Key{ID: keyID, Scopes: []store.Scope{store.ScopeRender}, Schemes: []string{"request", "key_id", "v2"}},
		APIKeys:        []store.Secret{apiKey, oldKey},
		SigningSecrets: []store.Secret{signingSecret},
	}
}

// countingMeter keeps counts in memory.
type countingMeter struct {
	mu     sync.Mutex
	counts []store.Usage
}

func (m *countingMeter) Count(u store.Usage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.counts = append(m.counts, u)
}

func (m *countingMeter) Month(context.Context, string) (int64, error) { return m.sum().Renders, nil }

func (m *countingMeter) sum() (all store.Usage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, u := range m.counts {
		all.Renders, all.Hits, all.Bytes = all.Renders+u.Renders, all.Hits+u.Hits, all.Bytes+u.Bytes
	}
	return all
}

// shelf has the templates of files as a catalog has them.
type shelf struct{ *files.Templates }

func (s shelf) List(ctx context.Context) ([]store.TemplateInfo, error) {
	ids, err := s.Templates.List(ctx)
	var all []store.TemplateInfo
	for _, id := range ids {
		all = append(all, store.TemplateInfo{ID: id})
	}
	return all, err
}

// fakeRenderer makes "pictures" that tell what was asked for, and counts them.
type fakeRenderer struct {
	renders atomic.Int64
	render  func(ctx context.Context, doc *templates.Document, opt render.Options) ([]byte, error) // nil: draw
	prepare error                                                                                  // instead of a job
}

func (r *fakeRenderer) Do(_ context.Context, docs []*templates.Document, opt render.Options, use func(pictures.Job) error) error {
	if r.prepare != nil {
		return r.prepare
	}
	if opt.Scale == 0 {
		opt.Scale = 1
	}
	return use(&fakeJob{r, docs[0], opt})
}

type fakeJob struct {
	renderer *fakeRenderer
	doc      *templates.Document
	opt      render.Options
}

func (j *fakeJob) Key() string {
	return fmt.Sprintf("%s-%s-%d-%v-%d", j.doc.Digest(), j.opt.Format, j.opt.Quality, j.opt.Scale, j.opt.MaxBytes)
}
func (j *fakeJob) Width() int         { return int(math.Round(float64(j.doc.Width) * j.opt.Scale)) }
func (j *fakeJob) Height() int        { return int(math.Round(float64(j.doc.Height) * j.opt.Scale)) }
func (j *fakeJob) Degraded() bool     { return false }
func (j *fakeJob) Problems() []string { return nil }

func (j *fakeJob) Render(ctx context.Context) (*render.Output, error) {
	j.renderer.renders.Add(1)
	draw := j.renderer.render
	if draw == nil {
		draw = func(_ context.Context, doc *templates.Document, opt render.Options) ([]byte, error) {
			return fmt.Appendf(nil, "%s as %+v", doc.Digest(), opt), nil
		}
	}
	body, err := draw(ctx, j.doc, j.opt)
	if err != nil {
		return nil, err
	}
	return &render.Output{Bytes: body, Width: j.Width(), Height: j.Height(), Pages: 1, Alt: j.doc.Alt}, nil
}
