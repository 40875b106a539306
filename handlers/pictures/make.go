package pictures

import (
	"context"
	"errors"
	"slices"
	"time"

	"placard/handlers/access"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// Make makes an order's picture. Pictures from elsewhere are fetched here. Errors are what
// problem.Describe knows.
func (m *Maker) Make(ctx context.Context, o Order) (picture *Picture, err error) {
	err = m.With(ctx, o, func(p *Prepared) (err error) {
		picture, err = p.Make(ctx)
		return err
	})
	return picture, err
}

// With finds an order's template, applies the changes, reads the options, has what the picture shows
// fetched, and calls use. It calls use again after an error of Prepared.Make that says that what was found
// is no longer so.
func (m *Maker) With(ctx context.Context, o Order, use func(*Prepared) error) error {
	docs, opt, err := m.read(ctx, o)
	if err != nil {
		return err
	}
	var did work
	return m.deps.Renderer.Do(ctx, docs, opt.render, func(job Job) error {
		return use(&Prepared{maker: m, order: o, template: o.name(), doc: docs[0], opt: opt, job: job, did: &did})
	})
}

// Check says in which format an order will be drawn, or what is wrong with its template, changes or
// options. It draws and fetches nothing.
func (m *Maker) Check(ctx context.Context, o Order) (render.Format, error) {
	_, opt, err := m.read(ctx, o)
	return opt.render.Format, err
}

// CheckURL is Check for an order that is to be said by the query of a URL.
func (m *Maker) CheckURL(ctx context.Context, o Order) (render.Format, error) {
	if len(o.Pages) > 0 {
		return "", problem.New(problem.BadRequest, "pages: a URL can name one template; make a link with POST /v1/links")
	}
	t, err := m.find(ctx, o.Key, o.parts()[0])
	if err != nil {
		return "", err
	}
	for _, p := range o.Options {
		if !IsOptionOf(t, p.Name) {
			return "", problem.New(problem.BadRequest, "%s: is also the name of a variable or layer of the template, and in a URL means that; make a link with POST /v1/links", p.Name)
		}
	}
	return m.Check(ctx, o)
}

func (m *Maker) read(ctx context.Context, o Order) ([]*templates.Document, options, error) {
	docs, known, err := m.documents(ctx, o)
	if err != nil {
		return nil, options{}, err
	}
	if docs, err = resized(docs, known); err != nil {
		return nil, options{}, err
	}
	opt, err := readOptions(known, o, design(docs, known))
	return docs, opt, err
}

// documents applies the changes of all parts. It also returns the options, which only a template can tell
// from values.
func (m *Maker) documents(ctx context.Context, o Order) (docs []*templates.Document, known []signedurl.Param, err error) {
	found := map[string]*templates.Template{}
	for i, part := range o.parts() {
		t := found[part.Template]
		if t == nil || part.Inline != nil {
			if t, err = m.find(ctx, o.Key, part); err != nil {
				return nil, nil, placed(o.place(i), err)
			}
			found[part.Template] = t
		}
		options, values := splitParams(t, o.Params)
		doc, err := apply(t, part.Changes, o.Defaults, values)
		if err != nil {
			return nil, nil, placed(o.place(i), err)
		}
		docs, known = append(docs, doc), options
	}
	return docs, slices.Concat(o.Options, known), nil
}

// placed says on which of an order's pages an error is.
func placed(place string, err error) error {
	if place == "" {
		return err
	}
	var known *problem.Error
	if !errors.As(err, &known) {
		return below(place, err)
	}
	at := *known
	at.Detail = place + ": " + at.Detail
	return &at
}

// Prepared is an order for which everything is found and nothing is drawn yet.
type Prepared struct {
	maker    *Maker
	order    Order
	template string              // as it is counted and as files are called
	doc      *templates.Document // the first, if there are several
	opt      options
	job      Job
	did      *work
}

// ETag is Picture.ETag, known before there is one.
func (p *Prepared) ETag() string { return etag(p.job.Key(), p.asReport()) }

func (p *Prepared) asReport() bool { return p.opt.render.Report }

// Format is the picture's.
func (p *Prepared) Format() render.Format { return p.opt.render.Format }

// Size is the picture's in px. One that does not fit max_bytes becomes smaller.
func (p *Prepared) Size() (width, height int) { return p.job.Width(), p.job.Height() }

// Alt is the picture's alternative text.
func (p *Prepared) Alt() string { return p.doc.Alt }

// Make takes the picture from the cache, or has it rendered, which is one of the key's rate and quota.
func (p *Prepared) Make(ctx context.Context) (*Picture, error) {
	body, hit, created, err := p.do(ctx)
	if err != nil {
		return nil, err
	}
	info, data, err := unwrap(body)
	if err != nil {
		return nil, err
	}
	p.count(!p.did.rendered, info.Bytes)
	return &Picture{
		Info: info, Body: data, Format: p.Format(), Template: p.template, Key: p.job.Key(),
		Hit: hit, Created: created, MaxAge: p.maxAge(), Download: p.opt.download, AsReport: p.asReport(),
		Degraded: p.job.Degraded(), Problems: p.job.Problems(), Allowance: p.did.left,
	}, nil
}

// work is what an order's fills did. It is read only after a fill that this caller has seen the end of.
type work struct {
	rated    bool // one of the rate was taken
	rendered bool
	left     access.Allowance
}

// maxJoins bounds how many fills of others a caller waits for that were refused for reasons of theirs.
const maxJoins = 8

// do is Cache.Do, but for the refusals of other keys: whoever sets off a fill pays for it, and who only
// joined asks again on its own account.
func (p *Prepared) do(ctx context.Context) (body []byte, hit bool, created time.Time, err error) {
	by := payer{p.order.Key.ID, p.order.Rated || p.did.rated}
	prefix, fill := picturePrefix, p.fillPicture
	if p.asReport() {
		prefix, fill = reportPrefix, p.fillReport
	}
	for range maxJoins {
		body, hit, created, err = p.maker.deps.Cache.Do(ctx, prefix+p.job.Key(), func(ctx context.Context) ([]byte, error) {
			return fill(ctx, by)
		})
		var refused *refusal
		if !errors.As(err, &refused) || refused.payer == by {
			return body, hit, created, err
		}
	}
	return nil, false, time.Time{}, problem.New(problem.Busy, "many ask for this picture; try again in a moment").Because(err)
}

// payer is on whose account a fill goes.
type payer struct {
	keyID string
	rated bool
}

// refusal is an error of admission, which holds for one payer.
type refusal struct {
	payer payer
	err   error
}

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

// count tells the meter what was served; a render was counted when it was admitted.
func (p *Prepared) count(cached bool, bytes int) {
	u := store.Usage{Day: p.maker.cfg.Now().UTC().Format(time.DateOnly), KeyID: p.order.Key.ID, Template: p.template, Bytes: int64(bytes)}
	if cached {
		u.Hits = 1
	}
	p.maker.deps.Meter.Count(u)
}

// degradedMaxAge is how long others may keep a picture in which something stands in for another picture:
// so long that a crowd is served, so short that the right one is seen soon.
const degradedMaxAge = time.Minute

// maxAge is how long others may keep the picture: not beyond the end of its URL.
func (p *Prepared) maxAge() time.Duration {
	age := p.maker.cfg.MaxAge
	if p.opt.maxAge != nil {
		age = *p.opt.maxAge
	}
	if p.job.Degraded() {
		age = min(age, degradedMaxAge)
	}
	if !p.order.Expires.IsZero() {
		age = min(age, p.order.Expires.Sub(p.maker.cfg.Now()))
	}
	return max(0, age)
}
