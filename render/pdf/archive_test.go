package pdf

import (
	"slices"
	"strings"
	"testing"

	"placard/render/display"
	"placard/render/internal/judge"
)

func TestArchive(t *testing.T) {
	doc := brochure(t)
	doc.Archive = true
	for _, fault := range judge.ReadPDF(t, write(t, doc)).ArchiveFaults() {
		t.Error(fault)
	}
}

// What is asked for as an ordinary file does not pass for an archive.
func TestNoArchive(t *testing.T) {
	faults := judge.ReadPDF(t, write(t, brochure(t))).ArchiveFaults()
	if len(faults) != 2 || !strings.HasPrefix(faults[0], "6.6.4") || !strings.HasPrefix(faults[1], "6.2.3") {
		t.Errorf("faults are %q, want those of the metadata and of the output intent", faults)
	}
}

// Texts that would break the metadata out of its tags or have no letters in XML.
func TestArchiveOfHostileTexts(t *testing.T) {
	for _, s := range []string{
		"</rdf:li>]]><!-- & \" '", "a\x00b\x1fc\td\r\ne", "\xff\xfe \xed\xa0\x80", "\ufeff\ufffe\uffff", "(\\)(", "עברית \u202e ltr", strings.Repeat("語", 2000), "\x7f", "\r\n \u3000", " \tspaced\n",
	} {
		doc := brochure(t)
		doc.Archive, doc.Title, doc.Author, doc.Subject, doc.Pages[0].Name = true, s, s, s, s
		for _, fault := range judge.ReadPDF(t, write(t, doc)).ArchiveFaults() {
			t.Errorf("%.40q: %s", s, fault)
		}
	}
}

// The judge sees what it is for: each of these breaks one clause of a file that has no other fault.
func TestArchiveJudge(t *testing.T) {
	doc := brochure(t)
	doc.Archive = true
	path := write(t, doc)
	find := func(p *judge.PDF, key string, value any) map[string]any {
		for ref := range p.Objects {
			if d := p.Dict(ref); d[key] == value {
				return d
			}
		}
		t.Fatalf("nothing has %s %v", key, value)
		return nil
	}
	stream := func(p *judge.PDF, key string, value any, change func(*judge.Object)) {
		for ref, o := range p.Objects {
			if o.Dict != nil && o.Dict[key] == value {
				change(&o)
				p.Objects[ref] = o
			}
		}
	}
	page := func(p *judge.PDF, content string) {
		ref := find(p, "/Type", "/Page")["/Contents"].(string)
		p.Objects[ref] = judge.Object{Dict: p.Objects[ref].Dict, Data: []byte(content)}
	}
	for _, test := range []struct {
		clause string
		change func(*judge.PDF)
	}{
		{"6.1.2", func(p *judge.PDF) { p.File = append([]byte(" "), p.File...) }},
		{"6.1.3", func(p *judge.PDF) { delete(p.Trailer, "/ID") }},
		{"6.1.3", func(p *judge.PDF) { p.Trailer["/Encrypt"] = "9 0 R" }},
		{"6.1.7.1", func(p *judge.PDF) { find(p, "/Subtype", "/Form")["/F"] = "u:elsewhere" }},
		{"6.1.7.2", func(p *judge.PDF) { find(p, "/Subtype", "/Form")["/Filter"] = "/LZWDecode" }},
		{"6.1.13", func(p *judge.PDF) { find(p, "/Type", "/Page")["/MediaBox"] = []any{0.0, 0.0, 2.0, 2.0} }},
		{"6.1.13", func(p *judge.PDF) { p.Root()["/Lang"] = "u:" + strings.Repeat("x", 20000) }},
		{"6.1.13", func(p *judge.PDF) { page(p, strings.Repeat("q ", 29)+strings.Repeat("Q ", 29)) }},
		{"6.2.2", func(p *judge.PDF) { page(p, "/Artifact BMC q Q") }},
		{"6.2.2", func(p *judge.PDF) { page(p, "1 0 0 0 k") }},
		{"6.2.2", func(p *judge.PDF) { page(p, "Q") }},
		{"6.2.3", func(p *judge.PDF) { delete(p.Root(), "/OutputIntents") }},
		{"6.2.3", func(p *judge.PDF) { stream(p, "/N", 3.0, func(o *judge.Object) { o.Data = o.Data[:200] }) }},
		{"6.2.4.3", func(p *judge.PDF) { find(p, "/Type", "/Page")["/Group"].(map[string]any)["/CS"] = "/DeviceCMYK" }},
		{"6.2.5", func(p *judge.PDF) { find(p, "/Type", "/ExtGState")["/TR"] = "/Identity" }},
		{"6.2.10", func(p *judge.PDF) { find(p, "/Type", "/ExtGState")["/BM"] = "/Compatible" }},
		{"6.2.10", func(p *judge.PDF) { delete(find(p, "/Type", "/Page"), "/Group") }},
		{"6.2.11.3.2", func(p *judge.PDF) { delete(find(p, "/Subtype", "/CIDFontType2"), "/CIDToGIDMap") }},
		{"6.2.11.4.1", func(p *judge.PDF) { delete(find(p, "/Type", "/FontDescriptor"), "/FontFile2") }},
		{"6.2.11.8", func(p *judge.PDF) { page(p, "BT [<00010000>1] TJ ET") }},
		{"6.3.1", func(p *judge.PDF) { find(p, "/Type", "/Annot")["/Subtype"] = "/Movie" }},
		{"6.3.2", func(p *judge.PDF) { delete(find(p, "/Type", "/Annot"), "/F") }},
		{"6.4.1", func(p *judge.PDF) { p.Root()["/AcroForm"] = map[string]any{} }},
		{"6.5.1", func(p *judge.PDF) { find(p, "/Type", "/Annot")["/A"].(map[string]any)["/S"] = "/Launch" }},
		{"6.5.1", func(p *judge.PDF) { find(p, "/Type", "/Annot")["/A"].(map[string]any)["/JS"] = "u:app.alert(1)" }},
		{"6.5.2", func(p *judge.PDF) { find(p, "/Type", "/Page")["/AA"] = map[string]any{} }},
		{"6.6.2.1", func(p *judge.PDF) { delete(p.Root(), "/Metadata") }},
		{"6.6.2.1", func(p *judge.PDF) {
			stream(p, "/Type", "/Metadata", func(o *judge.Object) { o.Data = append([]byte("<b>"), o.Data...) })
		}},
		{"6.6.3", func(p *judge.PDF) { p.Dict(p.Trailer["/Info"])["/Title"] = "u:Another" }},
		{"6.6.3", func(p *judge.PDF) { delete(p.Dict(p.Trailer["/Info"]), "/CreationDate") }},
		{"6.8", func(p *judge.PDF) { p.Root()["/Names"] = map[string]any{"/EmbeddedFiles": map[string]any{}} }},
		{"6.9", func(p *judge.PDF) { p.Root()["/OCProperties"] = map[string]any{} }},
	} {
		p := judge.ReadPDF(t, path)
		test.change(p)
		faults := p.ArchiveFaults()
		if !slices.ContainsFunc(faults, func(s string) bool { return strings.HasPrefix(s, test.clause+":") }) {
			t.Errorf("faults are %q, want one of %s", faults, test.clause)
		}
	}
}

// Groups nest deeper than the states of a content stream may.
func TestDeepGroups(t *testing.T) {
	list := typeset(t, text("deep"))
	whole := display.RoundRect{Rect: display.Rect{X1: float64(list.Width), Y1: float64(list.Height)}}
	ops := list.Ops
	for range display.MaxNesting {
		ops = append([]display.Op{&display.PushGroup{Clip: whole, Alpha: 255}}, append(ops, &display.PopGroup{})...)
	}
	list.Ops = ops
	list.Tags = []display.Tag{{From: display.MaxNesting, To: display.MaxNesting + 1, Role: display.Paragraph, Box: whole.Rect}}
	doc := onePage(list)
	doc.Archive = true
	path := write(t, doc)
	for _, fault := range judge.ReadPDF(t, path).ArchiveFaults() {
		t.Error(fault)
	}
	if got := output(t, "poppler-utils", "pdfinfo", "-struct-text", path); !strings.Contains(got, `"deep"`) {
		t.Errorf("pdfinfo reads\n%s", got)
	}
}
