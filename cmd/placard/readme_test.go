package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeCommands runs every line of the README that begins with "placard", in order, in an empty
// folder that holds the README's own template.
func TestReadmeCommands(t *testing.T) {
	blocks := readmeBlocks(t)
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "my-card.json"), blocks["json"][0])
	write(t, filepath.Join(dir, "changes.json"), `[{"id": "title", "text": "Hi"}]`)
	ran := 0
	for _, block := range blocks["sh"] {
		for line := range strings.Lines(block) {
			if !strings.HasPrefix(line, "placard ") {
				continue
			}
			ran++
			cmd := exec.Command("sh", "-c", line)
			cmd.Dir = dir
			cmd.Env = append(append(os.Environ(), fixedKey()...), "PATH="+filepath.Dir(name)+":"+os.Getenv("PATH"))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s%v\n%s", line, err, out)
			}
		}
	}
	for _, file := range []string{"card.png", "card.jpg", "og.webp"} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
			t.Errorf("no %s was made: %v", file, err)
		}
	}
	if ran < 5 {
		t.Errorf("%d commands in the README, want 5 at least", ran)
	}
}

// TestReadmeClient runs the README's own client, fetches the link that it prints, and sends the README's request.
func TestReadmeClient(t *testing.T) {
	script := filepath.Join(t.TempDir(), "client.mjs")
	write(t, script, readmeBlocks(t)["js"][0])
	p := serve(t, fixedKey(), "--data", t.TempDir())
	cmd := exec.Command(tool(t, "node", "nodejs"), script)
	cmd.Env = append(os.Environ(), fixedKey()...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	link := strings.Replace(strings.TrimSpace(string(out)), "https://cards.example.com", p.base, 1)
	if status, body := get(t, link); status != http.StatusOK {
		t.Errorf("%s: %d %.200s", link, status, body)
	}
	request := strings.ReplaceAll(readmeBlocks(t)["sh"][2], "http://127.0.0.1:8080", p.base)
	tool(t, "curl", "curl")
	shell := exec.Command("sh", "-c", request)
	shell.Dir, shell.Env = t.TempDir(), cmd.Env
	if out, err := shell.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", request, err, out)
	}
	picture, err := os.ReadFile(filepath.Join(shell.Dir, "card.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	wantWidth(t, "card.jpg of the README's request", picture, 1200)
	p.stop(t)
}

// readmeBlocks are the README's code blocks by language.
func readmeBlocks(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	return blocks(string(data))
}

// blocks are a page's code blocks by language.
func blocks(page string) map[string][]string {
	blocks := map[string][]string{}
	for _, m := range regexp.MustCompile("(?s)```(\\w+)\n(.*?)```").FindAllStringSubmatch(page, -1) {
		blocks[m[1]] = append(blocks[m[1]], m[2])
	}
	return blocks
}
