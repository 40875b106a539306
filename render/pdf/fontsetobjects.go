package pdf

import (
	"crypto/sha256"
	"fmt"
	"math"

	"placard/fonts"
	"placard/render/display"
	"placard/render/pdf/internal/fontfile"
	"placard/render/pdf/internal/object"
)

// write writes the fonts.
func (f *fontset) write(file *object.File) error {
	if f.full {
		return ErrTooLarge
	}
	for _, s := range f.subsets {
		if err := s.write(file); err != nil {
			return fmt.Errorf("font %s: %w", s.face.Name(), err)
		}
	}
	return nil
}

// write writes a composite font (section 9.7): the codes are glyph indices.
func (s *subset) write(file *object.File) error {
	name := s.name()
	program, kind, err := s.program(file, name)
	if err != nil {
		return err
	}
	descendant := object.Dict{
		"Type": object.Name("Font"), "Subtype": kind, "BaseFont": object.Name(name),
		"CIDSystemInfo":  object.Dict{"Registry": object.Text("Adobe"), "Ordering": object.Text("Identity"), "Supplement": 0},
		"FontDescriptor": file.Add(s.descriptor(name, program)),
		"DW":             0, "W": object.Array{0, s.widths()},
	}
	base := name
	if kind == trueType {
		descendant["CIDToGIDMap"] = object.Name("Identity")
	} else {
		base += "-Identity-H" // section 9.7.6.1
	}
	file.Put(s.ref, object.Dict{
		"Type": object.Name("Font"), "Subtype": object.Name("Type0"), "BaseFont": object.Name(base),
		"Encoding":        object.Name("Identity-H"),
		"DescendantFonts": object.Array{file.Add(descendant)},
		"ToUnicode":       file.AddStream(object.Dict{}, s.toUnicode()),
	})
	return nil
}

// The kinds of fonts below a composite one.
const (
	trueType object.Name = "CIDFontType2"
	cff      object.Name = "CIDFontType0"
)

// program writes the font itself. Its entry in the descriptor is returned.
func (s *subset) program(file *object.File, name string) (entry object.Dict, kind object.Name, err error) {
	m := s.face.Metrics()
	font := &fontfile.Font{Name: name, UnitsPerEm: int(s.upem), Ascent: m.Ascent, Descent: m.Descent}
	outlines := make([]fonts.Outline, len(s.codes))
	for i, c := range s.codes {
		outlines[i] = c.outline
		font.Glyphs = append(font.Glyphs, fontfile.Glyph{Outline: c.outline, Advance: float64(c.width) / 1000})
	}
	if fontfile.Cubic(outlines...) {
		data, err := font.CFF()
		ref := file.AddStream(object.Dict{"Subtype": object.Name("CIDFontType0C")}, data)
		return object.Dict{"FontFile3": ref}, cff, err
	}
	data, err := font.TrueType()
	ref := file.AddStream(object.Dict{"Length1": len(data)}, data)
	return object.Dict{"FontFile2": ref}, trueType, err
}

// Flags of a font descriptor (section 9.8.2).
const (
	symbolic = 1 << 2 // the characters are others than those of the Latin standard set
	italic   = 1 << 6
)

// descriptor describes the font to readers that do without the program. Only its box is of use otherwise.
func (s *subset) descriptor(name string, program object.Dict) object.Dict {
	m := s.face.Metrics()
	weight := float64(s.face.Weight())
	d := object.Dict{
		"Type": object.Name("FontDescriptor"), "FontName": object.Name(name), "Flags": symbolic, "ItalicAngle": 0,
		"Ascent": thousandths(m.Ascent), "Descent": -thousandths(m.Descent), "CapHeight": thousandths(m.Ascent),
		"StemV":    math.Round(50 + weight*weight/65/65), // what viewers assume of a font without it
		"FontBBox": s.bounds(),
	}
	if s.face.Style() == fonts.Italic {
		d["Flags"], d["ItalicAngle"] = symbolic|italic, -12
	}
	for key, ref := range program {
		d[key] = ref
	}
	return d
}

func thousandths(em float64) float64 { return math.Round(1000 * em) }

// bounds holds all glyphs, in thousandths of an em with y up.
func (s *subset) bounds() object.Array {
	var h hull
	for _, c := range s.codes {
		h.add(c.outline)
	}
	return object.Array{math.Floor(1000 * h.X0), math.Floor(-1000 * h.Y1), math.Ceil(1000 * h.X1), math.Ceil(-1000 * h.Y0)}
}

// hull bounds outlines, control points included, in em.
type hull struct {
	display.Rect
	some bool
}

func (h *hull) add(outline fonts.Outline) {
	for i := range outline {
		points := 1 + int(max(outline[i].Verb, fonts.LineTo)-fonts.LineTo)
		for _, p := range outline[i].Points[:points] {
			x, y := float64(p.X), float64(p.Y)
			if !h.some {
				h.Rect, h.some = display.Rect{X0: x, Y0: y, X1: x, Y1: y}, true
			}
			h.X0, h.X1 = min(h.X0, x), max(h.X1, x)
			h.Y0, h.Y1 = min(h.Y0, y), max(h.Y1, y)
		}
	}
}

func (s *subset) widths() object.Array {
	widths := make(object.Array, len(s.codes))
	for i, c := range s.codes {
		widths[i] = c.width
	}
	return widths
}

// name is the face's, after a tag of six letters that is another for each set of clusters (section 9.6.4).
func (s *subset) name() string {
	hash := sha256.New()
	for _, c := range s.codes {
		fmt.Fprintf(hash, "%d %s", len(c.key), c.key)
	}
	tag := hash.Sum(nil)[:6]
	for i, b := range tag {
		tag[i] = 'A' + b%26
	}
	return string(tag) + "+" + s.face.PostScriptName()
}
