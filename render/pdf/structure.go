package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// structure is the tree of what the pages are to a reader (ISO 32000-1, 14.7): a section for each page, within
// it the tags of its list in reading order.
type structure struct {
	root    object.Ref
	pages   []*element
	parents []any // by StructParents: the elements of a stream's sequences, or the element of an annotation
}

// element is a node of the tree.
type element struct {
	kind  object.Name
	tag   *display.Tag // what it says of itself; nil: nothing
	title string
	kids  []any // *element, sequence and annotation, in reading order
	page  object.Ref
	box   object.Array // of a figure, on the page
	ref   object.Ref
}

// sequence is a part of a content stream that shows an element.
type sequence struct {
	in *content
	id int // counted within the stream
}

// annotation is a link that an element is.
type annotation object.Ref

// parent keeps what a stream's sequences or an annotation belong to, and returns the key to it.
func (s *structure) parent(of any) int {
	s.parents = append(s.parents, of)
	return len(s.parents) - 1
}

// write writes the tree.
func (s *structure) write(f *object.File, lang string) {
	s.root = f.Reserve()
	document := f.Reserve()
	var kids object.Array
	for _, page := range s.pages {
		if page.shows() {
			page.number(f)
			page.write(f, document, lang)
			kids = append(kids, page.ref)
		}
	}
	f.Put(document, object.Dict{"Type": object.Name("StructElem"), "S": object.Name("Document"), "P": s.root, "K": kids})
	f.Put(s.root, object.Dict{
		"Type": object.Name("StructTreeRoot"), "K": object.Array{document},
		"ParentTree": f.Add(object.Dict{"Nums": s.numbers(f)}), "ParentTreeNextKey": len(s.parents),
	})
}

// numbers is the number tree from keys to elements.
func (s *structure) numbers(f *object.File) object.Array {
	nums := object.Array{}
	for key, parent := range s.parents {
		switch p := parent.(type) {
		case *element:
			nums = append(nums, key, p.ref)
		case []*element:
			refs := make(object.Array, len(p))
			for i, e := range p {
				refs[i] = e.ref
			}
			nums = append(nums, key, f.Add(refs))
		}
	}
	return nums
}

// shows reports whether anything of an element is on the page.
func (e *element) shows() bool {
	for _, kid := range e.kids {
		if inner, ok := kid.(*element); !ok || inner.shows() {
			return true
		}
	}
	return false
}

// number reserves an element and those in it.
func (e *element) number(f *object.File) {
	e.ref = f.Reserve()
	for _, kid := range e.kids {
		if inner, ok := kid.(*element); ok && inner.shows() {
			inner.number(f)
		}
	}
}

func (e *element) write(f *object.File, parent object.Ref, lang string) {
	d := object.Dict{"Type": object.Name("StructElem"), "S": e.kind, "P": parent, "Pg": e.page}
	var kids object.Array
	for _, kid := range e.kids {
		switch kid := kid.(type) {
		case *element:
			if kid.shows() {
				kid.write(f, e.ref, lang)
				kids = append(kids, kid.ref)
			}
		case sequence:
			kids = append(kids, kid.value())
		case annotation:
			kids = append(kids, object.Dict{"Type": object.Name("OBJR"), "Obj": object.Ref(kid)})
		}
	}
	d["K"] = kids
	e.describe(d, lang)
	f.Put(e.ref, d)
}

// describe says of an element what its tag does.
func (e *element) describe(d object.Dict, lang string) {
	if e.title != "" {
		d["T"] = words(e.title)
	}
	if e.tag == nil {
		return
	}
	if e.tag.Lang != "" && e.tag.Lang != lang {
		d["Lang"] = words(e.tag.Lang)
	}
	if e.tag.Alt != "" {
		d["Alt"] = words(e.tag.Alt)
	}
	if e.tag.Text != "" {
		d["ActualText"] = words(e.tag.Text) // glyphs that run right to left are written from the left
	}
	if e.kind == "Figure" {
		d["A"] = object.Dict{"O": object.Name("Layout"), "BBox": e.box, "Placement": object.Name("Block")}
	}
}

// value is a sequence as a kid of an element: a number, or where in which form.
func (s sequence) value() any {
	if s.in.ref == 0 {
		return s.id
	}
	return object.Dict{"Type": object.Name("MCR"), "Stm": s.in.ref, "MCID": s.id}
}
