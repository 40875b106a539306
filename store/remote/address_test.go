package remote

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"placard/store"
)

func TestAdmitWritesOneSpelling(t *testing.T) {
	c := open(t, newWorld(t).config(t))
	for raw, want := range map[string]string{
		"https://Example.COM":                    "https://example.com/",
		"HTTPS://example.com./a":                 "https://example.com/a",
		"https://example.com:443/a?b=c#d":        "https://example.com/a?b=c",
		"http://example.com:80/":                 "http://example.com/",
		"http://example.com:443/":                "http://example.com:443/",
		"https://b\u00fccher.example/\u00e4.png": "https://xn--bcher-kva.example/%C3%A4.png",
		"https://example.com/a?q=\u00e4 b":       "https://example.com/a?q=%C3%A4%20b",
		"https://my_bucket.example.com/a%2Fb":    "https://my_bucket.example.com/a%2Fb",
		"https://\uff45xample.com/":              "https://example.com/",
		"https://[2606:4700::0:1]/":              "https://[2606:4700::1]/",
		"https://[::ffff:8.8.8.8]/":              "https://8.8.8.8/",
		"https://example.com/?":                  "https://example.com/",
	} {
		u, err := c.admit(raw, c.hosts)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		if u.String() != want {
			t.Errorf("%s: got %s, want %s", raw, u, want)
		}
	}
}

func TestAdmitRefuses(t *testing.T) {
	cfg := newWorld(t).config(t)
	cfg.AllowHTTP = false
	c := open(t, cfg)
	for _, raw := range []string{
		"", "picture.jpg", "//example.com/a", "https:", "https:///a", "https:example.com", "https://", "https://.",
		"http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "data:,a", "unix:///a",
		"javascript:alert(1)", "https://user@example.com/", "https://user:pass@example.com/", "https://@example.com/",
		"https://example.com:22/", "https://example.com:8443/", "https://example.com:0/", "https://example.com:65979/",
		"https://example.com:99999/", "https://example.com:-1/", "https://example.com:4a/", "https://a..example.com/",
		"https://exa mple.com/", "https://example.com\\@evil.example/", "https://example.com\r\nHost: evil/", "https://exam\x00ple.com/",
		"https://%65xample.com/", "https://[fe80::1%25eth0]/", "https://[::1/", "https://1.2.3/", "https://1.2.3.04/", "https://0x7f.1/",
		"https://a.0x7f/", "https://2130706433/", "https://a.1/", "https://\u2460.\u2461.\u2462.\u2463/",
		"https://exa$mple.com/", "https://" + strings.Repeat("a", 64) + ".example/", "https://" + strings.Repeat("a.", 126) + "example/",
		"https://example.com/" + strings.Repeat("a", maxURL),
	} {
		u, err := c.admit(raw, c.hosts)
		if err == nil {
			t.Errorf("%q is let through as %s", raw, u)
			continue
		}
		if e := wantKind(t, err, Refused); !errors.Is(e, store.ErrUpstream) || strings.Contains(e.Reason, "user:pass") {
			t.Errorf("%q: %v", raw, e)
		}
	}
}

func TestHosts(t *testing.T) {
	list, err := parseHosts([]string{"CDN.example.com", "*.pictures.example", "192.0.2.1", "[2001:db8::1]", "b\u00fccher.example"})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]bool{
		"cdn.example.com": true, "example.com": false, "a.cdn.example.com": false, "evilcdn.example.com": false,
		"a.pictures.example": true, "a.b.pictures.example": true, "pictures.example": false, "evilpictures.example": false,
		"192.0.2.1": true, "192.0.2.2": false, "2001:db8::1": true, "xn--bcher-kva.example": true,
	} {
		if got := list.allow(host); got != want {
			t.Errorf("%s: %v, want %v", host, got, want)
		}
	}
	if (hostList{}).allow("example.com") {
		t.Error("an empty list lets a host through")
	}
	for _, bad := range []string{"", "*.", "*.*", "a*.example.com", "https://example.com", "example.com/a", "1.2.3", "example.com:443"} {
		if _, err := parseHosts([]string{bad}); err == nil {
			t.Errorf("%q is taken for a host", bad)
		}
	}
}

// Whatever is let through is in the one spelling, for a web scheme, without credentials, and on a port
// that is asked.
func FuzzAdmit(f *testing.F) {
	for _, s := range []string{"https://example.com/a?b#c", "http://[::1]:80/", "https://a@b/", "https://\uff11.example/", "https://127.1/"} {
		f.Add(s)
	}
	cfg := newWorld(f).config(f)
	c := open(f, cfg)
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := c.admit(raw, c.hosts)
		if err != nil {
			return
		}
		again, err := c.admit(u.String(), c.hosts)
		if err != nil && len(u.String()) <= maxURL { // escapes may make it longer than is taken
			t.Fatalf("%q became %q, which is refused: %v", raw, u, err)
		}
		if err == nil && again.String() != u.String() {
			t.Fatalf("%q became %q, which becomes %q", raw, u, again)
		}
		parsed, err := url.Parse(u.String())
		if err != nil || parsed.User != nil || parsed.Fragment != "" || parsed.Scheme != "https" && parsed.Scheme != "http" {
			t.Fatalf("%q became %q: %v", raw, u, err)
		}
		if p := parsed.Port(); p != "" && p != "80" && p != "443" {
			t.Fatalf("%q became %q", raw, u)
		}
		if strings.ContainsAny(u.String(), " \r\n\t") || strings.Contains(u.Host, "\\") {
			t.Fatalf("%q became %q", raw, u)
		}
	})
}
