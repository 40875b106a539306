package render

import (
	"context"

	"placard/render/display"
	"placard/render/layout"
)

// Render draws the job. It waits for a worker, or fails at once with Busy when too many wait already. Errors
// are *Error; one of kind Stale means that a picture is not what Prepare found, and asks for another
// Prepare: see Renderer.Do.
func (j *Job) Render(ctx context.Context) (*Output, error) {
	if err := j.renderer.hopeless.of(j.key); err != nil {
		return nil, err
	}
	a := j.renderer.admission
	leave, err := a.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	ready, err := j.fetch(ctx)
	if err != nil {
		return nil, err
	}
	waiting, end := j.renderer.watch(ctx, StageQueue)
	done, err := a.work(waiting, j.cost)
	end()
	if err != nil {
		return nil, err
	}
	defer done()
	out, err := j.make(ctx, &loader{ctx: ctx, job: j, ready: ready})
	if err != nil {
		err = translate(err)
		if isTooLarge(err) { // all that decides about it is in the key
			j.renderer.hopeless.add(j.key, err)
		}
		return nil, err
	}
	return out, nil
}

func (j *Job) make(ctx context.Context, pictures *loader) (*Output, error) {
	if j.opt.Format == PDF {
		return j.bind(ctx, pictures)
	}
	return j.fit(ctx, pictures)
}

// layout yields a checked display list of a page.
func (j *Job) layout(ctx context.Context, pictures *loader, p *page, opt layout.Options) (*display.List, *layout.Report, error) {
	r := j.renderer
	ctx, end := r.watch(ctx, StageLayout)
	defer end()
	opt.Adjust = r.adjusted
	list, report, err := layout.Build(p.doc, r.fonts, pageLoader{pictures, p}, opt)
	if err == nil {
		err = ctx.Err()
	}
	return list, report, err
}

// draw draws a list. The canvas is to be given back to the pool.
func (j *Job) draw(ctx context.Context, list *display.List) (*canvas, error) {
	ctx, end := j.renderer.watch(ctx, StageDraw)
	defer end()
	return j.renderer.reuse.draw(ctx, list, j.renderer.canvases.get)
}
