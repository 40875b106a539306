package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"placard/store"
)

func open(t testing.TB, path string, cfg Config) *DB {
	t.Helper()
	db, err := Open(t.Context(), path, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// Processes that start together on a new file all find it usable, and private.
func TestManyOpenANewFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a?b#c%20 d.db")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			db, err := Open(t.Context(), path, DefaultConfig())
			if err != nil {
				t.Error(err)
				return
			}
			if err := db.Ping(t.Context()); err != nil {
				t.Error(err)
			}
			if err := db.Usage().Add(t.Context(), []store.Usage{{Day: "2026-11-22", KeyID: "key_a", Template: "card", Renders: 1}}); err != nil {
				t.Error(err)
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	db := open(t, path, DefaultConfig())
	if sum, err := db.Usage().Sum(t.Context(), "", "2026-11-01", "2026-11-30"); err != nil || len(sum) != 1 || sum[0].Renders != 8 {
		t.Errorf("got %+v, %v, want 8 renders", sum, err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != fileMode {
			t.Errorf("%s%s has mode %v, want %v", path, suffix, info.Mode().Perm(), os.FileMode(fileMode))
		}
	}
}

func TestOpenSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	newer := filepath.Join(dir, "newer.db")
	db := open(t, newer, DefaultConfig())
	if _, err := db.writer.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`); err != nil {
		t.Fatal(err)
	}
	garbage := filepath.Join(dir, "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("garbage ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := DefaultConfig()
	cfg.Wait = attempt
	for path, want := range map[string]string{
		newer:                                "newer version",
		garbage:                              "not a database",
		filepath.Join(dir, "none", "x.db"):   "--data",
		filepath.Join(garbage, "placard.db"): "--data",
	} {
		if db, err := Open(t.Context(), path, cfg); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
			if err == nil {
				_ = db.Close()
			}
		}
	}
}

func TestConfigNamesWhatIsWrong(t *testing.T) {
	_, err := Open(t.Context(), filepath.Join(t.TempDir(), "x.db"), Config{})
	for _, field := range []string{"Wait", "Readers", "Now"} {
		if err == nil || !strings.Contains(err.Error(), "sqlite.Config."+field) {
			t.Errorf("%s is not named: %v", field, err)
		}
	}
}
