package handlers

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"placard/handlers/access"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// drawWords makes a rig's renderer tell the words of the document that it would draw.
func (r *rig) drawWords() {
	r.renderer.render = func(_ context.Context, doc *templates.Document, opt render.Options) ([]byte, error) {
		var words []string
		for _, l := range doc.Layers {
			if text, ok := l.(*templates.Text); ok {
				words = append(words, text.Text)
			}
		}
		return []byte(string(opt.Format) + " " + strings.Join(words, "|")), nil
	}
}

func TestCards(t *testing.T) {
	r := newRig(t, nil)
	r.drawWords()
	tests := []struct {
		target, contentType, words string
	}{
		{signV2(t, "v1/og", params("title=Hi")...), "image/jpeg", "Hi"},
		{signV2(t, "v1/og"), "image/jpeg", "A title"},
		{signV2(t, "v1/og", params("title=Hi", "format=png")...), "image/png", "Hi"},
		{signV2(t, "v1/og", params("template=card", "title=Ho")...), "image/jpeg", "Ho"},
		{signV2(t, "v1/image/og-card.webp", params("heading=Hey")...), "image/webp", "Hey"},
		{signV2(t, "v1/image/card.png", signedurl.Changes([]byte(hello))), "image/png", "Hi"},
		{signV2(t, "v1/image/card.png", signedurl.Changes([]byte(`{"title":{"text":"object"}}`))), "image/png", "object"},
		{signV2(t, "v1/image/card.jpg", append(params("title=named"), signedurl.Changes([]byte(hello)))...), "image/jpeg", "named"},
		{signV2(t, "v1/image/card"), "image/jpeg", "Hello"},
		{keyIDSigned("/v1/og?title=Caf%C3%A9&theme=dark&key_id=" + keyID), "image/jpeg", "Café"},
	}
	for _, test := range tests {
		a := r.get(t, test.target)
		format, words, _ := strings.Cut(string(a.body), " ")
		if a.StatusCode != 200 || a.Header.Get("Content-Type") != test.contentType || "image/"+format != test.contentType || words != test.words {
			t.Errorf("%s: %s, %s, %s", test.target, a.Status, a.Header.Get("Content-Type"), a.body)
		}
	}
}

// keyIDSigned signs a path and a query whose parameters are sorted, in scheme key_id.
func keyIDSigned(target string) string {
	_, query, _ := strings.Cut(target, "?")
	var message []string
	for pair := range strings.SplitSeq(query, "&") {
		message = append(message, strings.NewReplacer("%C3%A9", "é", "+", " ").Replace(pair))
	}
	return target + "&signature=" + hmacOf(strings.Join(sorted(message), "&"), signingSecret)
}

func TestWhatIsNotThere(t *testing.T) {
	r := newRig(t, nil)
	wantProblem(t, r.get(t, signV2(t, "v1/screenshot", params("url=https://example.com")...)), 501, "not-implemented", "/v1/preview")
	wantProblem(t, r.get(t, signV2(t, "v1/preview", params("url=https://example.com")...)), 501, "not-implemented", "operator")
	wantProblem(t, r.get(t, "/v1/pdf"), 403, "bad-signature", "")
	wantProblem(t, r.get(t, "/v1/nothing"), 404, "not-found", "")
	wantProblem(t, r.get(t, signV2(t, "v1/og", params("title=a", "colour=red")...)), 400, "bad-request", "colour")
	wantProblem(t, r.get(t, signV2(t, "v1/og", params("template=og-crad")...)), 404, "not-found", `did you mean "og-card"?`)
	wantProblem(t, r.get(t, signV2(t, "v1/image/card.gif")), 400, "bad-request", "jpg, png, webp")
}

// The client chooses the format on one path alone, and only where nothing else does.
func TestNegotiation(t *testing.T) {
	r := newRig(t, nil)
	const (
		browser  = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
		facebook = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
	)
	open := signV2(t, "v1/image/card")
	tests := []struct {
		target, accept, agent, want string
	}{
		{open, "", "", "jpeg"},
		{open, "*/*", "", "jpeg"},
		{open, browser, "", "webp"},
		{open, "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "", "png"},
		{open, "image/*,*/*;q=0.8", "", "jpeg"},
		{open, "image/jpeg,image/webp", "", "webp"},
		{open, browser, facebook, "jpeg"},
		{open, "image/webp", "", "webp"},
		{open, "image/webp,image/png;q=0.5", "", "webp"},
		{open, "image/png, image/webp;q=0.9", "", "png"},
		{open, "image/*;q=0.5, image/png", "", "png"},
		{open, "image/*, image/jpeg;q=0", "", "png"},
		{open, "IMAGE/WEBP ; Q=1.0", "", "webp"},
		{open, "image/webp;q=nonsense", "", "webp"},
		{open, "text/html", "", "jpeg"},
		{open, "application/pdf", "", "pdf"},
		{open, "image/png;q=0.5, application/pdf", "", "pdf"},
		{open, "application/pdf, image/*", "", "jpeg"},
		{open, "application/pdf, */*", "", "jpeg"},
		{open, "application/*", "", "jpeg"},
		{open, "text/html,application/xhtml+xml,*/*;q=0.8", "", "jpeg"},
		{open, "application/pdf", facebook, "jpeg"},
		{open, "image/gif", "", "jpeg"},
		{open, "image/webp", facebook, "jpeg"},
		{open, "image/webp", "WhatsApp/2.23.20.0", "jpeg"},
		{open, "image/webp", "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", "jpeg"},
		{open, "image/webp", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "jpeg"},
		{open, "image/webp", "MyWhatsAppish/1.0", "webp"},
		{signV2(t, "v1/image/card", params("format=png")...), "image/webp", "", "png"},
		{signV2(t, "v1/image/card.png"), "image/webp", facebook, "png"},
		{signV2(t, "v1/og"), "image/webp", "", "jpeg"},
		{sign(t, "card.png", hello), "image/webp", "", "png"},
	}
	for _, test := range tests {
		a := r.get(t, test.target, "Accept", test.accept, "User-Agent", test.agent)
		if got := a.Header.Get("Content-Type"); got != mediaOf[test.want] {
			t.Errorf("%s with %q, %q: %s %s, want %s", test.target, test.accept, test.agent, a.Status, got, test.want)
		}
		wantVary := ""
		if test.target == open {
			wantVary = "Accept, User-Agent"
		}
		if got := a.Header.Get("Vary"); got != wantVary {
			t.Errorf("%s: Vary: %q, want %q", test.target, got, wantVary)
		}
	}
}

// A URL of another service is answered if the key accepts its scheme, and not otherwise.
func TestOtherServices(t *testing.T) {
	placid := "/u/card?title[text]=Hi"
	placid += "&s=" + hmacOf("title[text]=Hi", apiKey)
	token := hmacOf("title=Hi", apiKey)
	hcti := "/v1/image/card/" + token + "/png?title=Hi"
	for _, accepts := range []bool{false, true} {
		r := newRig(t, func(p *parts) {
			if accepts {
				key := testKey()
				key.Schemes = []string{string(signedurl.SchemePlacid), string(signedurl.SchemeHCTI)}
				p.keys = fixedKeys{key}
			}
		})
		r.drawWords()
		for target, want := range map[string]string{placid: "jpeg Hi", hcti: "png Hi"} {
			a := r.get(t, target)
			if !accepts {
				wantProblem(t, a, 403, "bad-signature", "")
			} else if a.StatusCode != 200 || string(a.body) != want {
				t.Errorf("%s: %s %s", target, a.Status, a.body)
			}
		}
		if strings.Contains(r.log.String(), token) {
			t.Error("the log has a signature")
		}
	}
}

// A key's scopes and templates hold for what it has signed.
func TestKeysAreHeldToTheirScope(t *testing.T) {
	r := newRig(t, func(p *parts) {
		some, writer := testKey(), testKey()
		some.Templates = []string{"card"}
		writer.Scopes = []store.Scope{store.ScopeWrite}
		writer.ID, writer.APIKeys, writer.SigningSecrets = "key_writer", nil, []store.Secret{"sig_secret_writer_abcdef"}
		p.keys = fixedKeys{some, writer}
	})
	if a := r.get(t, sign(t, "card.jpg", hello)); a.StatusCode != 200 {
		t.Errorf("its own template: %s", a.Status)
	}
	wantProblem(t, r.get(t, sign(t, "photo.jpg", "[]")), 403, "forbidden", `"photo"`)
	wantProblem(t, r.get(t, signV2(t, "v1/og")), 403, "forbidden", `"og-card"`)
	u, err := signedurl.KeySigner{KeyID: "key_writer", Secret: "sig_secret_writer_abcdef"}.URL("v1/image/card.jpg", nil)
	if err != nil {
		t.Fatal(err)
	}
	wantProblem(t, r.get(t, u), 403, "forbidden", "render")
}

// What a picture costs stands in the answer that it was rendered for, and a quota ends with 402.
func TestLimitsOfSignedPictures(t *testing.T) {
	r := newRig(t, func(p *parts) {
		key := testKey()
		key.RatePerMinute, key.MonthlyQuota = 100, 2
		p.keys = fixedKeys{key}
	})
	first, again := r.get(t, sign(t, "card.jpg", hello)), r.get(t, sign(t, "card.jpg", hello))
	for name, want := range map[string]string{
		"X-Ratelimit-Limit": "100", "X-Ratelimit-Remaining": "99", "X-Ratelimit-Reset": "1",
		"X-Quota-Limit": "2", "X-Quota-Remaining": "1",
	} {
		if first.Header.Get(name) != want || again.Header.Get(name) != "" {
			t.Errorf("%s: %q and %q, want %q once", name, first.Header.Get(name), again.Header.Get(name), want)
		}
	}
	r.get(t, sign(t, "card.png", hello))
	a := r.get(t, sign(t, "card.webp", hello))
	wantProblem(t, a, 402, "quota", "all 2 pictures")
	if a.Header.Get("X-Quota-Remaining") != "0" || a.Header.Get("Retry-After") == "" {
		t.Errorf("%v", a.Header)
	}
	if a := r.get(t, sign(t, "card.jpg", hello)); a.StatusCode != 200 {
		t.Errorf("what is in the cache: %s", a.Status)
	}
}

// Who tries signatures is told to wait, by the address that a trusted proxy names.
func TestWrongSignaturesAreLimited(t *testing.T) {
	r := newRig(t, func(p *parts) { p.access = access.Config{FailuresPerMinute: 5} })
	statuses := map[int]int{}
	for range 8 {
		statuses[r.get(t, "/card.jpg?c=W10=&s=00", "X-Forwarded-For", "198.51.100.1").StatusCode]++
	}
	if statuses[403] != 5 || statuses[429] != 3 {
		t.Errorf("%v, want 5 times 403 and 3 times 429: nobody may choose their address", statuses)
	}
	if a := r.get(t, sign(t, "card.jpg", hello)); a.StatusCode != http.StatusOK {
		t.Errorf("a right signature: %s", a.Status)
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
