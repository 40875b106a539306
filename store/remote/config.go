package remote

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"time"
)

// MaxTimeout bounds a fetch, so that a card whose picture does not come is answered within 3 s, before
// the crawlers of the large networks give up.
const MaxTimeout = 2500 * time.Millisecond

// Config says who may be asked for what, and for how long.
type Config struct {
	// Hosts may be asked for pictures and pages: "cdn.example.com", "*.example.com" for all below it,
	// "*" for any. Empty: none.
	Hosts []string
	// WebhookHosts may be posted to, likewise.
	WebhookHosts []string
	AllowHTTP    bool     // http beside https
	Ports        []uint16 // nil: 443, and 80 if AllowHTTP

	// AllowNetworks are addresses that may be dialled though they are not public: an operator's own file
	// server. They come before RefuseNetworks.
	AllowNetworks []netip.Prefix
	// RefuseNetworks may not be dialled though they are public: a NAT64 prefix of the operator's own.
	RefuseNetworks []netip.Prefix

	MaxBytes      int64         // of one picture, after decompression
	HeaderTimeout time.Duration // to connect, and again until an answer's headers are in
	Timeout       time.Duration // of one fetch: waiting, names, redirects and body; at most MaxTimeout
	PostTimeout   time.Duration // of one post
	MaxFetches    int           // at once; others wait for their turn

	Dir         string        // of the copies; made if it is missing
	MemoryBytes int64         // copies held in memory
	DiskBytes   int64         // copies in Dir
	TTL         time.Duration // how long a copy is used without asking again
	StaleFor    time.Duration // how much longer it is used while its server fails

	RootCAs *x509.CertPool // nil: the system's

	// Lookup finds the addresses of a name, or of an address written out; nil: the system's resolver.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	// Dial connects to an address that the guard let through; nil: a net.Dialer, which asks the guard
	// again about the socket's address.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	Now    func() time.Time // nil: time.Now
	Logger *slog.Logger     // nil: slog.Default()
}

// DefaultConfig lets nobody be asked. Dir is the caller's.
func DefaultConfig() Config {
	return Config{
		MaxBytes:      10 << 20, // what 2.5 s bring at 32 Mbit/s
		HeaderTimeout: 1500 * time.Millisecond,
		Timeout:       MaxTimeout,
		PostTimeout:   10 * time.Second, // what common senders of webhooks wait
		MaxFetches:    32,               // with MaxBytes, the most memory that bodies take: 320 MB
		MemoryBytes:   32 << 20,
		DiskBytes:     512 << 20,
		TTL:           time.Hour,
		StaleFor:      24 * time.Hour,
	}
}

// Validate reports every setting that is out of range.
func (c Config) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf("remote: "+format, args...)) }
	if _, err := parseHosts(c.Hosts); err != nil {
		bad("Hosts: %w", err)
	}
	if _, err := parseHosts(c.WebhookHosts); err != nil {
		bad("WebhookHosts: %w", err)
	}
	for _, p := range append(append([]netip.Prefix{}, c.AllowNetworks...), c.RefuseNetworks...) {
		if !p.IsValid() || p.Addr().Is4In6() {
			bad("network %v is not one; write IPv4 as 10.0.0.0/8", p)
		}
	}
	if c.MaxBytes <= 0 {
		bad("MaxBytes is %d, want more than 0", c.MaxBytes)
	}
	if c.Timeout <= 0 || c.Timeout > MaxTimeout {
		bad("Timeout is %v, want more than 0 and at most %v", c.Timeout, MaxTimeout)
	}
	if c.HeaderTimeout <= 0 || c.HeaderTimeout > c.Timeout {
		bad("HeaderTimeout is %v, want more than 0 and at most Timeout", c.HeaderTimeout)
	}
	if c.PostTimeout <= 0 {
		bad("PostTimeout is %v, want more than 0", c.PostTimeout)
	}
	if c.MaxFetches <= 0 {
		bad("MaxFetches is %d, want more than 0", c.MaxFetches)
	}
	if c.Dir == "" {
		bad("Dir is empty")
	}
	if c.MemoryBytes < 0 || c.DiskBytes < 0 {
		bad("MemoryBytes is %d and DiskBytes %d, want 0 or more", c.MemoryBytes, c.DiskBytes)
	}
	if c.TTL <= 0 || c.StaleFor < 0 {
		bad("TTL is %v and StaleFor %v, want more than 0, and 0 or more", c.TTL, c.StaleFor)
	}
	return errors.Join(errs...)
}
