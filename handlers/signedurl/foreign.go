package signedurl

import (
	"encoding/json"
	"fmt"
	"strings"
)

// What the schemes of other services have in common. Their ids of templates become ours in lower case,
// and their values of layers become changes.

// foreignID is the id that a template must have here to stand for another service's.
func foreignID(id string) (string, error) {
	if !plain(id) || strings.ContainsAny(id, ".@") {
		return "", fmt.Errorf("%w: path: %.64q is not the id of a template", ErrMalformed, id)
	}
	return strings.ToLower(id), nil
}

// layerChanges are values of layers, by the order in which the layers come.
type layerChanges []map[string]any

// set adds a property of a layer. All values are text, as a URL has them, but that of "hide".
func (l *layerChanges) set(id, property, text string) error {
	value := any(text)
	if property == "hide" {
		if text != "true" && text != "false" {
			return fmt.Errorf("%w: %.40q: hide: %.20q is neither true nor false", ErrMalformed, id, text)
		}
		value = text == "true"
	}
	if id == "" || property == "" || property == "id" || property == "name" {
		return fmt.Errorf("%w: %.40q of layer %.40q cannot be changed", ErrMalformed, property, id)
	}
	for _, layer := range *l {
		if layer["id"] == id {
			layer[property] = value
			return nil
		}
	}
	*l = append(*l, map[string]any{"id": id, property: value})
	return nil
}

// json is the list of changes; nil if there are none.
func (l layerChanges) json() ([]byte, error) {
	if len(l) == 0 {
		return nil, nil
	}
	return json.Marshal(l)
}

// layerName refuses names that can come about only where a message of another scheme is sent as a query.
func layerName(name string) error {
	if i := strings.IndexAny(name, "?/&="); i >= 0 {
		return fmt.Errorf("%w: parameter %.60q: its name has a %q", ErrMalformed, name, name[i])
	}
	return nil
}
