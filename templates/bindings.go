package templates

import (
	"errors"
	"fmt"
	"reflect"
)

// binding is a field with placeholders in it, to be read anew when a variable has another value.
type binding struct {
	layer string // id; empty: a field of the template or of a page
	page  int    // counted from 1, where layer is empty; 0: the template
	field *field
	raw   node  // with the placeholders
	uses  []int // the variables in it, ascending
}

// The fields outside of layers in which variables are filled in.
var (
	filledOfTemplate = []string{"background", "alt", "title", "author", "lang", "date"}
	filledOfPage     = []string{"name", "background", "alt"}
)

// bindVariables reads a template's variables, keeps what names them, and fills in their defaults, so that
// what is left to read is a template without any.
func (b *binder) bindVariables(root *node) (variables Variables) {
	if n := root.get("variables"); n != nil {
		b.push("variables")
		variables.bind(b, n)
		b.pop(1)
	}
	b.scope = newScope(variables)
	if lang := root.get("lang"); lang != nil {
		b.scope.lang = lang.text
	}
	b.filling = expander{scope: b.scope, room: maxExpanded}
	b.bindFields(root, planOf(reflect.TypeFor[Template]()), 0, filledOfTemplate...)
	b.bindLayers(root.get("layers"))
	b.bindPages(root.get("pages"))
	return variables
}

// bindFields does so for some fields of the template or of a page, counted from 1.
func (b *binder) bindFields(n *node, p *plan, page int, names ...string) {
	for _, name := range names {
		if n := n.get(name); n != nil {
			b.push(name)
			b.bindField(n, binding{page: page, field: p.byName[name]})
			b.pop(1)
		}
	}
}

// bindPages does so for a list of pages.
func (b *binder) bindPages(pages *node) {
	if pages == nil || len(pages.items) > MaxPages {
		return
	}
	b.push("pages")
	defer b.pop(1)
	for i := range pages.items {
		if b.full() {
			return
		}
		b.pushIndex(i)
		page := pages.at(i)
		b.bindFields(page, planOf(reflect.TypeFor[Page]()), i+1, filledOfPage...)
		b.bindLayers(page.get("layers"))
		b.pop(1)
	}
}

// bindLayers does so for a list of layers, and those in groups.
func (b *binder) bindLayers(layers *node) {
	if layers == nil {
		return
	}
	b.push("layers")
	defer b.pop(1)
	for i := range layers.items {
		if b.full() {
			return
		}
		b.pushIndex(i)
		b.bindLayer(&layers.items[i].node)
		b.pop(1)
	}
}

// bindLayer does so for one layer. What is no layer is left for the binder to refuse.
func (b *binder) bindLayer(n *node) {
	id, typ := n.get("id"), n.get("type")
	if id == nil || typ == nil || layerTypes[typ.text] == nil {
		return
	}
	p := planOf(layerTypes[typ.text])
	for i := range n.items {
		m := &n.items[i]
		f := p.byName[m.name]
		switch {
		case m.name == "layers":
			b.bindLayers(&m.node)
		case f != nil && !f.final:
			b.push(m.name)
			b.bindField(&m.node, binding{layer: id.text, field: f})
			b.pop(1)
		}
	}
}

// bindField keeps a field if it names variables, and fills in their values. at says which it is.
func (b *binder) bindField(n *node, at binding) {
	if !n.hasBraces() {
		return
	}
	b.filling.uses = map[int]bool{}
	filled, ok := b.fill(*n, at.field)
	if !ok {
		return
	}
	if uses := b.filling.uses; len(uses) > 0 {
		at.raw = *n
		for i := range b.scope.variables {
			if uses[i] {
				at.uses = append(at.uses, i)
			}
		}
		b.bindings = append(b.bindings, at)
	}
	*n = filled
}

// fill gives a field's value with its variables filled in.
func (b *binder) fill(raw node, f *field) (node, bool) {
	n, err := b.filling.node(raw, f.shape == stringShape || f.shape == enumShape)
	switch {
	case errors.Is(err, errNoRoom), errors.Is(err, errFilters):
		b.tooLarge(&raw, "%s", err)
	case err != nil:
		b.fail(&raw, "%s", err)
	}
	if f.cut {
		n.text = firstRunes(n.text, int(f.runes.max))
	}
	return n, err == nil
}

// firstRunes cuts a text short: a headline that is longer than a title or an alternative text may be is no
// reason to refuse a picture.
func firstRunes(text string, most int) string {
	if len(text) <= most {
		return text
	}
	count := 0
	for at := range text {
		if count++; count > most {
			return text[:at]
		}
	}
	return text
}

// rebind reads anew every field that names a variable with a new value, into copies of its layer, or into
// top for fields of the template and its pages.
func (b *binder) rebind(t *Template, changes Changes, in *inputs, made *edits, top *Template) {
	b.filling = expander{scope: in.scope, room: maxExpanded}
	for i := range t.bindings {
		at := &t.bindings[i]
		last, changed := in.last(at.uses)
		if !changed {
			continue
		}
		v, name := valueOf(top), at.field.name
		switch {
		case at.layer != "":
			v, name = valueOf(made.edit(t.index[at.layer].layer, last.entry)), at.layer+"."+name
		case at.page > 0:
			v, name = valueOf(&top.Pages[at.page-1]), fmt.Sprintf("pages[%d].%s", at.page-1, name)
		}
		before := len(b.errs)
		b.pushEntry(changes, last.entry)
		b.push(last.field)
		if n, ok := b.fill(at.raw, at.field); ok {
			b.value(&n, v.FieldByIndex(at.field.index), at.field)
		}
		b.pop(2)
		b.blame(before, name)
	}
}

// blame says of errors that are new for which field a variable's value did not do.
func (b *binder) blame(before int, field string) {
	for _, err := range b.errs[before:] {
		if e := (*Error)(nil); errors.As(err, &e) {
			e.Msg = "for " + field + ", " + e.Msg
		}
	}
}
