package access

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
	"placard/store"
)

// Failed is for a credential that does not hold: it returns the refusal, unless the client's address has
// sent too many such.
func (g *Guard) Failed(c echo.Context, refusal error) error {
	if g.cfg.FailuresPerMinute == 0 {
		return refusal
	}
	rate, err := g.deps.Addresses.Take(c.Request().Context(), "address:"+network(c.RealIP()), g.cfg.FailuresPerMinute)
	if err != nil {
		return fmt.Errorf("rate limiter: %w", err)
	}
	if !rate.OK {
		p := problem.New(problem.RateLimited, "too many wrong credentials came from this address; wait %s", wait(rate.Retry))
		return p.Because(refusal).With(echo.HeaderRetryAfter, seconds(rate.Retry))
	}
	return refusal
}

// network is what one client can be told from another by: its address, or the /64 of an IPv6 address,
// within which a client chooses as it likes (RFC 4291, 2.5.4).
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil || addr.Unmap().Is4() {
		return ip
	}
	const subnetBits = 64
	prefix, err := addr.WithZone("").Prefix(subnetBits)
	if err != nil {
		return ip
	}
	return prefix.String()
}

// take takes one of a key's rate.
func (g *Guard) take(ctx context.Context, key store.Key) (store.Rate, error) {
	if key.RatePerMinute == 0 {
		return store.Rate{OK: true}, nil
	}
	rate, err := g.deps.Limiter.Take(ctx, "key:"+key.ID, key.RatePerMinute)
	if err != nil {
		return store.Rate{}, fmt.Errorf("rate limiter: %w", err)
	}
	return rate, nil
}

func rateLimited(rate store.Rate) error {
	p := problem.New(problem.RateLimited, "the key's limit is %d a minute; wait %s", rate.Limit, wait(rate.Retry))
	p = p.With(echo.HeaderRetryAfter, seconds(rate.Retry))
	setRate(p.Header, rate)
	return p
}

// setRate tells what is left of a limit; without one there is nothing to tell.
func setRate(h http.Header, rate store.Rate) {
	if rate.Limit == 0 {
		return
	}
	h.Set("X-RateLimit-Limit", strconv.Itoa(rate.Limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(rate.Remaining))
	h.Set("X-RateLimit-Reset", seconds(rate.Reset))
}

// seconds are rounded up: who waits that long has waited long enough.
func seconds(d time.Duration) string { return strconv.FormatInt(int64(math.Ceil(d.Seconds())), 10) }

func wait(d time.Duration) string { return seconds(d) + " s" }
