package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"placard/store"
)

// Links keeps what short links stand for.
type Links struct{ db *DB }

// Links of the database.
func (db *DB) Links() *Links { return &Links{db} }

// Put stores a link. One that is there already stays as it is: its id is of its content.
func (s *Links) Put(ctx context.Context, l store.Link) error {
	return s.db.write(ctx, "store link "+l.ID, func(tx *sql.Tx) error {
		return exec(ctx, tx, `INSERT INTO links (id, key_id, request, created) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			l.ID, l.KeyID, l.Order, micros(l.Created))
	})
}

// Get returns a link.
func (s *Links) Get(ctx context.Context, id string) (store.Link, error) {
	return one(ctx, s.db, fmt.Sprintf("link %q", id), func(row scanner) (l store.Link, err error) {
		var created int64
		err = row.Scan(&l.ID, &l.KeyID, &l.Order, &created)
		l.Created = fromMicros(created)
		return l, err
	}, `SELECT id, key_id, request, created FROM links WHERE id = ?`, id)
}

// Delete forgets a link.
func (s *Links) Delete(ctx context.Context, id string) error {
	return s.db.write(ctx, fmt.Sprintf("delete link %q", id), func(tx *sql.Tx) error {
		return mustChange(ctx, tx, fs.ErrNotExist, `DELETE FROM links WHERE id = ?`, id)
	})
}

// Taken returns how many links a key has, and the bytes of their orders.
func (s *Links) Taken(ctx context.Context, keyID string) (links int, bytes int64, err error) {
	type taken struct {
		links int
		bytes int64
	}
	t, err := one(ctx, s.db, fmt.Sprintf("links of key %q", keyID), func(row scanner) (t taken, err error) {
		err = row.Scan(&t.links, &t.bytes)
		return t, err
	}, `SELECT COUNT(*), COALESCE(SUM(length(request)), 0) FROM links WHERE key_id = ?`, keyID)
	return t.links, t.bytes, err
}
