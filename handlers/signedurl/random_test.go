package signedurl

import (
	"errors"
	"flag"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

var randomEdits = flag.Int("edits", 50_000, "URLs with random edits to try; figure F11 is of 10,000,000")

// TestRandomEdits tries URLs of all schemes with random edits: 0 may be accepted for what nobody signed.
func TestRandomEdits(t *testing.T) {
	all, verifier, ring := samples(t), newVerifier(t, testBase), everything()
	var workers sync.WaitGroup
	accepted := make([]int, runtime.GOMAXPROCS(0))
	for w := range accepted {
		workers.Go(func() {
			random := rand.New(rand.NewPCG(11, uint64(w)))
			for range *randomEdits / len(accepted) {
				url := edited(random, all)
				got, err := verifier.Verify(url, ring)
				if err != nil {
					continue
				}
				accepted[w]++
				if !wasSigned(all, got) {
					t.Errorf("accepted %q as %+v", url, got)
				}
			}
		})
	}
	workers.Wait()
	same := 0
	for _, n := range accepted {
		same += n
	}
	t.Logf("F11: %d edited URLs, of which %d still say what was signed, 0 others accepted", *randomEdits, same)
}

// edited returns a URL with one to four edits, near enough to the original that many parts of it hold.
func edited(random *rand.Rand, all []sample) string {
	const letters = "%&=?/+.@:;,-_~#[]{}\"\\ \x00\n\x80abcdefxyzABCDEFXYZ0123456789"
	words := []string{
		"&s=", "&signature=", "&signature=v2.", "key_id=key_abc123", "&key_id=key_other1", "&expires=9999999999", "&width=4000", "&template=x",
		"&amp;", "%26", "%3D", "%3F", "%2F", "%00", "v2.", "/v1/og", "/v1/image/", "/u/", "/signedurl/", "/signed/", "modifications=", "?c=", "&c=W10", "../",
	}
	url := all[random.IntN(len(all))].url
	for range 1 + random.IntN(4) {
		i, j := random.IntN(len(url)+1), random.IntN(len(url)+1)
		i, j = min(i, j), max(i, j)
		switch random.IntN(7) {
		case 0: // another letter
			url = url[:i] + letters[random.IntN(len(letters)):][:1] + url[min(i+1, len(url)):]
		case 1: // one more
			url = url[:i] + letters[random.IntN(len(letters)):][:1] + url[i:]
		case 2: // one less
			url = url[:i] + url[min(i+1, len(url)):]
		case 3:
			url = url[:i] + words[random.IntN(len(words))] + url[i:]
		case 4: // a part again, elsewhere
			url = url[:i] + url[i:j] + url[i:]
		case 5: // the end of another URL
			other := all[random.IntN(len(all))].url
			url = url[:i] + other[random.IntN(len(other)):]
		case 6: // two parameters change places
			pairs := strings.Split(url, "&")
			a, b := random.IntN(len(pairs)), random.IntN(len(pairs))
			pairs[a], pairs[b] = pairs[b], pairs[a]
			url = strings.Join(pairs, "&")
		}
	}
	return url
}

// wasSigned says whether a request is what one of the samples asks for, as far as its scheme can tell.
func wasSigned(all []sample, got Request) bool {
	i := slices.IndexFunc(all, func(s sample) bool { return s.scheme == got.Scheme })
	want := all[i].want
	switch got.Scheme {
	case SchemeKeyID: // what it asks for, joined again, is the message
		got.Params = append(slices.Clone(got.Params), Param{paramKeyID, got.KeyID})
		if got.Changes != nil {
			got.Params = append(got.Params, Changes(got.Changes))
		}
		if !got.Expires.IsZero() {
			got.Params = append(got.Params, Expires(got.Expires))
		}
		if got.Template != "" {
			got.Params = append(got.Params, Param{paramTemplate, got.Template})
		}
		return joinSorted(got.Params, byName) == all[i].message
	case SchemePlacid, SchemeHCTI: // these do not sign the path
		want.Path, want.Template, want.Ext = got.Path, got.Template, got.Ext
	case SchemeV2: // nor this the order
		got.Params = slices.SortedFunc(slices.Values(got.Params), byName)
		want.Params = slices.SortedFunc(slices.Values(want.Params), byName)
	}
	want.Scheme, want.KeyID = got.Scheme, testKeyID
	return reflect.DeepEqual(got, want)
}

func byName(a, b Param) int { return strings.Compare(a.Name, b.Name) }

// FuzzSchemes: what verifies asks for nothing but what was signed, in every scheme.
func FuzzSchemes(f *testing.F) {
	all := samples(f)
	for _, s := range all {
		f.Add(s.url)
		f.Add(strings.TrimPrefix(s.url, testBase) + "&fbclid=1")
		f.Add(strings.ReplaceAll(s.url, "&", "&amp;"))
		f.Add(strings.ReplaceAll(s.url, "%3A", ":"))
	}
	verifier, ring := newVerifier(f, testBase), everything()
	kinds := []error{ErrMissing, ErrMismatch, ErrMalformed, ErrDuplicate, ErrTooLong}
	f.Fuzz(func(t *testing.T, url string) {
		got, err := verifier.Verify(url, ring)
		if err != nil && !slices.ContainsFunc(kinds, func(kind error) bool { return errors.Is(err, kind) }) {
			t.Fatalf("untyped error: %v", err)
		}
		if err == nil && !wasSigned(all, got) {
			t.Fatalf("accepted %q as %+v", url, got)
		}
	})
}
