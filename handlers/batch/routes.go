package batch

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"placard/store"
)

// Register adds the routes to a group at the server's root. GET routes answer HEAD as well.
func (b *Batches) Register(g *echo.Group) {
	guard := b.deps.Guard.Bearer(store.ScopeRender)
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		g.Add(method, "/v1/batches", b.list, guard)
		g.Add(method, "/v1/batches/:id", b.get, guard)
		g.Add(method, "/v1/batches/:id/result", b.result, guard)
	}
	g.POST("/v1/batches", b.create, guard)
	g.DELETE("/v1/batches/:id", b.cancel, guard)
}
