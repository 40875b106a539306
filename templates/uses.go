package templates

// Uses are the names of the variables that a field of a layer names, in the order of the template; nil: none.
func (t *Template) Uses(layer, field string) []string {
	for i := range t.bindings {
		if at := &t.bindings[i]; at.layer == layer && layer != "" && at.field.name == field {
			names := make([]string, len(at.uses))
			for j, v := range at.uses {
				names[j] = t.Variables[v].Name
			}
			return names
		}
	}
	return nil
}

// Unused are the names of the variables that nothing in the template names, in its order.
func (t *Template) Unused() []string {
	used := make([]bool, len(t.Variables))
	for i := range t.bindings {
		for _, v := range t.bindings[i].uses {
			used[v] = true
		}
	}
	for i := range t.conditionals {
		for _, v := range t.conditionals[i].uses {
			used[v] = true
		}
	}
	var names []string
	for i := range t.Variables {
		if !used[i] {
			names = append(names, t.Variables[i].Name)
		}
	}
	return names
}

// LockedBy is the id of the layer that keeps changes away from a layer: itself, or the outermost locked group
// around it. It is empty where there is none.
func (t *Template) LockedBy(layer string) string { return t.index[layer].lock }
