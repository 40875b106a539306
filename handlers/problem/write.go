package problem

import (
	"net/http"
	"strconv"

	"placard/handlers/plainjson"

	"github.com/labstack/echo/v4"
)

// retryAfter is what a busy server asks for, in seconds: the queue in front of the workers empties in
// less.
const retryAfter = "1"

// ofAnswers are header fields that a handler may have set before it failed, and that no problem has.
var ofAnswers = []string{
	"Etag", echo.HeaderLastModified, echo.HeaderContentDisposition, "Accept-Ranges", echo.HeaderVary,
	"X-Cache", "X-Placard-Steps", "X-Placard-Degraded",
}

// Write answers with an error, unless an answer is on its way already. The request's id must stand in
// the answer's X-Request-Id.
func Write(c echo.Context, err error) {
	w := c.Response()
	if w.Committed {
		return
	}
	p := *Describe(err)
	h := w.Header()
	for _, name := range ofAnswers {
		h.Del(name)
	}
	if id := h.Get(echo.HeaderXRequestID); id != "" {
		p.Instance = "urn:placard:request:" + id
	}
	body, marshalErr := plainjson.Marshal(p)
	if marshalErr != nil { // strings and numbers: cannot be
		body = nil
	}
	body = append(body, '\n')
	h.Set(echo.HeaderContentType, "application/problem+json")
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
	h.Set(echo.HeaderCacheControl, "no-store")
	switch p.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		h.Set(echo.HeaderRetryAfter, retryAfter)
	case http.StatusUnauthorized:
		h.Set(echo.HeaderWWWAuthenticate, "Bearer")
	}
	for name, values := range p.Header {
		h[name] = values
	}
	w.WriteHeader(p.Status)
	if c.Request().Method != http.MethodHead {
		_, _ = w.Write(body) // the client may be gone; the log has the status
	}
}
