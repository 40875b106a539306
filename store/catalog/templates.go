package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"

	"placard/store"
	"placard/templates"
)

const (
	// decodedBytes bounds what decoded templates take in memory: some three thousand.
	decodedBytes = 64 << 20
	// decodedFactor is how much larger a decoded template is than its JSON: 2 to 3 times, measured on the
	// starters, and what the cache itself needs.
	decodedFactor = 4
)

// TemplatesConfig says where templates are. All but Logger are needed.
type TemplatesConfig struct {
	Folder   Shelf // the operator's
	Stored   TemplateRecords
	Starters Shelf            // those that come with the program
	Now      func() time.Time // when a version was stored
	Logger   *slog.Logger     // nil: slog.Default()
}

// Templates are all templates there are.
type Templates struct {
	cfg     TemplatesConfig
	stored  *mirror[map[string]store.Template] // the newest of each, without JSON
	decoded *otter.Cache[pin, decoded]
}

// pin is a version of a stored template. What it is never changes.
type pin struct {
	id      string
	version int
}

type decoded struct {
	template *templates.Template
	size     int // of its JSON
}

// NewTemplates asks nothing yet.
func NewTemplates(cfg TemplatesConfig) (*Templates, error) {
	if cfg.Folder == nil || cfg.Stored == nil || cfg.Starters == nil || cfg.Now == nil {
		return nil, errors.New("catalog: Folder, Stored, Starters and Now are needed")
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	cache, err := otter.New(&otter.Options[pin, decoded]{
		MaximumWeight: decodedBytes,
		Weigher:       func(_ pin, d decoded) uint32 { return uint32(min(decodedFactor*d.size, math.MaxUint32)) },
	})
	if err != nil {
		return nil, fmt.Errorf("catalog: %w", err)
	}
	t := &Templates{cfg: cfg, decoded: cache}
	t.stored = newMirror(cfg.Stored, t.load, cfg.Now, cfg.Logger)
	return t, nil
}

// load reads which templates are stored.
func (t *Templates) load(ctx context.Context) (map[string]store.Template, error) {
	all, err := t.cfg.Stored.List(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]store.Template, len(all))
	for _, s := range all {
		byID[s.ID] = s
	}
	return byID, nil
}

// Template returns the template that ref names: an id, or "id@3" for version 3 of a stored template. An
// unknown one is an error that matches fs.ErrNotExist.
func (t *Templates) Template(ctx context.Context, ref string) (*templates.Template, error) {
	id, version, err := parse(ref)
	if err != nil {
		return nil, err
	}
	if version == 0 {
		found, err := t.cfg.Folder.Template(ctx, id)
		if !errors.Is(err, fs.ErrNotExist) {
			return found, err
		}
	}
	stored, err := t.stored.get(ctx)
	if err != nil {
		return nil, fmt.Errorf("template %q: %w", id, err)
	}
	newest, ok := stored[id]
	switch {
	case ok && version == 0:
		return t.decode(ctx, pin{id, newest.Version})
	case ok && version <= newest.Version:
		return t.decode(ctx, pin{id, version})
	case version != 0:
		return nil, unknown(ref)
	}
	return t.cfg.Starters.Template(ctx, id)
}

// parse splits a reference into an id and a version, which is 0 if there is none.
func parse(ref string) (id string, version int, err error) {
	id, digits, pinned := strings.Cut(ref, "@")
	if !pinned {
		return id, 0, nil
	}
	version, err = strconv.Atoi(digits)
	if err != nil || version < 1 || strconv.Itoa(version) != digits { // one spelling: it is part of cache keys
		return "", 0, unknown(ref)
	}
	return id, version, nil
}

// unknown is the error for what is not there. References come from strangers: it is cut short.
func unknown(ref string) error { return fmt.Errorf("template %.80q: %w", ref, fs.ErrNotExist) }

// decode returns a version of a stored template, which is decoded once for as long as there is room.
func (t *Templates) decode(ctx context.Context, p pin) (*templates.Template, error) {
	if d, ok := t.decoded.GetIfPresent(p); ok {
		return d.template, nil
	}
	s, err := t.cfg.Stored.Get(ctx, p.id, p.version)
	if err == nil && !s.Deleted.IsZero() { // just now, by another process
		err = unknown(p.id)
	}
	if err != nil {
		return nil, err
	}
	found, err := templates.Decode(s.JSON)
	if err != nil {
		return nil, fmt.Errorf("stored template %s, version %d: %w", p.id, p.version, err)
	}
	t.decoded.Set(p, decoded{found, len(s.JSON)})
	return found, nil
}
