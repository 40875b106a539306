package access

import (
	"errors"
	"fmt"

	"github.com/labstack/echo/v4"

	"placard/handlers/signedurl"
	"placard/store"
)

// Signed verifies a request's URL and returns what it asks for and the key that signed it, which has the
// scope to render. Nothing is decoded, and nothing looked up but keys, before the signature holds.
func (g *Guard) Signed(c echo.Context) (signedurl.Request, store.Key, error) {
	// RequestURI is what came over the wire; URL has been parsed, and its parts may be spelled anew.
	target := c.Request().RequestURI
	request, key, err := g.verify(target)
	if errors.Is(err, signedurl.ErrMissing) || errors.Is(err, signedurl.ErrMismatch) {
		err = g.failed(c, err)
	}
	if err != nil {
		return signedurl.Request{}, store.Key{}, err
	}
	return request, key, may(key, store.ScopeRender)
}

func (g *Guard) verify(target string) (signedurl.Request, store.Key, error) {
	err := fmt.Errorf("%w: there is no key", signedurl.ErrMismatch)
	for _, found := range g.deps.Keys.Active() {
		var apiKeys []string
		for _, k := range found.APIKeys {
			apiKeys = append(apiKeys, k.Reveal())
		}
		var request signedurl.Request
		if request, err = g.verifier.Verify(target, apiKeys...); err == nil {
			return request, found.Key, nil
		}
	}
	return signedurl.Request{}, store.Key{}, err
}
