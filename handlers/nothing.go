package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
)

// restRoute is the rest of the API's paths, which would else be taken for signed pictures.
const restRoute = "/v1/*"

// methods are those of the API, in the order in which Allow lists them.
var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// nothing answers where no route has the path, or none the method: then it says which there are.
func nothing(c echo.Context) error {
	e := c.Echo()
	other := e.AcquireContext()
	defer e.ReleaseContext(other)
	var allowed []string
	for _, method := range methods {
		other.Reset(nil, nil)
		e.Router().Find(method, echo.GetPath(c.Request()), other)
		if other.Path() != restRoute {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		return echo.ErrNotFound
	}
	list := strings.Join(allowed, ", ")
	return problem.New(problem.BadMethod, "%s is not for this path; it takes %s", c.Request().Method, list).With(echo.HeaderAllow, list)
}
