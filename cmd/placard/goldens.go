package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"placard/render"
	"placard/render/diff"
	"placard/templates"
)

// testCmd holds templates to pictures that somebody has looked at.
type testCmd struct {
	Paths  []string `arg:"" name:"path" help:"Template file, its file of cases (card.test.json beside card.json), or folder to look for these in."`
	Update bool     `help:"Write the pictures anew where they differ. With CI=true the run then fails."`
}

// Help is shown by placard test --help.
func (testCmd) Help() string {
	return `Beside card.json, card.test.json lists cases:

  [{"name": "long title", "changes": {"title": "A title of many words"}, "golden": "goldens/long.png"}]

Each is drawn and compared pixel by pixel with its golden, a PNG; without a name for it, it is card.NAME.png. A channel may
be off by 1, or by a "tolerance" of 0 to 255 of the case. Where more differs, expected, difference and actual are written
side by side into card.NAME.failed.png. Nothing is fetched: pictures have to be assets.

Examples:
  placard test my-card.json --update    # then look at the goldens, and keep them
  placard test placard-data/templates`
}

// testCase is one picture of a template.
type testCase struct {
	Name      string            `json:"name"`
	Changes   templates.Changes `json:"-"`
	Golden    string            `json:"golden"`    // path from the folder of the cases
	Tolerance *int              `json:"tolerance"` // per channel, 0..255; nil: 1

	RawChanges json.RawMessage `json:"changes"`
}

const (
	casesSuffix = ".test.json"
	// usualTolerance is for CPUs that fuse products into sums, which may turn a coverage between two steps either way.
	usualTolerance = 1
)

// caseName is what may be part of a file's name.
var caseName = regexp.MustCompile(`^[\pL\pN_ -]+$`)

// maxCaseName is in characters. It is not in the pattern, which would hold the tables of letters a hundred times and
// take 4 ms of every start.
const maxCaseName = 100

// tally counts cases by how they went.
type tally struct{ passed, written, failed int }

// Run draws and compares every case.
func (c *testCmd) Run(ctx context.Context, app *cli, std *streams) error {
	files, err := c.files()
	if err != nil {
		return err
	}
	var t tally
	for _, file := range files {
		err := app.withLibrary(ctx, std, func(l *library) error { return c.file(ctx, l, file, &t, std) }, assetsBeside(templateOf(file))...)
		if ctx.Err() != nil {
			return err
		}
		if err != nil {
			t.failed++
			fmt.Fprintf(std.out, "FAIL %s: %s\n", file, err)
		}
	}
	fmt.Fprintf(std.err, "%d passed, %d failed, %d written\n", t.passed, t.failed, t.written)
	switch {
	case t.failed > 0:
		return errors.New("some cases fail")
	case t.written > 0 && os.Getenv("CI") == "true":
		return errors.New("--update has written goldens: run it where somebody looks at them")
	}
	return nil
}

// files are the files of cases that the paths mean.
func (c *testCmd) files() ([]string, error) {
	var files []string
	for _, path := range c.Paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		switch {
		case info.IsDir():
			err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
				if err == nil && entry.IsDir() && name != path && strings.HasPrefix(entry.Name(), ".") {
					return fs.SkipDir
				}
				if err == nil && entry.Type().IsRegular() && strings.HasSuffix(name, casesSuffix) {
					files = append(files, name)
				}
				return err
			})
		case strings.HasSuffix(path, casesSuffix):
			files = append(files, path)
		default:
			files = append(files, strings.TrimSuffix(path, filepath.Ext(path))+casesSuffix)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, errors.New("there are no cases here: a file card.test.json beside card.json lists those of card; see placard test --help")
	}
	return files, nil
}

// templateOf is the template that a file of cases is for.
func templateOf(file string) string { return strings.TrimSuffix(file, casesSuffix) + ".json" }

// file runs the cases of a file.
func (c *testCmd) file(ctx context.Context, l *library, file string, t *tally, std *streams) error {
	cases, err := readCases(file)
	if err != nil {
		return err
	}
	tmpl, err := findTemplate(ctx, l, templateOf(file))
	if err != nil {
		return err
	}
	cfg := render.DefaultConfig()
	cfg.Remote = offline{}
	renderer, err := l.renderer(cfg)
	if err != nil {
		return err
	}
	for i := range cases {
		if err := c.one(ctx, renderer, tmpl, file, &cases[i], t, std); err != nil {
			if ctx.Err() != nil {
				return err
			}
			t.failed++
			fmt.Fprintf(std.out, "FAIL %s: %s: %s\n", file, cases[i].Name, err)
		}
	}
	return nil
}

// readCases reads and checks a list of cases.
func readCases(file string) ([]testCase, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var cases []testCase
	if err := dec.Decode(&cases); err != nil {
		return nil, fmt.Errorf("is no list of {name, changes, golden, tolerance}: %w", err)
	}
	seen := map[string]bool{}
	for i := range cases {
		tc := &cases[i]
		switch {
		case utf8.RuneCountInString(tc.Name) > maxCaseName || !caseName.MatchString(tc.Name):
			return nil, fmt.Errorf("[%d].name: %q is not 1 to 100 letters, digits, spaces, - or _", i, tc.Name)
		case seen[tc.Name]:
			return nil, fmt.Errorf("[%d].name: %q is that of another case", i, tc.Name)
		case tc.Golden != "" && (!filepath.IsLocal(tc.Golden) || filepath.Ext(tc.Golden) != ".png"):
			return nil, fmt.Errorf("[%d].golden: %q is not the path of a .png file below the folder of the cases", i, tc.Golden)
		case tc.Tolerance != nil && (*tc.Tolerance < 0 || *tc.Tolerance > 255):
			return nil, fmt.Errorf("[%d].tolerance: %d is not in 0..255", i, *tc.Tolerance)
		}
		seen[tc.Name] = true
		if len(tc.RawChanges) > 0 {
			if tc.Changes, err = templates.DecodeChanges(tc.RawChanges); err != nil {
				return nil, fmt.Errorf("[%d]: %w", i, err)
			}
		}
	}
	return cases, nil
}

// one draws a case and compares it. An error is that it fails.
func (c *testCmd) one(ctx context.Context, r *render.Renderer, tmpl *templates.Template, file string, tc *testCase, t *tally, std *streams) error {
	doc, err := tmpl.Apply(tc.Changes)
	if err != nil {
		return err
	}
	out, err := r.Render(ctx, doc, render.Options{Format: render.Raw})
	if err != nil {
		return err
	}
	got := &image.RGBA{Pix: out.Bytes, Stride: 4 * out.Width, Rect: image.Rect(0, 0, out.Width, out.Height)}
	stem := strings.TrimSuffix(file, casesSuffix) + "." + strings.ReplaceAll(tc.Name, " ", "-")
	golden := stem + ".png"
	if tc.Golden != "" {
		golden = filepath.Join(filepath.Dir(file), filepath.FromSlash(tc.Golden))
	}
	tolerance := usualTolerance
	if tc.Tolerance != nil {
		tolerance = *tc.Tolerance
	}
	found, err := compare(golden, got, tolerance)
	failed := stem + ".failed.png"
	switch {
	case err == nil && found.Pixels == 0:
		t.passed++
		return removeFile(failed)
	case c.Update && (err == nil || errors.Is(err, fs.ErrNotExist)):
		t.written++
		fmt.Fprintf(std.out, "written %s: look at it\n", golden)
		return errors.Join(writePNG(golden, got), removeFile(failed))
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no %s; make it with --update and look at it", golden)
	case err != nil:
		return err
	}
	if err := writePNG(failed, found.SideBySide()); err != nil {
		return err
	}
	at := found.Bounds
	return fmt.Errorf("%d pixels differ, by up to %d, all within %d×%d px at %d, %d; see %s",
		found.Pixels, found.Worst, at.Dx(), at.Dy(), at.Min.X, at.Min.Y, failed)
}

// compare holds a picture to a golden.
func compare(golden string, got *image.RGBA, tolerance int) (*diff.Difference, error) {
	data, err := os.ReadFile(golden)
	if err != nil {
		return nil, err
	}
	want, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", golden, err)
	}
	return diff.Of(want, got, tolerance), nil
}

func writePNG(name string, img image.Image) error {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return replaceFile(name, b.Bytes())
}

// removeFile removes a file if it is there.
func removeFile(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// offline is a render.Remote that has nothing.
type offline struct{}

var errOffline = errors.New("tests fetch nothing; put the picture into the folder assets and name it asset:NAME")

// Stat implements render.Remote.
func (offline) Stat(context.Context, string) (string, error) { return "", errOffline }

// Read implements render.Remote.
func (offline) Read(context.Context, string, string) ([]byte, error) { return nil, errOffline }
