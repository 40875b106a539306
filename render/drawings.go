package render

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/maypok86/otter/v2"

	"placard/render/layout"
	"placard/render/svg"
	"placard/templates"
)

// drawings keeps drawings that have been read, by the ids of their sources. It is safe for concurrent use.
type drawings struct {
	kept *otter.Cache[string, *readDrawing]
}

// readDrawing is a drawing and about the bytes that it takes.
type readDrawing struct {
	*svg.Drawing
	bytes int64
}

// maxDrawingBytes holds a thousand logos of 2 kB, or eight of the largest drawings.
const maxDrawingBytes = 32 << 20

func newDrawings() *drawings {
	return &drawings{otter.Must(&otter.Options[string, *readDrawing]{
		MaximumWeight: maxDrawingBytes,
		Weigher:       func(_ string, d *readDrawing) uint32 { return uint32(min(d.bytes, maxDrawingBytes)) },
	})}
}

// get returns the drawing kept under id, or reads what load returns. Errors are not kept.
func (d *drawings) get(id string, load func() ([]byte, error)) (*readDrawing, error) {
	return d.kept.Get(context.Background(), id, otter.LoaderFunc[string, *readDrawing](
		func(context.Context, string) (*readDrawing, error) {
			data, err := load()
			if err != nil {
				return nil, err
			}
			drawing, err := svg.Parse(data)
			if err != nil {
				return nil, err
			}
			return &readDrawing{drawing, svg.Bytes(len(data))}, nil
		}))
}

// peek returns the drawing kept under id; nil: none is.
func (d *drawings) peek(id string) *readDrawing {
	kept, _ := d.kept.GetIfPresent(id)
	return kept
}

// drawingPrefix starts the id of a source that is to be read as a drawing: what is no picture may yet be one.
const drawingPrefix = "drawing:"

// contentID is the id of a source's content, whatever it is read as.
func (s *source) contentID() string { return strings.TrimPrefix(s.id, drawingPrefix) }

// inlineID is that of a drawing that is written out.
func inlineID(text string) string {
	sum := sha256.Sum256([]byte(text))
	return layout.InlineScheme + ":" + hex.EncodeToString(sum[:])
}

// Drawing implements layout.Pictures.
func (l pageLoader) Drawing(im *templates.Image) (*svg.Drawing, layout.Shown, error) {
	show, err := l.showing(im)
	if show.source == nil || err != nil {
		return nil, show.as, err
	}
	d, err := l.loadDrawing(show.source)
	if err == nil {
		err = l.hold(show.source, d.bytes)
	}
	if err != nil {
		return nil, "", l.refuse(im, err)
	}
	return d.Drawing, show.as, nil
}

// loadDrawing reads a source's drawing, unless that was done before. What is none is remembered as such.
func (l *loader) loadDrawing(s *source) (*readDrawing, error) {
	if at := l.ready[s]; at != nil && at.drawing != nil {
		return at.drawing, nil
	}
	r := l.job.renderer
	d, err := r.drawings.get(s.id, func() ([]byte, error) { return l.read(s) })
	if err == nil {
		return d, nil
	}
	return nil, r.remember(s, err)
}

// isNoDrawing says whether an error is of what is read as a drawing.
func isNoDrawing(err error) bool {
	var refused *svg.Error
	return errors.As(err, &refused)
}
