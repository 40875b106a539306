package pictures

import (
	"context"
	"math"

	"placard/render"
	"placard/templates"
)

// Draw makes a Renderer of the real one.
func Draw(r *render.Renderer) Renderer { return drawer{r} }

type drawer struct{ renderer *render.Renderer }

// Prepare implements Renderer.
func (d drawer) Prepare(ctx context.Context, doc *templates.Document, opt render.Options) (Job, error) {
	key, err := d.renderer.Key(ctx, doc, opt)
	if err != nil {
		return nil, err
	}
	return &job{d.renderer, doc, opt, key}, nil
}

type job struct {
	renderer *render.Renderer
	doc      *templates.Document
	opt      render.Options
	key      string
}

func (j *job) Key() string { return j.key }
func (j *job) Size() (width, height int) {
	scale := j.opt.Scale
	if scale == 0 {
		scale = 1
	}
	return int(math.Round(float64(j.doc.Width) * scale)), int(math.Round(float64(j.doc.Height) * scale))
}
func (j *job) Degraded() bool     { return false }
func (j *job) Problems() []string { return nil }
func (j *job) Render(ctx context.Context) (*render.Output, error) {
	return j.renderer.Render(ctx, j.doc, j.opt)
}
