package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// healthCmd asks a running server whether it answers: an image from scratch has no curl to do so.
type healthCmd struct {
	Addr    string        `help:"Address that the server listens on." env:"PLACARD_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Ready   bool          `help:"Ask whether to send requests to it, not only whether it lives."`
	Timeout time.Duration `help:"How long to wait for an answer." default:"2s"`
}

// Help is shown by placard health --help.
func (healthCmd) Help() string {
	return `Examples:
  placard health
  placard health --addr :80 --ready || echo 'not now'

Exits with 0 if the server answers 200, else with 1.`
}

// maxHealthAnswer is more than /livez and /readyz ever say.
const maxHealthAnswer = 4 << 10

// Run asks and prints the answer.
func (c *healthCmd) Run(ctx context.Context, std *streams) error {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return fmt.Errorf("--addr: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // it listens everywhere, so here too
	}
	path := "/livez"
	if c.Ready {
		path = "/readyz"
	}
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+path, nil)
	if err != nil {
		return err
	}
	// No proxy: the server is on this machine.
	answer, err := (&http.Client{Transport: &http.Transport{}}).Do(request)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxHealthAnswer))
	_ = answer.Body.Close() // read, or of no use
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s: %s", path, answer.Status, body)
	}
	_, err = std.out.Write(body)
	return err
}
