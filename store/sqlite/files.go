package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"placard/store"
)

// Files keeps what is known of uploaded files. Their content is not in the database.
type Files struct{ db *DB }

// Files of the database.
func (db *DB) Files() *Files { return &Files{db} }

const fileColumns = `SELECT kind, name, type, bytes, sha256, facts, author, created FROM files`

func scanFile(row scanner) (f store.File, err error) {
	var created int64
	err = row.Scan(&f.Kind, &f.Name, &f.Type, &f.Bytes, &f.SHA256, inJSON[map[string]string]{&f.Facts}, &f.Author, &created)
	f.Created = fromMicros(created)
	return f, err
}

// Generation is another after each change, by whichever process. Asking costs 0.1 ms at most.
func (s *Files) Generation(ctx context.Context) (int64, error) {
	return s.db.generation(ctx, "files")
}

// Put stores a file, in place of one of its kind and name.
func (s *Files) Put(ctx context.Context, f store.File) error {
	return s.db.write(ctx, fmt.Sprintf("store %s %q", f.Kind, f.Name), func(tx *sql.Tx) error {
		return exec(ctx, tx, `INSERT OR REPLACE INTO files (kind, name, type, bytes, sha256, facts, author, created)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			f.Kind, f.Name, f.Type, f.Bytes, f.SHA256, inJSON[map[string]string]{&f.Facts}, f.Author, micros(f.Created))
	})
}

// Get returns a file.
func (s *Files) Get(ctx context.Context, kind store.FileKind, name string) (store.File, error) {
	return one(ctx, s.db, fmt.Sprintf("%s %q", kind, name), scanFile, fileColumns+` WHERE kind = ? AND name = ?`, kind, name)
}

// List returns the files of a kind, by name.
func (s *Files) List(ctx context.Context, kind store.FileKind) ([]store.File, error) {
	return list(ctx, s.db, fmt.Sprintf("list every %s", kind), scanFile, fileColumns+` WHERE kind = ? ORDER BY name`, kind)
}

// Delete forgets a file.
func (s *Files) Delete(ctx context.Context, kind store.FileKind, name string) error {
	return s.db.write(ctx, fmt.Sprintf("delete %s %q", kind, name), func(tx *sql.Tx) error {
		return mustChange(ctx, tx, fs.ErrNotExist, `DELETE FROM files WHERE kind = ? AND name = ?`, kind, name)
	})
}

// Uses says whether anything in the database has its content under a SHA-256 among the blobs. The pictures of
// a batch that has ended are in its result.
func (db *DB) Uses(ctx context.Context, sha256 string) (bool, error) {
	return one(ctx, db, "uses of "+sha256, func(row scanner) (used bool, err error) {
		err = row.Scan(&used)
		return used, err
	}, `SELECT ?1 <> '' AND (
		EXISTS (SELECT 1 FROM files WHERE sha256 = ?1) OR
		EXISTS (SELECT 1 FROM batches WHERE result <> '' AND result = ?1) OR
		EXISTS (SELECT 1 FROM batch_items JOIN batches ON id = batch_id WHERE blob <> '' AND blob = ?1 AND finished = 0))`, sha256)
}
