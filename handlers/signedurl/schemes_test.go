package signedurl

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestSamplesVerify(t *testing.T) {
	verifier := newVerifier(t, testBase)
	for _, s := range append(samples(t), placidSample(""), placidSample("&")) {
		want := s.want
		want.Scheme, want.KeyID = s.scheme, testKeyID
		targets := []string{s.url, strings.TrimPrefix(s.url, testBase), testBase + strings.TrimPrefix(s.url, testBase)}
		for _, target := range targets {
			if got, err := verifier.Verify(target, everything()); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s:\ngot  %+v, %v\nwant %+v", s.scheme, target, got, err, want)
			}
		}
	}
}

// A key refuses every scheme that it does not accept, and says no more than that of a wrong signature.
func TestKeysAcceptOnlyTheirSchemes(t *testing.T) {
	verifier := newVerifier(t, testBase)
	for _, accepted := range append(allSchemes(), "") {
		for _, s := range samples(t) {
			ring := everything()
			ring[1].Schemes = []Scheme{accepted}
			_, err := verifier.Verify(s.url, ring)
			if s.scheme == accepted && err != nil || s.scheme != accepted && (!errors.Is(err, ErrMismatch) || err.Error() != ErrMismatch.Error()) {
				t.Errorf("a key of %q, a URL of %q: %v", accepted, s.scheme, err)
			}
		}
	}
	for _, s := range samples(t) {
		if _, err := verifier.Verify(s.url, Credentials{}); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s without keys: %v", s.scheme, err)
		}
		ring := everything()
		ring[1].APIKeys, ring[1].SigningSecrets = ring[1].SigningSecrets, ring[1].APIKeys
		if _, err := verifier.Verify(s.url, ring); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s under the other kind of secret: %v", s.scheme, err)
		}
	}
}

// A signature of one scheme holds in no other, wherever it is put.
func TestSignaturesDoNotMove(t *testing.T) {
	verifier := newVerifier(t, testBase)
	tried := 0
	for _, to := range samples(t) {
		for _, from := range samples(t) {
			if to.scheme == from.scheme {
				continue
			}
			for _, signature := range []string{from.signature, hexOf(from.message, from.secret), base64Of(from.message, from.secret), "v2." + from.signature} {
				tried++
				moved := strings.Replace(to.url, to.signature, signature, 1)
				if got, err := verifier.Verify(moved, everything()); err == nil && moved != from.url {
					t.Errorf("%s with the signature of %s: accepted %s as %+v", to.scheme, from.scheme, moved, got)
				}
			}
		}
	}
	t.Logf("%d moved signatures", tried)
}

// Messages of one scheme, sent as what another would make of them: where secrets are shared, only the
// shape of a message keeps schemes apart.
func TestMessagesDoNotMove(t *testing.T) {
	verifier := newVerifier(t, testBase)
	request := "card.jpg?c=W10="
	query := "title=a.jpg?c=W10="
	layers := "title[text]=a.jpg?c=W10="
	v2 := "/v1/og?badge=a&key_id=" + testKeyID
	path := "/w:600/plain/key_id=" + testKeyID
	v5 := "https://on-demand.bannerbear.com/i/x?modifications=W10&key_id=" + testKeyID
	urls := map[string]string{
		"request as hcti":           "/v1/image/card/" + hexOf(request, testKey) + "?" + request,
		"request as placid":         "/u/card?" + request + "&s=" + hexOf(request, testKey),
		"request as bannerbear-v2":  "/signedurl/" + request + "&s=" + hexOf(request, testKey),
		"hcti as request":           "/" + query + "&s=" + hexOf(query, testKey),
		"hcti as placid":            "/u/card?" + query + "&s=" + hexOf(query, testKey),
		"placid as request":         "/" + layers + "&s=" + hexOf(layers, testKey),
		"placid as hcti":            "/v1/image/card/" + hexOf(layers, testKey) + "?" + layers + "&x",
		"v2 as key_id, escaped":     "/v1/og?%2Fv1%2Fog%3Fbadge=a&key_id=" + testKeyID + "&signature=" + hexOf(v2, testSecret),
		"v2 as key_id, raw":         "/v1/pdf?/v1/og?badge=a&key_id=" + testKeyID + "&signature=" + hexOf(v2, testSecret),
		"v2 as key_id, swallowed":   "/v1/og?%2Fv1%2Fog%3Fbadge%3Da%26key_id=" + testKeyID + "&key_id=" + testKeyID + "&signature=" + hexOf(v2, testSecret),
		"v2 as imgproxy":            "/" + base64Of(v2, testSecret) + v2,
		"v2 as imgproxy, escaped":   "/" + base64Of(v2, testSecret) + strings.Replace(v2, "?", "%3F", 1),
		"imgproxy as key_id":        "/v1/og?" + path + "&signature=" + hexOf(path, testSecret),
		"bannerbear-v5 as key_id":   "/v1/og?" + v5 + "&signature=" + hexOf(v5, testSecret),
		"bannerbear-v5, other host": "/i/x?modifications=W10&s=" + hexOf("https://evil.example/i/x?modifications=W10", testSecret),
	}
	for name, url := range urls {
		if got, err := verifier.Verify(url, everything()); err == nil {
			t.Errorf("%s: accepted %s as %+v", name, url, got)
		}
	}
}

// An unknown key, one that refuses the scheme and one that has signed take the same work.
func TestEqualCost(t *testing.T) {
	verifier := newVerifier(t, testBase)
	refusing, revoked := everything(), everything()
	refusing[1].Schemes, revoked[1].SigningSecrets = nil, nil
	for _, s := range samples(t) {
		rest, bases, _ := verifier.locate(s.url)
		work := func(ring Credentials) (macs, bytes int) {
			c, err := verifier.recognise(rest, bases)
			if err != nil {
				t.Fatal(err)
			}
			sign := c.sign
			c.sign = func(message, secret string) string {
				macs, bytes = macs+1, bytes+len(message)
				return sign(message, secret)
			}
			c.prove(ring)
			return macs, bytes
		}
		macs, bytes := work(everything())
		rings := map[string]Credentials{"refuses the scheme": refusing}
		if s.named() {
			rings["unknown"], rings["no secret"] = Credentials{}, revoked
		}
		for name, ring := range rings {
			if m, b := work(ring); m != macs || b != bytes {
				t.Errorf("%s: %s: %d MACs of %d bytes, %d of %d for a good URL", s.scheme, name, m, b, macs, bytes)
			}
		}
		if most := 3 * 4; macs > most { // secrets of both keys, former and public bases
			t.Errorf("%s: %d MACs, at most %d", s.scheme, macs, most)
		}
	}
}

func TestExpires(t *testing.T) {
	const at = 1_800_000_000
	now := time.Unix(at, 0)
	verifier, err := NewVerifier(Config{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	ring := everything()
	expires := Expires(time.Unix(at, 999))
	v2, err := KeySigner{KeyID: testKeyID, Secret: testSecret}.URL("v1/og", []Param{{"title", "x"}, expires})
	if err != nil {
		t.Fatal(err)
	}
	request, err := Signer{Key: testKey}.URL("card", "jpg", nil, expires)
	if err != nil {
		t.Fatal(err)
	}
	message := "expires=1800000000&key_id=" + testKeyID
	path := "/exp:1800000000/plain/x"
	urls := map[Scheme]string{
		SchemeV2: v2, SchemeRequest: "/" + request,
		SchemeKeyID:    "/v1/og?" + message + "&signature=" + hexOf(message, testSecret),
		SchemeImgproxy: "/" + base64Of(path, testSecret) + path,
	}
	for scheme, url := range urls {
		for _, test := range []struct {
			after time.Duration
			want  error
		}{{-60 * time.Second, nil}, {-1, nil}, {0, nil}, {time.Second - 1, nil}, {time.Second, ErrExpired}, {60 * time.Second, ErrExpired}} {
			now = time.Unix(at, 0).Add(test.after)
			got, err := verifier.Verify(url, ring)
			if !errors.Is(err, test.want) || err == nil && (got.Expires.Unix() != at || got.Scheme != scheme) {
				t.Errorf("%s, %v after: %+v, %v", scheme, test.after, got, err)
			}
		}
		// Who cannot sign does not learn when a URL ends.
		if _, err := verifier.Verify(strings.Replace(url, "1800000000", "1700000000", 1), ring); !errors.Is(err, ErrMismatch) {
			t.Errorf("%s, changed: %v", scheme, err)
		}
	}
}
