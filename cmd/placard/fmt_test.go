package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	untidy = `{"layers":[],"height":2,"width":1,"id":"t"}`
	tidy   = "{\n  \"id\": \"t\",\n  \"width\": 1,\n  \"height\": 2,\n  \"layers\": []\n}\n"
)

func TestFmt(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for name, content := range map[string]string{
		"t.json": untidy, "deep/er/u.json": untidy, "tidy.json": tidy, "deep/changes.json": `[{"id":"t"}]`,
		"deep/other.json": `{"b":1,"a":2}`, ".hidden/t.json": untidy, "notes.txt": untidy,
	} {
		write(t, path(name), content)
	}
	if err := os.Chmod(path("t.json"), 0o640); err != nil {
		t.Fatal(err)
	}
	want := path("deep/er/u.json") + "\n" + path("t.json") + "\n"
	if r := placard(t, dir, "fmt", "--check", dir); r.status != 1 || r.out != want || !strings.Contains(r.err, "2 of 3 files are not formatted") {
		t.Errorf("--check: %+v", r)
	}
	if got := read(t, path("t.json")); got != untidy {
		t.Errorf("--check wrote %s", got)
	}
	if r := placard(t, dir, "fmt", dir); r.status != 0 || r.out != want {
		t.Errorf("fmt: %+v", r)
	}
	for name, want := range map[string]string{
		"t.json": tidy, "deep/er/u.json": tidy, "tidy.json": tidy, "deep/changes.json": `[{"id":"t"}]`,
		"deep/other.json": `{"b":1,"a":2}`, ".hidden/t.json": untidy, "notes.txt": untidy,
	} {
		if got := read(t, path(name)); got != want {
			t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
		}
	}
	if info, err := os.Stat(path("t.json")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("its permissions became %v, %v", info.Mode(), err)
	}
	if r := placard(t, dir, "fmt", "-l", dir); r.status != 0 || r.out != "" {
		t.Errorf("--check after fmt: %+v", r)
	}
}

// TestFmtGoesOn: a file that cannot be formatted is named, and the others are formatted all the same.
func TestFmtGoesOn(t *testing.T) {
	dir := t.TempDir()
	bad, good := filepath.Join(dir, "bad.json"), filepath.Join(dir, "good.json")
	write(t, bad, "{\"id\": }")
	write(t, good, untidy)
	r := placard(t, dir, "fmt", bad, filepath.Join(dir, "none.json"), good)
	if r.status != 1 || !strings.Contains(r.err, bad+`: line 1, column 8: want a value, got "}"`) || !strings.Contains(r.err, "none.json: no such file") {
		t.Errorf("%+v", r)
	}
	if got := read(t, good); got != tidy {
		t.Errorf("%s", got)
	}
	if r := placard(t, dir, "fmt"); r.status != 2 {
		t.Errorf("without a path: %+v", r)
	}
}

// TestFmtKeepsLinks: what is replaced is the file that a link leads to.
func TestFmtKeepsLinks(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file.json"), filepath.Join(dir, "link.json")
	write(t, file, untidy)
	if err := os.Symlink("file.json", link); err != nil {
		t.Fatal(err)
	}
	if r := placard(t, dir, "fmt", link); r.status != 0 {
		t.Errorf("%+v", r)
	}
	if target, err := os.Readlink(link); err != nil || target != "file.json" || read(t, file) != tidy {
		t.Errorf("%q, %v: %s", target, err, read(t, file))
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
