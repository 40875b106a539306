package handlers

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
)

// goodID is what is taken over from a proxy in front.
var goodID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

func randomID() string { return strings.ToLower(rand.Text()) }

// observe is around everything: it names the request, turns an error into an answer, and writes one
// line to the log. The line has no query, since a signed URL is a credential.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		r, w := c.Request(), c.Response()
		id := r.Header.Get(echo.HeaderXRequestID)
		if !goodID.MatchString(id) {
			id = s.newID()
		}
		h := w.Header()
		h.Set(echo.HeaderXRequestID, id)
		h.Set(echo.HeaderXContentTypeOptions, "nosniff")
		h.Set(echo.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
		if s.draining.Load() {
			h.Set(echo.HeaderConnection, "close")
		}
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		attrs := []slog.Attr{
			slog.String("request_id", id), slog.String("method", r.Method), slog.String("route", c.Path()), slog.String("path", loggedPath(c)),
			slog.Int("status", w.Status), slog.Int64("bytes", w.Size), slog.Duration("took", time.Since(began)),
			slog.String("remote", c.RealIP()), slog.String("cache", h.Get("X-Cache")),
		}
		if err != nil {
			attrs = append(attrs, slog.String("err", err.Error()))
		}
		if p := (*panicError)(nil); errors.As(err, &p) {
			attrs = append(attrs, slog.String("stack", string(p.stack)))
		}
		s.log.LogAttrs(r.Context(), level(w.Status), "request", attrs...)
		return nil
	}
}

// loggedPath is empty where the very path is a credential: the id of a short link or, in a scheme of another
// service, whose paths are longer than the route's, a signature.
func loggedPath(c echo.Context) string {
	route, path := c.Path(), c.Request().URL.Path
	if route == linkRoute || strings.HasPrefix(route, linksRoute) || strings.Count(path, "/") != strings.Count(route, "/") {
		return ""
	}
	return path
}

func level(status int) slog.Level {
	switch {
	case status >= http.StatusInternalServerError:
		return slog.LevelError
	case status == http.StatusTooManyRequests:
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// withoutBody refuses a GET with a body. No route reads one, and one that is not read is still received.
func withoutBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if (r.Method == http.MethodGet || r.Method == http.MethodHead) && r.ContentLength != 0 { // -1: of unknown length
			c.Response().Header().Set(echo.HeaderConnection, "close")
			return problem.New(problem.BodyRefused, "send the changes in the URL")
		}
		return next(c)
	}
}

// panicError is a panic of a handler.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }

// recoverPanics ends one request, not the process.
func recoverPanics(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch v := recover(); v {
			case nil:
			case http.ErrAbortHandler: // asks net/http to drop the connection
				panic(v)
			default:
				err = &panicError{v, debug.Stack()}
			}
		}()
		return next(c)
	}
}
