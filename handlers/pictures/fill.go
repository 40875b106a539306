package pictures

import (
	"context"

	"placard/render"
)

// What fills the cache. The contexts outlive the requests'.

// fillPicture makes the entry of a picture.
func (p *Prepared) fillPicture(ctx context.Context, by payer) ([]byte, error) {
	_, body, err := p.draw(ctx, by)
	return body, err
}

// fillReport makes the entry of what there is to say of a picture. What it has drawn is kept as the picture
// too, so that who asks for both, which is what POST /v1/render and the URL in its answer come to, pays for
// one. Only a picture that was there, or came from one who wanted no report, is drawn again.
func (p *Prepared) fillReport(ctx context.Context, by payer) ([]byte, error) {
	var drawn *Info
	_, _, _, err := p.maker.deps.Cache.Do(ctx, picturePrefix+p.job.Key(), func(ctx context.Context) ([]byte, error) {
		info, body, err := p.draw(ctx, by)
		if err == nil {
			drawn = &info
		}
		return body, err
	})
	if err == nil && drawn == nil {
		var info Info
		info, _, err = p.draw(ctx, by)
		drawn = &info
	}
	if err != nil {
		return nil, err
	}
	return wrap(*drawn, nil)
}

// draw renders on a payer's account. It returns what there is to say, and the entry of the picture.
func (p *Prepared) draw(ctx context.Context, by payer) (Info, []byte, error) {
	left, giveBack, err := p.maker.deps.Admission.AdmitRender(ctx, p.order.Key, p.template, by.rated)
	if err != nil {
		return Info{}, nil, &refusal{by, err}
	}
	p.did.rated = true
	made := false
	defer func() { // also when Render panics
		if !made {
			giveBack()
		}
	}()
	out, err := p.job.Render(ctx)
	if err != nil {
		return Info{}, nil, err
	}
	info, body, err := entry(out, p.Format())
	if err != nil {
		return Info{}, nil, err
	}
	made, p.did.rendered, p.did.left = true, true, left
	return info, body, nil
}

// entry is that of the picture alone, beside all that there is to say of it.
func entry(out *render.Output, format render.Format) (Info, []byte, error) {
	info, err := describe(out, format)
	if err != nil {
		return Info{}, nil, err
	}
	alone := info
	alone.Report, alone.Blurhash = nil, ""
	body, err := wrap(alone, out.Bytes)
	return info, body, err
}
