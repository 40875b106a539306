package svg

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// geometry are properties that say where a shape is. What style sheets say of them stands in for the attribute.
var geometry = map[string]bool{"x": true, "y": true, "width": true, "height": true, "cx": true, "cy": true, "r": true, "rx": true, "ry": true}

// cascade finds what each element says of its style: attributes, then rules, then the style attribute, and what is
// important last (CSS Cascade 4 §6).
func (d *document) cascade() error {
	var rules []rule
	for _, s := range d.sheets {
		more, err := s.parse()
		if err != nil {
			return err
		}
		rules = append(rules, more...)
	}
	slices.SortStableFunc(rules, func(a, b rule) int { return a.specificity - b.specificity })
	m := matcher{}
	for _, n := range d.nodes {
		says, err := m.declarations(n, rules)
		if err != nil {
			return err
		}
		if err := n.takeStyle(says); err != nil {
			return err
		}
	}
	return nil
}

// matcher counts the steps that it takes.
type matcher struct{ steps int }

// declarations are what rules and the style attribute say of an element, weakest first.
func (m *matcher) declarations(n *node, rules []rule) ([]declaration, error) {
	var says, important []declaration
	take := func(ds []declaration) {
		for _, d := range ds {
			if d.important {
				important = append(important, d)
			} else {
				says = append(says, d)
			}
		}
	}
	for i := range rules {
		if m.matches(rules[i].selector, n) {
			take(rules[i].says)
			m.steps += len(rules[i].says)
		}
		if m.steps > MaxStyleSteps {
			return nil, n.fail("the style sheet has too many rules for so many elements; merge them")
		}
	}
	style, err := stripComments(n.attrs["style"])
	if err != nil {
		return nil, n.fail("style: %v", err)
	}
	own, err := parseDeclarations(style)
	if err != nil {
		return nil, n.fail("style: %v", err)
	}
	take(own)
	return append(says, important...), nil
}

// matches reports whether a selector means an element.
func (m *matcher) matches(selector []compound, n *node) bool {
	last := len(selector) - 1
	if m.steps++; !m.is(n, &selector[last]) {
		return false
	}
	if last == 0 {
		return true
	}
	for p := n.parent; p != nil && m.steps <= MaxStyleSteps; p = p.parent {
		if m.matches(selector[:last], p) {
			return true
		}
		if selector[last].child {
			return false
		}
	}
	return false
}

func (m *matcher) is(n *node, c *compound) bool {
	if c.name != "" && c.name != n.name || c.id != "" && c.id != n.id {
		return false
	}
	for _, class := range c.classes {
		m.steps += len(n.classes) / 8
		if !slices.Contains(n.classes, class) {
			return false
		}
	}
	return true
}

// takeStyle reads what an element's attributes, and then declarations, say of its properties.
func (n *node) takeStyle(says []declaration) error {
	var final map[string]string
	set := func(name, value string) {
		if final == nil { // most elements have none
			final = map[string]string{}
		}
		final[name] = value
	}
	for name, value := range n.attrs {
		if _, known := properties[name]; known {
			set(name, value)
		}
	}
	for _, d := range says {
		switch _, known := properties[d.name]; {
		case known:
			set(d.name, d.value)
		case geometry[d.name]:
			n.attrs[d.name] = d.value
		default:
			if err := local(d.value); err != nil {
				return n.fail("%s: %v", d.name, err)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(final)) { // so that of two mistakes it is always the same that is told
		value := strings.TrimSpace(final[name])
		err := local(value)
		if len(value) > MaxValue {
			err = fmt.Errorf("it has more than %d bytes; shorten it", MaxValue)
		}
		if err == nil {
			p := properties[name]
			var set setter
			set, err = p.setter(value)
			n.setters = append(n.setters, set)
		}
		if err != nil {
			return n.fail("%s %s: %v", name, clip(value), err)
		}
	}
	return nil
}
