package access

import (
	"strings"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
	"placard/store"
)

// callerSlot is where a request's key is kept in its echo.Context.
const callerSlot = "placard.caller"

// Caller returns the key of a request that has passed Bearer.
func Caller(c echo.Context) store.Key {
	key, _ := c.Get(callerSlot).(store.Key)
	return key
}

// Bearer lets requests pass whose API key has the scope, and takes one of the key's rate from each. The
// answer, whatever it is, tells in X-RateLimit-Limit, -Remaining and -Reset what is left.
func (g *Guard) Bearer(scope store.Scope) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			key, err := g.authorize(c, scope)
			if err != nil {
				return err
			}
			c.Set(callerSlot, key)
			return next(c)
		}
	}
}

var (
	errNoKey      = problem.New(problem.Unauthorized, "send the header Authorization: Bearer sk_live_…, with an API key")
	errUnknownKey = problem.New(problem.Unauthorized, "there is no such API key, or it was rotated or revoked; key ids and signing secrets are none")
)

func (g *Guard) authorize(c echo.Context, scope store.Scope) (store.Key, error) {
	apiKey, ok := bearerToken(c)
	if !ok {
		return store.Key{}, g.Failed(c, errNoKey)
	}
	found, ok := g.deps.Keys.ByAPIKey(apiKey)
	if !ok {
		return store.Key{}, g.Failed(c, errUnknownKey)
	}
	key := found.Key
	if err := may(key, scope); err != nil {
		return store.Key{}, err
	}
	rate, err := g.take(c.Request().Context(), key)
	if err != nil {
		return store.Key{}, err
	}
	setRate(c.Response().Header(), rate)
	if !rate.OK {
		return store.Key{}, rateLimited(rate)
	}
	return key, nil
}

// may refuses a key that lacks a scope.
func may(key store.Key, scope store.Scope) error {
	if key.Can(scope) {
		return nil
	}
	return problem.New(problem.Forbidden, "the key %s has not the scope %q; it has %q", key.ID, scope, key.Scopes)
}

// bearerToken reads the Authorization header (RFC 6750, 2.1); the scheme's case does not matter.
func bearerToken(c echo.Context) (string, bool) {
	scheme, token, ok := strings.Cut(c.Request().Header.Get(echo.HeaderAuthorization), " ")
	token = strings.TrimSpace(token)
	return token, ok && token != "" && strings.EqualFold(scheme, "Bearer")
}
