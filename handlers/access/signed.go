package access

import (
	"errors"
	"slices"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/store"
)

// Signed verifies a request's URL and returns what it asks for and the key that signed it, which has the
// scope to render. Nothing is decoded, and nothing looked up but keys, before the signature holds.
func (g *Guard) Signed(c echo.Context) (signedurl.Request, store.Key, error) {
	// RequestURI is what came over the wire; URL has been parsed, and its parts may be spelled anew.
	request, err := g.verifier.Verify(c.Request().RequestURI, ring{g.deps.Keys})
	if errors.Is(err, signedurl.ErrMissing) || errors.Is(err, signedurl.ErrMismatch) {
		return signedurl.Request{}, store.Key{}, g.Failed(c, err)
	}
	if err != nil {
		return signedurl.Request{}, store.Key{}, err
	}
	found, ok := g.deps.Keys.Find(request.KeyID)
	if !ok { // revoked since
		return signedurl.Request{}, store.Key{}, signedurl.ErrMismatch
	}
	return request, found.Key, may(found.Key, store.ScopeRender)
}

// SignedOrBearer is Signed, for requests that may have an API key instead. Those have no signedurl.Request,
// and take one of the key's rate.
func (g *Guard) SignedOrBearer(c echo.Context) (request signedurl.Request, key store.Key, signed bool, err error) {
	if c.Request().Header.Get(echo.HeaderAuthorization) == "" {
		request, key, err = g.Signed(c)
		return request, key, true, err
	}
	key, err = g.authorize(c, store.ScopeRender)
	return signedurl.Request{}, key, false, err
}

// Find returns a key that holds, for what names one and needs no credential.
func (g *Guard) Find(id string) (store.Key, bool) {
	found, ok := g.deps.Keys.Find(id)
	return found.Key, ok
}

// Signer signs URLs in a key's name, in scheme v2, for those who have proved to be it. It refuses a key
// that does not accept that scheme: what it signed would not hold.
func (g *Guard) Signer(keyID, base string) (signedurl.KeySigner, error) {
	found, ok := g.deps.Keys.Find(keyID)
	switch {
	case !ok:
		return signedurl.KeySigner{}, problem.New(problem.Forbidden, "the key %s does not hold", keyID)
	case !slices.Contains(found.Schemes, string(signedurl.SchemeV2)):
		return signedurl.KeySigner{}, problem.New(problem.Forbidden, "the key %s does not accept signatures of scheme %s", keyID, signedurl.SchemeV2)
	case len(found.SigningSecrets) == 0:
		return signedurl.KeySigner{}, problem.New(problem.Forbidden, "the key %s has no signing secret", keyID)
	}
	return signedurl.KeySigner{KeyID: keyID, Secret: found.SigningSecrets[0].Reveal(), Base: base}, nil
}

// ring is Keys as signedurl asks for them.
type ring struct{ keys Keys }

// ByID implements signedurl.Keyring.
func (r ring) ByID(id string) (signedurl.Credential, bool) {
	found, ok := r.keys.Find(id)
	return credential(found), ok
}

// All implements signedurl.Keyring.
func (r ring) All() []signedurl.Credential {
	active := r.keys.Active()
	all := make([]signedurl.Credential, len(active))
	for i, found := range active {
		all[i] = credential(found)
	}
	return all
}

func credential(found store.Credentials) signedurl.Credential {
	c := signedurl.Credential{KeyID: found.ID}
	for _, s := range found.APIKeys {
		c.APIKeys = append(c.APIKeys, s.Reveal())
	}
	for _, s := range found.SigningSecrets {
		c.SigningSecrets = append(c.SigningSecrets, s.Reveal())
	}
	for _, s := range found.Schemes {
		c.Schemes = append(c.Schemes, signedurl.Scheme(s))
	}
	return c
}
