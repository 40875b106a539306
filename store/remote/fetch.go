package remote

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"placard/store"
)

// maxValidator bounds an ETag or date that is kept. Common ones have 40 bytes.
const maxValidator = 1024

// wanted is what is asked of a URL.
type wanted struct {
	accept string
	limit  int64
	cut    bool // take the beginning of what is longer, instead of refusing it
	// refuse says why a body is of no use; "": it is.
	refuse func(body []byte) string
}

// answer is what a server gave.
type answer struct {
	store.Fetched
	validators
	unchanged bool // what is known by the validators that were sent still holds; there is no body
}

// validators make the next request a conditional one.
type validators struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
}

// fetch asks once, and for each redirect again. It holds no more of the body than the limit.
func (c *Client) fetch(ctx context.Context, u *url.URL, w wanted, known validators) (answer, error) {
	host := u.Hostname()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return answer{}, explain(host, err)
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", w.accept)
	for name, value := range map[string]string{"If-None-Match": known.ETag, "If-Modified-Since": known.Modified} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	resp, err := c.getter.Do(req)
	if err != nil {
		return answer{}, explain(host, err)
	}
	defer func() { _ = resp.Body.Close() }() // read or given up
	if resp.StatusCode == http.StatusNotModified && known != (validators{}) {
		return answer{unchanged: true, validators: known}, nil
	}
	if err := checkHead(host, resp, w); err != nil {
		return answer{}, err
	}
	body, err := readBody(host, resp.Body, w)
	if err != nil {
		return answer{}, err
	}
	final := resp.Request.URL.String()
	a := answer{Fetched: store.Fetched{URL: final, Type: resp.Header.Get("Content-Type"), Body: body}}
	if final == u.String() { // validators belong to the URL that gave them
		a.validators = validators{bounded(resp.Header.Get("ETag")), bounded(resp.Header.Get("Last-Modified"))}
	}
	return a, nil
}

// checkHead refuses what cannot be used before its body is read.
func checkHead(host string, resp *http.Response, w wanted) error {
	status := strconv.Itoa(resp.StatusCode)
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusGone:
		return &Error{Kind: Missing, Reason: host + ": answered " + status}
	default:
		return &Error{Kind: Status, Reason: host + ": answered " + status}
	}
	// net/http has undone gzip, which is all that it asked for.
	if e := resp.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return &Error{Kind: Broken, Reason: host + ": sent an encoding that was not asked for"}
	}
	if !w.cut && resp.ContentLength > w.limit {
		return tooLarge(host, w.limit)
	}
	return nil
}

// readBody counts bytes after decompression, so a small bomb is cut off at the limit as well.
func readBody(host string, r io.Reader, w wanted) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, w.limit+1))
	if int64(len(body)) > w.limit {
		if !w.cut {
			return nil, tooLarge(host, w.limit)
		}
		return body[:w.limit:w.limit], nil
	}
	if err != nil {
		return nil, explain(host, err)
	}
	if reason := w.refuse(body); reason != "" {
		return nil, &Error{Kind: Broken, Reason: host + ": " + reason}
	}
	return body, nil
}

// bounded drops a validator that is too long, rather than cut it.
func bounded(v string) string {
	if len(v) > maxValidator {
		return ""
	}
	return v
}

// enter waits for one of slots, until ctx ends.
func enter(ctx context.Context, slots chan struct{}, host string) (leave func(), err error) {
	select {
	case slots <- struct{}{}:
		return func() { <-slots }, nil
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.Canceled) {
			return nil, ctx.Err()
		}
		return nil, &Error{Kind: Busy, Reason: host + ": this server fetches too much at once"}
	}
}
