package signedurl

import "slices"

// Scheme is a way to sign a URL. Its text is what keys are stored with.
type Scheme string

// Placard's own schemes.
const (
	SchemeRequest Scheme = "request" // bytes of the URL, under the API key
	SchemeKeyID   Scheme = "key_id"  // decoded parameters, under the signing secret
	SchemeV2      Scheme = "v2"      // path and encoded parameters, under the signing secret
)

// Schemes of services that people come from. A key accepts none of them unless it is told to.
const (
	SchemeBannerbearV2 Scheme = "bannerbear-v2" // the whole URL, under the API key
	SchemeBannerbearV5 Scheme = "bannerbear-v5" // the whole URL, under the signing secret
	SchemePlacid       Scheme = "placid"        // the query, under the API key
	SchemeHCTI         Scheme = "hcti"          // the query, under the API key
	SchemeImgproxy     Scheme = "imgproxy"      // the path, under the signing secret, "key:salt" in hex
)

// DefaultSchemes are those that a key accepts unless it is told otherwise.
func DefaultSchemes() []Scheme { return []Scheme{SchemeRequest, SchemeKeyID, SchemeV2} }

// Credential is what a URL is verified against: one key, with every secret of it that holds now.
type Credential struct {
	KeyID          string
	APIKeys        []string // current and overlapping ones; empty ones match nothing
	SigningSecrets []string
	Schemes        []Scheme // that the key accepts; none: no URL is signed by it
}

func (c Credential) accepts(s Scheme) bool { return slices.Contains(c.Schemes, s) }

// Keyring knows the keys that hold. What it returns is not changed.
type Keyring interface {
	// ByID finds a key for the schemes whose URLs name one.
	ByID(id string) (Credential, bool)
	// All returns every key, for the schemes whose URLs name none.
	All() []Credential
}

// Credentials is a Keyring of a fixed list of keys.
type Credentials []Credential

// ByID implements Keyring.
func (c Credentials) ByID(id string) (Credential, bool) {
	i := slices.IndexFunc(c, func(k Credential) bool { return k.KeyID == id })
	if i < 0 {
		return Credential{}, false
	}
	return c[i], true
}

// All implements Keyring.
func (c Credentials) All() []Credential { return c }
