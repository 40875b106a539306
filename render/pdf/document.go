package pdf

import (
	"errors"
	"fmt"
	"strings"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// check refuses what no file could be made of. A text of PDF/A has at most 32,767 bytes (ISO 19005-2, 6.1.13).
func (d *Document) check() error {
	if len(d.Pages) == 0 {
		return errors.New("pdf: Pages: there are none")
	}
	texts := []struct{ field, value string }{{"Title", d.Title}, {"Author", d.Author}, {"Subject", d.Subject}, {"Lang", d.Lang}}
	for i := range d.Pages {
		texts = append(texts, struct{ field, value string }{fmt.Sprintf("Pages[%d].Name", i), d.Pages[i].Name})
	}
	for _, t := range texts {
		if len(t.value) > display.MaxTagText {
			return fmt.Errorf("pdf: %s: %d bytes are more than %d", t.field, len(t.value), display.MaxTagText)
		}
	}
	return nil
}

// root is the catalog: what a reader of the file begins with (ISO 32000-1, 7.7.2).
func (j *job) root() object.Dict {
	d := object.Dict{
		"Type": object.Name("Catalog"), "Pages": j.tree,
		"Metadata": j.file.AddPlain(object.Dict{"Type": object.Name("Metadata"), "Subtype": object.Name("XML")}, j.metadata()),
	}
	if j.doc.Lang != "" {
		d["Lang"] = words(j.doc.Lang)
	}
	if words(j.doc.Title) != "" {
		d["ViewerPreferences"] = object.Dict{"DisplayDocTitle": true}
	}
	if outlines := j.contents(); outlines != nil {
		d["Outlines"], d["PageMode"] = outlines, object.Name("UseOutlines")
	}
	if j.tagged {
		j.structure.write(&j.file, j.doc.Lang)
		d["StructTreeRoot"], d["MarkInfo"] = j.structure.root, object.Dict{"Marked": true}
	}
	if j.doc.Archive {
		d["OutputIntents"] = object.Array{j.intent()}
	}
	return d
}

// tagged reports whether a document says what it shows.
func tagged(doc *Document) bool {
	for i := range doc.Pages {
		if doc.Pages[i].List.Tags != nil {
			return true
		}
	}
	return false
}

// words is a text that people read, without what is no character of a text, and without the space around it,
// which readers of XML drop: the metadata would say something else than the information dictionary.
func words(s string) object.Text { return object.Text(strings.TrimSpace(readable(s))) }
