package keys

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"placard/store"
)

// sealFormat is the first byte of what is sealed, so that another way can be told apart later.
const sealFormat = 1

// errSealed does not say why: whoever could learn it would be the one who tampered.
var errSealed = errors.New("it does not open")

// sealer encrypts a key's secrets. What it encrypts is bound to the key's id and version: a row that was
// copied over another's does not open.
type sealer struct {
	aead    cipher.AEAD
	firstID []byte
}

// newSealer derives what it needs from the master key, a value for each use (RFC 5869).
func newSealer(master []byte) (*sealer, error) {
	sealing, err := hkdf.Key(sha256.New, master, nil, "placard: seal keys", masterBytes)
	if err != nil {
		return nil, err
	}
	firstID, err := hkdf.Key(sha256.New, master, nil, "placard: id of the first key", idBytes)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(sealing)
	if err != nil {
		return nil, err
	}
	// The nonce is 96 random bits, which the standard library draws itself so that nobody gets it wrong;
	// one key may seal 2^32 times (NIST SP 800-38D, 8.3).
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return &sealer{aead, firstID}, err
}

// secrets are those of a key, the current one first, then old ones that hold for a while.
type secrets struct {
	apiKeys        []held
	signingSecrets []held
}

// held is a secret and how long it holds.
type held struct {
	value store.Secret
	until time.Time // zero: until it is rotated
}

// sealedSecrets and sealedSecret are the JSON that is encrypted. store.Secret would hide itself in it.
type sealedSecrets struct {
	APIKeys        []sealedSecret `json:"api_keys,omitempty"`
	SigningSecrets []sealedSecret `json:"signing_secrets,omitempty"`
}

type sealedSecret struct {
	Value string    `json:"value"`
	Until time.Time `json:"until,omitzero"`
}

func (s *sealer) seal(id string, version int, secret secrets) ([]byte, error) {
	plain, err := json.Marshal(sealedSecrets{toJSON(secret.apiKeys), toJSON(secret.signingSecrets)})
	if err != nil {
		return nil, err
	}
	return s.aead.Seal([]byte{sealFormat}, nil, plain, boundTo(id, version)), nil
}

func (s *sealer) open(k store.SealedKey) (secrets, error) {
	if len(k.Sealed) == 0 || k.Sealed[0] != sealFormat {
		return secrets{}, errSealed
	}
	plain, err := s.aead.Open(nil, nil, k.Sealed[1:], boundTo(k.ID, k.Version))
	if err != nil {
		return secrets{}, errSealed
	}
	var in sealedSecrets
	if err := json.Unmarshal(plain, &in); err != nil {
		return secrets{}, errSealed
	}
	return secrets{fromJSON(in.APIKeys), fromJSON(in.SigningSecrets)}, nil
}

// boundTo is the additional data: no id has a zero byte.
func boundTo(id string, version int) []byte {
	return fmt.Appendf(nil, "%s\x00%d", id, version)
}

func toJSON(in []held) []sealedSecret {
	var out []sealedSecret
	for _, h := range in {
		out = append(out, sealedSecret{h.value.Reveal(), h.until})
	}
	return out
}

func fromJSON(in []sealedSecret) []held {
	var out []held
	for _, s := range in {
		out = append(out, held{store.Secret(s.Value), s.Until})
	}
	return out
}
