package signedurl

import (
	"bufio"
	"encoding/base64"
	"errors"
	"iter"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestEveryByteCounts changes every byte of every vector of scheme "request".
func TestEveryByteCounts(t *testing.T) {
	verifier := newVerifier(t, testBase)
	tried := 0
	for _, v := range vectors(t) {
		for changed := range changedBytes(v.request()) {
			tried++
			if got, err := verifier.Verify(changed, keys(v.Key)); err == nil {
				t.Errorf("accepted %q as %+v", changed, got)
			}
		}
	}
	t.Logf("%d changed URLs, 0 accepted", tried)
}

// changedBytes changes, drops, doubles and swaps every byte of a URL.
func changedBytes(url string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range len(url) {
			b := url[i]
			for _, c := range []byte{b ^ 0x20, b + 1, b - 1, b ^ 0x80, 0, '%', '&', '=', '/', '+', '-', '_', ' ', ';', '0', 'a', 'A'} {
				if c != b && !yield(url[:i]+string([]byte{c})+url[i+1:]) {
					return
				}
			}
			if !yield(url[:i]+url[i+1:]) || !yield(url[:i]+string([]byte{b})+url[i:]) {
				return
			}
			if i > 0 && url[i-1] != b && !yield(url[:i-1]+string([]byte{b, url[i-1]})+url[i+1:]) {
				return
			}
		}
	}
}

// mutation is one edit of a file of testdata.
type mutation struct {
	line     int
	section  string // scheme that it is for, or "both"; empty in a file of one scheme
	from, to string
}

func mutations(t *testing.T, file string) []mutation {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []mutation
	lines, section := bufio.NewScanner(f), ""
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if name, ok := strings.CutPrefix(line, "["); ok {
			section = strings.TrimSuffix(name, "]")
			continue
		}
		from, to, ok := strings.Cut(line, " => ")
		a, errA := strconv.Unquote(from)
		b, errB := strconv.Unquote(to)
		if !ok || errA != nil || errB != nil {
			t.Fatalf("%s:%d: %s", file, n, line)
		}
		all = append(all, mutation{n, section, a, b})
	}
	return all
}

// TestMutations applies edits that people and programs make to a URL of each scheme that uses every part
// of it. The key accepts every scheme, so that none may pass for another.
func TestMutations(t *testing.T) {
	const least = 200 // in each file, so for each family of schemes
	verifier := newVerifier(t, testBase)
	for _, file := range []string{"mutations-request.txt", "mutations-named.txt", "mutations-foreign.txt"} {
		tried := 0
		for _, m := range mutations(t, file) {
			for _, s := range samples(t) {
				if m.section != string(s.scheme) && (m.section != "both" || !s.named()) && (m.section != "" || s.scheme != SchemeRequest) {
					continue
				}
				tried++
				words := s.words(t)
				changed := strings.Replace(s.url, words.Replace(m.from), words.Replace(m.to), 1)
				if changed == s.url {
					t.Errorf("%s:%d: %q does not change %s", file, m.line, m.from, s.url)
				}
				if got, err := verifier.Verify(changed, everything()); err == nil {
					t.Errorf("%s:%d: accepted %s as %+v", file, m.line, changed, got)
				}
			}
		}
		if tried < least {
			t.Errorf("%s: %d mutations, want at least %d", file, tried, least)
		}
		t.Logf("%s: %d mutations, 0 accepted", file, tried)
	}
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
