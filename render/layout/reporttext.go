package layout

import (
	"strings"

	"placard/templates"
)

// TextReport is what became of a text.
type TextReport struct {
	FontFamily string   `json:"font_family"`              // as the layer names it
	FontSize   float64  `json:"font_size"`                // px, after fitting
	Fonts      []string `json:"fonts"`                    // the faces used, in order of appearance
	Fallback   []string `json:"fallback_fonts,omitempty"` // those of them that nobody named: they have letters that the named ones lack
	Lines      []string `json:"lines"`
	LineBoxes  []Box    `json:"line_boxes"`           // of each line, around it if it is turned
	Fitted     bool     `json:"fitted,omitempty"`     // made smaller to fit
	Overflow   bool     `json:"overflow,omitempty"`   // does not fit all the same: cut, clipped or sticking out
	Clipped    bool     `json:"clipped,omitempty"`    // cut off at the edge of its box
	Ellipsis   bool     `json:"ellipsised,omitempty"` // ends in an ellipsis
	Missing    []string `json:"missing,omitempty"`    // characters that no font has
	// Contrast is that of WCAG 2.2 between the letters and what is under them, 1..21, which all but the worst
	// twentieth of their pixels have. Layout sees no pixels: render fills it in. 0: not measured.
	Contrast float64 `json:"contrast,omitempty"`
}

// faces says which a text is set in.
func (t *TextReport) faces(s *shaped) {
	named := namedFamilies(s.layer)
	seen := map[string]bool{}
	for _, p := range s.paragraphs {
		for _, run := range p.text.Runs {
			name := run.Face.Name()
			if seen[name] {
				continue
			}
			seen[name] = true
			t.Fonts = append(t.Fonts, name)
			if family := run.Face.Family(); !named[folded(family)] && (!named[anyFamily] || family != s.face.Family()) {
				t.Fallback = append(t.Fallback, name)
			}
		}
		for _, m := range p.text.Missing {
			t.Missing = append(t.Missing, string(m))
		}
	}
}

// anyFamily stands for whatever a generic name, such as sans-serif, comes to.
const anyFamily = ""

// generics are the names of CSS Fonts 4 that mean no family in particular.
var generics = map[string]bool{
	"serif": true, "sans-serif": true, "monospace": true, "system-ui": true, "ui-sans-serif": true, "ui-serif": true,
	"ui-monospace": true, "ui-rounded": true, "cursive": true, "fantasy": true, "emoji": true,
}

// folded is a family's name as fonts compares it.
func folded(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), "")) }

// namedFamilies are those that a layer asks for, folded.
func namedFamilies(l *templates.Text) map[string]bool {
	list := l.FontFamily
	if l.Markup {
		list += "," + codeFamily
	}
	if l.Emphasis != nil {
		list += "," + l.Emphasis.FontFamily
	}
	named := map[string]bool{}
	for _, name := range families(list) {
		name = folded(name)
		if generics[name] {
			name = anyFamily
		}
		named[name] = true
	}
	return named
}

// lines says what each line reads.
func (t *TextReport) lines(s *shaped, lines []textLine) {
	for _, l := range lines {
		t.Lines = append(t.Lines, l.words())
		t.Ellipsis = t.Ellipsis || l.tail != nil && l.tail == s.ellipsis
	}
}
