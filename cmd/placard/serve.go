package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"text/tabwriter"
	"time"

	"placard/handlers"
	"placard/handlers/access"
	"placard/handlers/pictures"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/store/cache"
	"placard/store/catalog"
	"placard/store/files"
	"placard/store/keys"
	"placard/store/ratelimit"
	"placard/store/sqlite"
	"placard/store/usage"
	"placard/templates/starter"
)

// serveCmd runs the server.
type serveCmd struct {
	Addr        string `help:"Address to listen on." env:"PLACARD_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Workers     int    `help:"Pictures rendered at once; 0 is one a core." env:"PLACARD_WORKERS" default:"0" placeholder:"N"`
	Queue       int    `help:"Pictures that may wait for a worker; beyond that the answer is 429." env:"PLACARD_QUEUE" default:"64" placeholder:"N"`
	CacheMemory int64  `help:"Memory for finished pictures, in MB." env:"PLACARD_CACHE_MEMORY" default:"64" placeholder:"MB"`
	CacheDisk   int64  `help:"Disk for finished pictures, in MB." env:"PLACARD_CACHE_DISK" default:"1024" placeholder:"MB"`
	LogFormat   string `help:"Form of the log on standard error: text or json." env:"PLACARD_LOG_FORMAT" default:"text" enum:"text,json" placeholder:"FORM"`
}

// Help is shown by placard serve --help.
func (serveCmd) Help() string {
	return `Examples:
  placard serve
  placard serve --addr :80 --data /var/lib/placard --public-url https://cards.example.com

The first start makes the data folder and a key, which is shown once. SIGTERM ends it in order: /readyz
says no, running requests are finished, and then it exits.`
}

// maxCacheMB is a terabyte: more is a slip of the finger, and would overflow in bytes.
const maxCacheMB = 1 << 20

// Validate names what is out of range.
func (c *serveCmd) Validate() error {
	for _, f := range []struct {
		name        string
		value, most int64
	}{
		{"--workers", int64(c.Workers), 1024},
		{"--queue", int64(c.Queue), 1 << 20},
		{"--cache-memory", c.CacheMemory, maxCacheMB},
		{"--cache-disk", c.CacheDisk, maxCacheMB},
	} {
		if f.value < 0 || f.value > f.most {
			return fmt.Errorf("%s: %d is not in 0..%d", f.name, f.value, f.most)
		}
	}
	return nil
}

// Run serves until ctx ends.
func (c *serveCmd) Run(ctx context.Context, app *cli, std *streams) error {
	log := c.logger(std.err)
	// Listening comes first: a port that is taken must not cost the one showing of a new key.
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("%w; choose another address with --addr", err)
	}
	defer listener.Close() //nolint:errcheck // Serve has closed it; this is for the errors before
	if err := app.folder().Make(); err != nil {
		return err
	}
	db, err := sqlite.Open(ctx, app.folder().Database(), sqlite.DefaultConfig())
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // each write was checked
	k, err := keys.Open(ctx, app.keyConfig(db, log))
	if err != nil {
		return err
	}
	defer k.Close()
	if app.fixedKey().Weak() {
		log.Warn("the key is short: whoever sees a signed link can guess at it; set keys of 16 random characters or more")
	}
	kept, err := c.cache(app, log)
	if err != nil {
		return err
	}
	defer kept.Close()
	meter, err := usage.New(usage.DefaultConfig(), db.Usage())
	if err != nil {
		return err
	}
	defer meter.Close() //nolint:errcheck // what could not be written is in the log
	server, err := c.server(app, db, k, meter, kept, log)
	if err != nil {
		return err
	}
	if err := c.welcome(ctx, std.out, app, k, app.templates(), listener.Addr()); err != nil {
		return err
	}
	return server.Serve(ctx, listener)
}

func (c *serveCmd) logger(w io.Writer) *slog.Logger {
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

func (c *serveCmd) cache(app *cli, log *slog.Logger) (*cache.Cache, error) {
	cfg := cache.DefaultConfig()
	cfg.Dir = app.folder().Cache()
	cfg.MemoryBytes, cfg.DiskBytes = c.CacheMemory<<20, c.CacheDisk<<20
	cfg.Logger = log
	return cache.New(cfg)
}

// server puts the parts together.
func (c *serveCmd) server(app *cli, db *sqlite.DB, k *keys.Keys, meter *usage.Meter, kept *cache.Cache, log *slog.Logger) (*handlers.Server, error) {
	limiter, err := ratelimit.New(ratelimit.DefaultConfig())
	if err != nil {
		return nil, err
	}
	addresses, err := ratelimit.New(ratelimit.DefaultConfig())
	if err != nil {
		return nil, err
	}
	accessCfg := access.DefaultConfig()
	accessCfg.PublicBases = app.PublicURL
	guard, err := access.New(accessCfg, access.Deps{Keys: k, Limiter: limiter, Addresses: addresses, Meter: meter})
	if err != nil {
		return nil, err
	}
	maker, err := c.maker(app, db, guard, meter, kept, log)
	if err != nil {
		return nil, err
	}
	cfg := handlers.DefaultConfig()
	cfg.PublicBases = app.PublicURL
	return handlers.New(cfg, handlers.Deps{
		Guard: guard, Pictures: maker, Links: db.Links(), Logger: log,
		Checks: map[string]func(context.Context) error{"store": db.Ping},
	})
}

// maker is what turns orders into pictures.
func (c *serveCmd) maker(app *cli, db *sqlite.DB, guard *access.Guard, meter *usage.Meter, kept *cache.Cache, log *slog.Logger) (*pictures.Maker, error) {
	renderCfg := render.DefaultConfig()
	if c.Workers != 0 {
		renderCfg.Workers = c.Workers
	}
	renderCfg.Queue = c.Queue
	renderer, err := app.renderer(renderCfg, app.assets())
	if err != nil {
		return nil, err
	}
	all, err := catalog.NewTemplates(catalog.TemplatesConfig{
		Folder: files.NewTemplates(app.folder().Templates(), nil), Stored: db.Templates(), Starters: files.NewTemplates("", starter.FS),
		Now: time.Now, Logger: log,
	})
	if err != nil {
		return nil, err
	}
	return pictures.New(pictures.DefaultConfig(), pictures.Deps{
		Templates: all, Renderer: pictures.Draw(renderer), Cache: kept, Admission: guard, Meter: meter,
	})
}

// welcome prints where the server is, a key that was just made, and a link to try for each template.
func (c *serveCmd) welcome(ctx context.Context, w io.Writer, app *cli, k *keys.Keys, shelf *files.Templates, addr net.Addr) error {
	fmt.Fprintf(w, "Placard is listening on http://%s\n\n", addr)
	if made := k.Made(); made != nil {
		fmt.Fprintf(w, "A first key was made. It is shown this once; %s keeps it, encrypted.\n\n", app.folder().Database())
		if err := printSecrets(w, *made); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if key, ok := renderKey(k); ok {
		if err := c.links(ctx, w, app, key, shelf, addr); err != nil {
			return err
		}
	} else {
		fmt.Fprint(w, "There is no key that may render: make one with placard keys create.\n")
	}
	_, err := fmt.Fprint(w, "\nPut your own into ", app.folder().Templates(), " and sign links with placard sign. Stop with Ctrl-C.\n")
	return err
}

// links prints one to try for each template that the key may use.
func (c *serveCmd) links(ctx context.Context, w io.Writer, app *cli, key store.Credentials, shelf *files.Templates, addr net.Addr) error {
	ids, err := shelf.List(ctx)
	if err != nil {
		return err
	}
	base := local(addr)
	if len(app.PublicURL) > 0 {
		base = app.base()
	}
	signer := signedurl.Signer{Key: key.APIKeys[0].Reveal(), Base: base}
	fmt.Fprint(w, "A signed link to try for each template:\n\n")
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, id := range ids {
		url, err := signer.URL(id, render.JPEG.Ext(), nil)
		if err != nil || !key.MayUse(id) {
			continue // a file name that no URL can carry is no template
		}
		fmt.Fprintf(table, "  %s\t%s\n", id, url)
	}
	return table.Flush()
}

// local is a URL by which this machine reaches the server. An address such as :8080 listens everywhere
// and is itself nowhere.
func local(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d", tcp.Port)
	}
	return "http://" + addr.String()
}
