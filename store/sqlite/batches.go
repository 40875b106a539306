package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"time"

	"placard/store"
)

// Batches keeps batches and their items.
type Batches struct{ db *DB }

// Batches of the database.
func (db *DB) Batches() *Batches { return &Batches{db} }

const batchColumns = `SELECT id, key_id, state, total, done, failed, webhook, notified, unheard, result, created, finished FROM batches`

func scanBatch(row scanner) (b store.Batch, err error) {
	var notified, created, finished int64
	err = row.Scan(&b.ID, &b.KeyID, &b.State, &b.Total, &b.Done, &b.Failed, &b.Webhook, &notified, &b.Unheard, &b.Result, &created, &finished)
	b.Notified, b.Created, b.Finished = fromMicros(notified), fromMicros(created), fromMicros(finished)
	return b, err
}

// Create stores a batch with all its items, or store.ErrExists.
func (s *Batches) Create(ctx context.Context, b store.Batch, items []store.BatchItem) error {
	return s.db.write(ctx, "store batch "+b.ID, func(tx *sql.Tx) error {
		var bytes int64
		for _, it := range items {
			bytes += int64(len(it.Order)) + it.Bytes
		}
		err := mustChange(ctx, tx, store.ErrExists,
			`INSERT INTO batches (id, key_id, state, total, done, failed, webhook, notified, unheard, result, created, finished, bytes)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			b.ID, b.KeyID, b.State, b.Total, b.Done, b.Failed, b.Webhook, micros(b.Notified), b.Unheard, b.Result, micros(b.Created), micros(b.Finished), bytes)
		if err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx,
			`INSERT INTO batch_items (batch_id, position, name, request, state, blob, bytes, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
		if err != nil {
			return err
		}
		defer func() { _ = insert.Close() }() // the transaction's end does it as well
		for _, it := range items {
			if _, err := insert.ExecContext(ctx, b.ID, it.Index, it.Name, it.Order, it.State, it.Blob, it.Bytes, it.Error); err != nil {
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

// Unfinished returns the batches that have items to do, or a webhook that was neither told that they have
// none nor given up, oldest first.
func (s *Batches) Unfinished(ctx context.Context) ([]store.Batch, error) {
	return list(ctx, s.db, "unfinished batches", scanBatch,
		batchColumns+` WHERE finished = 0 OR webhook <> '' AND notified = 0 AND unheard = '' ORDER BY created, id`)
}

// Items returns the items of a batch, in order.
func (s *Batches) Items(ctx context.Context, id string) ([]store.BatchItem, error) {
	return list(ctx, s.db, fmt.Sprintf("items of batch %q", id), func(row scanner) (it store.BatchItem, err error) {
		err = row.Scan(&it.BatchID, &it.Index, &it.Name, &it.Order, &it.State, &it.Blob, &it.Bytes, &it.Error)
		return it, err
	}, `SELECT batch_id, position, name, request, state, blob, bytes, error FROM batch_items WHERE batch_id = ? ORDER BY position`, id)
}

// Save stores what became of a batch as a whole: its state, its result, and when it finished and its webhook
// took the news or was given up. SaveItem counts.
func (s *Batches) Save(ctx context.Context, b store.Batch) error {
	return s.db.write(ctx, fmt.Sprintf("save batch %q", b.ID), func(tx *sql.Tx) error {
		return mustChange(ctx, tx, fs.ErrNotExist,
			`UPDATE batches SET state = ?, notified = ?, unheard = ?, result = ?, finished = ? WHERE id = ?`,
			b.State, micros(b.Notified), b.Unheard, b.Result, micros(b.Finished), b.ID)
	})
}

// SaveItem stores what became of an item: its state, picture and error. In the same step it keeps its
// batch's count of items that are done, and that failed, and of their bytes.
func (s *Batches) SaveItem(ctx context.Context, it store.BatchItem) error {
	return s.db.write(ctx, fmt.Sprintf("save item %d of batch %q", it.Index, it.BatchID), func(tx *sql.Tx) error {
		// While the old state is still there to be seen: counting all items anew would read them all.
		err := exec(ctx, tx, `UPDATE batches SET
				done = done + (?1 = 'done') - (was.state = 'done'),
				failed = failed + (?1 = 'failed') - (was.state = 'failed'),
				bytes = bytes + ?4 - was.item_bytes
			FROM (SELECT state, bytes AS item_bytes FROM batch_items WHERE batch_id = ?2 AND position = ?3) AS was WHERE id = ?2`,
			it.State, it.BatchID, it.Index, it.Bytes)
		if err != nil {
			return err
		}
		return mustChange(ctx, tx, fs.ErrNotExist,
			`UPDATE batch_items SET state = ?, blob = ?, bytes = ?, error = ? WHERE batch_id = ? AND position = ?`,
			it.State, it.Blob, it.Bytes, it.Error, it.BatchID, it.Index)
	})
}

// DeleteFinished forgets the batches that finished before a time, and returns how many. Their pictures and
// results are among the blobs until those are swept.
func (s *Batches) DeleteFinished(ctx context.Context, before time.Time) (deleted int, err error) {
	err = s.db.write(ctx, "delete old batches", func(tx *sql.Tx) error {
		err := exec(ctx, tx, `DELETE FROM batch_items WHERE batch_id IN (SELECT id FROM batches WHERE finished <> 0 AND finished < ?)`, micros(before))
		if err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, `DELETE FROM batches WHERE finished <> 0 AND finished < ?`, micros(before))
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		deleted = int(n)
		return err
	})
	return deleted, err
}

// DeleteBeyond forgets the batches of a key that finished before its newest ones: those are as many as most,
// and the orders and pictures of all of them have at most so many bytes. It returns the results of those that
// it forgot, which no other batch has.
func (s *Batches) DeleteBeyond(ctx context.Context, keyID string, most int, bytes int64) (results []string, err error) {
	err = s.db.write(ctx, fmt.Sprintf("delete old batches of key %q", keyID), func(tx *sql.Tx) error {
		beyond, err := collect(ctx, tx, func(row scanner) (b store.Batch, err error) {
			err = row.Scan(&b.ID, &b.Result)
			return b, err
		}, `SELECT id, result FROM (
				SELECT id, result, row_number() OVER newest AS place, sum(bytes) OVER newest AS taken
				FROM batches WHERE key_id = ? AND finished <> 0
				WINDOW newest AS (ORDER BY finished DESC, id DESC ROWS UNBOUNDED PRECEDING))
			WHERE place > ? OR taken > ?`, keyID, most, bytes)
		if err != nil {
			return err
		}
		for _, b := range beyond {
			if err := exec(ctx, tx, `DELETE FROM batch_items WHERE batch_id = ?`, b.ID); err != nil {
				return err
			}
			if err := exec(ctx, tx, `DELETE FROM batches WHERE id = ?`, b.ID); err != nil {
				return err
			}
			if b.Result != "" {
				results = append(results, b.Result)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}
