package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"placard/render/display"
	"placard/render/internal/judge"
)

// kinds is a page for everything that can be turned, masked, tinted or painted with a picture, and says of each what
// it is to a reader.
func kinds(t testing.TB) *Document {
	doc := &Document{Title: "Kinds", Lang: "en"}
	for _, list := range []*display.List{
		turnedText(t), turnedPictures(t), turnedShadows(), turnedGroups(), turnedBlur(t), masks(t), tints(t), imagePaints(t), insetShadows(), textPaints(t), silence(t),
	} {
		list.Tags = []display.Tag{{From: 0, To: 1, Layer: "ground"}, {From: 1, To: len(list.Ops), Role: display.Paragraph, Box: box(0, 0, 480, 320), Link: "https://example.com"}}
		doc.Pages = append(doc.Pages, onePage(list).Pages...)
	}
	return doc
}

func TestKindsArchive(t *testing.T) {
	doc := kinds(t)
	doc.Archive = true
	for _, fault := range judge.ReadPDF(t, write(t, doc)).ArchiveFaults() {
		t.Error(fault)
	}
}

// TestKindsBytes makes the same file again, in this process and in another.
func TestKindsBytes(t *testing.T) {
	sum := func() string {
		data, err := writer(t).Write(t.Context(), kinds(t))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("sum %x", sha256.Sum256(data))
	}
	first := sum()
	const child = "PLACARD_KINDS"
	if os.Getenv(child) != "" {
		fmt.Println(first)
		return
	}
	if again := sum(); again != first {
		t.Errorf("the second file is %s, the first %s", again, first)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestKindsBytes$")
	cmd.Env = append(os.Environ(), child+"=1")
	if out, err := cmd.Output(); err != nil || !strings.Contains(string(out), first) {
		t.Errorf("another process says %s, %v, this one %s", out, err, first)
	}
}

// Groups nest as deep as a list allows, each with all that makes it a picture of its own.
func TestDeepMasks(t *testing.T) {
	round := decoded(t, pngOf(t, scenery(8, 8)))
	whole := rounded(0, 0, 480, 320, 0)
	tint := hex(0xdc2626)
	ops := about(30, 240, 160, letters(t, "deep", 200, 170, 60, &display.LinearGradient{To: at(480, 0), Stops: stops(black, clear(hex(0x22c55e), 100))}))
	for i := range display.MaxNesting {
		g := &display.PushGroup{Clip: whole, Alpha: 254, Mask: &display.PictureMask{Source: round, Crop: box(0, 0, 8, 8), Dest: whole.Rect}}
		if i == display.MaxNesting-1 {
			g.Tint = &tint
		}
		ops = append([]display.Op{g}, append(ops, &display.PopGroup{})...)
	}
	l := sheet(ops...)
	doc := onePage(l)
	doc.Archive, doc.Title = true, "Deep"
	path := write(t, doc)
	for _, fault := range judge.ReadPDF(t, path).ArchiveFaults() {
		t.Error(fault)
	}
	if got := pdftotext(t, path); got != "deep" {
		t.Errorf("pdftotext reads %q", got)
	}
	alike(t, l, tolerance{mean: 0.6, worst: 14}) // each of 32 nested groups is rounded
}

// TestHostileKinds writes numbers of all kinds in all places. What Check accepts becomes a file that a reader opens, in
// bounded time.
func TestHostileKinds(t *testing.T) {
	glass := decoded(t, pngOf(t, lens(16)))
	word := letters(t, "a😀", 20, 60, 36, black)
	w, err := New(DefaultConfig(), &counting{})
	if err != nil {
		t.Fatal(err)
	}
	number := rapid.OneOf(
		rapid.SampledFrom([]float64{0, 1e-9, -1e-9, 1e-4, 0.01, 90, -270, 359.999999, display.MaxCoordinate, -display.MaxCoordinate, display.MaxMove}),
		rapid.Float64Range(-600, 600))
	accepted := 0
	rapid.Check(t, func(r *rapid.T) {
		n := func() float64 { return number.Draw(r, "n") }
		rect := func() display.Rect {
			a, b, c, d := n(), n(), n(), n()
			return display.Rect{X0: min(a, b), Y0: min(c, d), X1: max(a, b), Y1: max(c, d)}
		}
		turn := func() display.Turn { return display.Turn{Angle: n(), X: n(), Y: n()} }
		shape := func() display.RoundRect { return display.RoundRect{Rect: rect()} }
		path := func() display.Path { return drawn(at(n(), n()), at(n(), n()), at(n(), n())) }
		s := rapid.SampledFrom([][]display.Stop{
			stops(black, clear(hex(0xdc2626), 30)), stops(black, hex(0xdc2626)),
			{{At: 0, Color: black}, {At: 0.5, Color: clear(black, 9)}, {At: 0.5, Color: hex(0x22c55e)}, {At: 1}},
		}).Draw(r, "stops")
		paint := rapid.SampledFrom([]display.Paint{
			&display.RadialGradient{Center: at(n(), n()), Radius: math.Abs(n()), Across: math.Abs(n()), Angle: n(), Focus: at(n(), n()), Stops: s},
			&display.LinearGradient{From: at(n(), n()), To: at(n(), n()), Stops: s},
			&display.ConicGradient{Center: at(n(), n()), Angle: n(), Stops: s},
			&display.ImagePaint{Source: glass, Crop: box(0, 0, 16, 16), Dest: rect(), Turn: turn()},
			hex(0x1d4ed8),
		}).Draw(r, "paint")
		mask := rapid.SampledFrom([]display.Mask{
			nil, &display.PathMask{Path: path()}, &display.PictureMask{Source: glass, Crop: box(0, 0, 16, 16), Dest: rect(), Luminance: true},
		}).Draw(r, "mask")
		tint := rapid.SampledFrom([]*display.Color{nil, {A: 200}}).Draw(r, "tint")
		text := *word
		text.Turn, text.Paint, text.Silent = turn(), paint, rapid.Bool().Draw(r, "silent")
		clip := shape()
		if rapid.Bool().Draw(r, "whole") {
			clip = rounded(0, 0, 480, 320, 0)
		}
		op := rapid.SampledFrom([]display.Op{
			&text,
			&display.FillPath{Path: path(), Paint: paint}, &display.Fill{Shape: shape(), Paint: paint}, &display.Stroke{Path: path(), Width: math.Abs(n()), Paint: paint},
			&display.Shadow{Shape: shape(), Hole: shape(), Sigma: math.Abs(n()), Inset: rapid.Bool().Draw(r, "inset"), Color: black, Turn: turn()},
			&display.Picture{Source: glass, Crop: box(0, 0, 16, 16), Dest: rect(), Clip: shape(), Alpha: 200, Turn: turn()},
		}).Draw(r, "op")
		blur := rapid.SampledFrom([]float64{0, 0, 3}).Draw(r, "blur")
		list := sheet(&display.PushGroup{Clip: clip, Alpha: 200, Mask: mask, Tint: tint, Turn: turn(), Blur: blur}, op, &display.PopGroup{})
		if display.Check(list) != nil {
			return
		}
		accepted++
		start := time.Now()
		data, err := w.Write(t.Context(), onePage(list))
		if err != nil {
			r.Fatal(err)
		}
		if took := time.Since(start); took > 5*time.Second { // a blur of 600 px alone takes 0.1 s
			r.Errorf("it took %v", took)
		}
		if bad := regexp.MustCompile(`.*(NaN|[+-]Inf).*`).Find(contents(t, data)); bad != nil {
			r.Errorf("the file says %s", bad)
		}
	})
	if accepted == 0 {
		t.Error("Check accepts nothing of it")
	}
	t.Logf("%d accepted", accepted)
}

// contents is the objects of a file that are text, with its content streams as they are drawn.
func contents(t *testing.T, file []byte) []byte {
	var out []byte
	for _, part := range bytes.Split(file, []byte(" 0 obj\n")) {
		dict, data, ok := bytes.Cut(part, []byte("\nstream\n"))
		out = append(out, dict...)
		form, other := bytes.Contains(dict, []byte("/Form")), bytes.Contains(dict, []byte("Type")) || bytes.Contains(dict, []byte("/Length1"))
		if !ok || !form && other {
			continue
		}
		if z, err := zlib.NewReader(bytes.NewReader(data)); err == nil { // else it is too short to be worth it
			if data, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, data...)
	}
	return out
}
