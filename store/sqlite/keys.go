package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"placard/store"
)

// Keys keeps sealed keys.
type Keys struct{ db *DB }

// Keys of the database.
func (db *DB) Keys() *Keys { return &Keys{db} }

// Generation is another after each change, by whichever process. Asking costs 0.1 ms at most.
func (k *Keys) Generation(ctx context.Context) (int64, error) {
	return k.db.generation(ctx, "keys")
}

// List returns all keys, revoked ones too, oldest first.
func (k *Keys) List(ctx context.Context) ([]store.SealedKey, error) {
	return list(ctx, k.db, "list keys", scanKey,
		`SELECT id, version, name, scopes, templates, rate_per_minute, monthly_quota, schemes, created, revoked, sealed
		FROM keys ORDER BY created, id`)
}

func scanKey(row scanner) (k store.SealedKey, err error) {
	var created, revoked int64
	err = row.Scan(&k.ID, &k.Version, &k.Name, inJSON[[]store.Scope]{&k.Scopes}, inJSON[[]string]{&k.Templates},
		&k.RatePerMinute, &k.MonthlyQuota, inJSON[[]string]{&k.Schemes}, &created, &revoked, &k.Sealed)
	k.Created, k.Revoked = fromMicros(created), fromMicros(revoked)
	return k, err
}

// Put stores a new key, whose version is 1, or the next version of one. If it is not the next one,
// somebody else was faster: store.ErrConflict.
func (k *Keys) Put(ctx context.Context, key store.SealedKey) error {
	what := fmt.Sprintf("store version %d of key %s", key.Version, key.ID)
	return k.db.write(ctx, what, func(tx *sql.Tx) error {
		values := []any{key.Version, key.Name, inJSON[[]store.Scope]{&key.Scopes}, inJSON[[]string]{&key.Templates},
			key.RatePerMinute, key.MonthlyQuota, inJSON[[]string]{&key.Schemes}, micros(key.Created), micros(key.Revoked), key.Sealed, key.ID}
		if key.Version == 1 {
			return mustChange(ctx, tx, store.ErrConflict,
				`INSERT INTO keys (version, name, scopes, templates, rate_per_minute, monthly_quota, schemes, created, revoked, sealed, id)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, values...)
		}
		return mustChange(ctx, tx, store.ErrConflict,
			`UPDATE keys SET version = ?, name = ?, scopes = ?, templates = ?, rate_per_minute = ?, monthly_quota = ?,
			schemes = ?, created = ?, revoked = ?, sealed = ? WHERE id = ? AND version = ?`, append(values, key.Version-1)...)
	})
}
