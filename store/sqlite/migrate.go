package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables up to date. Two processes that start at once may both try: the one that
// comes second fails, as its tables are there already, and finds nothing left to do the next time.
func (db *DB) migrate(ctx context.Context) error {
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db.writer, steps, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	deadline := time.Now().Add(db.cfg.Wait)
	for {
		err := up(ctx, provider)
		if err == nil || ctx.Err() != nil || time.Now().After(deadline) {
			return translate(ctx, "bring its tables up to date", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(attempt):
		}
	}
}

func up(ctx context.Context, provider *goose.Provider) error {
	have, want, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > want {
		return fmt.Errorf("a newer version of Placard wrote it (tables of version %d, this one knows %d); use that version, or a copy from before", have, want)
	}
	_, err = provider.Up(ctx)
	return err
}
