package pictures

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/content"
	"placard/handlers/plainjson"
	"placard/render"
)

// Answer makes an order's picture and serves it. Nothing is drawn for a client that has it already.
func (m *Maker) Answer(c echo.Context, o Order) error {
	ctx := c.Request().Context()
	return m.With(ctx, o, func(p *Prepared) error {
		if holds(c.Request().Header, p.ETag()) {
			setKept(c.Response().Header(), p.ETag(), p.maxAge())
			return c.NoContent(http.StatusNotModified)
		}
		picture, err := p.Make(ctx)
		if err != nil {
			return err
		}
		return Serve(c, picture)
	})
}

// Serve answers with a picture, or with the report on it, or with the part or the absence of it that the
// client's conditions ask for.
func Serve(c echo.Context, p *Picture) error {
	h := c.Response().Header()
	setKept(h, p.ETag(), p.MaxAge)
	p.Tell(h)
	if p.AsReport {
		body, err := plainjson.Marshal(p.Rendered())
		if err != nil {
			return err
		}
		h.Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
		return content.Serve(c, "the report", p.Created, bytes.NewReader(body))
	}
	h.Set(echo.HeaderContentType, p.Format.ContentType())
	if p.Format == render.PDF { // has no scripts, and browsers have had viewers that do not open in a sandbox
		h.Set(echo.HeaderContentSecurityPolicy, "default-src 'none'")
	}
	h.Set(echo.HeaderContentDisposition, disposition(p.Download, p.Filename()))
	return content.Serve(c, "the picture", p.Created, bytes.NewReader(p.Body))
}

// Tell writes how the picture came about, and what that left of the key's limits.
func (p *Picture) Tell(h http.Header) {
	p.Allowance.Set(h)
	h.Set("X-Cache", map[bool]string{true: "hit", false: "miss"}[p.Hit])
	if len(p.Steps) > 0 {
		h.Set("X-Placard-Steps", strings.Join(p.Steps, ", "))
	}
	if p.Degraded {
		h.Set("X-Placard-Degraded", "1")
	}
}

// setKept writes the headers of a picture and of the answer that it has not changed.
func setKept(h http.Header, etag string, maxAge time.Duration) {
	h.Set("Etag", etag)
	h.Set(echo.HeaderCacheControl, fmt.Sprintf("public, max-age=%d", int(maxAge.Seconds())))
	// Pictures are made to be shown on other sites, and drawn on a canvas there. The URL is the
	// credential; cookies play no part.
	h.Set(echo.HeaderAccessControlAllowOrigin, "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// holds says whether the client has the picture of this tag (RFC 9110, 13.1.2). Other preconditions,
// and "*", are left to http.ServeContent, which has the picture at hand.
func holds(h http.Header, etag string) bool {
	if h.Get("If-Match") != "" {
		return false
	}
	for _, line := range h.Values("If-None-Match") {
		for tag := range strings.SplitSeq(line, ",") {
			if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == etag {
				return true
			}
		}
	}
	return false
}

func disposition(download bool, filename string) string {
	kind := "inline"
	if download {
		kind = "attachment"
	}
	return mime.FormatMediaType(kind, map[string]string{"filename": filename})
}
