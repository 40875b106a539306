package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"placard/render/display"
	"placard/render/internal/judge"
	"placard/render/raster"
)

// writer makes a Writer that draws with the real rasteriser.
func writer(t testing.TB) *Writer {
	t.Helper()
	drawer, err := raster.New(raster.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(DefaultConfig(), drawer)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// onePage is a document of a list at its own size.
func onePage(list *display.List) *Document {
	const pt = 72.0 / 96
	return &Document{Pages: []Page{{List: list, Sheet: Sheet{Width: float64(list.Width) * pt, Height: float64(list.Height) * pt, Scale: pt}}}}
}

// write writes a document, checks it with qpdf and returns the path of its file.
func write(t *testing.T, doc *Document) string {
	t.Helper()
	data, err := writer(t).Write(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(judge.Require(t, "qpdf", "qpdf"), "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("qpdf --check: %v\n%s", err, out)
	}
	return path
}

func TestFill(t *testing.T) {
	write(t, onePage(&display.List{Width: 200, Height: 100, Ops: []display.Op{
		&display.Fill{Shape: display.RoundRect{Rect: display.Rect{X0: 10, Y0: 10, X1: 60, Y1: 40}}, Paint: display.Color{R: 255, A: 255}},
	}}))
}
