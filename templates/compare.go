package templates

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Difference is what changed in one part of a template.
type Difference struct {
	// Part is the id of a layer, or "variable accent", "page 2" or "sample german"; empty: the whole.
	Part string
	What []string // in words, at least one
}

// String is "part: what; what".
func (d Difference) String() string {
	part := d.Part
	if part == "" {
		part = "template"
	}
	return part + ": " + strings.Join(d.What, "; ")
}

// Compare says what changed between two templates, each as Decode reads it: first of the whole, then of
// variables, pages, layers from bottom to top, and samples. What is only written in another way, such as a
// default that is left out, is no difference. Without one, the result is nil, and both draw the same.
func Compare(before, after []byte) ([]Difference, error) {
	old, err := parsed(before)
	if err != nil {
		return nil, fmt.Errorf("before: %w", err)
	}
	now, err := parsed(after)
	if err != nil {
		return nil, fmt.Errorf("after: %w", err)
	}
	c := &comparison{}
	c.add("", c.fields("", old, now, reflect.TypeFor[Template](), "variables", "layers", "pages", "samples"))
	c.variables(old.get("variables"), now.get("variables"))
	c.pages(old.get("pages"), now.get("pages"))
	c.layers(spotsOf(old), spotsOf(now))
	c.samples(old.get("samples"), now.get("samples"))
	return c.found, nil
}

// parsed reads a template that is right as a node, its fields in the order of their types.
func parsed(data []byte) (*node, error) {
	if _, err := Decode(data); err != nil {
		return nil, err
	}
	root, err := parseJSON(data)
	if err != nil {
		return nil, err
	}
	arrangeTemplate(&root)
	return &root, nil
}

// comparison collects differences.
type comparison struct {
	found []Difference
}

// add enters what changed in a part, if anything did.
func (c *comparison) add(part string, what []string) {
	if len(what) > 0 {
		c.found = append(c.found, Difference{part, what})
	}
}

// list are the elements of an array or object; of none there are none.
func (n *node) list() []member {
	if n == nil {
		return nil
	}
	return n.items
}

// variables compares them by their names. Their order draws nothing.
func (c *comparison) variables(old, now *node) {
	for _, m := range old.list() {
		if now.get(m.name) == nil {
			c.add("variable "+m.name, []string{"removed"})
		}
	}
	for i := range now.list() {
		m := &now.items[i]
		was := old.get(m.name)
		if was == nil {
			c.add("variable "+m.name, []string{"new, " + m.get("type").text})
			continue
		}
		c.add("variable "+m.name, c.fields("", was, &m.node, reflect.TypeFor[Variable]()))
	}
}

// pages compares them one by one; what is on them is compared with all layers.
func (c *comparison) pages(old, now *node) {
	for i := range max(len(old.list()), len(now.list())) {
		part := "page " + strconv.Itoa(i+1)
		switch {
		case i >= len(now.list()):
			c.add(part, []string{"removed"})
		case i >= len(old.list()):
			c.add(part, []string{"new, " + counted(len(now.at(i).get("layers").list()), "layer")})
		default:
			c.add(part, c.fields("", old.at(i), now.at(i), reflect.TypeFor[Page](), "layers"))
		}
	}
}

// samples compares them by their names.
func (c *comparison) samples(old, now *node) {
	named := func(n *node, name string) *node {
		for i := range n.list() {
			if n.at(i).get("name").text == name {
				return n.at(i)
			}
		}
		return nil
	}
	for i := range old.list() {
		if name := old.at(i).get("name").text; named(now, name) == nil {
			c.add("sample "+name, []string{"removed"})
		}
	}
	for i := range now.list() {
		name := now.at(i).get("name").text
		was := named(old, name)
		if was == nil {
			c.add("sample "+name, []string{"new"})
			continue
		}
		c.add("sample "+name, sampleChanges(was.get("changes"), now.at(i).get("changes")))
	}
}

// sampleChanges names the layers and variables that a sample sets in another way.
func sampleChanges(old, now *node) []string {
	before, order := changesByID(old)
	after, more := changesByID(now)
	var ids []string
	seen := map[string]bool{}
	for _, id := range append(order, more...) {
		if !seen[id] && before[id] != after[id] {
			ids = append(ids, id)
		}
		seen[id] = true
	}
	if len(ids) == 0 {
		return nil
	}
	return []string{"sets " + strings.Join(ids, ", ") + " in another way"}
}

// changesByID is what changes say of each layer or variable, as text, and their ids in order.
func changesByID(n *node) (said map[string]string, ids []string) {
	said = map[string]string{}
	var changes Changes
	changes.bind(&binder{}, n) // it is right, since the template is
	for _, change := range changes {
		ids = append(ids, change.ID)
		fields := node{kind: objectKind, items: change.fields}
		said[change.ID] += string(fields.appendJSON(nil))
	}
	return said, ids
}

// counted is a number of things: 1 layer, 2 layers.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
