package render

import (
	"context"
	"errors"
	"fmt"

	"placard/fonts"
	"placard/render/display"
	"placard/render/layout"
	"placard/render/pdf"
	"placard/render/picture"
)

// Kind tells what an error asks of the caller.
type Kind int

// The kinds.
const (
	Internal Kind = iota // a fault of ours
	Invalid              // the request makes no sense; it names the place
	TooLarge             // understood, but over a limit
	Unusable             // an asset that is not there, a picture or text that cannot be drawn
	Busy                 // all workers and the queue are full; try again soon
	Canceled             // the caller went away or its time is up
	Upstream             // a remote picture cannot be had; the message says why
	Stale                // a picture is not what Prepare found; prepare again, as Renderer.Do does
)

// Error is what Render returns. Its message is fit for the client unless Kind is Internal.
type Error struct {
	Kind Kind
	Err  error
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

func invalid(format string, args ...any) error {
	return &Error{Kind: Invalid, Err: fmt.Errorf(format, args...)}
}

func tooLarge(format string, args ...any) error {
	return &Error{Kind: TooLarge, Err: fmt.Errorf(format, args...)}
}

func isStale(err error) bool    { return isOf(err, Stale) }
func isTooLarge(err error) bool { return isOf(err, TooLarge) }

func isOf(err error, kind Kind) bool {
	var known *Error
	return errors.As(err, &known) && known.Kind == kind
}

// translate gives an error from below its kind; one that has a kind keeps it, with what was said around
// it.
func translate(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return &Error{Kind: known.Kind, Err: err}
	}
	return &Error{Kind: kindOf(err), Err: err}
}

func kindOf(err error) Kind {
	var (
		where *layout.Error
		which *pictureError
		limit *display.Error
	)
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return Canceled
	case errors.Is(err, picture.ErrTooLarge), errors.Is(err, fonts.ErrTooLong), errors.Is(err, pdf.ErrTooLarge), errors.As(err, &limit):
		return TooLarge
	case errors.As(err, &where), errors.As(err, &which):
		return Unusable
	}
	return Internal
}
