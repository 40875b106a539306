// Package remote is the one way out: it fetches pictures and pages from other servers, and posts to
// webhooks, behind a guard.
//
// Whoever can name a URL must not reach by it what only this machine reaches. So the guard decides on the
// address that is about to be dialled, not on how it was written or what a name meant a moment ago:
// loopback, private, link-local, shared, multicast, reserved and unspecified addresses are refused, and
// so are those that carry an IPv4 address inside (mapped, compatible, 6to4, Teredo, NAT64). URLs are put
// into one spelling first, or refused; each redirect is treated like a URL of its own. No proxy, cookie,
// referrer or credential is sent, nothing but HTTP/1.1 is spoken, and all that a server sends is bounded
// in bytes and time.
//
// Pictures and pages are kept on disk: fresh for a while, then revalidated, and served stale when their
// server fails. A fetch is shared by all who want the same, and none of them can end it for the others.
//
// What went wrong comes as *Error, whose text is fit for clients. It does not tell a name that leads to
// an inner address from one that leads nowhere, or it would be a map of the network. All of it is safe
// for concurrent use.
package remote

import (
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/sync/singleflight"

	"placard/store/cache"
)

// Client fetches and posts. Close it.
type Client struct {
	cfg      Config
	hosts    hostList
	webhooks hostList
	guard    guard
	getter   *http.Client
	poster   *http.Client
	slots    chan struct{} // one for each fetch under way
	posting  chan struct{} // one for each post under way: slow webhooks must not keep pictures from coming
	copies   *cache.Cache
	failures *failures
	flights  singleflight.Group
}

// New makes a client, and its folder if it is missing.
func New(cfg Config) (*Client, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	copies, err := cache.New(cache.Config{
		Dir: cfg.Dir, MemoryBytes: cfg.MemoryBytes, DiskBytes: cfg.DiskBytes,
		TTL:         cfg.TTL + cfg.StaleFor,
		FillTimeout: cfg.Timeout, // unused: fetches are not fills
		Now:         cfg.Now, Logger: cfg.Logger,
	})
	if err != nil {
		return nil, err
	}
	c := &Client{
		cfg:      cfg,
		guard:    newGuard(cfg),
		slots:    make(chan struct{}, cfg.MaxFetches),
		posting:  make(chan struct{}, cfg.MaxFetches),
		copies:   copies,
		failures: newFailures(cfg.Now),
	}
	c.hosts, _ = parseHosts(cfg.Hosts) // Validate has read both
	c.webhooks, _ = parseHosts(cfg.WebhookHosts)
	c.getter = &http.Client{Transport: c.transport(cfg.HeaderTimeout), CheckRedirect: c.checkRedirect}
	c.poster = &http.Client{Transport: c.transport(cfg.PostTimeout), CheckRedirect: keepRedirect}
	return c, nil
}

// Close lets go of idle connections and of the folder. Fetches under way end by themselves.
func (c *Client) Close() {
	c.getter.CloseIdleConnections()
	c.poster.CloseIdleConnections()
	c.copies.Close()
}
