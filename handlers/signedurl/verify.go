package signedurl

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Config says what a server's pictures are called outside.
type Config struct {
	// PublicBases are the URLs under which clients see the server's root, such as
	// "https://cards.example.com". A URL signed as a whole must begin with one of them.
	PublicBases []string
	// FormerBases are URLs under which another service has published what is now served here, where it
	// signs whole URLs. Bannerbear's own are known.
	FormerBases []string
	// Now tells the time that URLs expire by; nil: time.Now.
	Now func() time.Time
}

// Validate reports every setting that cannot be used.
func (c Config) Validate() error {
	var errs []error
	for _, base := range c.PublicBases {
		if !isBase(base) {
			errs = append(errs, fmt.Errorf("public base URL %q: want scheme and host, such as https://cards.example.com", base))
		}
	}
	for _, base := range c.FormerBases {
		if !isBase(base) {
			errs = append(errs, fmt.Errorf("former base URL %q: want scheme and host, such as https://on-demand.bannerbear.com", base))
		}
	}
	return errors.Join(errs...)
}

func isBase(base string) bool {
	u, err := url.Parse(base)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}

// Verifier checks signed URLs.
type Verifier struct {
	bases  []string // each ends with a slash, those below too
	former []string
	now    func() time.Time
}

// NewVerifier makes a Verifier.
func NewVerifier(cfg Config) (*Verifier, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	v := &Verifier{now: cfg.Now}
	if v.now == nil {
		v.now = time.Now
	}
	v.former = append(slashed(cfg.FormerBases), bannerbearBases...)
	v.bases = slashed(cfg.PublicBases)
	return v, nil
}

func slashed(bases []string) []string {
	var out []string
	for _, base := range bases {
		out = append(out, strings.TrimRight(base, "/")+"/")
	}
	return out
}

// Verify checks a URL against the keys of the ring and returns what it asks for. The URL is a request
// target ("/v1/og?title=…", raw, as it came over the wire) or a whole URL that begins with a public base.
// The time it takes depends on the lengths of the URL and on the number of keys and bases, not on which
// of them match.
//
// Errors match one of ErrMissing, ErrMismatch, ErrMalformed, ErrDuplicate, ErrTooLong and ErrExpired.
func (v *Verifier) Verify(target string, ring Keyring) (Request, error) {
	if len(target) > MaxURLBytes {
		return Request{}, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLong, len(target), MaxURLBytes)
	}
	rest, bases, ok := v.locate(target)
	if !ok {
		return Request{}, fmt.Errorf("%w: it does not begin with a public base URL of this server", ErrMismatch)
	}
	c, err := v.recognise(rest, bases)
	if err != nil {
		return Request{}, err
	}
	keyID, ok := c.prove(ring)
	if !ok {
		return Request{}, ErrMismatch
	}
	r, err := c.read()
	if err != nil {
		return Request{}, err
	}
	if !r.Expires.IsZero() && v.now().Unix() > r.Expires.Unix() {
		return Request{}, fmt.Errorf("%w: it held until %s", ErrExpired, r.Expires.Format(time.RFC3339))
	}
	r.Scheme, r.KeyID = c.scheme, keyID
	return r, nil
}

// locate splits a URL into what stands below the server's root, without the leading slash, and the bases
// that it may have been signed with.
func (v *Verifier) locate(target string) (rest string, bases []string, ok bool) {
	if rest, ok = strings.CutPrefix(target, "/"); ok {
		return rest, v.bases, true
	}
	for i, base := range v.bases {
		if rest, ok = strings.CutPrefix(target, base); ok {
			return rest, v.bases[i : i+1], true
		}
	}
	return "", nil, false
}

// recognise tells the one scheme that a URL can be of: by its path and, where paths are alike, by the form
// of its signature or by what its query begins with. A URL cannot be made to pass for one of another
// scheme by adding to it.
func (v *Verifier) recognise(rest string, bases []string) (claim, error) {
	path, query, _ := strings.Cut(rest, "?")
	switch {
	case isHCTI(path):
		return claimHCTI(path, query)
	case strings.HasPrefix(path, apiFolder):
		return claimNamed(path, query)
	case strings.HasPrefix(path, bannerbearFolder):
		return claimBannerbear(SchemeBannerbearV2, rest, slices.Concat(v.former, bases))
	case strings.HasPrefix(path, placidFolder):
		return claimPlacid(rest)
	case isImgproxy(path):
		return claimImgproxy(path), nil
	case isBannerbearV5(query):
		return claimBannerbear(SchemeBannerbearV5, rest, slices.Concat(v.former, bases))
	}
	return claimRequest(rest, bases)
}
