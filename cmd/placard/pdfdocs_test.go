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

// TestPDFDocumentation runs the examples of docs/pdf.md in one shell against a real server, and has other
// programs read what they make.
func TestPDFDocumentation(t *testing.T) {
	page, err := os.ReadFile("../../docs/pdf.md")
	if err != nil {
		t.Fatal(err)
	}
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	p := serve(t, fixedKey(), "--data", t.TempDir())
	dir := t.TempDir()
	tool(t, "curl", "curl")
	cmd := exec.Command("sh", "-c", "set -eu\n"+strings.Join(blocks(string(page))["sh"], "\n"))
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), fixedKey()...), "PLACARD="+p.base, "PATH="+filepath.Dir(name)+":"+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, url := range regexp.MustCompile(`"url":"(/[^"]+)"`).FindAllStringSubmatch(string(out), -1) { // of sign and of links
		status, body := get(t, p.base+url[1])
		if status != http.StatusOK {
			t.Errorf("%s: %d %.200s", url[1], status, body)
		}
		write(t, filepath.Join(dir, []string{"signed.pdf", "linked.pdf"}[i]), string(body))
	}
	for file, want := range map[string]struct{ info, text string }{
		"event.pdf":  {"Pages: 1 Page size: 1200 x 675 pts", "Type"},
		"flyer.pdf":  {"Pages: 1", "Type"},
		"press.pdf":  {"Pages: 1", "Type"},
		"card.pdf":   {"Pages: 1 Page size: 792 x 612 pts", "Hello"},
		"bound.pdf":  {"Pages: 3 Page size: 841.89 x 595.276 pts (A4)", "Type"},
		"badges.pdf": {"Pages: 2", "Ada"},
		"signed.pdf": {"Pages: 1 Page size: 900 x 472.5 pts", "Hello"},
		"linked.pdf": {"Pages: 2", "One"},
	} {
		wantPDF(t, filepath.Join(dir, file), want.info, want.text)
	}
	p.stop(t)
}

// wantPDF has other programs check a PDF, and fails unless what they say of it has some words, and its text others.
func wantPDF(t *testing.T, file, info, text string) {
	t.Helper()
	read := func(name, pkg string, args ...string) string {
		out, err := exec.Command(tool(t, name, pkg), args...).CombinedOutput()
		if err != nil {
			t.Errorf("%s %s: %v\n%s", name, filepath.Base(file), err, out)
		}
		return strings.Join(strings.Fields(string(out)), " ")
	}
	read("qpdf", "qpdf", "--check", file)
	said := strings.Replace(read("pdfinfo", "poppler-utils", file), "Encrypted: no ", "", 1)
	if !strings.Contains(said, info) {
		t.Errorf("%s: no %q in %s", filepath.Base(file), info, said)
	}
	if got := read("pdftotext", "poppler-utils", file, "-"); !strings.Contains(got, text) {
		t.Errorf("%s: no %q in %s", filepath.Base(file), text, got)
	}
}
