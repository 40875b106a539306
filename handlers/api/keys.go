package api

import (
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
)

// keyInfo is a key as answers tell of it: without its secrets.
type keyInfo struct {
	ID            string        `json:"id"`
	Name          string        `json:"name"`
	Scopes        []store.Scope `json:"scopes"`
	Templates     []string      `json:"templates"`
	RatePerMinute int           `json:"rate_per_minute"`
	MonthlyQuota  int64         `json:"monthly_quota"`
	Schemes       []string      `json:"schemes"`
	Created       *time.Time    `json:"created,omitempty"` // nil: it stands in the environment
	Revoked       *time.Time    `json:"revoked,omitempty"`
}

func keyOf(k store.Key) keyInfo {
	return keyInfo{
		ID: k.ID, Name: k.Name, Scopes: k.Scopes, Templates: append([]string{}, k.Templates...), // never null
		RatePerMinute: k.RatePerMinute, MonthlyQuota: k.MonthlyQuota, Schemes: k.Schemes,
		Created: at(k.Created), Revoked: at(k.Revoked),
	}
}

func (a *API) listKeys(c echo.Context) error {
	list := []keyInfo{}
	for _, k := range a.deps.Keys.List() {
		list = append(list, keyOf(k))
	}
	return content.JSON(c, http.StatusOK, map[string]any{"keys": list})
}

func (a *API) getKey(c echo.Context) error {
	k, err := a.findKey(c.Param("id"))
	if err != nil {
		return err
	}
	return content.JSON(c, http.StatusOK, keyOf(k))
}

// findKey finds a key, also a revoked one.
func (a *API) findKey(id string) (store.Key, error) {
	all := a.deps.Keys.List()
	if i := slices.IndexFunc(all, func(k store.Key) bool { return k.ID == id }); i >= 0 {
		return all[i], nil
	}
	return store.Key{}, problem.New(problem.NotFound, "no key %.64q", id)
}

// unchanged says why a key was not changed.
func (a *API) unchanged(id string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return problem.New(problem.NotFound, "no key %.64q", id)
	case errors.Is(err, store.ErrReadOnly):
		return problem.New(problem.Conflict, "the key %q stands in the server's environment, and is changed there", id)
	case errors.Is(err, store.ErrConflict):
		if k, unknown := a.findKey(id); unknown == nil && !k.Revoked.IsZero() {
			return problem.New(problem.Conflict, "the key %q is revoked, and stays so; make another", id)
		}
	}
	return err
}
