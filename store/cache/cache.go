// Package cache keeps rendered pictures: in memory, bounded by bytes, over a folder on disk, bounded by
// bytes and by age.
//
// Do looks a key up, or fills it. However many callers ask for a key that is not
// there, it is filled once, on a context of its own, so that a caller who leaves takes nothing from the
// others. The disk is never trusted and never needed: an entry that does not match its checksum is
// deleted and filled again, and when nothing can be written the picture is served all the same.
// Errors are handed to those who wait for them and are not kept. Get and Put serve those who know
// themselves when to fill.
//
// It knows nothing of HTTP or of pictures: keys are strings, bodies are bytes. All of it is safe for
// concurrent use. Two processes may share a folder; each then keeps to the byte limit by its own count.
package cache

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// Config sizes a Cache.
type Config struct {
	Dir         string        // made if it is missing
	MemoryBytes int64         // bodies held in memory
	DiskBytes   int64         // files in Dir
	TTL         time.Duration // how long an entry is served after it was filled
	FillTimeout time.Duration // deadline of one fill, however long its callers would wait

	Now    func() time.Time // nil: time.Now
	Logger *slog.Logger     // nil: slog.Default()
}

// DefaultConfig suits a machine that runs Placard alone. Dir is the caller's.
func DefaultConfig() Config {
	return Config{
		MemoryBytes: 64 << 20,         // about 900 cards of 70 kB: the hot ones
		DiskBytes:   1 << 30,          // about 15,000 cards
		TTL:         24 * time.Hour,   // what Cache-Control promises
		FillTimeout: 30 * time.Second, // a thousand times a card's cost: only a stuck fill meets it
	}
}

// Validate reports every setting that is out of range.
func (c Config) Validate() error {
	var errs []error
	if c.Dir == "" {
		errs = append(errs, errors.New("cache: Dir is empty"))
	}
	if c.MemoryBytes < 0 {
		errs = append(errs, fmt.Errorf("cache: MemoryBytes is %d, want 0 or more", c.MemoryBytes))
	}
	if c.DiskBytes < 0 {
		errs = append(errs, fmt.Errorf("cache: DiskBytes is %d, want 0 or more", c.DiskBytes))
	}
	if c.TTL <= 0 {
		errs = append(errs, fmt.Errorf("cache: TTL is %v, want more than 0", c.TTL))
	}
	if c.FillTimeout <= 0 {
		errs = append(errs, fmt.Errorf("cache: FillTimeout is %v, want more than 0", c.FillTimeout))
	}
	return errors.Join(errs...)
}

// expired also holds for what claims to come from the future by more than a clock is ever put right: it
// would stay for ever.
func (c Config) expired(created time.Time) bool {
	age := c.Now().Sub(created)
	return age >= c.TTL || age < -c.TTL
}

// Cache is a two-level cache. Close it to stop its sweeper.
type Cache struct {
	cfg      Config
	memory   *memory
	disk     *disk
	flights  singleflight.Group
	counters counters
	stop     chan struct{}
	stopped  sync.WaitGroup
	once     sync.Once
}

// New opens a cache and clears away what an earlier process left unfinished.
func New(cfg Config) (*Cache, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	c := &Cache{cfg: cfg, stop: make(chan struct{})}
	var err error
	if c.memory, err = newMemory(cfg.MemoryBytes); err != nil {
		return nil, err
	}
	if c.disk, err = openDisk(cfg, &c.counters); err != nil {
		return nil, err
	}
	c.stopped.Go(c.sweepUntilStopped)
	return c, nil
}

// Close stops the sweeper. Fills under way end by themselves; their callers still get them.
func (c *Cache) Close() {
	c.once.Do(func() { close(c.stop) })
	c.stopped.Wait()
}

// Fill makes the body of a key. Its context outlives the caller that set it off.
type Fill = func(context.Context) ([]byte, error)

// Do returns the body of key, from the cache (hit) or from fill, and when it was made. The body is
// shared: do not change it. A caller whose ctx ends leaves with its error; the fill goes on for the
// others and for the cache. An error or panic of fill is returned to all who wait and is not cached; a
// panic comes as a *PanicError.
func (c *Cache) Do(ctx context.Context, key string, fill Fill) (body []byte, hit bool, created time.Time, err error) {
	if e, ok := c.fromMemory(key); ok {
		c.counters.memoryHits.Add(1)
		return e.body, true, e.created, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, false, time.Time{}, err
	}
	flight := c.flights.DoChan(key, func() (any, error) {
		return c.load(context.WithoutCancel(ctx), key, fill)
	})
	select {
	case r := <-flight:
		if r.Err != nil {
			return nil, false, time.Time{}, r.Err
		}
		l := r.Val.(loaded)
		return l.body, l.hit, l.created, nil
	case <-ctx.Done():
		return nil, false, time.Time{}, ctx.Err()
	}
}

// loaded is what a flight brings.
type loaded struct {
	entry
	hit bool
}

// load runs once per key at a time.
func (c *Cache) load(ctx context.Context, key string, fill Fill) (loaded, error) {
	if e, ok := c.lookUp(key); ok { // a flight may have ended between the caller's look and this one
		return loaded{e, true}, nil
	}
	c.counters.misses.Add(1)
	ctx, cancel := context.WithTimeout(ctx, c.cfg.FillTimeout)
	defer cancel()
	body, err := guard(ctx, fill)
	if p := (*PanicError)(nil); errors.As(err, &p) { // what waiters get may lose the stack on its way to a log
		c.cfg.Logger.Error("cache: a fill panicked", "key", key, "panic", p.Value, "stack", string(p.Stack))
	}
	if err != nil {
		return loaded{}, err
	}
	return loaded{c.keep(key, body), false}, nil
}

// Get returns what is kept under key. The body is shared: do not change it.
func (c *Cache) Get(key string) (body []byte, ok bool) {
	e, ok := c.lookUp(key)
	return e.body, ok
}

// Put keeps a body under key, in place of what was there. The body is the cache's from then on.
func (c *Cache) Put(key string, body []byte) { c.keep(key, body) }

func (c *Cache) lookUp(key string) (entry, bool) {
	if e, ok := c.fromMemory(key); ok {
		c.counters.memoryHits.Add(1)
		return e, true
	}
	e, ok := c.disk.get(key)
	if ok {
		c.counters.diskHits.Add(1)
		c.memory.set(key, e)
	}
	return e, ok
}

func (c *Cache) keep(key string, body []byte) entry {
	e := entry{body: body, created: c.cfg.Now()}
	c.memory.set(key, e)
	c.disk.put(key, e)
	return e
}

func (c *Cache) fromMemory(key string) (entry, bool) {
	e, ok := c.memory.get(key)
	if ok && c.cfg.expired(e.created) {
		c.memory.drop(key)
		return entry{}, false
	}
	return e, ok
}
