package signedurl

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryByteCounts changes, drops and doubles every byte of every vector.
func TestEveryByteCounts(t *testing.T) {
	verifier := newVerifier(t, testBase)
	tried := 0
	for _, v := range vectors(t) {
		url := v.request()
		refuse := func(changed string) {
			tried++
			if got, err := verifier.Verify(changed, keys(v.Key)); err == nil {
				t.Errorf("accepted %q as %+v", changed, got)
			}
		}
		for i := range len(url) {
			b := url[i]
			for _, c := range []byte{b ^ 0x20, b + 1, b - 1, b ^ 0x80, 0, '%', '&', '=', '/', '+', '-', '_', ' ', ';', '0', 'a', 'A'} {
				if c != b {
					refuse(url[:i] + string([]byte{c}) + url[i+1:])
				}
			}
			refuse(url[:i] + url[i+1:])
			if i > 0 && url[i-1] != b {
				refuse(url[:i-1] + string([]byte{b, url[i-1]}) + url[i+1:])
			}
			refuse(url[:i] + string([]byte{b}) + url[i:])
		}
	}
	t.Logf("%d changed URLs", tried)
}

// hexBytes is the length of a signature.
const hexBytes = 2 * sha256.Size

// mutation is one edit of testdata/mutations.txt.
type mutation struct {
	line     int
	from, to string
}

func mutations(t *testing.T) []mutation {
	t.Helper()
	f, err := os.Open("testdata/mutations.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []mutation
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if lines.Text() == "" || strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		from, to, ok := strings.Cut(lines.Text(), " => ")
		a, errA := strconv.Unquote(from)
		b, errB := strconv.Unquote(to)
		if !ok || errA != nil || errB != nil {
			t.Fatalf("line %d: %s", n, lines.Text())
		}
		all = append(all, mutation{n, a, b})
	}
	return all
}

// TestMutations applies edits that people and programs make, each to a URL that uses every part of the
// scheme.
func TestMutations(t *testing.T) {
	changes := []byte(`[{"id":"title","text":"ÿÿÿ>>>???~~~ÿþ"}] `)
	url, err := Signer{Key: testKey, Base: testBase + "/signed", SignBase: true}.URL("article-card", "jpg", changes, Param{"w", "600"}, Param{"q", "80"})
	if err != nil {
		t.Fatal(err)
	}
	verifier := newVerifier(t, testBase)
	if _, err := verifier.Verify(url, keys(testKey)); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	digest := url[len(url)-hexBytes:]
	words := signatureWords(t, url, digest)
	all := mutations(t)
	if len(all) < 200 {
		t.Fatalf("%d mutations, want at least 200", len(all))
	}
	for _, m := range all {
		changed := strings.Replace(url, words.Replace(m.from), words.Replace(m.to), 1)
		if changed == url {
			t.Errorf("line %d: %q does not change %s", m.line, m.from, url)
		}
		if got, err := verifier.Verify(changed, keys(testKey)); err == nil {
			t.Errorf("line %d: accepted %s as %+v", m.line, changed, got)
		}
	}
	t.Logf("%d mutations", len(all))
}

// signatureWords are the names that the last section of the file has for spellings of the signature.
func signatureWords(t *testing.T, url, digest string) *strings.Replacer {
	t.Helper()
	raw, err := hex.DecodeString(digest)
	if err != nil {
		t.Fatal(err)
	}
	reversed := []byte(digest)
	slices.Reverse(reversed)
	var percent strings.Builder
	for _, b := range []byte(digest) {
		percent.WriteString("%" + hex.EncodeToString([]byte{b}))
	}
	message, _, _ := strings.Cut(url, signatureMark)
	plain := sha256.Sum256([]byte(testKey + message)) // length extension works on this, not on HMAC
	letter := strings.IndexAny(digest, "abcdef")
	return strings.NewReplacer(
		"$HEX", digest,
		"$UPPER", strings.ToUpper(digest),
		"$MIXED", digest[:letter]+strings.ToUpper(digest[letter:letter+1])+digest[letter+1:],
		"$SHORT", digest[:hexBytes-1],
		"$TAIL", digest[1:],
		"$REVERSED", string(reversed),
		"$BASE64URL", base64.RawURLEncoding.EncodeToString(raw),
		"$BASE64", base64.StdEncoding.EncodeToString(raw),
		"$PERCENT", percent.String(),
		"$ZERO", strings.Repeat("0", hexBytes),
		"$ONES", strings.Repeat("f", hexBytes),
		"$SHA256", hex.EncodeToString(plain[:]),
		"$HMACOFKEY", signHex("", testKey),
		"$MD5LENGTH", digest[:32],
	)
}

// FuzzVerify: a URL that verifies carries a message that was signed, and its signature.
func FuzzVerify(f *testing.F) {
	all := vectors(f)
	var apiKeys []string
	for _, v := range all {
		apiKeys = append(apiKeys, v.Key)
		f.Add(v.request())
		f.Add("/signed" + v.request() + "&fbclid=1")
		f.Add(strings.Replace(v.request(), "&s=", "&amp;s=", 1))
		f.Add(v.request()[:len(v.request())-1])
	}
	verifier, ring := newVerifier(f, testBase), keys(apiKeys...)
	f.Fuzz(func(t *testing.T, url string) {
		got, err := verifier.Verify(url, ring)
		if err != nil {
			for _, kind := range []error{ErrMissing, ErrMismatch, ErrMalformed, ErrDuplicate, ErrTooLong} {
				if errors.Is(err, kind) {
					return
				}
			}
			t.Fatalf("untyped error: %v", err)
		}
		if !strings.Contains(url, signatureMark) {
			url = strings.ReplaceAll(url, "&amp;", "&")
		}
		for _, v := range all {
			for _, prefix := range []string{"/", "/signed/", testBase + "/", testBase + "/signed/"} {
				for _, original := range []string{v.URL, strings.TrimPrefix(v.URL, testBase+"/"), strings.TrimPrefix(v.URL, testBase+"/signed/")} {
					tail, ok := strings.CutPrefix(url, prefix+original)
					if ok && (tail == "" || tail[0] == '&') && got.Template == v.Template && got.Ext == v.Ext {
						return
					}
				}
			}
		}
		t.Fatalf("accepted %q as %+v", url, got)
	})
}

// FuzzParse: what parses has one spelling: encoding the changes again in the spelling that was found
// gives the text that was signed.
func FuzzParse(f *testing.F) {
	for _, v := range vectors(f) {
		message, _, _ := strings.Cut(v.URL, signatureMark)
		f.Add(strings.TrimPrefix(strings.TrimPrefix(message, testBase+"/"), "signed/") + "&w=600&q=%38")
	}
	f.Add("a.b?c=-_%2B%3d&=")
	f.Fuzz(func(t *testing.T, message string) {
		r, err := readRequest(message)
		if err != nil {
			if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrDuplicate) {
				t.Fatalf("untyped error: %v", err)
			}
			return
		}
		_, c, _ := strings.Cut(message, "?c=")
		c, _, _ = strings.Cut(c, "&")
		c = strings.NewReplacer("%2B", "+", "%2b", "+", "%2F", "/", "%2f", "/", "%3D", "=", "%3d", "=").Replace(c)
		if strings.Contains(c, "%") {
			return // letters may be percent-encoded as well
		}
		for _, e := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
			if e.EncodeToString(r.Changes) == c {
				return
			}
		}
		t.Fatalf("%q decodes to %q, which is not how that is encoded", c, r.Changes)
	})
}

func BenchmarkVerify(b *testing.B) {
	v := vectors(b)[0]
	verifier, ring := newVerifier(b, testBase), keys(v.Key, "an overlapping key")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := verifier.Verify(v.request(), ring); err != nil {
			b.Fatal(err)
		}
	}
}
