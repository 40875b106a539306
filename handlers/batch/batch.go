// Package batch makes many pictures in the background, for those who have an API key.
//
// A batch is stored before its request is answered, and each of its items as soon as it is done, so that
// a process that was killed goes on where it was: what is done is not rendered again. The batches of a
// key are worked on one after the other, those of several keys side by side, all by a few workers, so
// that requests that somebody waits for keep their place. Each picture costs its key what it costs
// elsewhere; when a key's rate is half used up its batches wait, and leave the other half to requests.
//
// When all items are done or failed, the pictures are put into a zip, and the webhook is told. One process
// at a time may work on the batches of a database. All of it is safe for concurrent use.
package batch

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/pictures"
	"placard/handlers/signedurl"
	"placard/store"
)

// Guard lets requests pass whose key has a scope. access.Guard is one.
type Guard interface {
	Bearer(scope store.Scope) echo.MiddlewareFunc
}

// Keys finds the keys that hold now: whose batch it is may have lost its key since.
type Keys interface {
	Find(id string) (store.Credentials, bool)
}

// Maker makes pictures. pictures.Maker is one.
type Maker interface {
	Make(ctx context.Context, o pictures.Order) (*pictures.Picture, error)
}

// Finder finds batches. List has the newest of a key, newest first. What is not there is an error that
// matches fs.ErrNotExist.
type Finder interface {
	Get(ctx context.Context, id string) (store.Batch, error)
	List(ctx context.Context, keyID string, limit int) ([]store.Batch, error)
	Items(ctx context.Context, id string) ([]store.BatchItem, error)
}

// Keeper keeps what becomes of a batch. SaveItem also counts: Save leaves Done and Failed as they are.
type Keeper interface {
	Create(ctx context.Context, b store.Batch, items []store.BatchItem) error
	Save(ctx context.Context, b store.Batch) error
	SaveItem(ctx context.Context, it store.BatchItem) error
}

// Backlog knows what is left to do of all batches, oldest first, and forgets those that finished before a
// time, or before the newest ones of their key, which are as many as most, with at most so many bytes; it
// returns the results of these.
type Backlog interface {
	Unfinished(ctx context.Context) ([]store.Batch, error)
	DeleteFinished(ctx context.Context, before time.Time) (int, error)
	DeleteBeyond(ctx context.Context, keyID string, most int, bytes int64) (results []string, err error)
}

// Records are the batches of a database, as storetest.Batches describes them.
type Records interface {
	Finder
	Keeper
	Backlog
}

// Blobs keep pictures and results by their SHA-256. They are swept by somebody else; Delete is for those that
// nothing else can use.
type Blobs interface {
	Put(ctx context.Context, r io.Reader, limit int64) (sha256 string, size int64, err error)
	Open(ctx context.Context, sha256 string) (io.ReadSeekCloser, error)
	Delete(ctx context.Context, sha256 string) error
}

// Poster tells webhooks. Post sends once, and returns the status of the answer; CheckPost says whether it
// would send there. The texts of their errors are fit for clients if they match store.ErrUpstream.
// remote.Client is one.
type Poster interface {
	Post(ctx context.Context, url string, header http.Header, body []byte) (status int, err error)
	CheckPost(url string) error
}

// Deps is what Batches stand on. All but Poster are needed.
type Deps struct {
	Guard   Guard
	Keys    Keys
	Maker   Maker
	Records Records
	Blobs   Blobs
	Poster  Poster // nil: webhooks are refused
}

// Config says how batches are worked on. Start from DefaultConfig.
type Config struct {
	// PublicBase is the URL under which clients see the server's root. Without it the URLs in answers
	// begin with a slash.
	PublicBase string
	// Workers is how many pictures are made at once for all batches.
	Workers int

	Now    func() time.Time                                 // nil: time.Now
	Wait   func(ctx context.Context, d time.Duration) error // between tries; nil: as long as it says, or until ctx ends
	Rand   io.Reader                                        // for ids; nil: crypto/rand
	Logger *slog.Logger                                     // nil: slog.Default()
}

// DefaultConfig leaves half of the cores to requests that somebody waits for.
func DefaultConfig() Config { return Config{Workers: max(1, runtime.GOMAXPROCS(0)/2)} }

// maxWorkers is more than any machine has cores.
const maxWorkers = 1024

// Validate reports every setting that cannot be used.
func (c Config) Validate() error {
	var errs []error
	if c.PublicBase != "" {
		errs = append(errs, signedurl.Config{PublicBases: []string{c.PublicBase}}.Validate())
	}
	if c.Workers < 1 || c.Workers > maxWorkers {
		errs = append(errs, fmt.Errorf("batch: Workers: %d is not in 1..%d", c.Workers, maxWorkers))
	}
	return errors.Join(errs...)
}

func (c *Config) setDefaults() {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Wait == nil {
		c.Wait = wait
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
}

// wait waits.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Batches is the routes, and what works behind them. Close it.
type Batches struct {
	cfg   Config
	deps  Deps
	queue *queue
	stop  func() // ends all work, and waits for it
}

// Open goes on with the batches that are not finished. ctx is for opening alone.
func Open(ctx context.Context, cfg Config, deps Deps) (*Batches, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if deps.Guard == nil || deps.Keys == nil || deps.Maker == nil || deps.Records == nil || deps.Blobs == nil {
		return nil, errors.New("batch: Guard, Keys, Maker, Records and Blobs are needed")
	}
	cfg.setDefaults()
	b := &Batches{cfg: cfg, deps: deps}
	left, err := deps.Records.Unfinished(ctx)
	if err != nil {
		return nil, fmt.Errorf("batch: %w", err)
	}
	b.start(left)
	return b, nil
}

// Close ends the work on all batches and returns when it has ended. Open goes on with it.
func (b *Batches) Close() { b.stop() }
