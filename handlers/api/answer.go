package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// answer writes JSON that nobody may keep: it may hold secrets, and is another one soon. The length is
// told here so that HEAD tells it too. Ampersands stay as they are: people copy URLs from a terminal.
func answer(c echo.Context, status int, v any) error {
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, "no-store")
	h.Set(echo.HeaderContentLength, strconv.Itoa(data.Len()))
	return c.JSONBlob(status, data.Bytes())
}

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
