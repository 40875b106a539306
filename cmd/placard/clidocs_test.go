package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCLIDocumentation runs the examples of docs/cli.md in one shell, and holds what they print to what the
// page says they do.
func TestCLIDocumentation(t *testing.T) {
	page, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "card.json"), blocks(string(page))["json"][0])
	cmd := exec.Command("sh", "-c", "set -eu\n"+strings.Join(blocks(string(page))["sh"], "\n"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(name)+":"+os.Getenv("PATH"))
	printed, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	for _, part := range strings.Split(string(page), "\n```\n") { // what stands between such lines is a block, or text
		if lines := strings.Split(part, "\n"); !strings.Contains(part, "\n\n") && len(lines) < 4 && !strings.Contains(string(printed), part) {
			t.Errorf("nothing prints\n%s\nbut\n%s", part, printed)
		}
	}
	for _, file := range []string{"diff.png", "cards/hello.jpg", "cards/long-title.jpg", "cards/Ada/hello.png", "cards/manifest.json", "episode.png"} {
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(file))); err != nil || info.Size() == 0 {
			t.Errorf("no %s was made: %v", file, err)
		}
	}
}
