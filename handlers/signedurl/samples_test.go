package signedurl

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"
)

// sample is a URL that uses every part of its scheme, and what Verify makes of it.
type sample struct {
	scheme    Scheme
	url       string // whole or from the root on
	message   string // that is signed
	secret    string
	signature string // as it stands in the URL, without "v2."
	want      Request
}

func (s sample) named() bool { return s.scheme == SchemeKeyID || s.scheme == SchemeV2 }

const (
	imgproxyKey  = "943b421c9eb07c830af81030552c86009268de4e532ba2ee2eab8247c6da0881" // of imgproxy's examples
	imgproxySalt = "520f986b998545b4785e0defbc4f3c1203f22de2374a3d53cb7a7fe9fea309c5"
)

func allSchemes() []Scheme {
	return append(DefaultSchemes(), SchemeBannerbearV2, SchemeBannerbearV5, SchemePlacid, SchemeHCTI, SchemeImgproxy)
}

// everything is a ring whose one key accepts every scheme. There is another key beside it, whose id is
// known and whose secrets are not those of any sample.
func everything() Credentials {
	return Credentials{
		{KeyID: "key_other1", APIKeys: []string{"sk_live_other"}, SigningSecrets: []string{"sig_secret_other"}, Schemes: allSchemes()},
		{KeyID: testKeyID, APIKeys: []string{testKey}, SigningSecrets: []string{testSecret, imgproxyKey + ":" + imgproxySalt}, Schemes: allSchemes()},
	}
}

// samples has one URL of each scheme. They are put together here from the schemes' descriptions, with none
// of the code that verifies.
func samples(t testing.TB) []sample {
	t.Helper()
	changes := []byte(`[{"id":"title","text":"ÿÿÿ>>>???~~~ÿþ"}] `)
	request := testBase + "/signed/article-card.jpg?c=" + base64.StdEncoding.EncodeToString(changes) + "&w=600&q=80"
	return []sample{
		requestSample(request, changes),
		namedSample(SchemeKeyID), namedSample(SchemeV2),
		tailSample(SchemeBannerbearV2, "/signedurl/A89wavQyY3Bebk3djP/image.jpg?modifications=W3sibmFtZSI6InRpdGxlIiwidGV4dCI6IkhpIn1d",
			"https://ondemand.bannerbear.com", testKey, Request{
				Path: "signedurl/A89wavQyY3Bebk3djP/image.jpg", Template: "a89wavqyy3bebk3djp", Ext: "jpg",
				Changes: []byte(`[{"name":"title","text":"Hi"}]`),
			}),
		tailSample(SchemeBannerbearV5, "/instant/kLm9?title:text=Hello+there&template:width=600", "https://on-demand.bannerbear.com", testSecret, Request{
			Path: "instant/kLm9", Template: "klm9", Changes: []byte(`[{"id":"title","text":"Hello there"}]`), Params: []Param{{"width", "600"}},
		}),
		placidSample("?"), hctiSample(), imgproxySample(),
	}
}

func requestSample(message string, changes []byte) sample {
	s := sample{scheme: SchemeRequest, message: message, secret: testKey, signature: hexOf(message, testKey)}
	s.url = message + "&s=" + s.signature
	s.want = Request{Path: "signed/article-card.jpg", Template: "article-card", Ext: "jpg", Changes: changes, Params: []Param{{"w", "600"}, {"q", "80"}}}
	return s
}

// namedSample signs one query in two ways.
func namedSample(scheme Scheme) sample {
	const (
		query = "title=Caf%C3%A9+%26+Cr%C3%A8me+%2B+100%25&badge=New&c=W3siaWQiOiJ0aXRsZSIsInRleHQiOiJIaSJ9XQ&expires=4102444800" +
			"&format=webp&logo=https%3A%2F%2Fcdn.example%2Fa.png%3Fv%3D1%26w%3D2&template=article-card&width=600&key_id=key_abc123"
		decoded = "badge=New&c=W3siaWQiOiJ0aXRsZSIsInRleHQiOiJIaSJ9XQ&expires=4102444800&format=webp&key_id=key_abc123" +
			"&logo=https://cdn.example/a.png?v=1&w=2&template=article-card&title=Café & Crème + 100%&width=600"
		encoded = "/v1/og?badge=New&c=W3siaWQiOiJ0aXRsZSIsInRleHQiOiJIaSJ9XQ&expires=4102444800&format=webp&key_id=key_abc123" +
			"&logo=https%3A%2F%2Fcdn.example%2Fa.png%3Fv%3D1%26w%3D2&template=article-card&title=Caf%C3%A9%20%26%20Cr%C3%A8me%20%2B%20100%25&width=600"
	)
	s := sample{scheme: scheme, secret: testSecret, message: decoded, signature: hexOf(decoded, testSecret)}
	s.url = testBase + "/v1/og?" + query + "&signature=" + s.signature
	if scheme == SchemeV2 {
		s.message, s.signature = encoded, base64Of(encoded, testSecret)
		s.url = testBase + "/v1/og?" + query + "&signature=v2." + s.signature
	}
	s.want = Request{
		Path: "v1/og", Template: "article-card", Changes: []byte(`[{"id":"title","text":"Hi"}]`), Expires: time.Unix(4102444800, 0).UTC(),
		Params: []Param{{"title", "Café & Crème + 100%"}, {"badge", "New"}, {"format", "webp"}, {"logo", "https://cdn.example/a.png?v=1&w=2"}, {"width", "600"}},
	}
	return s
}

// tailSample signs a former host with the rest.
func tailSample(scheme Scheme, rest, host, secret string, want Request) sample {
	s := sample{scheme: scheme, message: host + rest, secret: secret, signature: hexOf(host+rest, secret), want: want}
	s.url = rest + "&s=" + s.signature
	return s
}

func placidSample(prefix string) sample {
	const query = "title[text]=Hello%20friend%21&logo[hide]=true"
	s := sample{scheme: SchemePlacid, message: prefix + query, secret: testKey, signature: hexOf(prefix+query, testKey)}
	s.url = "/u/zqipxhxog?" + query + "&s=" + s.signature
	s.want = Request{Path: "u/zqipxhxog", Template: "zqipxhxog", Changes: []byte(`[{"id":"title","text":"Hello friend!"},{"hide":true,"id":"logo"}]`)}
	return s
}

func hctiSample() sample {
	const query = "title=%22Launch%22&width=600"
	s := sample{scheme: SchemeHCTI, message: query, secret: testKey, signature: hexOf(query, testKey)}
	s.url = "/v1/image/t-b0354248/" + s.signature + "/png?" + query
	s.want = Request{
		Path: "v1/image/t-b0354248/" + s.signature + "/png", Template: "t-b0354248", Ext: "png",
		Params: []Param{{"title", "Launch"}, {"width", "600"}},
	}
	return s
}

func imgproxySample() sample {
	const path = "/rs:fill:300:400/q:80/exp:4102444800/plain/https:%2F%2Fimg.example.com/a%20b.jpg@webp"
	key, _ := hex.DecodeString(imgproxyKey)
	salt, _ := hex.DecodeString(imgproxySalt)
	s := sample{scheme: SchemeImgproxy, message: string(salt) + path, secret: string(key), signature: base64Of(string(salt)+path, string(key))}
	s.url = "/" + s.signature + path
	s.want = Request{
		Path: strings.TrimPrefix(path, "/"), Template: ImgproxyTemplate, Ext: "webp", Expires: time.Unix(4102444800, 0).UTC(),
		Params: []Param{{"width", "300"}, {"height", "400"}, {"quality", "80"}, {"src", "https://img.example.com/a b.jpg"}},
	}
	return s
}

func hexOf(message, secret string) string { return hex.EncodeToString(sum(message, secret)) }

func base64Of(message, secret string) string {
	return base64.RawURLEncoding.EncodeToString(sum(message, secret))
}

// words are the names that the files of mutations have for spellings of the signature.
func (s sample) words(t *testing.T) *strings.Replacer {
	t.Helper()
	raw := sum(s.message, s.secret)
	reversed := []byte(s.signature)
	slices.Reverse(reversed)
	var percent strings.Builder
	for _, b := range []byte(s.signature) {
		percent.WriteString("%" + hex.EncodeToString([]byte{b}))
	}
	plain := sha256.Sum256([]byte(s.secret + s.message)) // length extension works on this, not on HMAC
	letter := strings.IndexAny(s.signature, "abcdef")
	n := len(s.signature)
	// The last letter of 32 bytes in base64 has two bits too many; with the lowest set it is another
	// spelling of the same bytes.
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	leftover := base64.RawURLEncoding.EncodeToString(raw)
	leftover = leftover[:42] + alphabet[strings.IndexByte(alphabet, leftover[42])+1:][:1]
	return strings.NewReplacer(
		"$SIG", s.signature,
		"$HEX0", s.signature+"0",
		"$HEX", hex.EncodeToString(raw),
		"$UPPER", strings.ToUpper(s.signature),
		"$MIXED", s.signature[:letter]+strings.ToUpper(s.signature[letter:letter+1])+s.signature[letter+1:],
		"$SHORT", s.signature[:n-1],
		"$TAIL", s.signature[1:],
		"$SWAPPED", s.signature[1:]+s.signature[:1],
		"$REVERSED", string(reversed),
		"$BASE64URL", base64.RawURLEncoding.EncodeToString(raw),
		"$BASE64", base64.StdEncoding.EncodeToString(raw),
		"$STANDARD", base64.StdEncoding.EncodeToString(raw),
		"$PADDED", s.signature+"=",
		"$LEFTOVER", leftover,
		"$PERCENT", percent.String(),
		"$ZERO", strings.Repeat("0", n),
		"$ONES", strings.Repeat("f", n),
		"$OTHER", hexOf(s.message, "sig_secret_other"),
		"$SHA256", hex.EncodeToString(plain[:]),
		"$HMACOFKEY", hexOf("", s.secret),
		"$REQUEST", hexOf(s.message, testKey),
		"$MD5LENGTH", s.signature[:32],
	)
}
