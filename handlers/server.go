// Package handlers answers HTTP requests: it verifies a signed URL, says what picture it asks for, and
// serves what package pictures makes of that. It also says whether the server is well, and runs it with
// time limits to an orderly end. What takes an API key is in package api, and is registered here.
//
// Handlers move bytes and draw nothing. Every error comes to problem.Write, which says what status it has
// and what the client may read of it; the log reads the rest. A Server is safe for concurrent use.
package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"placard/handlers/access"
	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/store"
)

// Links finds short links. An unknown id is an error that matches fs.ErrNotExist.
type Links interface {
	Get(ctx context.Context, id string) (store.Link, error)
}

// Pages reads what web pages say of themselves. Errors match store.ErrUpstream where a page is to blame.
type Pages interface {
	Read(ctx context.Context, url string) (store.PageCard, error)
}

// Routes are more that the server answers, with their own credentials.
type Routes interface {
	Register(g *echo.Group)
}

// Deps is what a Server stands on. Guard and Pictures are needed.
type Deps struct {
	Guard    *access.Guard
	Pictures *pictures.Maker
	Links    Links                                  // nil: there are none
	Pages    Pages                                  // nil: nothing is fetched
	Routes   []Routes                               // beside those of this package
	Checks   map[string]func(context.Context) error // what must be well for /readyz, by name
	Around   []echo.MiddlewareFunc                  // outside of everything: metrics and traces
	Logger   *slog.Logger                           // nil: slog.Default()
}

// Server is an http.Handler. Serve runs it with time limits and an orderly end.
type Server struct {
	cfg      Config
	deps     Deps
	log      *slog.Logger
	echo     *echo.Echo
	ready    readiness
	draining atomic.Bool
	newID    func() string
}

// New makes a Server.
func New(cfg Config, deps Deps) (*Server, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if deps.Guard == nil || deps.Pictures == nil {
		return nil, errors.New("handlers: Guard and Pictures are needed")
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	s := &Server{cfg: cfg, deps: deps, log: deps.Logger, newID: randomID}
	s.ready = readiness{checks: deps.Checks, log: deps.Logger, now: time.Now}
	s.echo = s.routes()
	return s, nil
}

// routes is every path there is. A signed picture's credential is its signature, a short link's its id;
// those of health and the index tell nothing that needs one.
func (s *Server) routes() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) { problem.Write(c, err) }
	e.IPExtractor = s.clientAddress()
	e.Use(s.deps.Around...)
	e.Use(s.observe, withoutBody, middleware.BodyLimit(strconv.FormatInt(s.cfg.MaxBodyBytes, 10)), s.deadline(), recoverPanics)
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		e.Add(method, "/", index)
		e.Add(method, "/livez", livez)
		e.Add(method, "/readyz", s.readyz)
		e.Add(method, linkRoute, s.link)
		for _, path := range signedPaths {
			e.Add(method, path, s.signed)
		}
		e.Add(method, "/v1/meta", s.meta)
	}
	e.Match(methods, restRoute, nothing)
	for _, r := range s.deps.Routes {
		r.Register(e.Group(""))
	}
	return e
}

// signedPaths are those of signed URLs. What such a URL asks for is read from the URL as it was verified,
// not from how the router took it apart. A parameter at the end takes slashes too: so come the URLs of
// other services here, whose paths are longer.
var signedPaths = []string{"/:file", "/signed/:file", "/v1/og", "/v1/image/:file", "/v1/preview", "/v1/pdf", "/v1/screenshot"}

// deadline ends the work on a request, with context.DeadlineExceeded.
func (s *Server) deadline() echo.MiddlewareFunc {
	return middleware.ContextTimeoutWithConfig(middleware.ContextTimeoutConfig{
		Timeout:      s.cfg.RequestTimeout,
		ErrorHandler: func(err error, _ echo.Context) error { return err }, // problem.Describe knows it
	})
}

// clientAddress takes the client's address from the nearest proxy that is not trusted. Echo would trust
// private networks by itself, which may hold clients.
func (s *Server) clientAddress() echo.IPExtractor {
	if len(s.cfg.TrustedProxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range s.cfg.TrustedProxies {
		p = p.Masked()
		mask := net.CIDRMask(p.Bits(), p.Addr().BitLen())
		trust = append(trust, echo.TrustIPRange(&net.IPNet{IP: p.Addr().AsSlice(), Mask: mask}))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// Routes are all that the server answers, HEAD among the methods.
func (s *Server) Routes() []*echo.Route { return s.echo.Routes() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }
