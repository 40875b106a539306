package fontfile

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"placard/fonts"
	"placard/internal/sweep"
	"placard/render/internal/judge"
	"placard/render/pdf/internal/object"
)

// TestDrawn lets two programs, of which each has a hand of its own at fonts, draw pages of glyphs twice: from
// the written font, and as the paths of their outlines.
func TestDrawn(t *testing.T) {
	for _, face := range sweep.Of(faces(t)) {
		f := excerpt(face, 2*sheetGlyphs)
		for _, kind := range []object.Name{"TrueType", "CFF"} {
			file := sheets(t, f, kind)
			if file == nil {
				continue // cubic
			}
			for _, viewer := range viewers(t) {
				difference := differ(t, viewer.draw(t, file))
				t.Logf("%s as %s, %s: %.2f", face.Name(), kind, viewer.name, difference)
				if difference > viewer.tolerance {
					t.Errorf("%s as %s: %s draws it %.2f of 255 off its paths", face.Name(), kind, viewer.name, difference)
				}
			}
		}
	}
}

// A sheet has sheetGlyphs glyphs, each in a cell, and is as large as a card.
const (
	columns, rows = 16, 8
	cell          = 40 // pt
	size          = 24 // pt, of the em
	sheetGlyphs   = columns * rows
)

// sheets is a file of two pages, which are to look the same: glyphs, and paths. It is nil for a font that the
// kind cannot hold.
func sheets(t *testing.T, f *Font, kind object.Name) []byte {
	t.Helper()
	var file object.File
	catalog, tree := file.Reserve(), file.Reserve()
	font := embed(t, &file, f, kind)
	if font == 0 {
		return nil
	}
	var text, paths bytes.Buffer
	for i := range sheetGlyphs {
		g := len(f.Glyphs) - 1 - i%len(f.Glyphs) // the last are more than letters
		x, y := (i%columns)*cell+cell/4, (i/columns)*cell+cell/3
		fmt.Fprintf(&text, "BT /F %d Tf %d %d Td <%04X> Tj ET\n", size, x, y, g)
		fmt.Fprintf(&paths, "q %d 0 0 %d %d %d cm\n", size, -size, x, y)
		appendPath(&paths, f.Glyphs[g].Outline)
		fmt.Fprintln(&paths, "f Q")
	}
	var kids object.Array
	for _, content := range [][]byte{text.Bytes(), paths.Bytes()} {
		kids = append(kids, file.Add(object.Dict{
			"Type": object.Name("Page"), "Parent": tree, "MediaBox": object.Array{0, 0, columns * cell, rows * cell},
			"Resources": object.Dict{"Font": object.Dict{"F": font}},
			"Contents":  file.AddStream(object.Dict{}, content),
		}))
	}
	file.Put(tree, object.Dict{"Type": object.Name("Pages"), "Kids": kids, "Count": len(kids)})
	file.Put(catalog, object.Dict{"Type": object.Name("Catalog"), "Pages": tree})
	return file.Bytes(catalog, 0)
}

func appendPath(out *bytes.Buffer, outline fonts.Outline) {
	var pen fonts.Point
	for _, s := range outline {
		p := s.Points
		switch s.Verb {
		case fonts.MoveTo:
			fmt.Fprintf(out, "%f %f m\n", p[0].X, p[0].Y)
		case fonts.LineTo:
			fmt.Fprintf(out, "%f %f l\n", p[0].X, p[0].Y)
		case fonts.QuadTo:
			fmt.Fprintf(out, "%f %f %f %f %f %f c\n", pen.X+(p[0].X-pen.X)*2/3, pen.Y+(p[0].Y-pen.Y)*2/3,
				p[1].X+(p[0].X-p[1].X)*2/3, p[1].Y+(p[0].Y-p[1].Y)*2/3, p[1].X, p[1].Y)
		case fonts.CubicTo:
			fmt.Fprintf(out, "%f %f %f %f %f %f c\n", p[0].X, p[0].Y, p[1].X, p[1].Y, p[2].X, p[2].Y)
		}
		pen = p[pointsOf(s.Verb)-1]
	}
}

// embed adds a font to a file as documents do; 0 if the kind cannot hold it.
func embed(t *testing.T, file *object.File, f *Font, kind object.Name) object.Ref {
	t.Helper()
	name := object.Name(f.Name)
	descriptor := object.Dict{
		"Type": object.Name("FontDescriptor"), "FontName": name, "Flags": 4, "FontBBox": object.Array{-4000, -4000, 4000, 4000},
		"ItalicAngle": 0, "Ascent": f.Ascent * 1000, "Descent": -f.Descent * 1000, "CapHeight": 700, "StemV": 80,
	}
	descendant := object.Dict{
		"Type": object.Name("Font"), "BaseFont": name, "DW": 0,
		"CIDSystemInfo": object.Dict{"Registry": object.Bytes("Adobe"), "Ordering": object.Bytes("Identity"), "Supplement": 0},
	}
	switch kind {
	case "TrueType":
		data, err := f.TrueType()
		if err != nil {
			return 0
		}
		descriptor["FontFile2"] = file.AddStream(object.Dict{"Length1": len(data)}, data)
		descendant["Subtype"], descendant["CIDToGIDMap"] = object.Name("CIDFontType2"), object.Name("Identity")
	case "CFF":
		data, err := f.CFF()
		if err != nil {
			t.Fatal(err)
		}
		descriptor["FontFile3"] = file.AddStream(object.Dict{"Subtype": object.Name("CIDFontType0C")}, data)
		descendant["Subtype"] = object.Name("CIDFontType0")
	}
	descendant["FontDescriptor"] = file.Add(descriptor)
	return file.Add(object.Dict{
		"Type": object.Name("Font"), "Subtype": object.Name("Type0"), "BaseFont": name,
		"Encoding": object.Name("Identity-H"), "DescendantFonts": object.Array{file.Add(descendant)},
	})
}

// viewer is a program that draws pages.
type viewer struct {
	name      string
	tolerance float64 // mean difference of glyphs and paths, of 255: both kinds are antialiased differently
	command   func(file, folder string) *exec.Cmd
}

func viewers(t *testing.T) []viewer {
	t.Helper()
	pdftoppm, mutool := judge.Require(t, "pdftoppm", "poppler-utils"), judge.Require(t, "mutool", "mupdf-tools")
	return []viewer{
		{"pdftoppm", 1.5, func(file, folder string) *exec.Cmd {
			return exec.Command(pdftoppm, "-r", "144", "-gray", file, filepath.Join(folder, "page"))
		}},
		{"mutool", 0.5, func(file, folder string) *exec.Cmd {
			return exec.Command(mutool, "draw", "-r", "144", "-c", "gray", "-o", filepath.Join(folder, "page-%d.pgm"), file)
		}},
	}
}

// complaint matches what the programs say about a file, but not about themselves ("warning: ICC support is
// not available").
var complaint = regexp.MustCompile(`(?i)error|warning: [^I]`)

// draw gives the pages of a file. What the program complains about is an error.
func (v viewer) draw(t *testing.T, file []byte) [][]byte {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "a.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := v.command(path, folder).CombinedOutput()
	if err != nil || complaint.Match(out) {
		t.Fatalf("%s: %v\n%s", v.name, err, out)
	}
	var pages [][]byte
	for i := range 2 {
		data, err := os.ReadFile(filepath.Join(folder, fmt.Sprintf("page-%d.pgm", i+1)))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, data)
	}
	return pages
}

// differ is the mean difference of two pages in greys (PGM), which must not be blank.
func differ(t *testing.T, pages [][]byte) float64 {
	t.Helper()
	a, b := pages[0], pages[1]
	const pixels = columns * cell * 2 * rows * cell * 2
	if len(a) != len(b) || len(a) < pixels {
		t.Fatalf("pages of %d and %d bytes", len(a), len(b))
	}
	a, b = a[len(a)-pixels:], b[len(b)-pixels:]
	var sum, ink float64
	for i := range a {
		sum += math.Abs(float64(a[i]) - float64(b[i]))
		ink += 255 - float64(b[i])
	}
	if ink/pixels < 5 {
		t.Error("the page of paths is all but blank")
	}
	return sum / pixels
}
