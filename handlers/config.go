package handlers

import (
	"errors"
	"fmt"
	"time"

	"placard/handlers/signedurl"
)

// Config sets a Server's limits.
type Config struct {
	// PublicBases are the URLs under which clients see the server's root. URLs that were signed as a
	// whole verify only under one of these; relative ones need none.
	PublicBases []string

	// MaxAge is how long others may keep a picture, which never changes under its URL unless its
	// template or an asset does.
	MaxAge time.Duration

	ReadHeaderTimeout time.Duration // from accepting a connection, or a request on it, to its last header
	ReadTimeout       time.Duration // of a whole request
	WriteTimeout      time.Duration // from the last header to the last byte of the answer, rendering included
	IdleTimeout       time.Duration // of a connection between requests

	// DrainDelay is how long /readyz says no before connections are refused, so that a load balancer
	// sends its requests elsewhere first. ShutdownTimeout is what running requests have after that.
	DrainDelay      time.Duration
	ShutdownTimeout time.Duration
}

// DefaultConfig suits a server behind a load balancer or on its own.
func DefaultConfig() Config {
	return Config{
		MaxAge:            24 * time.Hour,
		ReadHeaderTimeout: 5 * time.Second,  // a request's 16 kB take that long at 3 kB/s
		ReadTimeout:       10 * time.Second, // no request has a body
		WriteTimeout:      60 * time.Second, // a fill's 30 s, and a phone's 1 MB at 35 kB/s
		IdleTimeout:       75 * time.Second, // more than the 60 s of common load balancers, so that they close first
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
		{"MaxAge", c.MaxAge, 0},
		{"ReadHeaderTimeout", c.ReadHeaderTimeout, 1},
		{"ReadTimeout", c.ReadTimeout, 1},
		{"WriteTimeout", c.WriteTimeout, 1},
		{"IdleTimeout", c.IdleTimeout, 1},
		{"DrainDelay", c.DrainDelay, 0},
		{"ShutdownTimeout", c.ShutdownTimeout, 1},
	} {
		if d.value < d.least {
			errs = append(errs, fmt.Errorf("handlers: %s is %v, want at least %v", d.name, d.value, d.least))
		}
	}
	return errors.Join(errs...)
}
