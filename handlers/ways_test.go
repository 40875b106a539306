package handlers

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"placard/handlers/signedurl"
	"placard/store"
)

// asked is what a URL is to ask for, by whatever operation.
type asked struct {
	template string // "card" if it is empty
	title    string // of the card: two of them are two pictures
	ext      string // "jpg" if it is empty
	report   bool
	wrong    bool // something in it cannot be understood
}

// way is an operation of the document that answers with a picture.
type way struct {
	path    string   // as the document has it
	exts    []string // that can be asked for
	reports bool     // so can a report
	sign    func(t testing.TB, r *rig, a asked) string
}

var (
	everyExt = []string{"jpg", "png", "webp", "pdf"}
	ways     = []way{
		{"/{template}.{ext}", everyExt, true, requestURL},
		{"/signed/{template}.{ext}", everyExt, true, func(t testing.TB, r *rig, a asked) string { return "/signed" + requestURL(t, r, a) }},
		{"/v1/og", everyExt, true, func(t testing.TB, _ *rig, a asked) string {
			return signV2(t, cardPath, append(a.params(), params("template="+a.template, "format="+a.ext)...)...)
		}},
		{"/v1/image/{template}.{ext}", everyExt, true, func(t testing.TB, _ *rig, a asked) string {
			return signV2(t, imageFolder+a.template+"."+a.ext, a.params()...)
		}},
		{"/v1/image/{template}", everyExt, true, func(t testing.TB, _ *rig, a asked) string {
			return signV2(t, imageFolder+a.template, append(a.params(), params("format="+a.ext)...)...)
		}},
		{"/v1/preview", everyExt, true, func(t testing.TB, _ *rig, a asked) string {
			return signV2(t, previewPath, append(a.params(), params("url=https://example.com/", "template="+a.template, "format="+a.ext)...)...)
		}},
		{"/v1/pdf", everyExt[3:], true, func(t testing.TB, _ *rig, a asked) string {
			return signV2(t, pdfPath, append(a.params(), params("template="+a.template)...)...)
		}},
		{"/i/{id}.{ext}", everyExt, false, linkURL},
		{"/signedurl/{base}/image.{ext}", everyExt, false, bannerbearURL},
		{"/u/{template}", everyExt[:1], false, placidURL},
		{"/v1/image/{template}/{token}/{format}", everyExt, false, hctiURL},
		{"/{signature}/{path}", everyExt, false, imgproxyURL},
	}
)

// url is signed, and is for this server.
func (w way) url(t testing.TB, r *rig, a asked) string {
	t.Helper()
	if a.template == "" {
		a.template = "card"
	}
	if a.ext == "" {
		a.ext = "jpg"
	}
	return w.sign(t, r, a)
}

// params are the title and what is wrong, as queries of this server have them.
func (a asked) params() []signedurl.Param {
	list := params("title=" + a.title)
	if a.report {
		list = append(list, params("report=1")...)
	}
	if a.wrong {
		list = append(list, params("width=wide")...)
	}
	return list
}

func requestURL(t testing.TB, _ *rig, a asked) string {
	return sign(t, a.template+"."+a.ext, fmt.Sprintf(`[{"id":"title","text":%q}]`, a.title), a.params()[1:]...)
}

// linkURL makes a link as POST /v1/links does.
func linkURL(_ testing.TB, r *rig, a asked) string {
	order := fmt.Sprintf(`{"template":%q,"changes":{"title":%q},"format":%q}`, a.template, a.title, a.ext)
	sum := sha256.Sum256([]byte(order))
	id := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:26]
	r.links[id] = store.Link{ID: id, KeyID: keyID, Order: []byte(order)}
	return "/i/" + id + "." + a.ext
}

func bannerbearURL(_ testing.TB, _ *rig, a asked) string {
	modifications := fmt.Sprintf(`[{"name":"title","text":%q}]`, a.title)
	if a.wrong {
		modifications = "["
	}
	target := "/signedurl/" + a.template + "/image." + a.ext + "?modifications=" + base64.RawURLEncoding.EncodeToString([]byte(modifications))
	return target + "&s=" + hmacOf("https://ondemand.bannerbear.com"+target, apiKey)
}

func placidURL(_ testing.TB, _ *rig, a asked) string {
	query := "title[text]=" + url.QueryEscape(a.title)
	if a.wrong {
		query += "&title=x"
	}
	return "/u/" + a.template + "?" + query + "&s=" + hmacOf(query, apiKey)
}

func hctiURL(_ testing.TB, _ *rig, a asked) string {
	query := "title=" + url.QueryEscape(a.title)
	if a.wrong {
		query += "&width=wide"
	}
	return "/v1/image/" + a.template + "/" + hmacOf(query, apiKey) + "/" + a.ext + "?" + query
}

// imgproxyURL has no template: that of another id stands for a server that has none for such URLs.
func imgproxyURL(_ testing.TB, _ *rig, a asked) string {
	path := "/plain/https://example.com/" + url.PathEscape(a.title) + "@" + a.ext
	if a.wrong {
		path = "/blur:9" + path
	}
	mac := hmac.New(sha256.New, []byte(signingSecret))
	mac.Write([]byte(path))
	return "/" + base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) + path
}
