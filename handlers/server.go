// Package handlers answers HTTP requests: it verifies a signed URL, finds the template, applies the
// changes, and serves the picture from the cache or has it rendered.
//
// Handlers move bytes and draw nothing. Every error comes to one place, which says what status it has
// and what the client may read of it; the log reads the rest. What the package needs comes in through
// the small interfaces below. A Server is safe for concurrent use.
package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

// Keys knows the API keys that may sign: the current, and the old ones whose overlap lasts.
type Keys interface {
	APIKeys(ctx context.Context) ([]string, error)
}

// Templates finds templates by id. An unknown id is an error that matches fs.ErrNotExist; List has those
// that are known.
type Templates interface {
	Template(ctx context.Context, id string) (*templates.Template, error)
	List(ctx context.Context) ([]string, error)
}

// Renderer draws documents. Key identifies the bytes that Render would return, and is cheap.
type Renderer interface {
	Key(ctx context.Context, doc *templates.Document, opt render.Options) (string, error)
	Render(ctx context.Context, doc *templates.Document, opt render.Options) (*render.Output, error)
}

// Cache returns the body of a key, or has it filled, once for all who ask meanwhile. The body is shared.
type Cache interface {
	Do(ctx context.Context, key string, fill func(context.Context) ([]byte, error)) (body []byte, hit bool, created time.Time, err error)
}

// Deps is what a Server stands on. All but Logger are needed.
type Deps struct {
	Keys      Keys
	Templates Templates
	Renderer  Renderer
	Cache     Cache
	Logger    *slog.Logger // nil: slog.Default()
}

// Server is an http.Handler. Serve runs it with time limits and an orderly end.
type Server struct {
	cfg      Config
	deps     Deps
	log      *slog.Logger
	verifier *signedurl.Verifier
	echo     *echo.Echo
	draining atomic.Bool
	newID    func() string
}

// New makes a Server.
func New(cfg Config, deps Deps) (*Server, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if deps.Keys == nil || deps.Templates == nil || deps.Renderer == nil || deps.Cache == nil {
		return nil, errors.New("handlers: Keys, Templates, Renderer and Cache are needed")
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	verifier, err := signedurl.NewVerifier(signedurl.Config{PublicBases: cfg.PublicBases})
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, deps: deps, log: deps.Logger, verifier: verifier, newID: randomID}
	s.echo = s.routes()
	return s, nil
}

// routes is every path there is. A signed picture's credential is its signature; the others tell
// nothing that needs one.
func (s *Server) routes() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = s.fail
	// The address in the log is the peer's own: without this Echo believes any X-Forwarded-For.
	e.IPExtractor = echo.ExtractIPDirect()
	e.Use(s.observe, withoutBody, recoverPanics)
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		e.Add(method, "/", index)
		e.Add(method, "/healthz", healthz)
		e.Add(method, "/readyz", s.readyz)
		e.Add(method, "/:file", s.picture)
		e.Add(method, "/signed/:file", s.picture)
	}
	return e
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }
