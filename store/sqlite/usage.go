package sqlite

import (
	"context"
	"database/sql"

	"placard/store"
)

// Usage counts what keys use.
type Usage struct{ db *DB }

// Usage of the database.
func (db *DB) Usage() *Usage { return &Usage{db} }

// Add adds counts to those of the same day, key and template: all of them, or none.
func (s *Usage) Add(ctx context.Context, counts []store.Usage) error {
	if len(counts) == 0 {
		return nil
	}
	return s.db.write(ctx, "count usage", func(tx *sql.Tx) error {
		add, err := tx.PrepareContext(ctx, `INSERT INTO usage (key_id, day, template, renders, hits, bytes) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET renders = renders + excluded.renders, hits = hits + excluded.hits, bytes = bytes + excluded.bytes`)
		if err != nil {
			return err
		}
		defer func() { _ = add.Close() }() // the transaction's end does it as well
		for _, u := range counts {
			if _, err := add.ExecContext(ctx, u.KeyID, u.Day, u.Template, u.Renders, u.Hits, u.Bytes); err != nil {
				return err
			}
		}
		return nil
	})
}

// Sum returns the counts of a key, or of all keys for "", from one day to another, both included, by
// day, key and template.
func (s *Usage) Sum(ctx context.Context, keyID, from, to string) ([]store.Usage, error) {
	return list(ctx, s.db, "sum usage", func(row scanner) (u store.Usage, err error) {
		err = row.Scan(&u.Day, &u.KeyID, &u.Template, &u.Renders, &u.Hits, &u.Bytes)
		return u, err
	}, `SELECT day, key_id, template, renders, hits, bytes FROM usage
		WHERE (?1 = '' OR key_id = ?1) AND day BETWEEN ?2 AND ?3 ORDER BY day, key_id, template`, keyID, from, to)
}
