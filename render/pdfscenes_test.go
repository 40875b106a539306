package render_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"placard/internal/sweep"
	"placard/render"
	"placard/templates/starter"
)

// benchFiles are the pictures of the scenes that the bench draws: its own, and those of the starters.
type benchFiles struct{ fs.FS }

func (b benchFiles) Stat(ctx context.Context, name string) (string, error) {
	_, err := b.Read(ctx, name)
	return "1", err
}

func (b benchFiles) Read(_ context.Context, name string) ([]byte, error) {
	data, err := fs.ReadFile(b, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ReadFile(starter.Assets(), name)
	}
	return data, err
}

// TestPDFOfBenchScenes holds the scenes of the bench to the picture and to their texts as the starters are. The
// photo card is near the limit, as Poppler makes a photo smaller by leaving pixels out.
func TestPDFOfBenchScenes(t *testing.T) {
	r := rendererOf(t, render.DefaultConfig(), benchFiles{os.DirFS("../cmd/scenebench/assets")})
	scenes, err := filepath.Glob("../cmd/scenebench/scenes/*.json")
	if err != nil || len(scenes) == 0 {
		t.Fatalf("no scenes: %v", err)
	}
	for _, path := range sweep.Of(scenes) {
		doc := readDocument(t, path)
		want := onWhite(t, r, doc)
		_, file := bind(t, r, render.Options{}, doc)
		for _, reader := range readers {
			d := meanDifference(want, see(t, reader.draw(t, file)))
			if t.Logf("%s in %s: %.2f", doc.Template, reader.name, d); d > mostDifference {
				t.Errorf("%s in %s: a mean difference of %.2f", doc.Template, reader.name, d)
			}
		}
		findTexts(t, doc.Template, file, doc)
	}
}
