package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"placard/render/lint"
)

// TestLint: problems come as a compiler's do, and the exit status says how bad they are.
func TestLint(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "assets"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "assets", "idle.png"), "")
	write(t, filepath.Join(dir, "assets", "ORIGIN.md"), "")
	write(t, filepath.Join(dir, "flawed.json"), `{"id": "flawed", "width": 600, "height": 300, "background": "white", "layers": [
  {"id": "title", "type": "text", "x": 20, "y": 20, "width": 500, "max_lines": 1, "color": "#ccc", "text": "Hi", "locked": true}]}`)
	r := placard(t, t.TempDir(), "lint", dir)
	status, out := r.status, r.out
	for _, want := range []string{
		filepath.Join(dir, "flawed.json") + `:2:3: warning: title: "Hi" has a contrast of 1.6`, "(contrast)\n",
		filepath.Join(dir, "assets", "idle.png") + ": warning: no template beside it names asset:idle.png (unused-asset)\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("want %q in\n%s", want, out)
		}
	}
	if status != 0 || strings.Contains(out, "ORIGIN") {
		t.Errorf("warnings alone: exit %d\n%s", status, out)
	}
	if r := placard(t, t.TempDir(), "lint", "--strict", dir); r.status != 1 {
		t.Errorf("--strict: exit %d", r.status)
	}
	if r := placard(t, t.TempDir(), "lint", "--strict", "--ignore", "contrast", "--ignore", "unused-asset", dir); r.status != 0 || r.out != "" {
		t.Errorf("with all ignored: exit %d\n%s", r.status, r.out)
	}
	if r := placard(t, t.TempDir(), "lint", "--ignore", "contrasts", dir); r.status != 2 || !strings.Contains(r.err, `did you mean "contrast"`) {
		t.Errorf("an unknown rule: exit %d\n%s", r.status, r.err)
	}
	broken := filepath.Join(dir, "broken.json")
	write(t, broken, "{\n \"layers\": [1}")
	r = placard(t, t.TempDir(), "lint", "--json", broken)
	var problems []lint.Problem
	if err := json.Unmarshal([]byte(r.out), &problems); err != nil {
		t.Fatalf("%v: %s", err, r.out)
	}
	if r.status != 1 || problems[0].Rule != "decode" || problems[0].Line != 2 || problems[0].File != broken {
		t.Errorf("exit %d, %+v", r.status, problems)
	}
}
