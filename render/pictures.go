package render

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"sync/atomic"

	"placard/render/display"
	"placard/render/layout"
	"placard/render/picture"
	"placard/templates"
)

// loader gives layout the pictures of one render.
type loader struct {
	ctx   context.Context
	job   *Job
	ready map[*source]*ready // of the remote ones
	held  map[string]int64   // bytes of the pixels that the render holds, by source id
}

// ready is a remote picture before a worker is taken: decoded already, or its bytes.
type ready struct {
	picture *picture.Picture
	drawing *readDrawing
	data    []byte
}

// sources are those of all pages; one may come several times.
func (j *Job) sources() iter.Seq[*source] {
	return func(yield func(*source) bool) {
		for _, p := range j.pages {
			for _, show := range p.cast.shows {
				if show.source != nil && !yield(show.source) {
					return
				}
			}
		}
	}
}

// fetch reads the remote pictures that are not in memory, so that no worker waits for them.
func (j *Job) fetch(ctx context.Context) (map[*source]*ready, error) {
	var (
		got     map[*source]*ready
		missing []*source
	)
	for s := range j.sources() {
		if got[s] != nil || !s.isRemote() {
			continue
		}
		if got == nil {
			got = map[*source]*ready{}
		}
		at := j.renderer.kept(s)
		got[s] = at
		if at.picture == nil && at.drawing == nil {
			missing = append(missing, s)
		}
	}
	if len(missing) == 0 {
		return got, nil
	}
	ctx, end := j.renderer.watch(ctx, StageFetch)
	defer end()
	var read atomic.Int64
	return got, eachAtOnce(ctx, missing, func(ctx context.Context, s *source) error {
		data, err := j.renderer.readRemote(ctx, s)
		if err == nil && read.Add(int64(len(data))) > maxReadBytes {
			err = tooLarge("the remote pictures have more than %d MB together; make them smaller", maxReadBytes>>20)
		}
		got[s].data = data
		return err
	})
}

// kept is what is in memory of a source.
func (r *Renderer) kept(s *source) *ready {
	if s.drawing {
		return &ready{drawing: r.drawings.peek(s.id)}
	}
	p, _ := r.pictures.Peek(s.id)
	return &ready{picture: p}
}

// maxReadBytes bounds the files of remote pictures that one render holds while it waits for a worker, as
// all in the queue do: twenty photos of 1.5 MB.
const maxReadBytes = 32 << 20

func (r *Renderer) readRemote(ctx context.Context, s *source) ([]byte, error) {
	data, err := r.cfg.Remote.Read(ctx, s.src, s.version)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Kind: Stale, Err: &pictureError{s.src, errReplaced}}
	}
	if err != nil {
		return nil, upstream(ctx, s.src, err)
	}
	return data, nil
}

// pageLoader gives layout the pictures of one page.
type pageLoader struct {
	*loader
	page *page
}

// Picture implements layout.Pictures.
func (l pageLoader) Picture(im *templates.Image) (display.Source, layout.Shown, error) {
	show, err := l.showing(im)
	if show.source == nil || err != nil {
		return nil, show.as, err
	}
	p, err := l.load(show.source)
	if err == nil {
		err = l.hold(show.source, p.Bytes())
	}
	if err != nil {
		return nil, "", l.refuse(im, err)
	}
	return p, show.as, nil
}

// showing is what was cast for an image layer, while there is time to load it: decoding takes up to a second, and
// there may be hundreds.
func (l pageLoader) showing(im *templates.Image) (showing, error) {
	show, known := l.page.cast.shows[askedBy(im)]
	if !known {
		show.as = layout.ShownNone
	}
	return show, l.ctx.Err()
}

// refuse says why a picture is not shown. Where another may stand in, the next Prepare is to find it.
func (l pageLoader) refuse(im *templates.Image, err error) error {
	field := layout.PictureField(l.page.cast.asked(im))
	if isBroken(err) && !l.page.hasSubstitute(im) {
		return fmt.Errorf("%s: %w", field, err)
	}
	if isBroken(err) || errors.Is(err, errReplaced) {
		l.tryAll()
		err = &Error{Kind: Stale, Err: fmt.Errorf("%s: %w", field, err)}
	}
	return err
}

// hold counts what the render holds from now on: a display list keeps its pictures until it is drawn, in or
// out of the cache, a PDF those of all pages. Two hundred layers that each show a file of 60 kB could otherwise take 19 GB.
func (l *loader) hold(s *source, bytes int64) error {
	if l.held == nil {
		l.held = map[string]int64{}
	}
	l.held[s.id] = bytes
	var sum int64
	for _, n := range l.held {
		sum += n
	}
	if most := l.job.renderer.cfg.ShownBytes; sum > most {
		return tooLarge("src: the pictures take more than %d MB together when they are decoded; scale them down before use", most>>20)
	}
	return nil
}

// hasSubstitute says whether another Prepare may find something to stand in for what a layer shows.
func (p *page) hasSubstitute(im *templates.Image) bool {
	return im.Fallback != "" || im.OnError == templates.OnErrorHide || p.doc.OnPictureError == templates.OnPictureErrorTitleCard
}

// tryAll loads what has not been asked for yet, after one picture has failed: the next Prepare then knows
// of all that fail.
func (l *loader) tryAll() {
	for s := range l.job.sources() {
		if l.ctx.Err() == nil {
			l.try(s)
		}
	}
}

// try loads a source: what matters is remembered.
func (l *loader) try(s *source) {
	if s.drawing {
		_, _ = l.loadDrawing(s)
		return
	}
	_, _ = l.load(s)
}

// load decodes a source's picture, unless that was done before. A picture that is none is remembered as
// such.
func (l *loader) load(s *source) (*picture.Picture, error) {
	if at := l.ready[s]; at != nil && at.picture != nil {
		return at.picture, nil
	}
	r := l.job.renderer
	p, err := r.pictures.Get(s.id, func() ([]byte, error) { return l.read(s) })
	if err == nil {
		return p, nil
	}
	return nil, r.remember(s, err)
}

// remember says why a source cannot be read, and keeps what will be so again.
func (r *Renderer) remember(s *source, err error) error {
	err = &pictureError{s.src, err}
	if isBroken(err) {
		r.broken.add(s.id, translate(err))
	}
	return err
}

// pictureError is of a picture that cannot be decoded or had.
type pictureError struct {
	src string
	err error
}

func (e *pictureError) Error() string {
	if scheme, _ := split(e.src); scheme == layout.InlineScheme {
		return e.err.Error() // the drawing is in the field
	}
	return shorten(e.src) + ": " + e.err.Error()
}
func (e *pictureError) Unwrap() error { return e.err }

// isBroken says whether the same bytes will always give this error.
func isBroken(err error) bool {
	return isNoDrawing(err) || errors.Is(err, picture.ErrTooLarge) || errors.Is(err, picture.ErrBroken) || errors.Is(err, picture.ErrUnsupported)
}

// read returns a source's content. Those that are waiting for the same picture share what is read, so that
// a caller who leaves must not end it; a file is read quickly.
func (l *loader) read(s *source) ([]byte, error) {
	switch scheme, rest := split(s.src); scheme {
	case "asset":
		return l.job.renderer.readAsset(context.WithoutCancel(l.ctx), rest, s.contentID())
	case "data":
		return decodeData(rest)
	case layout.InlineScheme:
		return []byte(rest), nil
	default:
		return l.ready[s].data, nil
	}
}
