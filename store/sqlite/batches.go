package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"placard/store"
)

// Batches keeps batches and their items.
type Batches struct{ db *DB }

// Batches of the database.
func (db *DB) Batches() *Batches { return &Batches{db} }

const batchColumns = `SELECT id, key_id, state, total, done, failed, webhook, notified, result, created, finished FROM batches`

func scanBatch(row scanner) (b store.Batch, err error) {
	var notified, created, finished int64
	err = row.Scan(&b.ID, &b.KeyID, &b.State, &b.Total, &b.Done, &b.Failed, &b.Webhook, &notified, &b.Result, &created, &finished)
	b.Notified, b.Created, b.Finished = fromMicros(notified), fromMicros(created), fromMicros(finished)
	return b, err
}

// Create stores a batch with all its items, or store.ErrExists.
func (s *Batches) Create(ctx context.Context, b store.Batch, items []store.BatchItem) error {
	return s.db.write(ctx, "store batch "+b.ID, func(tx *sql.Tx) error {
		err := mustChange(ctx, tx, store.ErrExists,
			`INSERT INTO batches (id, key_id, state, total, done, failed, webhook, notified, result, created, finished)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			b.ID, b.KeyID, b.State, b.Total, b.Done, b.Failed, b.Webhook, micros(b.Notified), b.Result, micros(b.Created), micros(b.Finished))
		if err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx,
			`INSERT INTO batch_items (batch_id, position, name, request, state, blob, error) VALUES (?, ?, ?, ?, ?, ?, ?)`)
		if err != nil {
			return err
		}
		defer func() { _ = insert.Close() }() // the transaction's end does it as well
		for _, it := range items {
			if _, err := insert.ExecContext(ctx, b.ID, it.Index, it.Name, it.Order, it.State, it.Blob, it.Error); err != nil {
				return fmt.Errorf("item %d: %w", it.Index, err)
			}
		}
		return nil
	})
}

// Get returns a batch.
func (s *Batches) Get(ctx context.Context, id string) (store.Batch, error) {
	return one(ctx, s.db, fmt.Sprintf("batch %q", id), scanBatch, batchColumns+` WHERE id = ?`, id)
}

// List returns the newest batches of a key, or of all keys for "", newest first.
func (s *Batches) List(ctx context.Context, keyID string, limit int) ([]store.Batch, error) {
	return list(ctx, s.db, "list batches", scanBatch,
		batchColumns+` WHERE ?1 = '' OR key_id = ?1 ORDER BY created DESC, id DESC LIMIT ?2`, keyID, max(limit, 0))
}

// Unfinished returns the batches that have items to do, or a webhook to tell that they have none,
// oldest first.
func (s *Batches) Unfinished(ctx context.Context) ([]store.Batch, error) {
	return list(ctx, s.db, "unfinished batches", scanBatch,
		batchColumns+` WHERE finished = 0 OR webhook <> '' AND notified = 0 ORDER BY created, id`)
}

// Items returns the items of a batch, in order.
func (s *Batches) Items(ctx context.Context, id string) ([]store.BatchItem, error) {
	return list(ctx, s.db, fmt.Sprintf("items of batch %q", id), func(row scanner) (it store.BatchItem, err error) {
		err = row.Scan(&it.BatchID, &it.Index, &it.Name, &it.Order, &it.State, &it.Blob, &it.Error)
		return it, err
	}, `SELECT batch_id, position, name, request, state, blob, error FROM batch_items WHERE batch_id = ? ORDER BY position`, id)
}

// Save stores how far a batch has come: its state, counts, result, and when it finished and the webhook
// took the news.
func (s *Batches) Save(ctx context.Context, b store.Batch) error {
	return s.db.write(ctx, fmt.Sprintf("save batch %q", b.ID), func(tx *sql.Tx) error {
		return mustChange(ctx, tx, fs.ErrNotExist,
			`UPDATE batches SET state = ?, done = ?, failed = ?, notified = ?, result = ?, finished = ? WHERE id = ?`,
			b.State, b.Done, b.Failed, micros(b.Notified), b.Result, micros(b.Finished), b.ID)
	})
}

// SaveItem stores what became of an item: its state, blob and error.
func (s *Batches) SaveItem(ctx context.Context, it store.BatchItem) error {
	return s.db.write(ctx, fmt.Sprintf("save item %d of batch %q", it.Index, it.BatchID), func(tx *sql.Tx) error {
		return mustChange(ctx, tx, fs.ErrNotExist,
			`UPDATE batch_items SET state = ?, blob = ?, error = ? WHERE batch_id = ? AND position = ?`,
			it.State, it.Blob, it.Error, it.BatchID, it.Index)
	})
}
