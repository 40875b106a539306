package pdf

import (
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"placard/fonts"
	"placard/render/display"
	"placard/render/internal/judge"
)

// output runs a reader.
func output(t *testing.T, debian, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(judge.Require(t, name, debian), args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// poppler reads text within forms too by what the structure says.
func TestStructure(t *testing.T) {
	got := output(t, "poppler-utils", "pdfinfo", "-struct-text", "-enc", "UTF-8", write(t, brochure(t)))
	got = regexp.MustCompile(`Object \d+ 0\n`).ReplaceAllString(got, "link\n")
	got = regexp.MustCompile(`/BBox .*\n`).ReplaceAllString(got, "/BBox\n")
	got = regexp.MustCompile(`Sect "[^a-zA-Z]*"`).ReplaceAllString(got, `Sect "Back"`) // it writes titles in their own bytes
	const want = `Document
  Sect "Front"
    P (block)
      "Autumn sale"
    Sect
      P (block)
        Link (inline)
          link
          "Everything must go"
      Link (inline)
        link
        Figure:
           /BBox
           /Placement /Block
          ""
      P (block)
        "Willkommen"
    Link (inline)
      link
    P (block)
      Link (inline)
        link
        "Call us"
    Figure:
       /BBox
       /Placement /Block
      ""
  Sect "Back"
    P (block)
      "The end"
`
	if got != want {
		t.Errorf("pdfinfo reads\n%s\nwant\n%s", got, want)
	}
}

// painting are operators that nothing but a form may do outside of marks.
var painting = strings.Fields("f f* S sh Tj TJ B b Do")

// sequences are the marked sequences of all pages: of each the element, by the way of the parent tree.
type sequences struct {
	t       *testing.T
	pdf     *judge.PDF
	parents map[float64]any
	found   map[string]string // by stream and number
}

func readSequences(t *testing.T, p *judge.PDF) map[string]string {
	t.Helper()
	s := sequences{t: t, pdf: p, parents: map[float64]any{}, found: map[string]string{}}
	nums := p.Array(p.Dict(p.Dict(p.Root()["/StructTreeRoot"])["/ParentTree"])["/Nums"])
	for i := 0; i+1 < len(nums); i += 2 {
		s.parents[nums[i].(float64)] = nums[i+1]
	}
	for ref := range p.Objects {
		if d := p.Dict(ref); d["/Type"] == "/Page" {
			s.read(ref, p.Objects[d["/Contents"].(string)].Data, 0)
		}
	}
	return s.found
}

// read reads a content stream within marks of a depth. It complains of what is painted outside of any.
func (s *sequences) read(ref string, content []byte, depth int) {
	d := s.pdf.Dict(ref)
	for _, op := range judge.Operators(content) {
		switch {
		case op.Name == "BMC", op.Name == "BDC":
			depth++
			if i := slices.Index(op.Operands, "/MCID"); i >= 0 {
				if depth > 1 {
					s.t.Errorf("%s: a sequence within another", ref)
				}
				id, _ := strconv.Atoi(op.Operands[i+1])
				elements := s.pdf.Array(s.parents[d["/StructParents"].(float64)])
				s.found[fmt.Sprint(ref, " ", id)] = elements[id].(string)
			}
		case op.Name == "EMC":
			depth--
		case op.Name == "Do" && s.form(d, op.Operands[0]) != "":
			form := s.form(d, op.Operands[0])
			s.read(form, s.pdf.Objects[form].Data, depth)
		case depth == 0 && slices.Contains(painting, op.Name):
			s.t.Errorf("%s: %s is outside of marks", ref, op.Name)
		}
	}
}

// form is the form of a name, or empty.
func (s *sequences) form(d map[string]any, name string) string {
	ref, _ := s.pdf.Dict(s.pdf.Dict(d["/Resources"])["/XObject"])[name].(string)
	if s.pdf.Dict(ref)["/Subtype"] != "/Form" {
		return ""
	}
	return ref
}

// From a sequence the parent tree leads to its element, and from the element a kid to the sequence, by number
// on a page and by stream and number in a form.
func TestParentTree(t *testing.T) {
	p := judge.ReadPDF(t, write(t, brochure(t)))
	found := readSequences(t, p)
	if len(found) != 7 {
		t.Errorf("%d sequences, want 7", len(found))
	}
	for at, element := range found {
		var number, generation, id int
		_, _ = fmt.Sscanf(at, "%d %d R %d", &number, &generation, &id)
		e := p.Dict(element)
		leads := slices.ContainsFunc(p.Array(e["/K"]), func(kid any) bool {
			if n, ok := kid.(float64); ok {
				return at == fmt.Sprint(e["/Pg"], " ", n)
			}
			d := p.Dict(kid)
			return d["/Type"] == "/MCR" && at == fmt.Sprint(d["/Stm"], " ", d["/MCID"])
		})
		if !leads {
			t.Errorf("no kid of %v leads to %s", e, at)
		}
	}
}

func TestElements(t *testing.T) {
	doc := brochure(t)
	p := judge.ReadPDF(t, write(t, doc))
	var said []string
	for ref := range p.Objects {
		d := p.Dict(ref)
		if s := p.Text(d["/Alt"]) + p.Text(d["/Lang"]); s != "" {
			said = append(said, fmt.Sprint(d["/S"], " ", s))
		}
	}
	slices.Sort(said)
	want := []string{"/Figure A red square, and a blue one", "/Figure Blätter (🍂)", "/P de", "<nil> en-GB"}
	if !slices.Equal(said, want) {
		t.Errorf("elements say %q, want %q", said, want)
	}
	s := doc.Pages[0].Sheet
	for ref := range p.Objects {
		if d := p.Dict(ref); p.Text(d["/Alt"]) == "A red square, and a blue one" {
			b := p.Array(p.Dict(d["/A"])["/BBox"])
			got := display.Rect{X0: b[0].(float64), Y0: b[1].(float64), X1: b[2].(float64), Y1: b[3].(float64)}
			same(t, "the figure's box", got, display.Rect{
				X0: s.X + 300*s.Scale, Y0: s.Height - s.Y - 140*s.Scale, X1: s.X + 380*s.Scale, Y1: s.Height - s.Y - 100*s.Scale,
			})
		}
	}
}

// A list that was not asked for tags has none, and no marks for them.
func TestUntagged(t *testing.T) {
	list := &display.List{Width: 100, Height: 100, Ops: []display.Op{
		&display.Fill{Shape: display.RoundRect{Rect: display.Rect{X1: 50, Y1: 50}}, Paint: black},
	}}
	p := judge.ReadPDF(t, write(t, onePage(list)))
	if p.Root()["/StructTreeRoot"] != nil || p.Root()["/MarkInfo"] != nil {
		t.Error("a document without tags has a structure")
	}
	for ref, o := range p.Objects {
		if strings.Contains(string(o.Data), "MC\n") || p.Dict(ref)["/StructParents"] != nil {
			t.Errorf("a document without tags has marks in %s", ref)
		}
	}
}

// What runs right to left is written from the left, so its paragraph says it in the order in which it is read.
func TestLogicalText(t *testing.T) {
	const said = "שלום 2026 Placard"
	list := typeset(t, line{Request: fonts.Request{Text: said}, size: 20})
	list.Tags = []display.Tag{{To: len(list.Ops), Layer: "title", Role: display.Paragraph, Box: rectOf(list.Canvas()), Text: said}}
	path := write(t, onePage(list))
	var found []any
	for _, o := range judge.ReadPDF(t, path).Objects {
		if d, ok := o.Value.(map[string]any); ok && d["/S"] == "/P" {
			found = append(found, d["/ActualText"])
		}
	}
	if len(found) != 1 || found[0] != "u:"+said {
		t.Errorf("the paragraphs say %q", found)
	}
}
