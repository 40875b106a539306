package telemetry

import (
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// Middleware counts, times and traces requests. It belongs outside of whatever turns errors into
// answers, so that it sees their status.
func (t *Telemetry) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		t.metrics.inFlight.Inc()
		defer t.metrics.inFlight.Dec()
		end := t.startRequest(c)
		err := next(c)

		w := c.Response()
		route, cache := routeOf(c), cacheOf(w.Header())
		outcome := outcomeOf(w.Status)
		t.metrics.requests.WithLabelValues(route, methodOf(c.Request().Method), formatOf(w.Header()), outcome, cache).
			Observe(time.Since(began).Seconds())
		t.metrics.bytes.WithLabelValues(route).Add(float64(w.Size))
		end(route, w.Status, cache)
		return err
	}
}

// other stands for what has no value of its own.
const other = "other"

// routeOf is the router's pattern, of which there is none for what no route matches.
func routeOf(c echo.Context) string {
	if pattern := c.Path(); pattern != "" {
		return pattern
	}
	return other
}

func methodOf(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return method
	}
	return other
}

// formatOf tells what was sent by its media type.
func formatOf(h http.Header) string {
	media, _, err := mime.ParseMediaType(h.Get(echo.HeaderContentType))
	if err != nil {
		return "none"
	}
	switch media {
	case "image/jpeg", "image/png", "image/webp", "application/pdf", "application/zip", "text/html":
		_, format, _ := strings.Cut(media, "/")
		return format
	case "application/json", "application/problem+json":
		return "json"
	}
	return other
}

// outcomeOf groups statuses by who has to act.
func outcomeOf(status int) string {
	switch {
	case status == http.StatusNotModified:
		return "not_modified"
	case status == http.StatusPaymentRequired, status == http.StatusTooManyRequests:
		return "limited"
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return "refused"
	case status == http.StatusFailedDependency:
		return "upstream"
	case status >= http.StatusInternalServerError:
		return "server_error"
	case status >= http.StatusBadRequest:
		return "client_error"
	}
	return "ok"
}

func cacheOf(h http.Header) string {
	switch v := h.Get("X-Cache"); v {
	case "hit", "miss":
		return v
	}
	return "none"
}
