package api

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"placard/handlers/body"
	"placard/handlers/problem"
)

// query reads a query whose parameters are known, and stand once each.
func query(c echo.Context, known ...string) (map[string]string, error) {
	values, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil {
		return nil, problem.New(problem.BadRequest, "the query cannot be read: %s", err)
	}
	is := map[string]bool{}
	for _, name := range known {
		is[name] = true
	}
	out := map[string]string{}
	for name, all := range values {
		switch {
		case !is[name]:
			return nil, body.Unknown("the query", name, known)
		case len(all) > 1:
			return nil, problem.New(problem.BadRequest, "the query: %s stands twice", name)
		}
		out[name] = all[0]
	}
	return out, nil
}
