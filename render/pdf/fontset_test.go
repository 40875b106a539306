package pdf

import (
	"bytes"
	"fmt"
	"math"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"placard/fonts"
	"placard/render/display"
	"placard/render/internal/judge"
)

// pdffonts lists the fonts of a file: a line each.
func pdffonts(t *testing.T, path string) []string {
	t.Helper()
	out, err := exec.Command(judge.Require(t, "pdffonts", "poppler-utils"), path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")[2:]
}

var subsetLine = regexp.MustCompile(`^[A-Z]{6}\+[A-Za-z0-9-]+ +CID (TrueType|Type 0C) +Identity-H +yes yes yes `)

// embedded fails unless a file has so many fonts, each of them a subset with its Unicode.
func embedded(t *testing.T, path string, count int) {
	t.Helper()
	list := pdffonts(t, path)
	if len(list) != count {
		t.Errorf("%d fonts, want %d:\n%s", len(list), count, strings.Join(list, "\n"))
	}
	for _, font := range list {
		if !subsetLine.MatchString(font) {
			t.Errorf("%s", font)
		}
	}
}

// TestFontsAreSubsets has one font for each face, over sizes, colours and pages.
func TestFontsAreSubsets(t *testing.T) {
	var lines []line
	for _, s := range scripts {
		lines = append(lines, text(s.text), line{Request: fonts.Request{Text: s.text}, size: 31, color: display.Color{R: 9, A: 99}})
	}
	list := typeset(t, append(lines, text("😀 1️⃣"))...)
	faces := map[*fonts.Face]bool{}
	for _, op := range list.Ops {
		faces[op.(*display.Glyphs).Face] = true
	}
	doc := onePage(list)
	doc.Pages = append(doc.Pages, doc.Pages[0])
	embedded(t, write(t, doc), len(faces))
}

// TestFontsSaySame writes the same file each time.
func TestFontsSaySame(t *testing.T) {
	var lines []line
	for _, s := range scripts {
		lines = append(lines, text(s.text))
	}
	doc := onePage(typeset(t, append(lines, text("😀 🇩🇪"))...))
	first, err := writer(t).Write(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := writer(t).Write(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("two files of a document differ")
		}
	}
}

// TestFontsOfManyTexts sets one glyph that says 70,000 different things, more than a font has codes: it takes
// two.
func TestFontsOfManyTexts(t *testing.T) {
	face := registry.Match([]string{"Inter"}, 400, fonts.Normal)
	op := &display.Glyphs{Face: face, Size: 2, Paint: black}
	for i := range 70_000 {
		op.Glyphs = append(op.Glyphs, display.Glyph{ID: 1, X: float64(i % 300 * 3), Y: float64(i / 300 * 3)})
		op.Clusters = append(op.Clusters, display.Cluster{Count: 1, Text: fmt.Sprintf("%c", 0x20000+i), Advance: 1})
	}
	path := write(t, onePage(&display.List{Width: 900, Height: 900, Ops: []display.Op{op}}))
	embedded(t, path, 2)
}

// TestFontsOfClustersSeenOnce sets 100,000 glyphs in towers of 20 that are all different: past what fonts hold,
// they are drawn from forms, and the file stays small.
func TestFontsOfClustersSeenOnce(t *testing.T) {
	face := registry.Match([]string{"Inter"}, 400, fonts.Normal)
	op := &display.Glyphs{Face: face, Size: 10, Paint: black}
	for i := range 5000 {
		for k := range 20 {
			op.Glyphs = append(op.Glyphs, display.Glyph{
				ID: fonts.GlyphID(1 + (i+k*k)%2000), X: float64(i%80*11 + k%3), Y: float64(i/80*11) + float64(k*i%7),
			})
		}
		op.Clusters = append(op.Clusters, display.Cluster{Count: 20, Text: fmt.Sprint(i), Advance: 10})
	}
	data, err := writer(t).Write(t.Context(), onePage(&display.List{Width: 900, Height: 900, Ops: []display.Op{op}}))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kB", len(data)>>10)
	if len(data) > 12<<20 {
		t.Errorf("%d bytes", len(data))
	}
}

// TestClusterCounts draws all glyphs of an op whose clusters do not tell of all of them, one by one.
func TestClusterCounts(t *testing.T) {
	for _, counts := range [][]int{{3, -1}, {1}, {2, 2}} {
		list := typeset(t, text("ab"))
		op := list.Ops[0].(*display.Glyphs)
		op.Clusters = nil
		for _, n := range counts {
			op.Clusters = append(op.Clusters, display.Cluster{Count: n, Text: "x"})
		}
		if got := len(new(fontset).split(op)); got != 2 {
			t.Errorf("%v: %d clusters, want 2", counts, got)
		}
	}
}

// TestFontWidths has the widths of the document and those of its font within a thousandth of an em of one another,
// as PDF/A asks (ISO 19005-2, section 6.2.11.5), on whatever grid.
func TestFontWidths(t *testing.T) {
	for _, upem := range []float64{16, 100, 256, 1000, 2048, 16384} {
		s := &subset{upem: upem}
		for em := 0.0; em < 1.5; em += 0.0137 {
			k := cluster{glyphs: make([]display.Glyph, 2), advance: em}
			width := float64(s.width(&k))
			inFont := math.Round(width/1000*upem) / upem * 1000
			if math.Abs(width-inFont) > 1 {
				t.Fatalf("%g units per em: the width is %g, and %g in the font", upem, width, inFont)
			}
		}
	}
}
