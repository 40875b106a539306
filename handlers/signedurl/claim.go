package signedurl

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
)

// claim is what a URL says of itself, before a key confirms it.
type claim struct {
	scheme    Scheme
	keyID     string   // of the key that it says has signed it; empty: the scheme names none
	messages  []string // any of which may have been signed
	signature string
	secrets   func(Credential) []string
	sign      func(message, secret string) string
	read      func() (Request, error) // what is asked for, once the claim is proved
}

// What a claim is signed with.
func apiKeys(c Credential) []string        { return c.APIKeys }
func signingSecrets(c Credential) []string { return c.SigningSecrets }

const (
	// fewestTries is how many secrets are tried at least for a key that is named: the current one and an
	// old one in its overlap. So an unknown id takes as long as a known one.
	fewestTries = 2
	// decoy is tried where there is no secret. What it matches does not count.
	decoy = "sig_secret_0000000000000000000000000000"
)

// prove returns the id of the key that signed. It does the same work whether or not a key is known,
// accepts the scheme, or matches, and compares in constant time.
func (c claim) prove(ring Keyring) (keyID string, ok bool) {
	if c.keyID != "" {
		key, known := ring.ByID(c.keyID)
		return c.keyID, c.match(key, fewestTries) == 1 && known
	}
	keys := ring.All()
	found := -1
	for i, key := range keys {
		found = subtle.ConstantTimeSelect(c.match(key, 0), i, found)
	}
	if found < 0 {
		return "", false
	}
	return keys[found].KeyID, true
}

// match is 1 if the key accepts the scheme and has signed one of the messages, else 0. It neither stops
// at the first that matches nor at the first byte that differs.
func (c claim) match(key Credential, tries int) int {
	accepts := 0
	if key.accepts(c.scheme) {
		accepts = 1
	}
	secrets := c.secrets(key)
	matched := 0
	for i := range max(len(secrets), tries) {
		secret, counts := decoy, 0
		if i < len(secrets) && secrets[i] != "" { // anyone can sign with an empty secret
			secret, counts = secrets[i], accepts
		}
		for _, message := range c.messages {
			matched |= counts & subtle.ConstantTimeCompare([]byte(c.sign(message, secret)), []byte(c.signature))
		}
	}
	return matched
}

// signHex returns lower-case hex of HMAC-SHA256 (RFC 2104).
func signHex(message, secret string) string {
	return hex.EncodeToString(sum(message, secret))
}

// signBase64 returns unpadded URL-safe base64 (RFC 4648, section 5) of HMAC-SHA256.
func signBase64(message, secret string) string {
	return base64.RawURLEncoding.EncodeToString(sum(message, secret))
}

func sum(message, secret string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(message))
	return mac.Sum(nil)
}
