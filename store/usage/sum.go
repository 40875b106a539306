package usage

import (
	"cmp"
	"context"
	"slices"
	"time"

	"placard/store"
)

// flushWait is how long a report waits for a database that cannot be written: what is not in it yet is
// added from memory.
const flushWait = 500 * time.Millisecond

// maxDays is how many days a report may be of.
const maxDays = 400

// monthly is what a key has rendered this month: what the store knew, and what was counted here since.
type monthly struct {
	stored, since int64
	read          time.Time
}

// Month returns how many pictures were rendered for a key in this calendar month, UTC: all that were
// counted here, and what other processes counted until Every ago. The store is asked at most once in that
// time; while it cannot be, what is known goes on counting.
func (m *Meter) Month(ctx context.Context, keyID string) (int64, error) {
	now := m.cfg.Now()
	m.mu.Lock()
	if month := monthOf(dayOf(now)); month != m.month {
		m.month, m.months = month, map[string]*monthly{}
	}
	month := m.month
	known := m.months[keyID]
	// While a write is on its way the store may or may not have it: what is known here is right already.
	if known != nil && (m.flying != nil || now.Sub(known.read) < m.cfg.Every) {
		defer m.mu.Unlock()
		return known.stored + known.since, nil
	}
	writes, waiting := m.writes, m.waiting(keyID, month)
	m.mu.Unlock()

	sum, err := m.store.Sum(ctx, keyID, month+"-01", month+"-31")
	stored := renders(sum)

	m.mu.Lock()
	defer m.mu.Unlock()
	if month != m.month {
		return stored, err // the month ended meanwhile
	}
	known = m.months[keyID]
	if err != nil {
		if known != nil {
			known.read = now // ask again in a while, not with each request
			return known.stored + known.since, nil
		}
		return 0, err
	}
	if m.writes != writes || m.flying != nil { // it is not known whether the write is in the sum
		if known != nil {
			return known.stored + known.since, nil
		}
		// Once per key and month, and too much by one write at most: a quota is never passed this way.
		return stored + max(waiting, m.waiting(keyID, month)), nil
	}
	known = &monthly{stored: stored, since: m.pending.renders(keyID, month), read: now}
	m.months[keyID] = known
	return known.stored + known.since, nil
}

// waiting is what is counted and not known to be stored. Callers hold mu.
func (m *Meter) waiting(keyID, month string) int64 {
	return m.pending.renders(keyID, month) + m.flying.renders(keyID, month)
}

func renders(list []store.Usage) (n int64) {
	for _, u := range list {
		n += u.Renders
	}
	return n
}

// Sum returns the counts of a key, or of all keys for "", of days from..to, both included, by day, key and
// template. All that was counted here is in it. The error for bad days is a *store.InvalidError.
func (m *Meter) Sum(ctx context.Context, keyID, from, to string) ([]store.Usage, error) {
	if err := checkDays(from, to); err != nil {
		return nil, err
	}
	flushCtx, cancel := context.WithTimeout(ctx, flushWait)
	flushErr := m.Flush(flushCtx)
	cancel()
	if flushErr == nil {
		return m.store.Sum(ctx, keyID, from, to)
	}
	return m.sumWithPending(ctx, keyID, from, to)
}

// sumWithPending adds what is not in the store.
func (m *Meter) sumWithPending(ctx context.Context, keyID, from, to string) ([]store.Usage, error) {
	all := counts{}
	for range 3 { // a write that ends meanwhile may be in the sum or not
		m.mu.Lock()
		writes := m.writes
		m.mu.Unlock()
		sums, err := m.store.Sum(ctx, keyID, from, to)
		if err != nil {
			return nil, err
		}
		all = counts{}
		for _, u := range sums {
			all.add(u)
		}
		m.mu.Lock()
		for _, waiting := range []counts{m.pending, m.flying} {
			for _, u := range waiting {
				if (keyID == "" || u.KeyID == keyID) && u.Day >= from && u.Day <= to {
					all.add(u)
				}
			}
		}
		same := m.writes == writes
		m.mu.Unlock()
		if same {
			break
		}
	}
	return slices.SortedFunc(slices.Values(all.list()), func(a, b store.Usage) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.KeyID, b.KeyID), cmp.Compare(a.Template, b.Template))
	}), nil
}

func checkDays(from, to string) error {
	var days [2]time.Time
	for i, d := range []struct{ field, value string }{{"from", from}, {"to", to}} {
		t, err := time.Parse(time.DateOnly, d.value)
		if err != nil {
			return store.Invalidf(d.field, "%.20q is not a day such as 2026-11-22", d.value)
		}
		days[i] = t
	}
	switch n := int(days[1].Sub(days[0]).Hours()/24) + 1; {
	case n < 1:
		return store.Invalidf("to", "%s is before from, %s", to, from)
	case n > maxDays:
		return store.Invalidf("to", "%s to %s are %d days; ask for %d at most", from, to, n, maxDays)
	}
	return nil
}
