package handlers

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

const indexText = `Placard turns a signed URL into a picture.

  GET /{template}.{jpg|png|webp|pdf}?c={changes}&s={signature}
  GET /v1/image/{template}.{jpg|png|webp|pdf}?{values and options}&key_id={key}&signature={signature}

"placard sign {template} --set title=Hello" prints such a URL. /docs has the rest.
`

func index(c echo.Context) error { return plain(c, http.StatusOK, indexText) }

// livez says that the process answers.
func livez(c echo.Context) error { return plain(c, http.StatusOK, "ok\n") }

// readyz says whether to send requests here: no more once the server is to end, and none while something
// is not well that most requests need.
func (s *Server) readyz(c echo.Context) error {
	if s.draining.Load() {
		return plain(c, http.StatusServiceUnavailable, "draining\n")
	}
	if failing := s.ready.failing(c.Request().Context()); len(failing) > 0 {
		return plain(c, http.StatusServiceUnavailable, strings.Join(failing, "\n")+"\n")
	}
	return plain(c, http.StatusOK, "ready\n")
}

func plain(c echo.Context, status int, text string) error {
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.String(status, text)
}

const (
	// checkTimeout is less than the second that probes commonly wait.
	checkTimeout = 800 * time.Millisecond
	// checkEvery bounds what anyone who asks for /readyz can make the server do.
	checkEvery = time.Second
)

// readiness asks the checks, at most once in checkEvery.
type readiness struct {
	checks map[string]func(context.Context) error
	log    *slog.Logger
	now    func() time.Time

	mu     sync.Mutex
	asked  time.Time
	answer []string
}

// failing names the checks that fail, sorted. What is wrong with them is for the log.
func (r *readiness) failing(ctx context.Context) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.asked.IsZero() && r.now().Sub(r.asked) < checkEvery {
		return r.answer
	}
	// The answer is for others too: one who hangs up must not make it a failure.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkTimeout)
	defer cancel()
	r.asked, r.answer = r.now(), nil
	for _, name := range slices.Sorted(maps.Keys(r.checks)) {
		if err := r.checks[name](ctx); err != nil {
			r.log.Warn("not ready", "check", name, "err", err)
			r.answer = append(r.answer, fmt.Sprintf("%s: failing", name))
		}
	}
	return r.answer
}
