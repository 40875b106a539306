package remote

import (
	"bytes"
	"context"
	"net/http"
)

// Post sends a body to a webhook, once, and returns the status of its answer. A redirect is not followed
// but is its answer, and what else it says is not read: a webhook is told, not asked.
func (c *Client) Post(ctx context.Context, rawURL string, header http.Header, body []byte) (status int, err error) {
	u, err := c.admit(rawURL, c.webhooks)
	if err != nil {
		return 0, err
	}
	host := u.Hostname()
	limited, cancel := context.WithTimeout(ctx, c.cfg.PostTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(limited, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return 0, explain(host, err)
	}
	for name, values := range header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	req.Header.Set("User-Agent", userAgent)
	leave, err := enter(limited, c.posting, host)
	if err != nil {
		return 0, err
	}
	defer leave()
	resp, err := c.poster.Do(req)
	if ctx.Err() != nil && err != nil {
		return 0, ctx.Err() // the caller gave up, not the other server
	}
	if err != nil {
		return 0, explain(host, err)
	}
	_ = resp.Body.Close() // unread
	return resp.StatusCode, nil
}

// CheckPost says whether Post would ask a URL, as far as the URL tells: whether its address may be dialled is
// seen only then.
func (c *Client) CheckPost(rawURL string) error {
	_, err := c.admit(rawURL, c.webhooks)
	return err
}
