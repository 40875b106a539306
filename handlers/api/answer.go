package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// done answers that there is nothing more to say.
func done(c echo.Context) error { return c.NoContent(http.StatusNoContent) }

// setTag names the version that an answer is of. Clients may keep it, if they ask each time whether it
// holds.
func setTag(c echo.Context, tag string) {
	h := c.Response().Header()
	h.Set("Etag", tag)
	h.Set(echo.HeaderCacheControl, "private, no-cache")
}

// url is where something of the server's is.
func (a *API) url(path string) string { return strings.TrimRight(a.cfg.PublicBase, "/") + path }

// at is a time as answers have it; nil, and left out, where there is none.
func at(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}
