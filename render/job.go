package render

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"placard/render/layout"
	"placard/templates"
)

// Job is a document that is ready to be drawn: the pictures that it shows are found, and named in its key
// by their versions. Render draws those versions or fails, so that a key never gets another's bytes. A Job
// does not change and is safe for concurrent use.
type Job struct {
	renderer *Renderer
	doc      *templates.Document // the title card where that stands in
	opt      Options             // complete
	cast     *cast
	width    int // px
	height   int // px
	cost     int64
	key      string
}

// Prepare resolves every picture that doc shows, which for a remote one may mean to fetch it, and checks the
// options. It takes no worker. Errors are *Error; of a picture that cannot be had and has no substitute
// they name the layer.
func (r *Renderer) Prepare(ctx context.Context, doc *templates.Document, opt Options) (*Job, error) {
	j, err := r.size(doc, opt)
	if err != nil {
		return nil, err
	}
	if j.cast, err = r.assign(ctx, doc); err != nil {
		return nil, err
	}
	if j.cast.failed != nil {
		if doc.OnPictureError != templates.OnPictureErrorTitleCard {
			return nil, j.cast.failed
		}
		j.doc = doc.TitleCard()
		j.cast = &cast{problems: j.cast.problems}
	}
	j.key = j.digest()
	return j, nil
}

// Check says whether doc can be drawn with these options by this renderer, without looking for its pictures.
// Errors are *Error.
func (r *Renderer) Check(doc *templates.Document, opt Options) error {
	_, err := r.size(doc, opt)
	return err
}

// size starts a job: what it will cost is known, and allowed.
func (r *Renderer) size(doc *templates.Document, opt Options) (*Job, error) {
	opt, err := opt.resolve(doc, r.cfg.MaxPixels)
	if err != nil {
		return nil, err
	}
	j := &Job{renderer: r, doc: doc, opt: opt}
	j.width, j.height = layout.Pixels(doc.Width, opt.Scale), layout.Pixels(doc.Height, opt.Scale)
	j.cost = int64(j.width) * int64(j.height) * opt.Format.weight()
	return j, r.admission.check(j.width, j.height, j.cost)
}

// digest hashes all that decides about the bytes: the document, the options, the fonts, what the image
// layers show, and Version.
func (j *Job) digest() string {
	h := sha256.New()
	o := j.opt
	fmt.Fprintf(h, "placard %s\n%s\n%s %d %q %v %d\n%s\n",
		Version, j.doc.Digest(), o.Format, o.Quality, o.Chroma, o.Scale, o.MaxBytes, j.renderer.fonts.Digest())
	for _, im := range j.cast.order {
		id := ""
		show := j.cast.shows[im]
		if show.source != nil {
			id = show.source.id
		}
		fmt.Fprintf(h, "%q %q\n", show.as, id)
	}
	if j.Degraded() {
		fmt.Fprintln(h, "degraded")
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Key identifies the bytes that Render returns: the same key, the same bytes. It is lower-case hex.
func (j *Job) Key() string { return j.key }

// Width is that of the picture as it was asked for, in px; Options.MaxBytes may make it smaller.
func (j *Job) Width() int { return j.width }

// Height is likewise.
func (j *Job) Height() int { return j.height }

// Alt is the document's alternative text.
func (j *Job) Alt() string { return j.doc.Alt }

// Degraded says whether a picture could not be had and something else stands in: the layer's fallback,
// nothing, or for the whole the title card. The key is then another too. What is degraded may be whole again
// soon.
func (j *Job) Degraded() bool { return len(j.cast.problems) > 0 }

// Problems says for each picture that could not be had which layer it is on, and why. The messages are fit
// for clients.
func (j *Job) Problems() []string { return slices.Clone(j.cast.problems) }
