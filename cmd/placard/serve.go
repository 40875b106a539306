package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"sync"
)

// serveCmd runs the server.
type serveCmd struct {
	Addr      string `help:"Address to listen on." env:"PLACARD_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	LogFormat string `help:"Form of the log on standard error: text or json." env:"PLACARD_LOG_FORMAT" default:"text" enum:"text,json" placeholder:"FORM"`

	Workers     int   `help:"Pictures rendered at once; 0 is one a core." env:"PLACARD_WORKERS" default:"0" placeholder:"N"`
	Queue       int   `help:"Pictures that may wait for a worker; beyond that the answer is 429." env:"PLACARD_QUEUE" default:"64" placeholder:"N"`
	CacheMemory int64 `help:"Memory for finished pictures, in MB." env:"PLACARD_CACHE_MEMORY" default:"64" placeholder:"MB"`
	CacheDisk   int64 `help:"Disk for finished pictures, in MB." env:"PLACARD_CACHE_DISK" default:"1024" placeholder:"MB"`
	ReuseMemory int64 `help:"Memory for canvases and encoded parts of pictures, so that only what changed is drawn and encoded again, in MB; at most an eighth of GOMEMLIMIT. 0 is none." env:"PLACARD_REUSE_MEMORY" default:"128" placeholder:"MB"`

	FormerURL     []string       `help:"Where URLs were published that were signed as a whole for another service, such as a host name of yours at Bannerbear; may be repeated. Bannerbear's own are known." env:"PLACARD_FORMER_URLS" placeholder:"URL"`
	TrustedProxy  []netip.Prefix `help:"Network of proxies whose X-Forwarded-For counts, such as 10.0.0.0/8; may be repeated. Default: none." env:"PLACARD_TRUSTED_PROXY" placeholder:"CIDR"`
	RemoteHost    []string       `help:"Host that pictures and pages may be fetched from: cdn.example.com, *.example.com, or * for any that is public; may be repeated. Default: none." env:"PLACARD_REMOTE_HOSTS" placeholder:"HOST"`
	RemoteHTTP    bool           `help:"Fetch by http too, not only by https." env:"PLACARD_REMOTE_HTTP"`
	RemotePort    []uint16       `help:"Port that may be fetched from; may be repeated. Default: 443, and 80 with --remote-http." env:"PLACARD_REMOTE_PORTS" placeholder:"PORT"`
	RemoteNetwork []netip.Prefix `help:"Network that may be fetched from though it is not public, such as that of your own file server; may be repeated." env:"PLACARD_REMOTE_NETWORKS" placeholder:"CIDR"`
	WebhookHost   []string       `help:"Host that batches may notify, as in --remote-host; may be repeated." env:"PLACARD_WEBHOOK_HOSTS" default:"*" placeholder:"HOST"`

	MetricsAddr     string   `help:"Address to serve Prometheus metrics on. Default: none." env:"PLACARD_METRICS_ADDR" placeholder:"HOST:PORT"`
	MetricsTemplate []string `help:"Template to count one by one; may be repeated." env:"PLACARD_METRICS_TEMPLATES" placeholder:"ID"`
	OTLPEndpoint    string   `name:"otlp-endpoint" help:"OpenTelemetry collector to send traces to. Default: none." env:"PLACARD_OTLP_ENDPOINT" placeholder:"URL"`
	TraceRatio      float64  `help:"Share of requests to trace, 0 to 1." env:"PLACARD_TRACE_RATIO" default:"0.1" placeholder:"N"`
}

// Help is shown by placard serve --help.
func (serveCmd) Help() string {
	return `Examples:
  placard serve
  placard serve --addr :80 --data /var/lib/placard --public-url https://cards.example.com
  placard serve --remote-host images.example.com --trusted-proxy 10.0.0.0/8 --metrics-addr 127.0.0.1:9090

The first start makes the data folder and a key, which is shown once. SIGTERM ends it in order: /readyz
says no, running requests are finished, and then it exits.`
}

// maxCacheMB is a terabyte: more is a slip of the finger, and would overflow in bytes.
const maxCacheMB = 1 << 20

// maxReuseMB is 16 GB: the canvases of 4,000 templates, far more than are ever in use at once.
const maxReuseMB = 1 << 14

// Validate names all that is out of range.
func (c *serveCmd) Validate() error {
	var errs []error
	for _, f := range []struct {
		name        string
		value, most int64
	}{
		{"--workers", int64(c.Workers), 1024},
		{"--queue", int64(c.Queue), 1 << 20},
		{"--cache-memory", c.CacheMemory, maxCacheMB},
		{"--cache-disk", c.CacheDisk, maxCacheMB},
		{"--reuse-memory", c.ReuseMemory, maxReuseMB},
	} {
		if f.value < 0 || f.value > f.most {
			errs = append(errs, fmt.Errorf("%s: %d is not in 0..%d", f.name, f.value, f.most))
		}
	}
	if !(c.TraceRatio >= 0 && c.TraceRatio <= 1) {
		errs = append(errs, fmt.Errorf("--trace-ratio: %v is not in 0..1", c.TraceRatio))
	}
	return errors.Join(errs...)
}

// Run serves until ctx ends.
func (c *serveCmd) Run(ctx context.Context, app *cli, std *streams) (err error) {
	log := c.logger(std.err)
	// Listening comes first: a port that is taken must not cost the one showing of a new key.
	listener, err := listen(ctx, c.Addr, "--addr")
	if err != nil {
		return err
	}
	defer listener.Close() //nolint:errcheck // Serve has closed it; this is for the errors before
	s, err := c.openService(ctx, app, listener.Addr(), log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if c.MetricsAddr != "" {
		metrics, err := listen(ctx, c.MetricsAddr, "--metrics-addr")
		if err != nil {
			return err
		}
		s.serveMetrics(metrics)
	}
	if err := c.welcome(ctx, std.out, app, s, listener.Addr()); err != nil {
		return err
	}
	background, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	s.work(background, &running)
	err = s.server.Serve(ctx, listener)
	stop()
	running.Wait()
	return err
}

func listen(ctx context.Context, addr, flag string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("%w; choose another address with %s", err, flag)
	}
	return l, nil
}

func (c *serveCmd) logger(w io.Writer) *slog.Logger {
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}
