package api

import (
	"errors"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/content"
	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/render"
)

// render answers with a picture, or with what there is to say of it.
func (a *API) render(c echo.Context) error {
	o, err := readOrder(c, nil)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Add(echo.HeaderVary, echo.HeaderAccept)
	asJSON := prefersJSON(c.Request().Header.Values(echo.HeaderAccept))
	o.Report = asJSON
	p, err := a.deps.Maker.Make(c.Request().Context(), o)
	if err != nil {
		return err
	}
	p.Tell(h)
	if asJSON {
		return a.describe(c, o, p)
	}
	h.Set(echo.HeaderCacheControl, "no-store") // an answer to POST; its URL is what may be kept
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(p.Body)))
	return c.Blob(http.StatusOK, p.Format.ContentType(), p.Body)
}

// describe answers with a description. It has the picture's URL, unless there can be none.
func (a *API) describe(c echo.Context, o pictures.Order, p *pictures.Picture) error {
	out := p.Rendered()
	if !o.HasInline() {
		var refused *problem.Error
		u, err := a.signURL(c.Request().Context(), o)
		if err != nil && !errors.As(err, &refused) {
			return err
		}
		out.URL = u
	}
	return content.JSON(c, http.StatusOK, out)
}

// prefersJSON says whether a client names JSON and likes no picture or PDF better (RFC 9110, 12.5.1). "*/*" and
// silence are for the picture.
func prefersJSON(accept []string) bool {
	var json, picture float64
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		q := 1.0
		if given, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(given, 64); err != nil {
				continue
			}
		}
		switch {
		case media == echo.MIMEApplicationJSON:
			json = max(json, q)
		case strings.HasPrefix(media, "image/"), media == render.PDF.ContentType():
			picture = max(picture, q)
		}
	}
	return json > 0 && json >= picture
}
