package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// write does something in a transaction of its own, all or nothing. What is written is said of in
// errors.
func (db *DB) write(ctx context.Context, what string, do func(tx *sql.Tx) error) error {
	tx, free, err := db.begin(ctx)
	if err != nil {
		return translate(ctx, what, err)
	}
	defer free()
	if err := do(tx); err != nil {
		return translate(ctx, what, errors.Join(err, tx.Rollback()))
	}
	return translate(ctx, what, tx.Commit())
}

// begin takes the one writer's turn, and then the lock that other processes may hold, for both of which
// it waits no longer than Config.Wait together.
func (db *DB) begin(ctx context.Context) (tx *sql.Tx, free func(), err error) {
	patience, stop := context.WithTimeoutCause(ctx, db.cfg.Wait, errLocked)
	defer stop()
	select {
	case db.turn <- struct{}{}:
	case <-patience.Done():
		return nil, nil, context.Cause(patience)
	}
	free = func() { <-db.turn }
	for {
		// Not with patience: that would roll a transaction back that has begun in time.
		tx, err = db.writer.BeginTx(ctx, nil)
		if err == nil {
			return tx, free, nil
		}
		if !isBusy(err) || patience.Err() != nil {
			free()
			return nil, nil, err
		}
	}
}

// exec runs a statement of a transaction.
func exec(ctx context.Context, tx *sql.Tx, statement string, args ...any) error {
	_, err := tx.ExecContext(ctx, statement, args...)
	return err
}

// mustChange is for a statement that changes a row, unless why.
func mustChange(ctx context.Context, tx *sql.Tx, why error, statement string, args ...any) error {
	result, err := tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		err = why
	}
	return err
}
