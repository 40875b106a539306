package api

import (
	"math"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/body"
	"placard/handlers/content"
	"placard/handlers/problem"
	"placard/store"
)

// maxKeyBytes bounds a body about a key: the longest list of templates has 64 kB.
const maxKeyBytes = 128 << 10

// keyRules is what a body says of a key; what it does not have is nil.
type keyRules struct {
	Name          *string        `json:"name"`
	Scopes        *[]store.Scope `json:"scopes"`
	Templates     *[]string      `json:"templates"`
	RatePerMinute *int           `json:"rate_per_minute"`
	MonthlyQuota  *int64         `json:"monthly_quota"`
	Schemes       *[]string      `json:"schemes"`
}

// apply sets what the body has.
func (r keyRules) apply(k *store.Key) error {
	if r.Scopes != nil && len(*r.Scopes) == 0 {
		return store.Invalidf("scopes", "want at least one of render, write and admin")
	}
	if r.Schemes != nil && len(*r.Schemes) == 0 {
		return store.Invalidf("schemes", "want at least one; to stop all signed URLs of a key, revoke it")
	}
	set(&k.Name, r.Name)
	set(&k.Scopes, r.Scopes)
	set(&k.Templates, r.Templates)
	set(&k.RatePerMinute, r.RatePerMinute)
	set(&k.MonthlyQuota, r.MonthlyQuota)
	set(&k.Schemes, r.Schemes)
	return nil
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// keyOrder is what a body says of a key to be made: secrets too, where another service has made them.
type keyOrder struct {
	keyRules
	APIKey        *string `json:"api_key"`
	SigningSecret *string `json:"signing_secret"`
}

// made is the order as a key, without an id and without the secrets that are to be made.
func (o keyOrder) made() (want store.Made, err error) {
	if o.Name == nil || *o.Name == "" {
		return want, problem.New(problem.BadRequest, "name: is required: say what the key is for")
	}
	for _, s := range []struct {
		field string
		from  *string
		to    *store.Secret
	}{{store.RotateAPIKey, o.APIKey, &want.APIKey}, {store.RotateSigningSecret, o.SigningSecret, &want.SigningSecret}} {
		if s.from == nil {
			continue
		}
		if *s.from == "" {
			return want, store.Invalidf(s.field, "it is empty; leave it out to have one made")
		}
		*s.to = store.Secret(*s.from)
	}
	return want, o.apply(&want.Key)
}

// createKey makes a key and shows its secrets, this once.
func (a *API) createKey(c echo.Context) error {
	var order keyOrder
	if err := body.JSON(c, maxKeyBytes, &order); err != nil {
		return err
	}
	want, err := order.made()
	if err != nil {
		return err
	}
	made, err := a.deps.KeyChanges.Import(c.Request().Context(), want)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, "/v1/keys/"+made.ID)
	return content.JSON(c, http.StatusCreated, struct {
		keyInfo
		APIKey        string `json:"api_key"`
		SigningSecret string `json:"signing_secret"`
	}{keyOf(made.Key), made.APIKey.Reveal(), made.SigningSecret.Reveal()})
}

// updateKey changes what a key may do.
func (a *API) updateKey(c echo.Context) error {
	var rules keyRules
	if err := body.JSON(c, maxKeyBytes, &rules); err != nil {
		return err
	}
	k, err := a.findKey(c.Param("id"))
	if err != nil {
		return err
	}
	if err := rules.apply(&k); err != nil {
		return err
	}
	if k, err = a.deps.KeyChanges.Update(c.Request().Context(), k); err != nil {
		return a.unchanged(c.Param("id"), err)
	}
	return content.JSON(c, http.StatusOK, keyOf(k))
}

// rotateKey replaces a secret and shows the new one, this once.
func (a *API) rotateKey(c echo.Context) error {
	type rotation struct {
		ID             string `json:"id"`
		What           string `json:"what"`
		Secret         string `json:"secret"`
		OverlapSeconds int64  `json:"overlap_seconds"`
	}
	var want struct {
		What           string `json:"what"`
		OverlapSeconds int64  `json:"overlap_seconds"`
	}
	if err := body.JSON(c, maxKeyBytes, &want); err != nil {
		return err
	}
	if want.OverlapSeconds < 0 || want.OverlapSeconds > int64(math.MaxInt64/time.Second) {
		return problem.New(problem.BadRequest, "overlap_seconds: %d is not a time that an old secret can stay good", want.OverlapSeconds)
	}
	id, overlap := c.Param("id"), time.Duration(want.OverlapSeconds)*time.Second
	secret, err := a.deps.KeyChanges.Rotate(c.Request().Context(), id, want.What, overlap)
	if err != nil {
		return a.unchanged(id, err)
	}
	return content.JSON(c, http.StatusOK, rotation{id, want.What, secret.Reveal(), want.OverlapSeconds})
}

// revokeKey ends a key, for good.
func (a *API) revokeKey(c echo.Context) error {
	id := c.Param("id")
	if err := a.deps.KeyChanges.Revoke(c.Request().Context(), id); err != nil {
		return a.unchanged(id, err)
	}
	k, err := a.findKey(id)
	if err != nil {
		return err
	}
	return content.JSON(c, http.StatusOK, keyOf(k))
}
