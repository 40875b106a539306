package signedurl

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// signedBy is a URL of scheme "key_id" with any message in any place.
func signedBy(query, message string) string {
	return "/v1/og?" + query + "&signature=" + hexOf(message, testSecret)
}

func TestBothSortOrders(t *testing.T) {
	const query = "title=t&title_2=b&title1=a&Zeta=1&format=webp&width=600&key_id=" + testKeyID
	orders := map[string]struct {
		message string
		want    error
	}{
		"bytes":       {"Zeta=1&format=webp&key_id=key_abc123&title=t&title1=a&title_2=b&width=600", nil},
		"locale":      {"format=webp&key_id=key_abc123&title=t&title_2=b&title1=a&width=600&Zeta=1", nil},
		"as it came":  {query, ErrMismatch},
		"descending":  {"width=600&title_2=b&title1=a&title=t&key_id=key_abc123&format=webp&Zeta=1", ErrMismatch},
		"ignore case": {"format=webp&key_id=key_abc123&title=t&title1=a&title_2=b&width=600&Zeta=1", ErrMismatch},
	}
	for name, o := range orders {
		if _, err := newVerifier(t).Verify(signedBy(query, o.message), everything()); !errors.Is(err, o.want) {
			t.Errorf("%s: %v, want %v", name, err, o.want)
		}
	}
}

// TestLocaleCompare sorts names as Node does, which has the tables of Unicode.
func TestLocaleCompare(t *testing.T) {
	needTool(t, "node", "nodejs")
	var names []string
	for a := ' '; a <= '~'; a++ {
		names = append(names, string(a), "a"+string(a), string(a)+"a", "title"+string(a), "A"+string(a))
	}
	draw := rapid.StringMatching(`[!-~]{1,6}`)
	for i := range 3000 {
		names = append(names, draw.Example(i), strings.ToUpper(draw.Example(i)))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	input, err := json.Marshal(names)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "-e", `
		const names = JSON.parse(require('fs').readFileSync(0));
		process.stdout.write(JSON.stringify(names.sort((a, b) => a.localeCompare(b))));`)
	node.Stdin = strings.NewReader(string(input))
	output, err := node.Output()
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	if err := json.Unmarshal(output, &want); err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(names, localeCompare)
	for i, name := range names {
		if name != want[i] {
			t.Fatalf("place %d: %q, Node has %q", i, name, want[i])
		}
	}
	t.Logf("%d names", len(names))
}

func TestNamedURLs(t *testing.T) {
	const key = "key_id=" + testKeyID
	sign := func(rest string) string { // of scheme v2, whose message is put together in place
		path, query, _ := strings.Cut(rest, "?")
		return "/" + path + "?" + query + "&signature=v2." + base64Of("/"+strings.Replace(path, "%40", "@", 1)+"?"+query, testSecret)
	}
	many := make([]string, maxParams)
	for i := range many {
		many[i] = fmt.Sprintf("x%d=1", i)
	}
	tests := []struct {
		name, url string
		want      error
	}{
		{"an endpoint", sign("v1/preview?" + key + "&url=https%3A%2F%2Fexample.com"), nil},
		{"a picture", sign("v1/image/card?" + key), nil},
		{"a picture with an extension", sign("v1/image/card.png?" + key), nil},
		{"a pinned template", sign("v1/image/card@3.png?" + key), nil},
		{"a pinned template, escaped", sign("v1/image/card%403.png?" + key), nil},
		{"the template of the path, again", sign("v1/image/card.png?" + key + "&template=card"), nil},
		{"another template than the path's", sign("v1/image/card.png?" + key + "&template=quote"), ErrMalformed},
		{"a template that is a path", sign("v1/og?" + key + "&template=..%2Fcard"), ErrMalformed},
		{"another endpoint", sign("v1/render?" + key), ErrMalformed},
		{"a folder below an endpoint", sign("v1/og/x?" + key), ErrMalformed},
		{"no name of a picture", sign("v1/image/?" + key), ErrMalformed},
		{"escaped once too often", sign("v1/image/card%25403?" + key), ErrMalformed},
		{"no query", "/v1/og", ErrMissing},
		{"an empty query", "/v1/og?", ErrMissing},
		{"no signature", "/v1/og?title=x&" + key, ErrMissing},
		{"an empty signature", "/v1/og?title=x&" + key + "&signature=", ErrMissing},
		{"no key", signedBy("title=x", "title=x"), ErrMissing},
		{"an unknown key", strings.Replace(signedBy(key, key), "abc", "abd", 1), ErrMismatch},
		{"changes that are not base64", sign("v1/og?c=%2A&" + key), ErrMalformed},
		{"changes escaped twice", sign("v1/og?c=W10%253D&" + key), ErrMalformed},
		{"s beside a signature", sign("v1/og?" + key + "&s=1"), ErrMalformed},
		{"a parameter twice", sign("v1/og?" + key + "&title=1&title=1"), ErrDuplicate},
		{"a parameter twice, spelled otherwise", sign("v1/og?" + key + "&title=1&%74itle=2"), ErrDuplicate},
		{"a key twice", sign("v1/og?" + key + "&" + key), ErrDuplicate},
		{"a parameter twice, unsigned", "/v1/og?a=1&a=1&" + key + "&signature=0", ErrDuplicate},
		{"not UTF-8", sign("v1/og?" + key + "&title=%FF"), ErrMalformed},
		{"a raw space", sign("v1/og?" + key + "&title=a b"), ErrMalformed},
		{"a raw line break", sign("v1/og?" + key + "&title=a\nb"), ErrMalformed},
		{"a name with &, in key_id", signedBy("a%26b=1&"+key, "a&b=1&"+key), ErrMalformed},
		{"a value that hides expires, in key_id", signedBy("badge=a%26expires%3D1&"+key, "badge=a&expires=1&"+key), ErrMalformed},
		{"milliseconds", sign("v1/og?expires=1800000000000&" + key), ErrMalformed},
		{"no time", sign("v1/og?expires=tomorrow&" + key), ErrMalformed},
		{"too many parameters", "/v1/og?" + strings.Join(many, "&") + "&" + key + "&signature=0", ErrMalformed},
	}
	verifier := newVerifier(t)
	for _, test := range tests {
		got, err := verifier.Verify(test.url, everything())
		if !errors.Is(err, test.want) {
			t.Errorf("%s: %s: got %+v, %v, want %v", test.name, test.url, got, err, test.want)
		}
	}
}

// Crawlers and mail programs spell a query anew; what it says stays the same.
func TestNamedURLsSurviveRespelling(t *testing.T) {
	verifier := newVerifier(t)
	for _, s := range samples(t)[1:3] {
		url := strings.TrimPrefix(s.url, testBase)
		_, query, _ := strings.Cut(url, "?")
		unsigned, signature, _ := strings.Cut(query, "&signature=")
		for name, changed := range map[string]string{
			"spaces as %20":          strings.ReplaceAll(url, "+", "%20"),
			"letters escaped":        strings.ReplaceAll(url, "badge", "%62adge"),
			"colon and slash raw":    strings.NewReplacer("%3A", ":", "%2F", "/", "%3F", "?").Replace(url),
			"UTF-8 raw":              strings.NewReplacer("%C3%A9", "é", "%C3%A8", "è").Replace(url),
			"escaped as HTML":        strings.ReplaceAll(url, "&", "&amp;"),
			"parameters moved":       "/v1/og?width=600&" + strings.Replace(query, "&width=600", "", 1),
			"the signature in front": "/v1/og?signature=" + signature + "&" + unsigned,
		} {
			got, err := verifier.Verify(changed, everything())
			if err != nil || got.Template != s.want.Template || !slices.Contains(got.Params, s.want.Params[0]) || len(got.Params) != len(s.want.Params) {
				t.Errorf("%s, %s: %s: %+v, %v", s.scheme, name, changed, got, err)
			}
		}
		twice := strings.ReplaceAll(url, "&", "&amp;amp;")
		if _, err := verifier.Verify(twice, everything()); err == nil {
			t.Errorf("%s: accepted %s", s.scheme, twice)
		}
	}
}

// What scheme key_id cannot tell apart, and v2 can: why a key may be set to v2 alone.
func TestKeyIDIsAmbiguous(t *testing.T) {
	verifier := newVerifier(t)
	params := []Param{{"badge", "New"}, {"format", "png"}}
	message := "badge=New&format=png&key_id=" + testKeyID
	swallowed := signedBy("badge=New%26format%3Dpng&key_id="+testKeyID, message)
	got, err := verifier.Verify(swallowed, everything())
	if want := []Param{{"badge", "New&format=png"}}; err != nil || !reflect.DeepEqual(got.Params, want) {
		t.Errorf("%+v, %v, want %v", got, err, want)
	}
	v2, err := KeySigner{KeyID: testKeyID, Secret: testSecret}.URL("v1/og", params)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := verifier.Verify(strings.Replace(v2, "badge=New&format=png", "badge=New%26format%3Dpng", 1), everything()); !errors.Is(err, ErrMismatch) {
		t.Error(err)
	}
}

func TestKeySignerRoundTrip(t *testing.T) {
	verifier := newVerifier(t, testBase)
	rapid.Check(t, func(t *rapid.T) {
		s := KeySigner{KeyID: testKeyID, Secret: testSecret, Base: rapid.SampledFrom([]string{"", testBase, testBase + "/"}).Draw(t, "base")}
		params := drawParams(t)
		want := Request{
			Scheme: SchemeV2, KeyID: testKeyID, Path: "v1/image/card@3.webp", Template: "card@3", Ext: "webp",
			Changes: rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(t, "changes"), Params: slices.Clone(params),
		}
		url, err := s.URL(want.Path, append(params, Changes(want.Changes)))
		if errors.Is(err, ErrTooLong) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(params)
		if again, err := s.URL(want.Path, append(params, Changes(want.Changes))); err != nil || again != url {
			t.Fatalf("in another order: %s, %v, want %s", again, err, url)
		}
		got, err := verifier.Verify(url, keys())
		slices.SortFunc(got.Params, byName)
		slices.SortFunc(want.Params, byName)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: got %+v, %v, want %+v", url, got, err, want)
		}
	})
}

func TestKeySignerRefuses(t *testing.T) {
	good := KeySigner{KeyID: testKeyID, Secret: testSecret}
	tests := []struct {
		name   string
		signer KeySigner
		path   string
		params []Param
		want   error
	}{
		{"no key id", KeySigner{Secret: testSecret}, "v1/og", nil, ErrUnsignable},
		{"no secret", KeySigner{KeyID: testKeyID}, "v1/og", nil, ErrUnsignable},
		{"a base without a scheme", KeySigner{KeyID: testKeyID, Secret: testSecret, Base: "cards.example.com"}, "v1/og", nil, ErrUnsignable},
		{"another path", good, "v1/keys", nil, ErrUnsignable},
		{"a leading slash", good, "/v1/og", nil, ErrUnsignable},
		{"a path that needs escaping", good, "v1/image/a b.png", nil, ErrUnsignable},
		{"key_id", good, "v1/og", []Param{{"key_id", "x"}}, ErrUnsignable},
		{"signature", good, "v1/og", []Param{{"signature", ""}}, ErrUnsignable},
		{"s", good, "v1/og", []Param{{"s", "x"}}, ErrUnsignable},
		{"twice", good, "v1/og", []Param{{"a", "1"}, {"a", "2"}}, ErrUnsignable},
		{"no name", good, "v1/og", []Param{{"", "1"}}, ErrUnsignable},
		{"not UTF-8", good, "v1/og", []Param{{"a", "\xff"}}, ErrUnsignable},
		{"another template", good, "v1/image/card.png", []Param{{"template", "quote"}}, ErrUnsignable},
		{"too long", good, "v1/og", []Param{{"a", strings.Repeat("x", MaxURLBytes)}}, ErrTooLong},
	}
	for _, test := range tests {
		if url, err := test.signer.URL(test.path, test.params); !errors.Is(err, test.want) || url != "" {
			t.Errorf("%s: got %q, %v, want %v", test.name, url, err, test.want)
		}
	}
}

func TestNamedVectorsVerify(t *testing.T) {
	data, err := os.ReadFile("testdata/signing.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Named []struct {
			URL, Secret, Signed string
			KeyID               string `json:"key_id"`
		} `json:"key_id_signature"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Named) < 15 {
		t.Fatalf("%d vectors of scheme 2, want at least 15", len(all.Named))
	}
	verifier := newVerifier(t, testBase)
	tried := 0
	for _, v := range all.Named {
		ring := Credentials{{KeyID: v.KeyID, SigningSecrets: []string{"sig_secret_new", v.Secret}, Schemes: allSchemes()}}
		for _, target := range []string{v.Signed, strings.TrimPrefix(v.Signed, testBase)} {
			got, err := verifier.Verify(target, ring)
			if err != nil || got.Scheme != SchemeKeyID || len(got.Params) != 1+strings.Count(v.URL, "&") {
				t.Errorf("%s: %+v, %v", target, got, err)
			}
		}
		for changed := range changedBytes(v.Signed) {
			tried++
			if got, err := verifier.Verify(changed, ring); err == nil {
				t.Errorf("accepted %q as %+v", changed, got)
			}
		}
	}
	t.Logf("%d vectors, %d changed URLs, 0 accepted", len(all.Named), tried)
}
