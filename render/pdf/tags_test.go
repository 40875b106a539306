package pdf

import (
	"fmt"
	"strings"
	"testing"

	"placard/render/display"
	"placard/render/internal/judge"
)

// shape is the structure of a file in one line: an element with those in it, m for a marked sequence and a for an
// annotation.
func shape(p *judge.PDF, kid any) string {
	if _, number := kid.(float64); number {
		return "m"
	}
	d := p.Dict(kid)
	switch d["/Type"] {
	case "/MCR":
		return "m"
	case "/OBJR":
		return "a"
	}
	kids := make([]string, 0, 4)
	for _, k := range p.Array(d["/K"]) {
		kids = append(kids, shape(p, k))
	}
	return fmt.Sprintf("%s(%s)", strings.TrimPrefix(d["/S"].(string), "/"), strings.Join(kids, " "))
}

// Six fills, of which the third and fourth are within a group of an opacity.
func TestShapes(t *testing.T) {
	const paragraph, figure, section = display.Paragraph, display.Figure, display.Section
	box := display.Rect{X0: 10, Y0: 10, X1: 50, Y1: 50}
	tag := func(from, to int, role display.Role, link string) display.Tag {
		return display.Tag{From: from, To: to, Role: role, Link: link, Alt: "it", Box: box}
	}
	const web = "https://example.com"
	for _, test := range []struct {
		name, want string
		alpha      uint8
		tags       []display.Tag
	}{
		{"nothing is read", "", 128, nil},
		{"decoration only", "Document()", 128, []display.Tag{tag(0, 8, 0, "")}},
		{"operations that go together are one sequence", "Document(Sect(P(m) P(m)))", 128,
			[]display.Tag{tag(0, 2, paragraph, ""), tag(2, 8, paragraph, "")}},
		{"a group is cut by what is in it", "Document(Sect(P(m) P(m)))", 128,
			[]display.Tag{tag(3, 4, paragraph, ""), tag(4, 5, paragraph, "")}},
		{"one text from before a group to after it", "Document(Sect(P(P(m) m m m)))", 128,
			[]display.Tag{tag(0, 8, paragraph, ""), tag(4, 5, paragraph, "")}},
		{"what is not painted is not there", "Document(Sect(P(m)))", 0,
			[]display.Tag{tag(0, 1, paragraph, ""), tag(2, 6, section, ""), tag(3, 4, paragraph, ""), tag(4, 5, figure, "")}},
		{"empty tags", "Document(Sect(P(m)))", 128,
			[]display.Tag{tag(0, 0, paragraph, ""), tag(0, 1, paragraph, ""), tag(8, 8, figure, "")}},
		{"reading order is that of the tags", "Document(Sect(Figure(m) P(m)))", 128,
			[]display.Tag{tag(7, 8, figure, ""), tag(0, 1, paragraph, "")}},
		{"sections", "Document(Sect(Sect(Sect(P(m)))))", 128,
			[]display.Tag{tag(0, 8, section, ""), tag(2, 6, section, ""), tag(3, 4, paragraph, "")}},
		{"links", "Document(Sect(Sect(Link(a) P(Link(a m)) Link(a Figure(m)) Link(a))))", 128,
			[]display.Tag{tag(0, 8, section, web), tag(0, 1, paragraph, web), tag(2, 6, figure, web), tag(7, 8, 0, web)}},
		{"a figure of decoration that links", "Document(Sect(Figure(Link(a) m)))", 128,
			[]display.Tag{tag(0, 8, figure, ""), tag(2, 6, 0, ""), tag(3, 4, 0, web)}},
		{"a link off the page", "Document(Sect(P(m)))", 128,
			[]display.Tag{{From: 0, To: 1, Role: paragraph, Link: web, Box: display.Rect{X0: 500, Y0: 1, X1: 600, Y1: 2}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			fill := &display.Fill{Shape: display.RoundRect{Rect: box}, Paint: black}
			group := &display.PushGroup{Clip: display.RoundRect{Rect: box}, Alpha: test.alpha}
			list := &display.List{Width: 100, Height: 100, Tags: test.tags, Ops: []display.Op{fill, fill, group, fill, fill, &display.PopGroup{}, fill, fill}}
			p := judge.ReadPDF(t, write(t, onePage(list)))
			root := p.Dict(p.Root()["/StructTreeRoot"])
			if test.want == "" {
				if len(root) > 0 {
					t.Error("there is a structure")
				}
				return
			}
			if got := shape(p, p.Array(root["/K"])[0]); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			readSequences(t, p)
		})
	}
}
