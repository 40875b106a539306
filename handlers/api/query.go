package api

import (
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
	"placard/templates"
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
			return nil, unknownParam(name, known)
		case len(all) > 1:
			return nil, problem.New(problem.BadRequest, "%s: stands twice in the query", name)
		}
		out[name] = all[0]
	}
	return out, nil
}

func unknownParam(name string, known []string) error {
	if near := templates.Nearest(name, known); near != "" {
		return problem.New(problem.BadRequest, "%.60q: is not a parameter of this query; did you mean %q?", name, near)
	}
	return problem.New(problem.BadRequest, "%.60q: is not a parameter of this query; there are %s", name, strings.Join(known, ", "))
}
