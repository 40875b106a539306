package lint_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"placard/fonts/bundled"
	"placard/internal/sweep"
	"placard/render"
	"placard/render/lint"
	"placard/store/files"
	"placard/templates/starter"
)

func newLinter(t *testing.T) *lint.Linter {
	t.Helper()
	cfg := render.DefaultConfig()
	cfg.Remote = lint.StandIn{}
	r, err := render.New(cfg, bundled.New(), files.NewAssets(starter.Assets()))
	if err != nil {
		t.Fatal(err)
	}
	return lint.New(r)
}

// problems judges a template, a problem a line.
func problems(t *testing.T, source string) string {
	t.Helper()
	found, err := newLinter(t).Lint(t.Context(), []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range found {
		fmt.Fprintf(&b, "%d:%d: %s: %s (%s)\n", p.Line, p.Column, p.Severity, p.Message, p.Rule)
	}
	return b.String()
}

// card is a template of 1200×630 px with a name's worth of fields and its layers.
func card(fields, layers string) string {
	return `{"id": "t", "width": 1200, "height": 630, "background": "white", ` + fields + `
"layers": [
` + layers + `]}`
}

// TestRules: each rule finds what it is for, says where, and is content with what is mended.
func TestRules(t *testing.T) {
	title := func(fields string) string {
		return `{"id": "title", "type": "text", "x": 60, "y": 60, "width": 1000, "font_size": 60, "text": "Hello", ` + fields + `}`
	}
	for _, c := range []struct {
		rule, bad, good string
		want            string // of the bad one
	}{
		{"decode", card(``, title(`"colour": "red"`)), card(``, title(`"color": "red", "max_lines": 3`)), "3:110: error: layers[0].colour: unknown field"},
		{"overflow", card(``, title(`"height": 90, "overflow": "visible"`)), card(``, title(`"height": 90`)), `3:1: warning: title: "The quick`},
		{"clipped", card(``, title(`"height": 90, "overflow": "clip"`)), card(``, title(`"height": 90, "locked": true, "overflow": "clip"`)), `with the stress text "long" (clipped)`},
		{"ellipsis", card(`"samples": [{"name": "s", "changes": {"title": {"text": "Hello, hello, hello, hello, hello, hello, hello, hello"}}}],`, title(`"max_lines": 1`)),
			card(``, title(`"max_lines": 1`)), `is cut short with the sample "s" (ellipsis)`},
		{"small", card(``, title(`"height": 40, "fit": "shrink"`)), card(``, title(`"height": 40, "fit": "shrink", "min_font_size": 30`)), "shrinks to 1"},
		{"off-canvas", card(``, title(`"rotation": 0`)+`,{"id": "lost", "type": "rect", "x": 1300, "y": 0, "width": 9, "height": 9, "fill": "red"}`),
			card(``, title(`"max_lines": 3`)), "3:"},
		{"safe-area", card(`"safe_area": 80,`, title(`"max_lines": 3`)), card(`"safe_area": 50,`, title(`"max_lines": 3`)), "title: \"Hello\" is outside of safe_area with its defaults"},
		{"contrast", card(``, title(`"max_lines": 3, "color": "#999"`)), card(``, title(`"max_lines": 3, "color": "#666"`)), "a contrast of 2."},
		{"unused-variable", card(`"variables": {"idle": {"type": "string"}},`, title(`"max_lines": 3`)),
			card(`"variables": {"idle": {"type": "string"}},`, strings.Replace(title(`"max_lines": 3`), "Hello", "Hello{{idle}}", 1)), "1:80: warning: variable idle"},
		{"picture", card(``, `{"id": "p", "type": "image", "width": 100, "height": 100, "src": "asset:none.png"}`),
			card(``, `{"id": "p", "type": "image", "width": 100, "height": 100, "src": "https://example.com/photo.jpg"}`), "3:1: error: "},
	} {
		got := problems(t, c.bad)
		if !strings.Contains(got, "("+c.rule+")") || !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q in\n%s", c.rule, c.want, got)
		}
		if got := problems(t, c.good); strings.Contains(got, "("+c.rule+")") {
			t.Errorf("%s: what is right is not:\n%s", c.rule, got)
		}
	}
}

// TestMissingGlyphs: what no font has is told once, whichever texts it is in.
func TestMissingGlyphs(t *testing.T) {
	got := problems(t, card(``, `{"id": "a", "type": "text", "width": 900, "locked": true, "text": "\uE123"},
		{"id": "b", "type": "text", "y": 90, "width": 900, "locked": true, "text": "\uE123"}`))
	if strings.Count(got, "missing-glyph") != 1 {
		t.Errorf("got %s", got)
	}
}

// TestPicturesUnderText: nothing is said of the contrast on a picture that will be another.
func TestPicturesUnderText(t *testing.T) {
	const text = `{"id": "p", "type": "image", "width": 1200, "height": 630, "src": %q},
		{"id": "a", "type": "text", "x": 60, "y": 60, "width": 900, "max_lines": 1, "color": "#808080", "text": "Hello"}`
	if got := problems(t, card(``, fmt.Sprintf(text, "https://example.com/a.jpg"))); strings.Contains(got, "contrast") {
		t.Errorf("on a remote picture: %s", got)
	}
	if got := problems(t, card(`"variables": {"hero": {"type": "image", "required": true}},`, fmt.Sprintf(text, "{{hero}}"))); got != "" {
		t.Errorf("with a picture that callers give: %s", got)
	}
}

// TestStartersPass: what comes with the program has no errors, and no flaw in what it shows itself.
func TestStartersPass(t *testing.T) {
	linter := newLinter(t)
	for _, id := range sweep.Of(starter.IDs()) {
		source, err := fs.ReadFile(starter.FS, id+".json")
		if err != nil {
			t.Fatal(err)
		}
		found, err := linter.Lint(t.Context(), source)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range found {
			if p.Severity == lint.Failure || !strings.Contains(p.Message, "stress text") {
				t.Errorf("%s:%d: %s (%s)", id, p.Line, p.Message, p.Rule)
			}
		}
	}
}
