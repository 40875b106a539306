package api

import (
	"encoding/json"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/access"
	"placard/handlers/body"
	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/templates"
)

// maxOrderBytes bounds a body that asks for a picture: a template and changes, each at its limit, and
// some room for the rest.
const maxOrderBytes = 2*templates.MaxBytes + 16<<10

// readOrder reads a body that asks for a picture in the caller's name; more are the fields of its route
// alone.
func readOrder(c echo.Context, more pictures.Fields) (pictures.Order, error) {
	data, err := body.Bytes(c, maxOrderBytes, echo.MIMEApplicationJSON)
	if err != nil {
		return pictures.Order{}, err
	}
	o, err := pictures.ReadOrder(data, "", more)
	if err != nil {
		return pictures.Order{}, err
	}
	if at := o.Lacks(); at != "" {
		return pictures.Order{}, problem.New(problem.BadRequest, "%s: is required: the id of a template, or a template", at)
	}
	o.Key, o.Rated = access.Caller(c), true
	return o, nil
}

// readURLOrder reads a body that asks for a URL of a picture. Such has no room for a template.
func readURLOrder(c echo.Context, more pictures.Fields) (pictures.Order, error) {
	o, err := readOrder(c, more)
	if err == nil && o.HasInline() {
		err = problem.New(problem.BadRequest, "template: want the id of a stored template; store this one with POST /v1/templates")
	}
	return o, err
}

// readExpires reads Unix seconds, which have to be later than now.
func (a *API) readExpires(into *time.Time) func(json.RawMessage) error {
	return func(value json.RawMessage) error {
		var seconds int64
		if json.Unmarshal(value, &seconds) != nil || seconds < 1 {
			return problem.New(problem.BadRequest, "expires: want a whole number, Unix seconds")
		}
		*into = time.Unix(seconds, 0)
		if !into.After(a.cfg.Now()) {
			return problem.New(problem.BadRequest, "expires: %d is not later than now, %d", seconds, a.cfg.Now().Unix())
		}
		return nil
	}
}
