package catalog

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"placard/store"
)

// table is a database of one number, which may be down.
type table struct {
	value, generation int64
	asked, loaded     int
	down              error
}

func (b *table) Generation(context.Context) (int64, error) {
	b.asked++
	return b.generation, b.down
}

func (b *table) load(context.Context) (int64, error) {
	b.loaded++
	return b.value, b.down
}

func (b *table) set(v int64) { b.value, b.generation = v, b.generation+1 }

func mirrored(b *table) (m *mirror[int64], clock *time.Time, log *strings.Builder) {
	clock, log = new(time.Time), new(strings.Builder)
	m = newMirror(b, b.load, func() time.Time { return *clock }, slog.New(slog.NewTextHandler(log, nil)))
	return m, clock, log
}

func expect(t *testing.T, m *mirror[int64], want int64) {
	t.Helper()
	if got, err := m.get(t.Context()); err != nil || got != want {
		t.Errorf("got %d, %v, want %d", got, err, want)
	}
}

func TestMirrorAsksSeldomAndLoadsOnce(t *testing.T) {
	b := &table{value: 1}
	m, clock, _ := mirrored(b)
	for range 1000 {
		expect(t, m, 1)
		*clock = clock.Add(time.Millisecond)
	}
	if b.asked != 4 || b.loaded != 1 {
		t.Errorf("in a second, asked %d times and loaded %d times, want 4 and 1", b.asked, b.loaded)
	}
	b.set(2)
	*clock = clock.Add(askEvery)
	expect(t, m, 2)
	b.set(3)
	m.changed() // by this process
	expect(t, m, 3)
}

func TestMirrorOutlastsTheDatabase(t *testing.T) {
	b := &table{value: 1}
	m, clock, log := mirrored(b)
	expect(t, m, 1)
	b.down = store.ErrUnavailable
	for range 20 {
		*clock = clock.Add(time.Minute)
		expect(t, m, 1)
	}
	if n := strings.Count(log.String(), "cannot be read"); n != 1 {
		t.Errorf("the log says so %d times:\n%s", n, log)
	}
	b.down = nil
	b.set(2)
	*clock = clock.Add(askEvery)
	expect(t, m, 2)

	// What this process changed it does not serve as it was.
	b.down = store.ErrUnavailable
	m.changed()
	if got, err := m.get(t.Context()); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got %d, %v", got, err)
	}
	b.down = nil
	expect(t, m, 2)
}

func TestMirrorWaitsNoLongerThanItsCaller(t *testing.T) {
	b := &table{value: 1}
	m, clock, _ := mirrored(b)
	expect(t, m, 1)
	m.turn <- struct{}{} // somebody asks, and it takes long
	*clock = clock.Add(askEvery)
	expect(t, m, 1)
	*clock = clock.Add(askLatest)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if got, err := m.get(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %d, %v", got, err)
	}
	<-m.turn
	b.down = context.Canceled // as a driver has it whose caller left
	if got, err := m.get(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %d, %v", got, err)
	}
	b.down = nil
	expect(t, m, 1)
}
