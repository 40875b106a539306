package store

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestMakeIsPrivateAndMayBeRepeated(t *testing.T) {
	f := Folder(filepath.Join(t.TempDir(), "new", "placard-data"))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := f.Make(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, dir := range []string{string(f), f.Templates(), f.Assets(), f.Cache()} {
		info, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != dirMode {
			t.Errorf("%s has mode %v, want %v", dir, info.Mode().Perm(), os.FileMode(dirMode))
		}
	}
}

func TestMakeSaysWhatToDo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Folder(file).Make(); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("got %v", err)
	}
}
