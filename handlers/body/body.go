// Package body reads the bodies of requests: of the type that a route takes, no longer than its limit,
// and JSON strictly. Errors are problems that say where and what would be right.
package body

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
)

// Bytes reads the whole body, which may have no more than limit bytes and not be empty. The client's
// Content-Type, if it gives one, must be one of types; one that ends in "/*" stands for all that begin
// so.
func Bytes(c echo.Context, limit int64, types ...string) ([]byte, error) {
	r := c.Request()
	if claimed := r.Header.Get(echo.HeaderContentType); claimed != "" && !among(claimed, types) {
		return nil, problem.New(problem.UnsupportedType, "Content-Type: %.80q is not one of %s", claimed, strings.Join(types, ", "))
	}
	data, err := io.ReadAll(http.MaxBytesReader(c.Response(), r.Body, limit))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return nil, problem.New(problem.BodyTooLarge, "the body has more than the %d bytes that this route takes", limit)
	case err != nil: // the client is gone, or was too slow
		return nil, problem.New(problem.BadRequest, "the body did not arrive in whole").Because(err)
	case len(data) == 0:
		return nil, problem.New(problem.BadRequest, "the request has no body")
	}
	return data, nil
}

// JSON reads a body that is a JSON object into a struct, as Decode does.
func JSON(c echo.Context, limit int64, into any) error {
	data, err := Bytes(c, limit, echo.MIMEApplicationJSON)
	if err != nil {
		return err
	}
	return Decode(data, "", into)
}

// among says whether a Content-Type is one of types. Its parameters do not matter: JSON is UTF-8.
func among(claimed string, types []string) bool {
	media, _, err := mime.ParseMediaType(claimed)
	if err != nil {
		return false
	}
	for _, t := range types {
		if family, all := strings.CutSuffix(t, "*"); media == t || all && strings.HasPrefix(media, family) {
			return true
		}
	}
	return false
}
