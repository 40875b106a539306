package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/content"
	"placard/handlers/pictures"
	"placard/handlers/plainjson"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
)

// signed is the answer of POST /v1/sign.
type signed struct {
	URL     string `json:"url"`
	Expires int64  `json:"expires,omitempty"` // Unix seconds
}

// sign answers with a signed URL of a picture that can be drawn, as far as that is known without
// fetching anything.
func (a *API) sign(c echo.Context) error {
	var expires time.Time
	o, err := readURLOrder(c, pictures.Fields{"expires": a.readExpires(&expires)})
	if err != nil {
		return err
	}
	o.Expires = expires
	out := signed{}
	if out.URL, err = a.signURL(c.Request().Context(), o); err != nil {
		return err
	}
	if !o.Expires.IsZero() {
		out.Expires = o.Expires.Unix()
	}
	return content.JSON(c, http.StatusOK, out)
}

// signURL makes the URL of an order in its key's name.
func (a *API) signURL(ctx context.Context, o pictures.Order) (string, error) {
	format, err := a.deps.Maker.CheckURL(ctx, o)
	if err != nil {
		return "", err
	}
	signer, err := a.deps.Guard.Signer(o.Key.ID, a.cfg.PublicBase)
	if err != nil {
		return "", err
	}
	params := withoutFormat(o.Options) // which stands in the path
	if len(o.Changes) > 0 {
		changes, err := plainjson.Marshal(o.Changes)
		if err != nil {
			return "", err
		}
		params = append(params, signedurl.Changes(changes))
	}
	if !o.Expires.IsZero() {
		params = append(params, signedurl.Expires(o.Expires))
	}
	u, err := signer.URL("v1/image/"+o.Template+"."+format.Ext(), params)
	if errors.Is(err, signedurl.ErrTooLong) {
		return "", problem.New(problem.BodyTooLarge, "the URL would have more than %d bytes; make a link with POST /v1/links", signedurl.MaxURLBytes)
	}
	return u, err
}

const formatOption = "format"

func withoutFormat(params []signedurl.Param) []signedurl.Param {
	return slices.DeleteFunc(slices.Clone(params), func(p signedurl.Param) bool { return p.Name == formatOption })
}
