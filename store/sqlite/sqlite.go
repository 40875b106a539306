// Package sqlite keeps the service's records in one SQLite file: keys, stored templates, the names of
// uploaded files, links, batches and usage.
//
// Several processes may have the file open at once, on one machine: write-ahead logging (WAL) does not
// work over a network. Within a process there is one writer at a time and several readers, whom writers
// never block. A write that returned nil is on the disk. All of it is safe for concurrent use.
//
// Errors match those of package store: fs.ErrNotExist for what is not there, store.ErrUnavailable when
// the database is locked for longer than Config.Wait, full, or its disk fails.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// fileMode keeps other users of the machine out. SQLite gives the files beside it the same.
const fileMode = 0o600

// DB is an open database.
type DB struct {
	cfg     Config
	writer  *sql.DB // of one connection
	readers *sql.DB
	turn    chan struct{} // held by who writes
}

// Config says how a database is used. Start from DefaultConfig.
type Config struct {
	Wait    time.Duration    // for whoever else writes, before a write gives up
	Readers int              // connections that read at once
	Now     func() time.Time // when something was deleted
}

// DefaultConfig waits 4 s, so that a client has its answer within 5.
func DefaultConfig() Config {
	return Config{Wait: 4 * time.Second, Readers: 4, Now: time.Now}
}

// Validate names each field that is out of range.
func (c Config) Validate() error {
	var errs []error
	if c.Wait <= 0 || c.Wait > time.Minute {
		errs = append(errs, fmt.Errorf("sqlite.Config.Wait: %v is not in 0..1m, without 0", c.Wait))
	}
	if c.Readers < 1 || c.Readers > 64 {
		errs = append(errs, fmt.Errorf("sqlite.Config.Readers: %d is not in 1..64", c.Readers))
	}
	if c.Now == nil {
		errs = append(errs, errors.New("sqlite.Config.Now: there is no clock"))
	}
	return errors.Join(errs...)
}

// Open opens a file, makes it if it is missing, and brings its tables up to date. A file that a newer
// version of the program wrote is refused.
func Open(ctx context.Context, path string, cfg Config) (*DB, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := create(path); err != nil {
		return nil, fmt.Errorf("database: %w; choose another folder with --data", err)
	}
	db := &DB{cfg: cfg, turn: make(chan struct{}, 1)}
	if db.writer, err = connect(writerDSN(path), 1); err == nil {
		db.readers, err = connect(readerDSN(path, cfg.Wait), cfg.Readers)
	}
	if err == nil {
		err = db.migrate(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: %w", path, err), db.Close())
	}
	return db, nil
}

// create makes an empty file, because SQLite would let others read it.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return err
	}
	return f.Close()
}

// Close ends all connections, after the write that runs. Every method fails afterwards.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{db.readers, db.writer} { // the last one to close tidies the log away
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// Ping says whether the database can be read.
func (db *DB) Ping(ctx context.Context) error {
	_, err := db.generation(ctx, "keys")
	return err
}

// generation is a number that is another after each change to an area, by any process.
func (db *DB) generation(ctx context.Context, area string) (int64, error) {
	return one(ctx, db, "generation of "+area, func(row scanner) (n int64, err error) {
		err = row.Scan(&n)
		return n, err
	}, `SELECT n FROM generations WHERE area = ?`, area)
}
