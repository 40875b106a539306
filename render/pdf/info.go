package pdf

import (
	"bytes"
	"encoding/xml"
	"time"

	"placard/render/pdf/internal/object"
)

// producer is what the file says it was written by.
const producer = "Placard"

// info writes the information dictionary (ISO 32000-1, 14.3.3). It says the same as the metadata.
func (j *job) info() object.Ref {
	d := object.Dict{"Producer": words(producer), "Creator": words(producer)}
	for key, value := range map[object.Name]string{"Title": j.doc.Title, "Author": j.doc.Author, "Subject": j.doc.Subject} {
		if said := words(value); said != "" {
			d[key] = said
		}
	}
	if at, ok := j.date(); ok {
		d["CreationDate"] = object.Text(at.Format("D:20060102150405Z"))
		d["ModDate"] = d["CreationDate"]
	}
	return j.file.Add(d)
}

// date is when the document was made, in UTC, if it says so in four digits of a year, which is what both ways to
// write it have.
func (j *job) date() (time.Time, bool) {
	at := j.doc.Date.UTC()
	return at, !j.doc.Date.IsZero() && at.Year() > 0 && at.Year() < 10000
}

// metadata is the XMP packet (ISO 16684-1).
func (j *job) metadata() []byte {
	var m packet
	m.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" + xmpStart)
	m.field("dc:format", "", "application/pdf")
	m.field("dc:title", "Alt", j.doc.Title)
	m.field("dc:creator", "Seq", j.doc.Author)
	m.field("dc:description", "Alt", j.doc.Subject)
	m.field("dc:language", "Bag", j.doc.Lang)
	m.field("pdf:Producer", "", producer)
	m.field("xmp:CreatorTool", "", producer)
	if at, ok := j.date(); ok {
		for _, name := range []string{"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"} {
			m.field(name, "", at.Format(time.RFC3339))
		}
	}
	if j.doc.Archive {
		m.field("pdfaid:part", "", "2")
		m.field("pdfaid:conformance", "", "B")
	}
	m.WriteString(xmpEnd + "<?xpacket end=\"r\"?>")
	return m.Bytes()
}

const (
	xmpStart = `<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
`
	xmpEnd = `</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
`
)

// packet is XMP that is being written.
type packet struct{ bytes.Buffer }

// field writes a property, in a container where it may have several values: one for each language (Alt), in
// order (Seq) or in none (Bag). One without a value is left out.
func (m *packet) field(name, container, value string) {
	if words(value) == "" {
		return
	}
	m.WriteString("<" + name + ">")
	switch container {
	case "":
		m.text(value)
	case "Alt":
		m.WriteString(`<rdf:Alt><rdf:li xml:lang="x-default">`)
		m.text(value)
		m.WriteString("</rdf:li></rdf:Alt>")
	default:
		m.WriteString("<rdf:" + container + "><rdf:li>")
		m.text(value)
		m.WriteString("</rdf:li></rdf:" + container + ">")
	}
	m.WriteString("</" + name + ">\n")
}

func (m *packet) text(s string) {
	_ = xml.EscapeText(m, []byte(words(s))) // a Buffer takes everything
}
