package remote

import (
	"context"
	"net/http"
	"strings"
)

// pictureAccept names what Placard decodes; a server that negotiates must not send AVIF.
const pictureAccept = "image/webp,image/png,image/jpeg,image/gif,image/*;q=0.5"

// Stat fetches a picture unless there is a fresh copy, and returns its version: the SHA-256 of its
// content, in hex.
func (c *Client) Stat(ctx context.Context, rawURL string) (version string, err error) {
	u, err := c.admit(rawURL, c.hosts)
	if err != nil {
		return "", err
	}
	key := pictureKey(u.String())
	if k, ok := c.load(key); ok && c.fresh(k) {
		return k.SHA256, nil
	}
	h, err := c.get(ctx, key, u, c.picture())
	return h.SHA256, err
}

// Read returns the version of a picture that Stat told of. It is shared: do not change it.
func (c *Client) Read(ctx context.Context, rawURL, version string) ([]byte, error) {
	u, err := c.admit(rawURL, c.hosts)
	if err != nil {
		return nil, err
	}
	if body, ok := c.copies.Get(bodyKey(version)); ok {
		return body, nil
	}
	h, err := c.get(ctx, pictureKey(u.String()), u, c.picture())
	if err != nil {
		return nil, err
	}
	if h.SHA256 != version {
		return nil, &Error{Kind: Broken, Reason: u.Hostname() + ": the picture has just changed; try again"}
	}
	return h.body, nil
}

func pictureKey(u string) string { return "picture " + u }

func (c *Client) picture() wanted {
	return wanted{accept: pictureAccept, limit: c.cfg.MaxBytes, refuse: func(body []byte) string {
		switch {
		case len(body) == 0:
			return "sent nothing"
		case strings.HasPrefix(http.DetectContentType(body), "text/html"):
			return "sent a page, not a picture" // many do so, with status 200, for what is missing
		}
		return ""
	}}
}
