package main

import (
	"path/filepath"
	"strings"
	"testing"
)

const foreignTemplates = "../../templates/foreign/testdata"

func TestImport(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "sale.json")
	r := placard(t, dir, "import", filepath.Join(foreignTemplates, "orshot.json"), "--id", "sale", "-o", out)
	for _, want := range []string{
		"layer Clip, type: \"video\" has no counterpart; the layer is left out\n", "layer headline, font_family: Prata is not among the fonts here",
		out + ": template sale, from orshot, ",
	} {
		if r.status != 0 || !strings.Contains(r.err, want) {
			t.Errorf("%d: nothing says %s in %s", r.status, want, r.err)
		}
	}
	if strings.Contains(r.err, "Inter is not") {
		t.Errorf("Inter is here: %s", r.err)
	}
	if r := placard(t, dir, "fmt", "--check", out); r.status != 0 {
		t.Errorf("it is not formatted: %s", r.err)
	}
	card := filepath.Join(dir, "card.json")
	r = placard(t, dir, "import", filepath.Join(foreignTemplates, "bannerbear-v2.json"), "--from", "bannerbear")
	if r.status != 0 || !strings.HasPrefix(r.out, "{\n  \"id\": \"04pk8k2bctxdjqb97o\",\n") {
		t.Fatalf("%+v", r)
	}
	write(t, card, r.out)
	if r := placard(t, dir, "render", card, "--set", "message=Hello", "-o", filepath.Join(dir, "card.png")); r.status != 0 {
		t.Errorf("what was imported cannot be drawn: %s", r.err)
	}
}

func TestImportRefuses(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "own.json")
	write(t, own, plainCard)
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{own}, 1, own + ": not a template of a service that is known here; known are\n  orshot "},
		{[]string{filepath.Join(foreignTemplates, "orshot.json"), "--from", "placid"}, 1, "it does not look like placid's"},
		{[]string{own, "--from", "canva"}, 2, `--from must be one of "bannerbear","orshot","placid","renderform","templated"`},
		{[]string{filepath.Join(dir, "none.json")}, 1, "no such file"},
		{nil, 2, `expected "<file>"`},
	} {
		r := placard(t, dir, append([]string{"import"}, test.args...)...)
		if r.status != test.status || !strings.Contains(r.err, test.want) {
			t.Errorf("%v: %d, %s; want %d, %s", test.args, r.status, r.err, test.status, test.want)
		}
	}
}
