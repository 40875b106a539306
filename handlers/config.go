package handlers

import (
	"errors"
	"fmt"
	"net/netip"
	"time"

	"placard/handlers/signedurl"
)

// Config sets a Server's limits.
type Config struct {
	// PublicBases are the URLs under which clients see the server's root. The first is what URLs that the
	// server makes begin with.
	PublicBases []string

	// TrustedProxies are the networks whose X-Forwarded-For is believed. Without any the client is who
	// connects: else clients could dodge limits by naming another address each time.
	TrustedProxies []netip.Prefix

	ReadHeaderTimeout time.Duration // from accepting a connection, or a request on it, to its last header
	ReadTimeout       time.Duration // of a whole request
	RequestTimeout    time.Duration // of the work on one request; it does not end what others wait for too
	WriteTimeout      time.Duration // from the last header to the last byte of the answer
	IdleTimeout       time.Duration // of a connection between requests

	// MaxBodyBytes bounds what any route reads of a body. Routes have lower limits of their own.
	MaxBodyBytes int64

	// DrainDelay is how long /readyz says no before connections are refused, so that a load balancer
	// sends its requests elsewhere first. ShutdownTimeout is what running requests have after that.
	DrainDelay      time.Duration
	ShutdownTimeout time.Duration
}

// DefaultConfig suits a server behind a load balancer or on its own.
func DefaultConfig() Config {
	return Config{
		ReadHeaderTimeout: 5 * time.Second,  // a request's 16 kB take that long at 3 kB/s
		ReadTimeout:       60 * time.Second, // an upload of 20 MB at 3 Mbit/s
		RequestTimeout:    35 * time.Second, // a fill's 30 s, and what is fetched before it
		WriteTimeout:      60 * time.Second, // those, and a phone's 1 MB at 40 kB/s
		IdleTimeout:       75 * time.Second, // more than the 60 s of common load balancers, so that they close first
		MaxBodyBytes:      64 << 20,         // the largest font collections; photos are half of that
		DrainDelay:        time.Second,
		ShutdownTimeout:   15 * time.Second, // with DrainDelay under the 20 s that F4 allows
	}
}

// Validate reports every setting that is out of range.
func (c Config) Validate() error {
	errs := []error{(signedurl.Config{PublicBases: c.PublicBases}).Validate()}
	for _, d := range []struct {
		name  string
		value time.Duration
		least time.Duration
	}{
		{"ReadHeaderTimeout", c.ReadHeaderTimeout, 1},
		{"ReadTimeout", c.ReadTimeout, 1},
		{"RequestTimeout", c.RequestTimeout, 1},
		{"WriteTimeout", c.WriteTimeout, 1},
		{"IdleTimeout", c.IdleTimeout, 1},
		{"DrainDelay", c.DrainDelay, 0},
		{"ShutdownTimeout", c.ShutdownTimeout, 1},
	} {
		if d.value < d.least {
			errs = append(errs, fmt.Errorf("handlers: %s is %v, want at least %v", d.name, d.value, d.least))
		}
	}
	if c.MaxBodyBytes < 1 {
		errs = append(errs, fmt.Errorf("handlers: MaxBodyBytes is %d, want at least 1", c.MaxBodyBytes))
	}
	for _, p := range c.TrustedProxies {
		if !p.IsValid() {
			errs = append(errs, errors.New("handlers: TrustedProxies has a network that is none"))
		}
	}
	return errors.Join(errs...)
}
