package sqlite

import (
	"errors"
	"strings"
	"testing"

	"placard/store"
)

// A full disk is said, takes nothing that was there, and is forgotten when there is room again.
func TestFullDisk(t *testing.T) {
	db, ctx := fresh(t), t.Context()
	put := func(id string) error {
		return db.Links().Put(ctx, store.Link{ID: id, Order: []byte(strings.Repeat("x", 100_000))})
	}
	pages := func(pragma string) {
		t.Helper()
		if _, err := db.writer.ExecContext(ctx, pragma); err != nil {
			t.Fatal(err)
		}
	}
	if err := put("before"); err != nil {
		t.Fatal(err)
	}
	pages("PRAGMA max_page_count = 60") // SQLite's own way of having a small disk
	for range 3 {
		if err := put("meanwhile"); !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("full: %v", err)
		}
	}
	if l, err := db.Links().Get(ctx, "before"); err != nil || len(l.Order) != 100_000 {
		t.Errorf("read while full: %d bytes, %v", len(l.Order), err)
	}
	pages("PRAGMA max_page_count = 100000")
	if err := put("meanwhile"); err != nil {
		t.Errorf("room again: %v", err)
	}
}
