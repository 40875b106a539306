package handlers

import (
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"
)

// TestLoggedPath: what lets its reader have a picture is not in the log.
func TestLoggedPath(t *testing.T) {
	for _, test := range []struct{ route, path, want string }{
		{"/:file", "/card.jpg", "/card.jpg"},
		{"/v1/templates/:id", "/v1/templates/card", "/v1/templates/card"},
		{linkRoute, "/i/abcdefghij.jpg", ""},
		{"/v1/links/:id", "/v1/links/abcdefghij", ""},
		{"/*", "/signature/rs:fit:300/plain", ""},
	} {
		c := echo.New().NewContext(httptest.NewRequest("GET", test.path, nil), httptest.NewRecorder())
		c.SetPath(test.route)
		if got := loggedPath(c); got != test.want {
			t.Errorf("%s of %s: logged as %q, want %q", test.path, test.route, got, test.want)
		}
	}
}
