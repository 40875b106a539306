package access

import (
	"context"
	"fmt"
	"hash/maphash"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
	"placard/store"
)

// Allowance is what a render left of its key's rate and quota. The zero value is that of a picture that
// came from the cache, which takes neither.
type Allowance struct {
	Rate  store.Rate
	Quota Quota
}

// Quota is what is left of a month's pictures. The zero value is that of a key without a limit.
type Quota struct {
	Limit     int64
	Remaining int64
	Reset     time.Duration // until the month ends, UTC
}

// Set writes X-RateLimit-* and X-Quota-*, each if there is such a limit. Reset is in seconds from now.
func (a Allowance) Set(h http.Header) {
	setRate(h, a.Rate)
	if a.Quota.Limit > 0 {
		h.Set("X-Quota-Limit", strconv.FormatInt(a.Quota.Limit, 10))
		h.Set("X-Quota-Remaining", strconv.FormatInt(a.Quota.Remaining, 10))
		h.Set("X-Quota-Reset", seconds(a.Quota.Reset))
	}
}

// AdmitRender takes one picture of the key's quota and, unless the request was rated already, one of its
// rate. It counts the picture; giveBack uncounts it, for a render that fails. Errors are 429 and 402
// problems, and carry what is left.
func (g *Guard) AdmitRender(ctx context.Context, key store.Key, template string, rated bool) (left Allowance, giveBack func(), err error) {
	if !rated {
		if left.Rate, err = g.take(ctx, key); err != nil {
			return Allowance{}, nil, err
		}
		if !left.Rate.OK && left.Rate.Limit > 0 {
			return Allowance{}, nil, rateLimited(left.Rate)
		}
	}
	now := g.cfg.Now().UTC()
	used := store.Usage{Day: now.Format(time.DateOnly), KeyID: key.ID, Template: template, Renders: 1}
	if left.Quota, err = g.spend(ctx, key, used, now); err != nil {
		return Allowance{}, nil, err
	}
	return left, func() {
		used.Renders = -1
		g.deps.Meter.Count(used)
	}, nil
}

// spend looks and counts as one step, so that requests that come at once do not all see the last picture
// of a quota.
func (g *Guard) spend(ctx context.Context, key store.Key, used store.Usage, now time.Time) (Quota, error) {
	if key.MonthlyQuota == 0 {
		g.deps.Meter.Count(used)
		return Quota{}, nil
	}
	unlock := g.quota.lock(key.ID)
	defer unlock()
	month, err := g.deps.Meter.Month(ctx, key.ID)
	if err != nil {
		return Quota{}, fmt.Errorf("usage: %w", err)
	}
	q := Quota{Limit: key.MonthlyQuota, Remaining: max(0, key.MonthlyQuota-month), Reset: untilNextMonth(now)}
	if q.Remaining == 0 {
		p := problem.New(problem.QuotaUsedUp, "all %d pictures of this month are used; there are as many again from %s (UTC)", q.Limit, now.Add(q.Reset).Format(time.DateOnly))
		p = p.With(echo.HeaderRetryAfter, seconds(q.Reset))
		Allowance{Quota: q}.Set(p.Header)
		return Quota{}, p
	}
	g.deps.Meter.Count(used)
	q.Remaining--
	return q, nil
}

// untilNextMonth is in UTC, as all counting is.
func untilNextMonth(now time.Time) time.Duration {
	return time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, time.UTC).Sub(now)
}

// quotaLocks is one lock for each key, or for a few keys that share it: as many as are never all busy.
type quotaLocks struct {
	once  sync.Once
	seed  maphash.Seed
	locks [64]sync.Mutex
}

func (q *quotaLocks) lock(keyID string) (unlock func()) {
	q.once.Do(func() { q.seed = maphash.MakeSeed() })
	l := &q.locks[maphash.String(q.seed, keyID)%uint64(len(q.locks))]
	l.Lock()
	return l.Unlock
}
