package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGoldenCases: a golden is made when asked for, holds, and shows where it no longer does.
func TestGoldenCases(t *testing.T) {
	t.Setenv("CI", "")
	dir := t.TempDir()
	card := filepath.Join(dir, "card.json")
	const source = `{"id": "card", "width": 60, "height": 40, "background": "white", "layers": [
		{"id": "box", "type": "rect", "x": 10, "y": 10, "width": 20, "height": 20, "fill": "red"}]}`
	write(t, card, source)
	write(t, filepath.Join(dir, "card.test.json"), `[{"name": "as it is"}, {"name": "blue", "changes": {"box": {"fill": "blue"}}, "golden": "goldens/blue.png"}]`)
	test := func(args ...string) result {
		t.Helper()
		return placard(t, t.TempDir(), append([]string{"test", dir}, args...)...)
	}
	if r := test(); r.status != 1 || !strings.Contains(r.out, "make it with --update") {
		t.Errorf("without goldens: %+v", r)
	}
	if r := test("--update"); r.status != 0 || !strings.Contains(r.out, "written "+filepath.Join(dir, "goldens", "blue.png")) {
		t.Errorf("--update: %+v", r)
	}
	if r := test(); r.status != 0 || r.out != "" || !strings.Contains(r.err, "2 passed") {
		t.Errorf("with goldens: %+v", r)
	}
	write(t, card, strings.Replace(source, `"x": 10`, `"x": 12`, 1))
	failed := filepath.Join(dir, "card.as-it-is.failed.png")
	r := test()
	if r.status != 1 || !strings.Contains(r.out, "as it is: 80 pixels differ, by up to 255, all within 22×20 px at 10, 10; see "+failed) {
		t.Errorf("moved: %+v", r)
	}
	picture, err := os.ReadFile(failed)
	if err != nil {
		t.Fatal(err)
	}
	wantWidth(t, "what failed", picture, 3*60+2*8)
	t.Setenv("CI", "true")
	if r := test("--update"); r.status != 1 || !strings.Contains(r.err, "somebody looks at them") {
		t.Errorf("--update with CI: %+v", r)
	}
	if _, err := os.Stat(failed); err == nil {
		t.Error("what failed is still there")
	}
	if r := test("--update"); r.status != 0 {
		t.Errorf("nothing to write with CI: %+v", r)
	}
}

// TestGoldenCasesRefused: what cannot be tested says why.
func TestGoldenCasesRefused(t *testing.T) {
	for _, c := range []struct{ cases, want string }{
		{`{}`, "is no list"},
		{`[{"name": "../a"}]`, "[0].name"},
		{`[{"name": "a"}, {"name": "a"}]`, "[1].name"},
		{`[{"name": "a", "golden": "../a.png"}]`, "[0].golden"},
		{`[{"name": "a", "tolerance": 300}]`, "[0].tolerance: 300"},
		{`[{"name": "a", "colour": 1}]`, "colour"},
		{`[{"name": "a", "changes": {"p": {"src": "https://example.com/a.png"}}}]`, "tests fetch nothing"},
	} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "c.json"), `{"id": "c", "width": 9, "height": 9, "layers": [{"id": "p", "type": "image", "width": 9, "height": 9, "src": ""}]}`)
		write(t, filepath.Join(dir, "c.test.json"), c.cases)
		if r := placard(t, t.TempDir(), "test", filepath.Join(dir, "c.json")); r.status != 1 || !strings.Contains(r.out, c.want) {
			t.Errorf("%s: want %q, got %+v", c.cases, c.want, r)
		}
	}
}
