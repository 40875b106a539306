package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"placard/store"
)

// Templates keeps templates with all their versions.
type Templates struct{ db *DB }

// Templates of the database.
func (db *DB) Templates() *Templates { return &Templates{db} }

const (
	templateColumns = `SELECT v.id, v.version, v.json, v.author, v.created, t.deleted
		FROM templates t JOIN template_versions v ON v.id = t.id`
	// Without JSON, which may be a megabyte each.
	templateListColumns = `SELECT v.id, v.version, NULL, v.author, v.created, t.deleted
		FROM templates t JOIN template_versions v ON v.id = t.id`
)

func scanTemplate(row scanner) (t store.Template, err error) {
	var created, deleted int64
	err = row.Scan(&t.ID, &t.Version, &t.JSON, &t.Author, &created, &deleted)
	t.Created, t.Deleted = fromMicros(created), fromMicros(deleted)
	return t, err
}

// Generation is another after each change, by whichever process. Asking costs 0.1 ms at most.
func (s *Templates) Generation(ctx context.Context) (int64, error) {
	return s.db.generation(ctx, "templates")
}

// Get returns a version of a template, or the newest for 0. A deleted template has no newest; its
// versions can still be read, and say when it was deleted.
func (s *Templates) Get(ctx context.Context, id string, version int) (store.Template, error) {
	return one(ctx, s.db, fmt.Sprintf("template %q", id), scanTemplate,
		templateColumns+` WHERE t.id = ?1 AND v.version = iif(?2 = 0, iif(t.deleted = 0, t.newest, 0), ?2)`, id, version)
}

// List returns the newest version of each template, without its JSON, by id.
func (s *Templates) List(ctx context.Context) ([]store.Template, error) {
	return list(ctx, s.db, "list templates", scanTemplate,
		templateListColumns+` WHERE t.deleted = 0 AND v.version = t.newest ORDER BY t.id`)
}

// Versions returns all versions of a template, also of a deleted one, without their JSON, newest first.
func (s *Templates) Versions(ctx context.Context, id string) ([]store.Template, error) {
	what := fmt.Sprintf("versions of template %q", id)
	all, err := list(ctx, s.db, what, scanTemplate, templateListColumns+` WHERE t.id = ? ORDER BY v.version DESC`, id)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: %w", what, fs.ErrNotExist)
	}
	return all, err
}

// Put stores a version after the newest and returns it, numbered. For match 0 there must not be such a
// template (store.ErrExists); else its newest version must be match (store.ErrConflict), unless that is
// store.AnyVersion. A deleted template counts as none, but the count of its versions goes on.
func (s *Templates) Put(ctx context.Context, t store.Template, match int) (store.Template, error) {
	err := s.db.write(ctx, fmt.Sprintf("store template %q", t.ID), func(tx *sql.Tx) error {
		now, err := find(ctx, tx, t.ID)
		if err := now.allows(err, match); err != nil {
			return err
		}
		t.Version, t.Deleted = now.newest+1, fromMicros(0)
		if err := exec(ctx, tx, `INSERT INTO templates (id, newest, deleted) VALUES (?, ?, 0)
			ON CONFLICT DO UPDATE SET newest = excluded.newest, deleted = 0`, t.ID, t.Version); err != nil {
			return err
		}
		return exec(ctx, tx, `INSERT INTO template_versions (id, version, json, author, created) VALUES (?, ?, ?, ?, ?)`,
			t.ID, t.Version, t.JSON, t.Author, micros(t.Created))
	})
	t.Created = fromMicros(micros(t.Created))
	return t, err
}

// Delete hides a template and its versions until Restore. Its newest version must be match
// (store.ErrConflict), unless that is store.AnyVersion.
func (s *Templates) Delete(ctx context.Context, id string, match int) error {
	return s.db.write(ctx, fmt.Sprintf("delete template %q", id), func(tx *sql.Tx) error {
		now, err := find(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case now.deleted != 0:
			return fs.ErrNotExist
		case match != store.AnyVersion && match != now.newest:
			return store.ErrConflict
		}
		return exec(ctx, tx, `UPDATE templates SET deleted = ? WHERE id = ?`, micros(s.db.cfg.Now()), id)
	})
}

// Restore brings a deleted template back and returns its newest version. It does nothing to one that is
// there.
func (s *Templates) Restore(ctx context.Context, id string) (t store.Template, err error) {
	err = s.db.write(ctx, fmt.Sprintf("restore template %q", id), func(tx *sql.Tx) error {
		if err := exec(ctx, tx, `UPDATE templates SET deleted = 0 WHERE id = ? AND deleted <> 0`, id); err != nil {
			return err
		}
		t, err = only(ctx, tx, scanTemplate, templateColumns+` WHERE t.id = ? AND v.version = t.newest`, id)
		return err
	})
	return t, err
}

// current is what there is of a template.
type current struct {
	newest  int
	deleted int64
}

func find(ctx context.Context, tx *sql.Tx, id string) (current, error) {
	return only(ctx, tx, func(row scanner) (c current, err error) {
		err = row.Scan(&c.newest, &c.deleted)
		return c, err
	}, `SELECT newest, deleted FROM templates WHERE id = ?`, id)
}

// allows says whether what was found, or the error if it was not, lets a version that expects match be
// added.
func (c current) allows(err error, match int) error {
	there := err == nil && c.deleted == 0
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case match == store.AnyVersion, match == 0 && !there:
		return nil
	case match == 0:
		return store.ErrExists
	case !there:
		return fs.ErrNotExist
	case match != c.newest:
		return store.ErrConflict
	}
	return nil
}
