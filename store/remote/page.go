package remote

import (
	"context"
	"fmt"

	"placard/store"
)

// Get returns what a URL holds, from a fresh copy if there is one; of a body longer than limit only its
// beginning. Accept is the header of that name.
func (c *Client) Get(ctx context.Context, rawURL, accept string, limit int64) (store.Fetched, error) {
	u, err := c.admit(rawURL, c.hosts)
	if err != nil {
		return store.Fetched{}, err
	}
	key := fmt.Sprintf("page %q %d %s", accept, limit, u)
	if h, ok := c.hold(key); ok && c.fresh(h.kept) {
		return h.fetched(), nil
	}
	h, err := c.get(ctx, key, u, wanted{accept: accept, limit: limit, cut: true, refuse: func([]byte) string { return "" }})
	return h.fetched(), err
}
