package pdf

import (
	"placard/render/pdf/internal/object"
)

// root is the catalog: what a reader of the file begins with (ISO 32000-1, 7.7.2).
func (j *job) root() object.Dict {
	d := object.Dict{
		"Type": object.Name("Catalog"), "Pages": j.tree,
		"Metadata": j.file.AddPlain(object.Dict{"Type": object.Name("Metadata"), "Subtype": object.Name("XML")}, j.metadata()),
	}
	if j.doc.Lang != "" {
		d["Lang"] = words(j.doc.Lang)
	}
	if j.doc.Title != "" {
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
		if doc.Pages[i].List != nil && doc.Pages[i].List.Tags != nil {
			return true
		}
	}
	return false
}

// words is a text that people read, without what is no character of a text.
func words(s string) object.Text { return object.Text(readable(s)) }
