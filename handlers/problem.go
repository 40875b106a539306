package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

// kind is a class of problems: the last part of its type URI, its status and its title.
type kind struct {
	name   string
	status int
	title  string
}

var (
	badRequest      = kind{"bad-request", http.StatusBadRequest, "The request cannot be understood"}
	badSignature    = kind{"bad-signature", http.StatusForbidden, "The signature is missing or wrong"}
	notFound        = kind{"not-found", http.StatusNotFound, "There is no such thing"}
	badMethod       = kind{"bad-method", http.StatusMethodNotAllowed, "The method is not allowed"}
	badPrecondition = kind{"bad-precondition", http.StatusPreconditionFailed, "A condition of the request does not hold"}
	bodyRefused     = kind{"body-refused", http.StatusRequestEntityTooLarge, "The request has a body"}
	urlTooLong      = kind{"url-too-long", http.StatusRequestURITooLong, "The URL is too long"}
	badRange        = kind{"bad-range", http.StatusRequestedRangeNotSatisfiable, "The picture has no such range"}
	undrawable      = kind{"undrawable", http.StatusUnprocessableEntity, "The picture cannot be drawn"}
	busy            = kind{"busy", http.StatusTooManyRequests, "The server is busy"}
	clientGone      = kind{"client-gone", 499, "The client closed the connection"} // nginx's status, for the log
	internal        = kind{"internal", http.StatusInternalServerError, "Something went wrong here"}
	tooSlow         = kind{"too-slow", http.StatusServiceUnavailable, "The picture took too long"}
)

// typePrefix makes a type URI of a kind's name; docs/api.md lists them.
const typePrefix = "urn:placard:problem:"

// retryAfter is what a busy server asks for, in seconds: the queue in front of the workers empties in
// less.
const retryAfter = 1

// httpError is an error as the client reads it (RFC 9457).
type httpError struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance,omitempty"`
	Errors   []problemPlace `json:"errors,omitempty"`
}

// problemPlace is one of several things that are wrong with what was sent.
type problemPlace struct {
	At     string `json:"at,omitempty"` // changes[0].font_size
	Detail string `json:"detail"`
}

func (p *httpError) Error() string { return p.Title + ": " + p.Detail }

func problemf(k kind, format string, args ...any) *httpError {
	return &httpError{Type: typePrefix + k.name, Title: k.title, Status: k.status, Detail: fmt.Sprintf(format, args...)}
}

// brokenTemplateError is a template that is there and cannot be used.
type brokenTemplateError struct {
	id  string
	err error
}

func (b *brokenTemplateError) Error() string { return b.err.Error() }

// describe says what an error is to the client. It is the only place that does.
func describe(err error) *httpError {
	var (
		known    *httpError
		broken   *brokenTemplateError
		rendered *render.Error
		input    *templates.Error
		routed   *echo.HTTPError
	)
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.Canceled):
		return problemf(clientGone, "")
	case errors.Is(err, context.DeadlineExceeded):
		return problemf(tooSlow, "try again, or make the template simpler")
	case errors.Is(err, signedurl.ErrMissing), errors.Is(err, signedurl.ErrMismatch):
		return problemf(badSignature, "%s", err)
	case errors.Is(err, signedurl.ErrTooLong):
		return problemf(urlTooLong, "%s", err)
	case errors.Is(err, signedurl.ErrMalformed), errors.Is(err, signedurl.ErrDuplicate):
		return problemf(badRequest, "%s", err)
	case errors.As(err, &broken):
		return problemf(internal, "the template %q cannot be used; the server's log says why", broken.id)
	case errors.As(err, &input):
		return describeInput(err, input)
	case errors.As(err, &rendered):
		return describeRender(rendered)
	case errors.As(err, &routed):
		return describeRoute(routed)
	}
	return problemf(internal, "")
}

// describeInput is for changes that cannot be read or applied.
func describeInput(err error, first *templates.Error) *httpError {
	k := badRequest
	if errors.Is(err, templates.ErrTooLarge) {
		k = undrawable
	}
	detail := first.Error()
	if first.Path == "" { // else it says so itself
		detail = "changes: " + detail
	}
	p := problemf(k, "%s", detail)
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, e := range joined.Unwrap() {
			var one *templates.Error
			if errors.As(e, &one) {
				p.Errors = append(p.Errors, problemPlace{At: one.Path, Detail: one.Msg})
			}
		}
	}
	return p
}

func describeRender(err *render.Error) *httpError {
	switch err.Kind {
	case render.Invalid:
		return problemf(badRequest, "%s", err)
	case render.TooLarge, render.Unusable:
		return problemf(undrawable, "%s", err)
	case render.Busy:
		return problemf(busy, "%s", err)
	default: // Internal is for the log; Canceled was told by its cause
		return problemf(internal, "")
	}
}

// describeRoute is for paths and methods that Echo has no handler for.
func describeRoute(err *echo.HTTPError) *httpError {
	switch err.Code {
	case http.StatusNotFound:
		return problemf(notFound, "pictures are at /{template}.{ext} and /signed/{template}.{ext}")
	case http.StatusMethodNotAllowed:
		return problemf(badMethod, "use GET or HEAD")
	}
	return problemf(internal, "")
}

// fail is Echo's error handler: it writes the problem, unless an answer is on its way already.
func (s *Server) fail(err error, c echo.Context) {
	w := c.Response()
	if w.Committed {
		return
	}
	p := *describe(err)
	p.Instance = "urn:placard:request:" + requestID(c)
	body, marshalErr := json.Marshal(p)
	if marshalErr != nil { // strings and numbers: cannot be
		s.log.Error("cannot write a problem", "err", marshalErr)
	}
	h := w.Header()
	for _, ofPicture := range []string{"Etag", echo.HeaderLastModified, echo.HeaderContentDisposition, "Accept-Ranges", headerXCache} {
		h.Del(ofPicture)
	}
	h.Set(echo.HeaderContentType, "application/problem+json")
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
	h.Set(echo.HeaderCacheControl, "no-store")
	if p.Status == http.StatusTooManyRequests || p.Status == http.StatusServiceUnavailable {
		h.Set(echo.HeaderRetryAfter, strconv.Itoa(retryAfter))
	}
	w.WriteHeader(p.Status)
	if c.Request().Method != http.MethodHead {
		_, _ = w.Write(body) // the client may be gone; the log has the status
	}
}
