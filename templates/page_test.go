package templates

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// paged has a page for each way that a page may differ from its template.
const paged = `{"id":"t","width":100,"height":50,"background":"#ff0000","alt":"{{title}}","title":"All of\n{{title}}","author":" Mira\t& Co. ",
	"lang":"en","date":"{{day}}",
	"variables":{"title":{"type":"string","default":"Hello"},"day":{"type":"string"},"last":{"type":"boolean","default":true},"paper":{"type":"color","default":"white"}},
	"pages":[
		{"name":"Cover: {{title}}","layers":[
			{"id":"title","type":"text","width":90,"text":"{{title}}"},
			{"id":"frame","type":"group","layers":[{"id":"rule","type":"line","width":5}]}]},
		{"width":50,"height":200,"background":"{{paper}}","alt":"The second","layers":[{"id":"box","type":"rect","width":9,"height":9,"bookmark":"{{title}}"}]},
		{"name":"Back","show_if":"last","layers":[{"id":"end","type":"text","width":90,"text":"{{title}}"}]}
	],
	"samples":[{"name":"two","changes":{"last":false,"title":"Bye"}}]}`

func TestPages(t *testing.T) {
	template := mustDecode(t, paged)
	d := mustApply(t, template, mustDecodeChanges(t, `{"title":"Bye\r\nnow","paper":"#0000ff","day":"2026-11-21","box.x":"50%","box.y":"50%","end.text":"Fin"}`))
	pages := d.Pages()
	red, blue := Color{255, 0, 0, 255}, Color{0, 0, 255, 255}
	want := []*Document{
		{Name: "Cover: Bye now", Width: 100, Height: 50, Background: red, Alt: "Bye\r\nnow"},
		{Width: 50, Height: 200, Background: blue, Alt: "The second"},
		{Name: "Back", Width: 100, Height: 50, Background: red, Alt: "Bye\r\nnow"},
	}
	if len(pages) != len(want) {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages {
		w := want[i]
		if p.Template != "t" || p.Title != "All of Bye now" || p.Author != "Mira & Co." || p.Lang != "en" || p.Date != "2026-11-21" || p.OnPictureError != OnPictureErrorFail {
			t.Errorf("page %d: %+v", i, p)
		}
		if p.Name != w.Name || p.Width != w.Width || p.Height != w.Height || p.Background != w.Background || p.Alt != w.Alt {
			t.Errorf("page %d: %+v", i, p)
		}
		if again := p.Pages(); len(again) != 1 || again[0] != p {
			t.Errorf("page %d has %d pages", i, len(again))
		}
	}
	if box := at[*Rect](t, pages[1], "box"); box.X != part(50) || box.Y != part(50) || box.Bookmark != "Bye now" {
		t.Errorf("half of its own page is %v, %v", box.X, box.Y)
	}
	if end := at[*Text](t, pages[2], "end"); end.Text != "Fin" {
		t.Errorf("%q on the last page", end.Text)
	}
	if d.Name != pages[0].Name || d.Width != 100 || len(d.Layers) != 2 {
		t.Errorf("the whole is not its first page: %+v", d)
	}
	digests := []string{d.Digest(), pages[0].Digest(), pages[1].Digest(), pages[2].Digest()}
	slices.Sort(digests)
	if len(slices.Compact(digests)) != 4 || digests[0] == "" {
		t.Errorf("digests %q", digests)
	}
}

// TestPagesShowIf: a page whose condition does not hold is left out, and the first that is left comes first.
func TestPagesShowIf(t *testing.T) {
	template := mustDecode(t, paged)
	with, without := mustApply(t, template, nil), mustApply(t, template, mustDecodeChanges(t, `{"last":false}`))
	if len(with.Pages()) != 3 || len(without.Pages()) != 2 || with.Digest() == without.Digest() {
		t.Errorf("%d and %d pages", len(with.Pages()), len(without.Pages()))
	}
	if with.Pages()[0].Digest() != without.Pages()[0].Digest() {
		t.Error("the first page is another one")
	}
	either := mustDecode(t, `{"id":"t","width":9,"height":9,"variables":{"n":{"type":"number","default":1}},"pages":[
		{"name":"one","show_if":"n == 1","layers":[]},{"name":"two","show_if":"n == 2","layers":[]}]}`)
	for n, name := range map[string]string{"1": "one", "2": "two"} {
		d := mustApply(t, either, mustDecodeChanges(t, `{"n":`+n+`}`))
		if pages := d.Pages(); len(pages) != 1 || pages[0] != d || d.Name != name {
			t.Errorf("%s: %d pages, %+v", n, len(pages), d)
		}
	}
	_, err := either.Apply(mustDecodeChanges(t, `{"n":3}`))
	if want := `changes: no page is left, as no show_if of theirs holds; give the variables values by which one does`; err == nil || err.Error() != want || !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
}

// TestPagesAreShared: changes to one page leave the others as they are, and the template.
func TestPagesAreShared(t *testing.T) {
	template := mustDecode(t, paged)
	d := mustApply(t, template, mustDecodeChanges(t, `{"rule.x":3}`))
	pages := d.Pages()
	if pages[2].Layers[0] != template.Pages[2].Layers[0] || pages[0].Layers[1] == template.Pages[0].Layers[1] || pages[0].Layers[0] != template.Pages[0].Layers[0] {
		t.Error("what is not changed is not shared, or what is changed is")
	}
	if template.Pages[0].Layers[1].(*Group).Layers[0].Common().X != px(0) {
		t.Error("the template has changed")
	}
}

// TestTitleIsCut: a headline too long for a title is cut, not refused; one that the template itself has is refused.
func TestTitleIsCut(t *testing.T) {
	long := strings.Repeat("é", MaxName+1)
	d := mustApply(t, mustDecode(t, paged), mustDecodeChanges(t, `{"title":"`+long+`"}`))
	if want := "All of " + long[:2*(MaxName-len("All of "))]; d.Title != want || len([]rune(d.Name)) != MaxName {
		t.Errorf("%q, %q", d.Title, d.Name)
	}
	_, err := Decode([]byte(`{"id":"t","width":1,"height":1,"layers":[],"title":"` + long + `"}`))
	if err == nil || err.Error() != "title: 201 characters; the limit is 200" {
		t.Error(err)
	}
}

func TestPagesRefuse(t *testing.T) {
	pages := func(list string) string { return `{"id":"t","width":100,"height":50,"pages":[` + list + `]}` }
	tests := []struct{ name, data, want string }{
		{"both", `{"id":"t","width":1,"height":1,"layers":[],"pages":[{"layers":[]}]}`, `layers: stands beside pages; put the layers on one of them`},
		{"no pages", pages(``), `pages: is empty; it needs one page at least`},
		{"pages type", `{"id":"t","width":1,"height":1,"pages":{}}`, `pages: want an array, got an object`},
		{"page type", pages(`7`), `pages[0]: want an object, got a number`},
		{"no layers", pages(`{}`), `pages[0].layers: is required`},
		{"pages of pages", pages(`{"layers":[],"pages":[{"layers":[]}]}`), `pages[0].pages: unknown field; there are name, width, height, background, alt, show_if, layers`},
		{"layer", pages(`{"layers":[]},{"layers":[{"id":"a","type":"rect","width":-1,"height":1}]}`), `pages[1].layers[0].width: -1 is not in 0..100000`},
		{"equal ids", pages(`{"layers":[{"id":"a","type":"group","layers":[]}]},{"layers":[{"id":"a","type":"group","layers":[]}]}`),
			`pages[1].layers[0].id: "a" is the id of another layer`},
		{"size", pages(`{"width":4097,"layers":[]}`), `pages[0].width: 4097 is not in 0..4096`},
		{"area", pages(`{"layers":[]},{"width":4096,"height":4096,"layers":[]}`), `pages[1].width: 4096×4096 is 16777216 pixels; the limit is 10000000`},
		{"condition", pages(`{"show_if":"x","layers":[]}`), `pages[0].show_if: no variable "x"; the template has no variables`},
		{"placeholder", pages(`{"name":"{{x}}","layers":[]}`), `pages[0].name: no variable "x"; the template has no variables`},
		{"date", `{"id":"t","width":1,"height":1,"layers":[],"date":"21 November"}`, `date: "21 November" is not a date; write 2026-11-21 or 2026-11-21T09:30:00Z`},
		{"lang", `{"id":"t","width":1,"height":1,"layers":[],"lang":"English!"}`, `lang: "English!" is not a language tag such as "en" or "zh-Hant"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Decode([]byte(test.data)); err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
	_, err := mustDecode(t, paged).Apply(mustDecodeChanges(t, `{"day":"soon"}`))
	if want := `changes.day.value: for date, "soon" is not a date; write 2026-11-21 or 2026-11-21T09:30:00Z`; err == nil || err.Error() != want {
		t.Error(err)
	}
	linked := mustDecode(t, `{"id":"t","width":1,"height":1,"variables":{"where":{"type":"string"}},"pages":[{"layers":[{"id":"a","type":"rect","width":1,"height":1,"link":"{{where}}"}]}]}`)
	_, err = linked.Apply(mustDecodeChanges(t, `{"where":"javascript:x"}`))
	if want := `changes.where.value: for a.link, "javascript:x" is not a link; write https://…, http://…, mailto:… or tel:…`; err == nil || err.Error() != want {
		t.Error(err)
	}
}

func TestPagesLimits(t *testing.T) {
	pages := func(count, layers, letters int) string {
		var list []string
		for i := range count {
			var texts []string
			for j := range layers {
				texts = append(texts, fmt.Sprintf(`{"id":"l%d-%d","type":"text","width":1,"text":"%s"}`, i, j, strings.Repeat("a", letters)))
			}
			list = append(list, `{"layers":[`+strings.Join(texts, ",")+`]}`)
		}
		return `{"id":"t","width":1,"height":1,"pages":[` + strings.Join(list, ",") + `]}`
	}
	tests := []struct{ name, most, more, want string }{
		{"pages", pages(MaxPages, 1, 1), pages(1000, 1, 1), `pages: 1000 pages; the limit is 100`},
		{"layers of a page", pages(2, MaxLayers, 0), pages(2, MaxLayers+1, 0), "pages[0].layers[200]: more than 200 layers\npages[1].layers[200]: more than 200 layers"},
		{"layers of all", pages(10, MaxTemplateLayers/10, 0), pages(10, MaxTemplateLayers/10+1, 0), `pages: 1010 layers on all pages; the limit is 1000`},
		{"characters", pages(2, 2, MaxDocumentRunes/2), pages(1, 3, MaxDocumentRunes/2), `pages[0].layers: 30000 characters of text in all; the limit is 20000`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			mustDecode(t, test.most)
			_, err := Decode([]byte(test.more))
			if err == nil || err.Error() != test.want || !errors.Is(err, ErrTooLarge) || errors.Is(err, ErrInvalid) {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}
