package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"placard/store"
)

// route is one operation of handlers/openapi.
type route struct {
	method, path string
	scope        store.Scope // that the key needs
	handler      echo.HandlerFunc
}

func (a *API) routes() []route {
	assets, fonts := a.assets(), a.fonts()
	return []route{
		{http.MethodPost, "/v1/render", store.ScopeRender, a.render},
		{http.MethodPost, "/v1/sign", store.ScopeRender, a.sign},

		{http.MethodPost, "/v1/links", store.ScopeRender, a.createLink},
		{http.MethodGet, "/v1/links/:id", store.ScopeRender, a.getLink},
		{http.MethodDelete, "/v1/links/:id", store.ScopeRender, a.deleteLink},

		{http.MethodGet, "/v1/templates", store.ScopeRender, a.listTemplates},
		{http.MethodPost, "/v1/templates", store.ScopeWrite, a.createTemplate},
		{http.MethodGet, "/v1/templates/:id", store.ScopeRender, a.getTemplate},
		{http.MethodPut, "/v1/templates/:id", store.ScopeWrite, a.updateTemplate},
		{http.MethodDelete, "/v1/templates/:id", store.ScopeWrite, a.deleteTemplate},
		{http.MethodGet, "/v1/templates/:id/versions", store.ScopeRender, a.listVersions},
		{http.MethodPost, "/v1/templates/:id/restore", store.ScopeWrite, a.restoreTemplate},

		{http.MethodGet, "/v1/assets", store.ScopeRender, unlimited(assets.list)},
		{http.MethodGet, "/v1/assets/:name", store.ScopeRender, unlimited(assets.get)},
		{http.MethodPut, "/v1/assets/:name", store.ScopeWrite, unlimited(assets.put)},
		{http.MethodDelete, "/v1/assets/:name", store.ScopeWrite, unlimited(assets.delete)},
		{http.MethodGet, "/v1/fonts", store.ScopeRender, unlimited(fonts.list)},
		{http.MethodGet, "/v1/fonts/:name", store.ScopeRender, unlimited(fonts.get)},
		{http.MethodPut, "/v1/fonts/:name", store.ScopeWrite, unlimited(fonts.put)},
		{http.MethodDelete, "/v1/fonts/:name", store.ScopeWrite, unlimited(fonts.delete)},

		{http.MethodGet, "/v1/usage", store.ScopeRender, a.getUsage},

		{http.MethodGet, "/v1/keys", store.ScopeAdmin, a.listKeys},
		{http.MethodPost, "/v1/keys", store.ScopeAdmin, a.createKey},
		{http.MethodGet, "/v1/keys/:id", store.ScopeAdmin, a.getKey},
		{http.MethodPatch, "/v1/keys/:id", store.ScopeAdmin, a.updateKey},
		{http.MethodPost, "/v1/keys/:id/rotate", store.ScopeAdmin, a.rotateKey},
		{http.MethodPost, "/v1/keys/:id/revoke", store.ScopeAdmin, a.revokeKey},
	}
}

// Register adds the routes to a group at the server's root. GET routes answer HEAD as well.
func (a *API) Register(g *echo.Group) {
	for _, r := range a.routes() {
		guard := a.deps.Guard.Bearer(r.scope)
		g.Add(r.method, r.path, r.handler, guard)
		if r.method == http.MethodGet {
			g.Add(http.MethodHead, r.path, r.handler, guard)
		}
	}
}
