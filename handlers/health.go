package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

const indexText = `Placard turns a signed URL into a picture.

  GET /{template}.{jpg|png|webp}?c={changes}&s={signature}

changes: a JSON list such as [{"id":"title","text":"Hello"}], in base64.
signature: HMAC-SHA256, with an API key, of all that stands before "&s=", in hex.

"placard sign {template} --set title=Hello" prints such a URL.
`

func index(c echo.Context) error { return plain(c, http.StatusOK, indexText) }

// healthz says that the process answers.
func healthz(c echo.Context) error { return plain(c, http.StatusOK, "ok\n") }

// readyz says whether to send requests here: no more once the server is to end.
func (s *Server) readyz(c echo.Context) error {
	if s.draining.Load() {
		return plain(c, http.StatusServiceUnavailable, "shutting down\n")
	}
	return plain(c, http.StatusOK, "ready\n")
}

func plain(c echo.Context, status int, text string) error {
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.String(status, text)
}
