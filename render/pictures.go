package render

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

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
}

// ready is a remote picture before a worker is taken: decoded already, or its bytes.
type ready struct {
	picture *picture.Picture
	data    []byte
}

// fetch reads the remote pictures that are not in memory, so that no worker waits for them.
func (j *Job) fetch(ctx context.Context) (map[*source]*ready, error) {
	got := map[*source]*ready{}
	var missing []*source
	for _, show := range j.cast.shows {
		s := show.source
		if s == nil || got[s] != nil || !s.isRemote() {
			continue
		}
		p, ok := j.renderer.pictures.Peek(s.id)
		got[s] = &ready{picture: p}
		if !ok {
			missing = append(missing, s)
		}
	}
	if len(missing) == 0 {
		return got, nil
	}
	ctx, end := j.renderer.watch(ctx, StageFetch)
	defer end()
	return got, eachAtOnce(ctx, missing, func(ctx context.Context, s *source) (err error) {
		got[s].data, err = j.renderer.readRemote(ctx, s)
		return err
	})
}

func (r *Renderer) readRemote(ctx context.Context, s *source) ([]byte, error) {
	data, err := r.cfg.Remote.Read(ctx, s.src, s.version)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, stale(s.src, errReplaced)
	}
	if err != nil {
		return nil, upstream(ctx, s.src, err)
	}
	return data, nil
}

// Picture implements layout.Pictures.
func (l *loader) Picture(im *templates.Image) (display.Source, layout.Shown, error) {
	show := l.job.cast.shows[im]
	if show.source == nil {
		return nil, show.as, nil
	}
	p, err := l.load(show.source)
	return p, show.as, err
}

// load decodes a source's picture, unless that was done before. A picture that is none is remembered as
// such and makes the job stale, as is one that was replaced since.
func (l *loader) load(s *source) (*picture.Picture, error) {
	if at := l.ready[s]; at != nil && at.picture != nil {
		return at.picture, nil
	}
	r := l.job.renderer
	p, err := r.pictures.Get(s.id, func() ([]byte, error) { return l.read(s) })
	switch {
	case err == nil:
		return p, nil
	case errors.Is(err, errReplaced):
		return nil, stale(s.src, err)
	case errors.Is(err, picture.ErrTooLarge):
		r.broken.add(s.id, &Error{Kind: TooLarge, Err: fmt.Errorf("src: %s: %w", shorten(s.src), err)})
		return nil, stale(s.src, err)
	case errors.Is(err, picture.ErrBroken), errors.Is(err, picture.ErrUnsupported):
		r.broken.add(s.id, &Error{Kind: Unusable, Err: fmt.Errorf("src: %s: %w", shorten(s.src), err)})
		return nil, stale(s.src, err)
	}
	return nil, err
}

// read returns a source's content. Those that are waiting for the same picture share what is read, so that
// a caller who leaves must not end it; a file is read quickly.
func (l *loader) read(s *source) ([]byte, error) {
	switch kind, rest := split(s.src); kind {
	case "asset":
		return l.job.renderer.readAsset(context.WithoutCancel(l.ctx), rest, s.id)
	case "data":
		return decodeData(rest)
	default:
		return l.ready[s].data, nil
	}
}

// stale asks for another Prepare.
func stale(src string, why error) error {
	return &Error{Kind: Stale, Err: fmt.Errorf("src: %s: %w", shorten(src), why)}
}

// tryAll loads what has not been asked for yet, after one picture has failed: the next Prepare then knows
// of all that fail.
func (l *loader) tryAll() {
	for _, show := range l.job.cast.shows {
		if show.source != nil {
			_, _ = l.load(show.source) // what matters is remembered
		}
	}
}
