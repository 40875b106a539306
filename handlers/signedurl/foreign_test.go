package signedurl

import (
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// URLs that the services' own documentation prints, with the keys that it prints beside them.
func TestPublishedExamples(t *testing.T) {
	ring := Credentials{{KeyID: "key_x", APIKeys: []string{"your-api-key-here"}, SigningSecrets: []string{"736563726574:68656C6C6F"}, Schemes: allSchemes()}}
	tests := []struct {
		source, url string
		want        Request
	}{
		{ // the token of htmlcsstoimage/docs getting-started/create-and-render.md, at the path of a template
			"hcti", "/v1/image/t-b0354248/ac5553c5a9031e09f4580101080045e7e4cbd1734aa1b53a94f1006c3496ca21?html=%3Cdiv%3EHello%3C%2Fdiv%3E",
			Request{Template: "t-b0354248", Params: []Param{{"html", "<div>Hello</div>"}}},
		},
		{ // docs.imgproxy.net/signing_the_url, key "secret", salt "hello"
			"imgproxy", "/oKfUtW34Dvo2BGQehJFR4Nr0_rIjOtdtzJ3QFsUcXH8/rs:fill:300:400:0/g:sm/aHR0cDovL2V4YW1w/bGUuY29tL2ltYWdl/cy9jdXJpb3NpdHku/anBn.png",
			Request{Template: ImgproxyTemplate, Ext: "png", Params: []Param{{"width", "300"}, {"height", "400"}, {"src", "http://example.com/images/curiosity.jpg"}}},
		},
	}
	for _, test := range tests {
		got, err := newVerifier(t).Verify(test.url, ring)
		test.want.Scheme, test.want.KeyID, test.want.Path = Scheme(test.source), "key_x", got.Path
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %+v, %v, want %+v", test.source, got, err, test.want)
		}
	}
}

// A migration may keep the host that URLs were published under, or sign new ones with the new host.
func TestHostsOfWholeURLs(t *testing.T) {
	verifier, err := NewVerifier(Config{PublicBases: []string{testBase}, FormerBases: []string{"https://img.example.org/cards/"}})
	if err != nil {
		t.Fatal(err)
	}
	const rest = "signedurl/Base/image.png?modifications=W10"
	for host, want := range map[string]error{
		"https://ondemand.bannerbear.com/":  nil,
		"https://on-demand.bannerbear.com/": nil,
		"https://cdn.bannerbear.com/":       nil,
		"https://img.example.org/cards/":    nil,
		testBase + "/":                      nil,
		"https://bannerbear.com/":           ErrMismatch,
		"http://ondemand.bannerbear.com/":   ErrMismatch,
		"https://evil.example/":             ErrMismatch,
		"":                                  ErrMismatch,
	} {
		url := "/" + rest + "&s=" + hexOf(host+rest, testKey)
		if _, err := verifier.Verify(url, everything()); !errors.Is(err, want) {
			t.Errorf("signed for %q: %v, want %v", host, err, want)
		}
		if _, err := verifier.Verify(url+"&fbclid=1", everything()); !errors.Is(err, want) {
			t.Errorf("signed for %q, with a tail: %v, want %v", host, err, want)
		}
	}
	_, err = NewVerifier(Config{FormerBases: []string{"bannerbear.com", "ftp://x"}})
	if err == nil || strings.Count(err.Error(), "former base URL") != 2 {
		t.Error(err)
	}
}

// What holds a signature and still makes no picture, or an unusual one.
func TestForeignURLs(t *testing.T) {
	v2 := func(modifications string) string {
		rest := "/signedurl/Base/image.jpg?modifications=" + base64.RawURLEncoding.EncodeToString([]byte(modifications))
		return rest + "&s=" + hexOf("https://ondemand.bannerbear.com"+rest, testKey)
	}
	v5 := func(rest string) string {
		return rest + "&s=" + hexOf("https://on-demand.bannerbear.com"+rest, testSecret)
	}
	whole := `{"template":{"width":1030,"height":890},"objects":[{"name":"title","text":"Hi"}]}`
	placid := func(query string) string { return "/u/card?" + query + "&s=" + hexOf(query, testKey) }
	hcti := func(path, query string) string {
		return "/v1/image/" + strings.Replace(path, "TOKEN", hexOf(query, testKey), 1) + "?" + query
	}
	imgproxy := func(path string) string { return "/" + base64Of(path, testSecret) + path }
	tests := []struct {
		name, url string
		want      Request // that of which Changes and Params are compared
		err       error
	}{
		{"v2 with objects", v2(whole), Request{Changes: []byte(`[{"name":"title","text":"Hi"}]`), Params: []Param{{"width", "1030"}, {"height", "890"}}}, nil},
		{"v2, template alone", v2(`{"template":{"width":"9"}}`), Request{Params: []Param{{"width", "9"}}}, nil},
		{"v2, unknown part", v2(`{"objects":[],"scale":2}`), Request{}, ErrMalformed},
		{"v2, size in words", v2(`{"template":{"width":"wide"}}`), Request{}, ErrMalformed},
		{"v2, half an object", v2(`{"objects":`), Request{}, ErrMalformed},
		{"v5 encoded", v5("/i/AbC?modifications=W10"), Request{Changes: []byte("[]")}, nil},
		{"v5 with an extension", v5("/i/AbC/image.png?modifications=W10"), Request{Changes: []byte("[]")}, nil},
		{"v5, both modes", v5("/i/AbC?modifications=W10&title:text=x"), Request{}, ErrMalformed},
		{"v5, id of a layer", v5("/i/AbC?title:id=x"), Request{}, ErrMalformed},
		{"v5, name of no layer", v5("/i/AbC?:text=x"), Request{}, ErrMalformed},
		{"v5, no layer", v5("/i/AbC?title:text=x&width=9"), Request{}, ErrMalformed},
		{"v5, hidden", v5("/i/AbC?a:hide=true&b:hide=false"), Request{Changes: []byte(`[{"hide":true,"id":"a"},{"hide":false,"id":"b"}]`)}, nil},
		{"v5, hidden or not", v5("/i/AbC?a:hide=maybe"), Request{}, ErrMalformed},
		{"v5 twice", v5("/i/AbC?a:text=1&a:text=2"), Request{}, ErrDuplicate},
		{"v5, id with a version", v5("/i/AbC@3?a:text=1"), Request{}, ErrMalformed},
		{"unsigned", "/i/AbC?modifications=W10", Request{}, ErrMissing},
		{"placid, several of one layer", placid("a[text]=1&b[text]=2&a[text_color]=%23fff"), Request{Changes: []byte(`[{"id":"a","text":"1","text_color":"#fff"},{"id":"b","text":"2"}]`)}, nil},
		{"placid, as its documentation joins it", "/u/card/&a[text]=1&s=" + hexOf("&a[text]=1", testKey), Request{Template: "card", Changes: []byte(`[{"id":"a","text":"1"}]`)}, nil},
		{"placid, no property", placid("a=1"), Request{}, ErrMalformed},
		{"placid, two properties", placid("a[b][c]=1"), Request{}, ErrMalformed},
		{"placid, unclosed", placid("a[text=1"), Request{}, ErrMalformed},
		{"placid, no layer", placid("[text]=1"), Request{}, ErrMalformed},
		{"placid twice", placid("a[text]=1&a[text]=1"), Request{}, ErrDuplicate},
		{"placid unsigned", "/u/card?a[text]=1", Request{}, ErrMissing},
		{"hcti without a format", hcti("card/TOKEN", "title=Hi"), Request{Params: []Param{{"title", "Hi"}}}, nil},
		{"hcti with an extension", hcti("card/TOKEN.webp", "title=Hi"), Request{Params: []Param{{"title", "Hi"}}}, nil},
		{"hcti, other JSON", hcti("card/TOKEN/png", "n=4.5&o=%7B%22a%22%3A1%7D"), Request{Params: []Param{{"n", "4.5"}, {"o", `{"a":1}`}}}, nil},
		{"hcti of a version", hcti("card/TOKEN/png", "title=Hi&template_version=3"), Request{Template: "card@3", Params: []Param{{"title", "Hi"}}}, nil},
		{"hcti of no version", hcti("card/TOKEN/png", "title=Hi&template_version=new"), Request{}, ErrMalformed},
		{"hcti of HTML", hcti("create-and-render/id/TOKEN/png", "html=Hi"), Request{}, ErrMalformed},
		{"hcti without values", hcti("card/TOKEN/png", ""), Request{}, ErrMissing},
		{"hcti escaped as HTML", strings.ReplaceAll(hcti("card/TOKEN/png", "a=1&b=2"), "&", "&amp;"), Request{Params: []Param{{"a", "1"}, {"b", "2"}}}, nil},
		{"imgproxy, long names", imgproxy("/resize:fit:300:0/quality:50/plain/http://a.example/b"), Request{Params: []Param{{"width", "300"}, {"quality", "50"}, {"src", "http://a.example/b"}}}, nil},
		{"imgproxy, quality of a JPEG", imgproxy("/q:50/plain/x@jpg"), Request{Params: []Param{{"quality", "50"}, {"src", "x"}}}, nil},
		{"imgproxy, quality of a WebP", imgproxy("/q:50/plain/x@webp"), Request{Params: []Param{{"quality", "50"}, {"src", "x"}}}, nil},
		{"imgproxy, quality of another", imgproxy("/f:png/q:50/plain/x"), Request{Params: []Param{{"src", "x"}}}, nil},
		{"imgproxy, with a query", imgproxy("/w:9/plain/x") + "?fbclid=1", Request{Params: []Param{{"width", "9"}, {"src", "x"}}}, nil},
		{"imgproxy, no equal", imgproxy("/blur:3/plain/x"), Request{}, ErrMalformed},
		{"imgproxy, too many arguments", imgproxy("/w:9:9/plain/x"), Request{}, ErrMalformed},
		{"imgproxy twice", imgproxy("/w:9/s:9:9/plain/x"), Request{}, ErrDuplicate},
		{"imgproxy without a source", imgproxy("/w:9"), Request{}, ErrMalformed},
		{"imgproxy, source not base64", imgproxy("/w:9/*"), Request{}, ErrMalformed},
		{"imgproxy, a format that is a path", imgproxy("/w:9/plain/x@png/.."), Request{}, ErrMalformed},
	}
	verifier := newVerifier(t)
	for _, test := range tests {
		got, err := verifier.Verify(test.url, everything())
		if !errors.Is(err, test.err) || !reflect.DeepEqual(got.Changes, test.want.Changes) || !reflect.DeepEqual(got.Params, test.want.Params) {
			t.Errorf("%s: %s: got %s %v, %v, want %s %v, %v", test.name, test.url, got.Changes, got.Params, err, test.want.Changes, test.want.Params, test.err)
		}
		if test.want.Template != "" && got.Template != test.want.Template {
			t.Errorf("%s: template %q", test.name, got.Template)
		}
	}
}

func TestRead(t *testing.T) {
	got, err := Read("v1/image/card.png", "title=x&width=9")
	if want := (Request{Path: "v1/image/card.png", Template: "card", Ext: "png", Params: []Param{{"title", "x"}, {"width", "9"}}}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	for _, test := range []struct {
		path, query string
		want        error
	}{
		{"v1/og", "", nil},
		{"v1/keys", "", ErrMalformed},
		{"v1/og", "key_id=x", ErrMalformed},
		{"v1/og", "signature=x", ErrMalformed},
		{"v1/og", "a=1&a=2", ErrDuplicate},
		{"v1/og", strings.Repeat("x", MaxURLBytes), ErrTooLong},
	} {
		if _, err := Read(test.path, test.query); !errors.Is(err, test.want) {
			t.Errorf("%s?%.20s: %v, want %v", test.path, test.query, err, test.want)
		}
	}
}
