package render

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"placard/render/layout"
	"placard/templates"
)

// cast is what the image layers of a page show, and the pictures that are parts of others.
type cast struct {
	shows    map[asked]showing  // one for each picture that is drawn
	order    []*templates.Image // those, bottom to top
	problems []string           // of each picture for which another, or none, stands in
	failed   error              // of the first without a substitute, an *Error; nil: none
}

// asked is what layout asks for: a picture by its src, as what part of which layer. Of paints it does not matter
// where they are.
type asked struct{ layer, part, src string }

func askedBy(im *templates.Image) asked {
	if layout.IsPaint(im) {
		return asked{"", im.Type, im.Src}
	}
	return asked{im.ID, im.Type, im.Src}
}

// asked is the first picture of the page that shows what im asks for. Of a paint it knows the field, which whoever
// draws the paint does not; im itself where there is none.
func (c *cast) asked(im *templates.Image) *templates.Image {
	same := func(other *templates.Image) bool { return askedBy(other) == askedBy(im) && other.ID == im.ID }
	if i := slices.IndexFunc(c.order, same); i >= 0 {
		return c.order[i]
	}
	return im
}

// named is what an image layer names by a src: a picture, or a drawing.
type named struct {
	src     string
	drawing bool
}

func ownOf(im *templates.Image) named      { return named{im.Src, layout.IsDrawing(im)} }
func fallbackOf(im *templates.Image) named { return named{im.Fallback, layout.IsDrawing(im)} }

// showing is what one image layer shows.
type showing struct {
	source *source // nil: nothing
	as     layout.Shown
}

// assign finds what every image layer of the job shows: its own picture, else its fallback or nothing.
func (j *Job) assign(ctx context.Context) error {
	var all, failing []*templates.Image
	for _, p := range j.pages {
		p.cast = &cast{order: drawnImages(layout.PicturedBelow(p.doc), p.doc.Layers)}
		all = append(all, p.cast.order...)
	}
	own, err := j.renderer.findAll(ctx, all, ownOf)
	if err != nil {
		return err
	}
	for _, im := range all {
		if own[ownOf(im)].err != nil {
			failing = append(failing, im)
		}
	}
	fallbacks, err := j.renderer.findAll(ctx, failing, fallbackOf)
	if err != nil {
		return err
	}
	for _, p := range j.pages {
		p.cast.choose(own, fallbacks)
	}
	return nil
}

// choose casts for each layer, from its own picture or that of its fallback.
func (c *cast) choose(own, fallbacks map[named]*source) {
	c.shows = make(map[asked]showing, len(c.order))
	for _, im := range c.order {
		if s := own[ownOf(im)]; s.err == nil {
			c.shows[askedBy(im)] = showing{source: s}
			continue
		}
		c.substitute(im, own[ownOf(im)], fallbacks[fallbackOf(im)])
	}
}

// substitute casts for a layer whose own picture cannot be had; it may have no fallback.
func (c *cast) substitute(im *templates.Image, own, fallback *source) {
	problem := fmt.Errorf("%s: %w", layout.PictureField(im), own.err)
	if fallback != nil && fallback.err != nil {
		problem = fmt.Errorf("%w; fallback: %w", problem, fallback.err)
	}
	problem = &layout.Error{Layer: im.ID, Err: problem}
	switch {
	case fallback != nil && fallback.err == nil:
		c.shows[askedBy(im)] = showing{source: fallback, as: layout.ShownFallback}
	case im.OnError == templates.OnErrorHide:
		c.shows[askedBy(im)] = showing{as: layout.ShownNone}
	case c.failed == nil:
		c.failed = translate(problem)
	}
	c.problems = append(c.problems, problem.Error())
}

// drawnImages appends the image layers that layout will ask for, bottom to top.
func drawnImages(images []*templates.Image, layers []templates.Layer) []*templates.Image {
	for _, l := range layers {
		if !layout.IsShown(l) {
			continue
		}
		images = append(images, layout.Pictured(l)...)
		if g, ok := l.(*templates.Group); ok {
			images = drawnImages(images, g.Layers)
		}
	}
	return images
}

// maxFetches is how many remote pictures of one job are fetched or read at once: an album of twenty
// takes three rounds, and no host is stormed.
const maxFetches = 8

// findAll looks up what images name by nameOf, remote pictures side by side. An empty src is left out.
func (r *Renderer) findAll(ctx context.Context, images []*templates.Image, nameOf func(*templates.Image) named) (map[named]*source, error) {
	found := make(map[named]*source, len(images))
	var far []*source
	for _, im := range images {
		name := nameOf(im)
		if name.src == "" || found[name] != nil {
			continue
		}
		s := &source{src: name.src, drawing: name.drawing}
		found[name] = s
		if s.isRemote() {
			far = append(far, s)
		} else if err := r.find(ctx, s); err != nil {
			return nil, err
		}
	}
	if len(far) == 0 {
		return found, nil
	}
	ctx, end := r.watch(ctx, StageFetch)
	defer end()
	return found, eachAtOnce(ctx, far, r.find)
}

// eachAtOnce calls do for sources side by side, and returns the first error.
func eachAtOnce(ctx context.Context, sources []*source, do func(context.Context, *source) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(maxFetches)
	for _, s := range sources {
		group.Go(func() error { return do(ctx, s) })
	}
	return group.Wait()
}
