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

// TestWelcome does what a newcomer does: opens the card's link, pastes the request into a shell, and finds
// both to be the same picture.
func TestWelcome(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	p := serve(t, nil, "--data", data)
	link := regexp.MustCompile(`http://\S+/v1/og\?\S+`).FindString(p.out)
	status, card := get(t, link)
	if status != http.StatusOK {
		t.Fatalf("the card's link %q: %d %.200s", link, status, card)
	}
	request := regexp.MustCompile(`(?s)curl .*?-o card\.jpg`).FindString(p.out)
	shell := exec.Command("sh", "-c", request)
	shell.Dir = t.TempDir()
	tool(t, "curl", "curl")
	if out, err := shell.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", request, err, out)
	}
	drawn, err := os.ReadFile(filepath.Join(shell.Dir, "card.jpg"))
	if err != nil || string(drawn) != string(card) {
		t.Errorf("the request made other bytes than the link: %v, %.200q", err, drawn)
	}
	p.stop(t)

	again := serve(t, nil, "--data", data)
	if strings.Contains(again.out, "curl") || !strings.Contains(again.out, "/v1/og?") {
		t.Errorf("a second start should show the card's link, and no request with a key that it cannot show:\n%s", again.out)
	}
	again.stop(t)
}

// TestWelcomeSignsWhatHolds: with a key that the server would refuse there is no link, but words on what to do.
func TestWelcomeSignsWhatHolds(t *testing.T) {
	p := serve(t, fixedKey(), "--data", t.TempDir(), "--key-scheme", "request")
	if strings.Contains(p.out, "signature=") || !strings.Contains(p.out, "placard keys create") {
		t.Errorf("the key takes the scheme request alone, and yet:\n%s", p.out)
	}
	p.stop(t)
}
