package problem

import (
	"context"
	"errors"
	"io/fs"
	"net/http"

	"github.com/labstack/echo/v4"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// simple are the errors that say by themselves what they are. The first that matches holds.
var simple = []struct {
	err    error
	kind   Kind
	detail string // empty: the error's own words
}{
	{store.ErrUpstream, Upstream, ""}, // first: its cause may be a deadline of its own
	{context.Canceled, ClientGone, "the request was canceled"},
	{context.DeadlineExceeded, TooSlow, "try again, or make the template simpler"},
	{signedurl.ErrMissing, BadSignature, ""},
	{signedurl.ErrMismatch, BadSignature, ""},
	{signedurl.ErrTooLong, URLTooLong, ""},
	{signedurl.ErrMalformed, BadRequest, ""},
	{signedurl.ErrDuplicate, BadRequest, ""},
	{signedurl.ErrExpired, Expired, ""},
	{signedurl.ErrUnsignable, BadRequest, ""},
}

// ofStores are the errors of package store. What they wrap may tell of files and tables, so the client
// reads words of ours.
var ofStores = []struct {
	err    error
	kind   Kind
	detail string
}{
	{store.ErrUnavailable, Unavailable, "the store cannot be reached; try again in a moment"},
	{store.ErrConflict, Conflict, "it has changed meanwhile; read it again"},
	{store.ErrExists, Conflict, "it exists already"},
	{store.ErrReadOnly, Conflict, "it comes from a file of the operator's, or with the program, and cannot be changed here"},
	{store.ErrTooLarge, BodyTooLarge, "it is over the limit of what is kept"},
	{fs.ErrNotExist, NotFound, "it is not there"},
}

// Describe says what an error is to the client. It is the only place that does.
func Describe(err error) *Error {
	var (
		known    *Error
		rendered *render.Error
		input    *templates.Error
		routed   *echo.HTTPError
		value    *store.InvalidError
	)
	if errors.As(err, &known) {
		return known
	}
	for _, s := range simple {
		if errors.Is(err, s.err) {
			if s.detail == "" {
				return New(s.kind, "%s", err)
			}
			return New(s.kind, "%s", s.detail)
		}
	}
	switch {
	case errors.As(err, &input):
		return describeInput(err, input)
	case errors.As(err, &value):
		return New(BadRequest, "%s", value)
	case errors.As(err, &rendered):
		return describeRender(rendered)
	case errors.As(err, &routed):
		return describeRoute(routed)
	}
	for _, s := range ofStores {
		if errors.Is(err, s.err) {
			return New(s.kind, "%s", s.detail).Because(err)
		}
	}
	return New(Internal, "").Because(err)
}

// describeInput is for templates and changes that cannot be read or applied.
func describeInput(err error, first *templates.Error) *Error {
	k := BadRequest
	if errors.Is(err, templates.ErrTooLarge) {
		k = Undrawable
	}
	detail := first.Error()
	if first.Path == "" { // else it says so itself
		detail = "changes: " + detail
	}
	p := New(k, "%s", detail)
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, e := range joined.Unwrap() {
			var one *templates.Error
			if errors.As(e, &one) {
				p.Errors = append(p.Errors, Place{At: one.Path, Detail: one.Msg})
			}
		}
	}
	return p
}

func describeRender(err *render.Error) *Error {
	switch err.Kind {
	case render.Invalid:
		return New(BadRequest, "%s", err)
	case render.TooLarge, render.Unusable:
		return New(Undrawable, "%s", err)
	case render.Upstream:
		return New(Upstream, "%s", err)
	case render.Busy:
		return New(Busy, "%s", err)
	default: // Internal is for the log; Canceled was told by its cause
		return New(Internal, "").Because(err)
	}
}

// describeRoute is for what Echo and its middleware refuse.
func describeRoute(err *echo.HTTPError) *Error {
	switch err.Code {
	case http.StatusNotFound:
		return New(NotFound, "there is nothing at this path")
	case http.StatusMethodNotAllowed:
		return New(BadMethod, "the Allow header says which there are")
	case http.StatusRequestEntityTooLarge:
		return New(BodyTooLarge, "the body is over the limit of this route")
	case http.StatusUnsupportedMediaType:
		return New(UnsupportedType, "the Content-Type is not one that this route reads")
	}
	return New(Internal, "").Because(err)
}
