package catalog

import (
	"bufio"
	"bytes"
	"context"
	crand "crypto/rand"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"placard/store"
	"placard/store/blobs"
	"placard/store/sqlite"
	"placard/templates"
)

var kills = flag.Int("kills", 12, "how often a writing process is killed; the figure is of 50")

const (
	childDir   = "PLACARD_TEST_CATALOG_DIR"
	childCards = 5  // templates that are written in turn
	childFiles = 10 // assets that are written in turn
)

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		err := writeUntilKilled(context.Background(), dir)
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeUntilKilled stores templates, assets and usage, and tells of each when it is stored.
func writeUntilKilled(ctx context.Context, dir string) error {
	db, err := sqlite.Open(ctx, filepath.Join(dir, "placard.db"), sqlite.DefaultConfig())
	if err != nil {
		return err
	}
	b, err := blobs.New(filepath.Join(dir, "blobs"))
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for i := rand.IntN(childFiles); ; i++ {
		t, err := db.Templates().Put(ctx, store.Template{ID: cardID(i), JSON: killedCard(cardID(i))}, store.AnyVersion)
		if err != nil {
			return err
		}
		fmt.Println("template", t.ID, t.Version)
		content := killedPicture()
		sha, size, err := b.Put(ctx, bytes.NewReader(content), 1<<20)
		if err != nil {
			return err
		}
		name := fmt.Sprint("picture", i%childFiles)
		if err := db.Files().Put(ctx, store.File{Kind: store.AssetFile, Name: name, SHA256: sha, Bytes: size}); err != nil {
			return err
		}
		fmt.Println("file", name, 0)
		// Both or neither.
		if err := db.Usage().Add(ctx, []store.Usage{{Day: "2026-11-22", KeyID: "a", Renders: 1}, {Day: "2026-11-22", KeyID: "b", Renders: 1}}); err != nil {
			return err
		}
		fmt.Println("usage", "a", 0)
	}
}

func cardID(i int) string { return fmt.Sprint("card", i%childCards) }

// killedCard is a template of some pages of the database.
func killedCard(id string) []byte {
	return fmt.Appendf(nil, `{"id": %q, "description": %q, "width": %d, "height": 630, "layers": []}`,
		id, strings.Repeat("x", 1+rand.IntN(templates.MaxNote-1)), 1+rand.IntN(1000))
}

// killedPicture is content that has not been stored before.
func killedPicture() []byte {
	content := make([]byte, 1+rand.IntN(200_000))
	_, _ = crand.Read(content) // never fails
	return content
}

// told is what the killed process said that it had stored.
type told struct {
	versions map[string]int
	files    map[string]bool
	usage    int64
}

// A process that is killed while it writes leaves a store that opens at once, with all that it said it
// had stored, no half template and no damaged picture.
func TestKilledWhileWriting(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	all := told{map[string]int{}, map[string]bool{}, 0}
	var slowest time.Duration
	for range *kills {
		killOne(t, self, dir, &all)
		began := time.Now()
		checkStore(t, dir, all)
		slowest = max(slowest, time.Since(began))
		if t.Failed() {
			return
		}
	}
	versions := 0
	for _, n := range all.versions {
		versions += n
	}
	t.Logf("killed %d times: %d template versions, %d files and %d counts were said to be stored, and all are; opened and checked in at most %v",
		*kills, versions, len(all.files), all.usage, slowest.Round(time.Millisecond))
	if all.usage == 0 {
		t.Error("nothing was written")
	}
}

// killOne lets a child write for a while. What it said before it was killed is added to all.
func killOne(t *testing.T, self, dir string, all *told) {
	t.Helper()
	child := exec.Command(self)
	child.Env = append(os.Environ(), childDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the child did not start")
	}
	time.AfterFunc(time.Duration(rand.IntN(120_000))*time.Microsecond, func() { _ = child.Process.Kill() })
	for lines.Scan() {
		var kind, name string
		var n int
		if _, err := fmt.Sscan(lines.Text(), &kind, &name, &n); err != nil {
			continue // it was killed as it spoke
		}
		switch kind {
		case "template":
			all.versions[name] = n
		case "file":
			all.files[name] = true
		case "usage":
			all.usage++
		}
	}
	_ = child.Wait() // killed, as asked
}

func checkStore(t *testing.T, dir string, all told) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "placard.db"), sqlite.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	checkIntegrity(t, filepath.Join(dir, "placard.db"))
	checkTemplates(t, db, all)
	checkFiles(t, db, dir, all)
	sum, err := db.Usage().Sum(t.Context(), "", "2026-11-22", "2026-11-22")
	switch {
	case err != nil:
		t.Error(err)
	case len(sum) == 0 && all.usage == 0:
	case len(sum) != 2 || sum[0].Renders != sum[1].Renders || sum[0].Renders < all.usage:
		t.Errorf("usage %+v, want at least %d of both", sum, all.usage)
	}
}

// checkIntegrity has SQLite look at every page.
func checkIntegrity(t *testing.T, path string) {
	t.Helper()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	var found string
	if err := raw.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&found); err != nil || found != "ok" {
		t.Errorf("integrity check: %s, %v", found, err)
	}
}

func checkTemplates(t *testing.T, db *sqlite.DB, all told) {
	t.Helper()
	for i := range childCards {
		id := cardID(i)
		newest, err := db.Templates().Get(t.Context(), id, 0)
		if all.versions[id] == 0 && err != nil {
			continue
		}
		if err != nil || newest.Version < all.versions[id] {
			t.Errorf("%s: newest is %d, %v, want at least %d", id, newest.Version, err, all.versions[id])
		}
		versions, err := db.Templates().Versions(t.Context(), id)
		if err != nil || len(versions) != newest.Version {
			t.Errorf("%s: %d versions, %v, want %d", id, len(versions), err, newest.Version)
		}
		for version := max(1, newest.Version-5); version <= newest.Version; version++ {
			v, err := db.Templates().Get(t.Context(), id, version)
			if err == nil {
				_, err = templates.Decode(v.JSON)
			}
			if err != nil {
				t.Errorf("%s@%d: %v", id, version, err)
			}
		}
	}
}

func checkFiles(t *testing.T, db *sqlite.DB, dir string, all told) {
	t.Helper()
	b, err := blobs.New(filepath.Join(dir, "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := db.Files().List(t.Context(), store.AssetFile)
	if err != nil || len(list) < len(all.files) {
		t.Errorf("%d files, %v, want at least %d", len(list), err, len(all.files))
	}
	for _, file := range list {
		content, err := b.Open(t.Context(), file.SHA256)
		if err != nil {
			t.Errorf("%s: %v", file.Name, err)
			continue
		}
		size, err := io.Copy(io.Discard, content)
		if err := errors.Join(err, content.Close()); err != nil || size != file.Bytes {
			t.Errorf("%s: %d bytes, %v, want %d", file.Name, size, err, file.Bytes)
		}
	}
}
