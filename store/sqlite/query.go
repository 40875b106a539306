package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
)

// scanner is a row of a result.
type scanner interface{ Scan(into ...any) error }

// querier is what readers and transactions have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// list returns what rows hold.
func list[T any](ctx context.Context, db *DB, what string, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	all, err := collect(ctx, db.readers, scan, query, args...)
	return all, translate(ctx, what, err)
}

// one returns what the only row holds. The error if there is none matches fs.ErrNotExist.
func one[T any](ctx context.Context, db *DB, what string, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	found, err := only(ctx, db.readers, scan, query, args...)
	return found, translate(ctx, what, err)
}

func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) (all []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

func only[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	all, err := collect(ctx, q, scan, query, args...)
	if err == nil && len(all) == 0 {
		err = fs.ErrNotExist
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}
