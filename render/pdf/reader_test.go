package pdf

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"placard/render/display"
	"placard/render/internal/judge"
)

func TestBookmarks(t *testing.T) {
	got := output(t, "mupdf-tools", "mutool", "show", write(t, brochure(t)), "outline")
	got = regexp.MustCompile(`&zoom=.*`).ReplaceAllString(got, "")
	const want = "-\t\"Front\"\t#page=1\n|\t\t\"Headline\"\t#page=1\n-\t\t\"What is on\"\t#page=1\n|\t\t\t\"Logo\"\t#page=1\n|\t\t\"Fin\"\t#page=1\n|\t\"Back ◀\"\t#page=2\n"
	if got != want {
		t.Errorf("mutool reads\n%s\nwant\n%s", got, want)
	}
}

// A bookmark leads to where its layer begins, within the page.
func TestBookmarkPlace(t *testing.T) {
	doc := brochure(t)
	p := judge.ReadPDF(t, write(t, doc))
	s := doc.Pages[0].Sheet
	want := map[string]float64{"Front": s.Height, "Logo": s.Height - s.Y - 100*s.Scale, "What is on": s.Height - max(s.Y, 0)}
	for ref := range p.Objects {
		d := p.Dict(ref)
		if top, ok := want[p.Text(d["/Title"])]; ok && d["/Dest"] != nil {
			delete(want, p.Text(d["/Title"]))
			if got := p.Array(d["/Dest"])[3].(float64); got < top-0.01 || got > top+0.01 {
				t.Errorf("%s leads to %v, want %v", p.Text(d["/Title"]), got, top)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("there are no bookmarks %v", want)
	}
}

func TestLinks(t *testing.T) {
	doc := brochure(t)
	path := write(t, doc)
	var got []string
	for _, line := range strings.Split(strings.TrimSpace(output(t, "poppler-utils", "pdfinfo", "-url", path)), "\n")[1:] {
		got = append(got, strings.Fields(line)[2])
	}
	want := "https://example.com/sale?q=1&r=(2) https://example.com/%C3%BC mailto:shop@example.com tel:+491234"
	if strings.Join(got, " ") != want {
		t.Errorf("links lead to %q, want %q", got, want)
	}
	p := judge.ReadPDF(t, path)
	clip := doc.Pages[0].Sheet
	for ref := range p.Objects {
		d := p.Dict(ref)
		if d["/Subtype"] != "/Link" {
			continue
		}
		r := p.Array(d["/Rect"])
		inside := r[0].(float64) >= clip.Clip.X0-0.001 && r[2].(float64) <= clip.Clip.X1+0.001
		if p.Text(d["/Contents"]) == "" || !inside || r[0].(float64) >= r[2].(float64) {
			t.Errorf("the link %v at %v says %q", d["/A"], r, p.Text(d["/Contents"]))
		}
		if e := p.Dict(parentOf(p, d["/StructParent"].(float64))); e["/S"] != "/Link" {
			t.Errorf("the link %v belongs to %v", d["/A"], e["/S"])
		}
	}
}

func parentOf(p *judge.PDF, key float64) any {
	nums := p.Array(p.Dict(p.Dict(p.Root()["/StructTreeRoot"])["/ParentTree"])["/Nums"])
	return nums[2*int(key)+1]
}

func TestInfo(t *testing.T) {
	path := write(t, brochure(t))
	got := output(t, "poppler-utils", "pdfinfo", "-enc", "UTF-8", "-isodates", path)
	for _, want := range []string{
		"Title:           Autumn “sale” & more\n", "Author:          Ana <ana@example.com>\n", "Subject:         A brochure\n",
		"CreationDate:    2026-11-21T09:30:00Z\n", "ModDate:         2026-11-21T09:30:00Z\n", "Tagged:          yes\n", "Pages:           2\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, got)
		}
	}
	p := judge.ReadPDF(t, path)
	if p.Dict(p.Root()["/ViewerPreferences"])["/DisplayDocTitle"] != true {
		t.Error("viewers show the name of the file")
	}
	fields, err := judge.Fields([]byte(output(t, "poppler-utils", "pdfinfo", "-meta", path)))
	if err != nil || fields["dc:title"] != "Autumn “sale” & more" || fields["dc:language"] != "en-GB" {
		t.Errorf("the metadata say %q, %v", fields, err)
	}
}

// A document that says nothing of itself has no date: no clock is asked.
func TestNoInfo(t *testing.T) {
	for _, date := range []time.Time{{}, time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC)} {
		doc := onePage(&display.List{Width: 10, Height: 10})
		doc.Date = date
		path := write(t, doc)
		got := output(t, "poppler-utils", "pdfinfo", path)
		if strings.Contains(got, "Date") || strings.Contains(got, "Title") {
			t.Errorf("pdfinfo says of nothing\n%s", got)
		}
		if file, err := os.ReadFile(path); err != nil || strings.Contains(string(file), "Date>") {
			t.Errorf("the metadata have a date, %v", err)
		}
	}
}

func TestNoPages(t *testing.T) {
	if _, err := writer(t).Write(t.Context(), &Document{}); err == nil {
		t.Error("a document without pages was written")
	}
}

func TestLongTexts(t *testing.T) {
	long := strings.Repeat("x", display.MaxTagText+1)
	for field, set := range map[string]func(*Document){
		"Title": func(d *Document) { d.Title = long }, "Author": func(d *Document) { d.Author = long },
		"Subject": func(d *Document) { d.Subject = long }, "Lang": func(d *Document) { d.Lang = long },
		"Pages[0].Name": func(d *Document) { d.Pages[0].Name = long },
	} {
		doc := onePage(&display.List{Width: 10, Height: 10})
		set(doc)
		if _, err := writer(t).Write(t.Context(), doc); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s of %d bytes: %v", field, len(long), err)
		}
	}
}

// hundred is a document of 100 pages.
func hundred(t testing.TB) *Document {
	doc := brochure(t)
	two := doc.Pages
	for len(doc.Pages) < 100 {
		doc.Pages = append(doc.Pages, two...)
	}
	return doc
}

func TestHundredPages(t *testing.T) {
	path := write(t, hundred(t))
	if got := output(t, "poppler-utils", "pdfinfo", path); !regexp.MustCompile(`Pages: +100\n`).MatchString(got) {
		t.Errorf("pdfinfo says\n%s", got)
	}
	if got := strings.Count(output(t, "poppler-utils", "pdfinfo", "-struct-text", path), "Everything must go"); got != 50 {
		t.Errorf("the structure has %d of 50 paragraphs", got)
	}
	if got := strings.Count(output(t, "mupdf-tools", "mutool", "show", path, "outline"), "Logo"); got != 50 {
		t.Errorf("the outline has %d of 50 bookmarks", got)
	}
}

// TestSameBytes makes the same file in this process and in another.
func TestSameBytes(t *testing.T) {
	doc := hundred(t)
	doc.Archive = true
	data, err := writer(t).Write(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	sum := fmt.Sprintf("sum %x", sha256.Sum256(data))
	const child = "PLACARD_SUM"
	if os.Getenv(child) != "" {
		fmt.Println(sum)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestSameBytes$")
	cmd.Env = append(os.Environ(), child+"=1")
	out, err := cmd.Output()
	if err != nil || !strings.Contains(string(out), sum) {
		t.Errorf("another process says %s, %v, this one %s", out, err, sum)
	}
}
