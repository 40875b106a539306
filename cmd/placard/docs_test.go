package main

import (
	"archive/zip"
	"bytes"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAPIDocumentation runs the examples of docs/api.md in one shell against a real server, and looks at what
// they leave.
func TestAPIDocumentation(t *testing.T) {
	data, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	script := "set -eu\n" + strings.Join(blocks(string(data))["sh"], "\n")
	p := serve(t, fixedKey(), "--data", t.TempDir())
	dir := t.TempDir()
	tool(t, "curl", "curl")
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), fixedKey()...), "PLACARD="+p.base)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, width := range map[string]int{"card.jpg": 1200, "mine.jpg": 1200} {
		picture, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		wantWidth(t, name, picture, width)
	}
	urls := regexp.MustCompile(`"url":"(/[^"]+)"`).FindAllStringSubmatch(string(out), -1)
	if len(urls) != 3 {
		t.Errorf("%d URLs, want those of render, sign and links:\n%s", len(urls), out)
	}
	for i, url := range urls { // as somebody copies them
		status, body := get(t, p.base+url[1])
		if status != http.StatusOK {
			t.Errorf("%s: %d %.200s", url[1], status, body)
			continue
		}
		wantWidth(t, url[1], body, []int{1200, 600, 1080}[i])
	}
	result, err := zip.OpenReader(filepath.Join(dir, "cards.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer result.Close()
	var names []string
	for _, f := range result.File {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "ada.png grace.png index.json" {
		t.Errorf("the zip has %s", got)
	}
	p.stop(t)
}

func wantWidth(t *testing.T, name string, picture []byte, want int) {
	t.Helper()
	cfg, _, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil || cfg.Width != want {
		t.Errorf("%s: %v, %d px wide, want %d: %.200q", name, err, cfg.Width, want, picture)
	}
}
