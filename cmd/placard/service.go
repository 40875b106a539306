package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers"
	"placard/handlers/access"
	"placard/handlers/api"
	"placard/handlers/batch"
	"placard/handlers/openapi"
	"placard/handlers/pictures"
	"placard/handlers/telemetry"
	"placard/render"
	"placard/store/cache"
	"placard/store/keys"
	"placard/store/page"
	"placard/store/ratelimit"
	"placard/store/remote"
	"placard/store/sqlite"
	"placard/store/usage"
)

// service is what a server stands on. It is opened in the order of need and closed in reverse.
type service struct {
	cmd *serveCmd
	app *cli
	log *slog.Logger
	at  net.Addr // where it listens

	db        *sqlite.DB
	keys      *keys.Keys
	meter     *usage.Meter
	library   *library
	kept      *cache.Cache
	remote    *remote.Client
	telemetry *telemetry.Telemetry
	renderer  *render.Renderer
	guard     *access.Guard
	maker     *pictures.Maker
	server    *handlers.Server

	closers []func() error
}

// openService puts the parts together. What was opened when it fails is closed again.
func (c *serveCmd) openService(ctx context.Context, app *cli, at net.Addr, log *slog.Logger) (*service, error) {
	s := &service{cmd: c, app: app, at: at, log: log}
	for _, open := range []func(context.Context) error{
		s.openStores, s.openKeys, s.openTelemetry, s.openCaches, s.openRenderer, s.openPictures, s.openServer,
	} {
		if err := open(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// Close ends what was opened, the last first.
func (s *service) Close() error {
	var errs []error
	for i := len(s.closers) - 1; i >= 0; i-- {
		errs = append(errs, s.closers[i]())
	}
	s.closers = nil
	return errors.Join(errs...)
}

func (s *service) onClose(end func() error) { s.closers = append(s.closers, end) }

func (s *service) openStores(ctx context.Context) (err error) {
	if err := s.app.folder().Make(); err != nil {
		return err
	}
	if s.db, err = sqlite.Open(ctx, s.app.folder().Database(), sqlite.DefaultConfig()); err != nil {
		return err
	}
	s.onClose(s.db.Close)
	if s.library, err = s.app.openLibrary(ctx, s.db, s.log); err != nil {
		return err
	}
	cfg := usage.DefaultConfig()
	cfg.Logger = s.log
	if s.meter, err = usage.New(cfg, s.db.Usage()); err != nil {
		return err
	}
	s.onClose(s.meter.Close)
	return nil
}

func (s *service) openKeys(ctx context.Context) (err error) {
	if s.keys, err = keys.Open(ctx, s.app.keyConfig(s.db, s.log)); err != nil {
		return err
	}
	s.onClose(func() error { s.keys.Close(); return nil })
	if s.app.fixedKey().Weak() {
		s.log.Warn("the key is short: whoever sees a signed link can guess at it; set keys of 16 random characters or more")
	}
	limits := [2]*ratelimit.Limiter{} // of keys, and of addresses
	for i := range limits {
		if limits[i], err = ratelimit.New(ratelimit.DefaultConfig()); err != nil {
			return err
		}
	}
	cfg := access.DefaultConfig()
	cfg.PublicBases, cfg.FormerBases = s.app.PublicURL, s.cmd.FormerURL
	s.guard, err = access.New(cfg, access.Deps{Keys: s.keys, Limiter: limits[0], Addresses: limits[1], Meter: s.meter})
	return err
}

// closeTelemetry bounds how long an exit waits for a collector that does not answer.
const closeTelemetry = 2 * time.Second

func (s *service) openTelemetry(ctx context.Context) (err error) {
	cfg := telemetry.Config{Version: version, Templates: s.cmd.MetricsTemplate, OTLPEndpoint: s.cmd.OTLPEndpoint, SampleRatio: s.cmd.TraceRatio}
	if s.telemetry, err = telemetry.New(ctx, cfg); err != nil {
		return err
	}
	s.onClose(func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTelemetry)
		defer cancel()
		if err := s.telemetry.Close(ctx); err != nil {
			s.log.Warn("the last traces were lost", "err", err) // no reason to exit with an error
		}
		return nil
	})
	return nil
}

func (s *service) openCaches(context.Context) (err error) {
	cfg := cache.DefaultConfig()
	cfg.Dir = s.app.folder().Cache()
	cfg.MemoryBytes, cfg.DiskBytes = s.cmd.CacheMemory<<20, s.cmd.CacheDisk<<20
	cfg.Logger = s.log
	if s.kept, err = cache.New(cfg); err != nil {
		return err
	}
	s.onClose(func() error { s.kept.Close(); return nil })

	from := remote.DefaultConfig()
	from.Dir = s.app.folder().Remote()
	from.Hosts, from.WebhookHosts = s.cmd.RemoteHost, s.cmd.WebhookHost
	from.AllowHTTP, from.Ports, from.AllowNetworks = s.cmd.RemoteHTTP, s.cmd.RemotePort, s.cmd.RemoteNetwork
	from.Logger = s.log
	if s.remote, err = remote.New(from); err != nil {
		return err
	}
	s.onClose(func() error { s.remote.Close(); return nil })
	s.gauges()
	return nil
}

// gauges tells of the cache at each scrape.
func (s *service) gauges() {
	stat := func(read func(cache.Stats) int64) func() float64 {
		return func() float64 { return float64(read(s.kept.Stats())) }
	}
	s.telemetry.Gauge("cache_disk_bytes", "Bytes of finished pictures on disk.", stat(func(c cache.Stats) int64 { return c.DiskBytes }))
	s.telemetry.Counter("cache_memory_hits_total", "Pictures found in memory.", stat(func(c cache.Stats) int64 { return c.MemoryHits }))
	s.telemetry.Counter("cache_disk_hits_total", "Pictures found on disk.", stat(func(c cache.Stats) int64 { return c.DiskHits }))
	s.telemetry.Counter("cache_misses_total", "Pictures that had to be made.", stat(func(c cache.Stats) int64 { return c.Misses }))
	s.telemetry.Counter("cache_corrupt_total", "Damaged files that were thrown away.", stat(func(c cache.Stats) int64 { return c.Corrupt }))
	s.telemetry.Counter("cache_write_errors_total", "Pictures that could not be kept.", stat(func(c cache.Stats) int64 { return c.WriteErrors }))
	s.telemetry.Counter("cache_evictions_total", "Pictures given up for room.", stat(func(c cache.Stats) int64 { return c.Evictions }))
}

func (s *service) openRenderer(context.Context) (err error) {
	cfg := render.DefaultConfig()
	if s.cmd.Workers != 0 {
		cfg.Workers = s.cmd.Workers
	}
	cfg.Queue = s.cmd.Queue
	cfg.ReuseBytes = s.cmd.ReuseMemory << 20
	cfg.Watch = s.telemetry.Stage
	if len(s.cmd.RemoteHost) > 0 {
		cfg.Remote = s.remote
	}
	if s.renderer, err = s.library.renderer(cfg.Within(debug.SetMemoryLimit(-1))); err != nil {
		return err
	}
	s.telemetry.Counter("reuse_drawn_total", "Pictures drawn.", func() float64 { return float64(s.renderer.Reuse().Drawn) })
	s.telemetry.Counter("reuse_begun_total", "Pictures drawn on from where an earlier one was the same.", func() float64 { return float64(s.renderer.Reuse().Begun) })
	return nil
}

func (s *service) openPictures(context.Context) (err error) {
	s.maker, err = pictures.New(pictures.DefaultConfig(), pictures.Deps{
		Templates: s.library.templates, Renderer: pictures.Draw(s.renderer), Cache: s.kept, Admission: s.guard,
		Meter: counted{s.meter, s.telemetry},
	})
	return err
}

func (s *service) openServer(ctx context.Context) error {
	routes, err := s.openRoutes(ctx)
	if err != nil {
		return err
	}
	cfg := handlers.DefaultConfig()
	cfg.PublicBases, cfg.TrustedProxies = s.app.PublicURL, s.cmd.TrustedProxy
	deps := handlers.Deps{
		Guard: s.guard, Pictures: s.maker, Links: s.db.Links(), Routes: routes, Logger: s.log,
		Checks: map[string]func(context.Context) error{"store": s.db.Ping, "disk": s.writable},
		Around: []echo.MiddlewareFunc{s.telemetry.Middleware},
	}
	if len(s.cmd.RemoteHost) > 0 {
		deps.Pages = page.New(s.remote)
	}
	s.server, err = handlers.New(cfg, deps)
	return err
}

// openRoutes are those beside signed pictures: the API, batches, and the page that describes them all.
func (s *service) openRoutes(ctx context.Context) ([]handlers.Routes, error) {
	base := ""
	if len(s.app.PublicURL) > 0 {
		base = s.app.PublicURL[0]
	}
	routes, err := s.openAPI(base)
	if err != nil {
		return nil, err
	}
	example := base
	if example == "" {
		example = local(s.at)
	}
	docs, err := openapi.New(example)
	if err != nil {
		return nil, err
	}
	batches, err := s.openBatches(ctx, base)
	return []handlers.Routes{routes, docs, batches}, err
}

// openBatches goes on with those that are not finished.
func (s *service) openBatches(ctx context.Context, base string) (*batch.Batches, error) {
	cfg := batch.DefaultConfig()
	cfg.PublicBase, cfg.Logger = base, s.log
	batches, err := batch.Open(ctx, cfg, batch.Deps{
		Guard: s.guard, Keys: s.keys, Maker: s.maker, Records: s.db.Batches(), Blobs: s.library.blobs, Poster: s.remote,
	})
	if err == nil {
		s.onClose(func() error { batches.Close(); return nil })
	}
	return batches, err
}

func (s *service) openAPI(base string) (*api.API, error) {
	cfg := api.DefaultConfig()
	cfg.PublicBase = base
	cfg.AssetBytes, cfg.FontBytes = maxAssetBytes, maxFontBytes
	l := s.library
	return api.New(cfg, api.Deps{
		Guard: s.guard, Maker: s.maker, Links: s.db.Links(),
		Templates: l.templates, TemplateChanges: l.templates,
		Assets: l.assets, AssetChanges: l.assets,
		Fonts: l.fonts, FontChanges: l.fonts,
		Keys: s.keys, KeyChanges: s.keys,
		Usage: s.meter,
	})
}

// metricsHeaderTimeout is generous: Prometheus is on the same network.
const metricsHeaderTimeout = 5 * time.Second

// serveMetrics answers scrapes on an address of their own.
func (s *service) serveMetrics(l net.Listener) {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", s.telemetry.Handler())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: metricsHeaderTimeout}
	s.onClose(server.Close)
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("metrics are no longer served", "err", err)
		}
	}()
	s.log.Info("metrics are served", "url", fmt.Sprintf("http://%s/metrics", l.Addr()))
}
