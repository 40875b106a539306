package remote

import (
	"crypto/tls"
	"net/http"
	"time"
)

const (
	// maxRedirects is enough for http to https to www to a content network.
	maxRedirects = 3
	// maxHeader bounds an answer's headers, those of early hints included. Common servers send 1 kB.
	maxHeader = 64 << 10
	// userAgent tells operators of other servers whom to look for.
	userAgent = "Placard (fetches pictures and pages for cards)"
)

// transport is net/http's without all that it would do on its own: no proxy from the environment, no
// HTTP/2, dialling by our guard alone. An answer's headers have to be in within the time given.
func (c *Client) transport(headers time.Duration) *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  nil, // a proxy would dial what we refuse to
		DialContext:            c.dial,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.cfg.RootCAs},
		TLSHandshakeTimeout:    c.cfg.HeaderTimeout,
		ResponseHeaderTimeout:  headers,
		MaxResponseHeaderBytes: maxHeader,
		Protocols:              protocols,
		MaxIdleConns:           c.cfg.MaxFetches,
		IdleConnTimeout:        30 * time.Second, // the address was checked when it was dialled; it should not outlive the name by long
	}
}

// checkRedirect treats where a server sends us like a URL that a client sent us.
func (c *Client) checkRedirect(req *http.Request, via []*http.Request) error {
	first := via[0].URL.Hostname()
	if len(via) > maxRedirects {
		return &Error{Kind: Broken, Reason: first + ": redirects more than 3 times"}
	}
	u, err := c.admit(req.URL.String(), c.hosts)
	if err != nil {
		return &Error{Kind: Refused, Reason: first + ": redirects to where this server does not go", cause: err}
	}
	if via[len(via)-1].URL.Scheme == "https" && u.Scheme != "https" {
		return &Error{Kind: Refused, Reason: first + ": redirects from https to http"}
	}
	*req.URL = *u
	req.Host = ""
	// The URL we come from is nobody's business, and what we know of its content says nothing of another's.
	for _, name := range []string{"Referer", "If-None-Match", "If-Modified-Since"} {
		req.Header.Del(name)
	}
	return nil
}

// keepRedirect hands a redirect to the caller as it is: what is posted is for one host only.
func keepRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
