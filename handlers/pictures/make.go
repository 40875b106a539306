package pictures

import (
	"context"
	"errors"
	"time"

	"placard/handlers/access"
	"placard/handlers/problem"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// Prepared is an order for which everything is found and nothing is drawn yet.
type Prepared struct {
	maker    *Maker
	order    Order
	template string // as it is counted and as files are called
	doc      *templates.Document
	opt      options
	job      Job
}

// Prepare finds the template, applies the changes and reads the options. Pictures from elsewhere are
// fetched here. Errors are what problem.Describe knows.
func (m *Maker) Prepare(ctx context.Context, o Order) (*Prepared, error) {
	known, values := splitParams(o.Params)
	t, err := m.find(ctx, o)
	if err != nil {
		return nil, err
	}
	doc, err := apply(t, o.Changes, values)
	if err != nil {
		return nil, err
	}
	opt, err := readOptions(known, o, doc)
	if err != nil {
		return nil, err
	}
	job, err := m.deps.Renderer.Prepare(ctx, doc, opt.render)
	if err != nil {
		return nil, err
	}
	return &Prepared{maker: m, order: o, template: o.name(), doc: doc, opt: opt, job: job}, nil
}

// Make is Prepare and Prepared.Make.
func (m *Maker) Make(ctx context.Context, o Order) (*Picture, error) {
	p, err := m.Prepare(ctx, o)
	if err != nil {
		return nil, err
	}
	return p.Make(ctx)
}

// ETag is the strong tag of the picture, with its quotes.
func (p *Prepared) ETag() string { return `"` + p.key() + `"` }

// key is that of the picture, or of the report on it.
func (p *Prepared) key() string {
	if p.opt.render.Report {
		return p.job.Key() + ".report"
	}
	return p.job.Key()
}

// Info is what is known of the picture before it is drawn.
func (p *Prepared) Info() Info {
	width, height := p.job.Size()
	return Info{Format: p.opt.render.Format, Width: width, Height: height, Problems: p.job.Problems()}
}

// Make takes the picture from the cache, or has it rendered, which is one of the key's rate and quota.
func (p *Prepared) Make(ctx context.Context) (*Picture, error) {
	var did work
	body, hit, created, err := p.do(ctx, &did)
	if err != nil {
		return nil, err
	}
	info, data, err := unwrap(body)
	if err != nil {
		return nil, err
	}
	info.Problems = p.job.Problems()
	p.count(!did.rendered, len(data))
	return &Picture{
		Info: info, Body: data, ETag: p.ETag(), Hit: hit, Created: created,
		MaxAge: p.maxAge(), Download: p.opt.download, Degraded: p.job.Degraded(), AsReport: p.opt.report,
		Filename: p.template + "." + info.Format.Ext(), Allowance: did.left,
	}, nil
}

// work is what a fill did. It is read only after a fill that this caller has seen the end of.
type work struct {
	rendered bool
	left     access.Allowance
}

// maxJoins bounds how many fills of others a caller waits for that were refused for reasons of theirs.
const maxJoins = 8

// do is Cache.Do, but for the refusals of other keys: whoever sets off a fill pays for it, and who only
// joined asks again on its own account.
func (p *Prepared) do(ctx context.Context, did *work) (body []byte, hit bool, created time.Time, err error) {
	payer := payer{p.order.Key.ID, p.order.Rated}
	for range maxJoins {
		body, hit, created, err = p.maker.deps.Cache.Do(ctx, cachePrefix+p.key(), func(ctx context.Context) ([]byte, error) {
			return p.fill(ctx, payer, did)
		})
		var refused *refusal
		if !errors.As(err, &refused) || refused.payer == payer {
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

// fill renders. Its context outlives the request's.
func (p *Prepared) fill(ctx context.Context, by payer, did *work) ([]byte, error) {
	left, giveBack, err := p.maker.deps.Admission.AdmitRender(ctx, p.order.Key, p.template, p.order.Rated)
	if err != nil {
		return nil, &refusal{by, err}
	}
	made := false
	defer func() { // also when Render panics
		if !made {
			giveBack()
		}
	}()
	out, err := p.job.Render(ctx)
	if err != nil {
		return nil, err
	}
	body, err := wrap(p.describe(out), out.Bytes)
	if err != nil {
		return nil, err
	}
	made, did.rendered, did.left = true, true, left
	return body, nil
}

// describe is what the cache keeps beside the bytes.
func (p *Prepared) describe(out *render.Output) Info {
	return Info{Format: p.opt.render.Format, Width: out.Width, Height: out.Height, Bytes: len(out.Bytes)}
}

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
