package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"placard/templates"
)

// columns says which of a table's columns fill in the template.
type columns map[string]bool

// chooseColumns finds them. The pattern of file names and --ignore may have others; a column that nobody
// has a use for is an error, since it most likely is a misspelt one.
func chooseColumns(t *batchTable, template *templates.Template, p *pattern, ignore []string) (columns, error) {
	for _, name := range ignore {
		if name != "*" && !slices.Contains(t.columns, name) {
			return nil, fmt.Errorf("--ignore: there is no column %q; there are %s", name, strings.Join(t.columns, ", "))
		}
	}
	chosen := columns{}
	for _, name := range t.columns {
		if name == "" || slices.Contains(ignore, name) {
			continue
		}
		_, err := templates.FromQuery(template, []templates.Pair{{Name: name}})
		if _, notLayer := templates.FromQuery(template, []templates.Pair{{Name: name + ".opacity"}}); t.objects && notLayer == nil {
			err = nil // fields of it, as an object
		}
		switch {
		case err == nil:
			chosen[name] = true
		case !slices.Contains(p.columns(), name) && !slices.Contains(ignore, "*") && !isSlug(name):
			return nil, fmt.Errorf("column %w (leave it out with --ignore %s)", err, name)
		}
	}
	return chosen, nil
}

// isSlug says whether a column is one that names rows.
func isSlug(name string) bool { return name == "slug" || name == "id" }

// changes are what a row's cells say of the template.
func (c columns) changes(t *templates.Template, r *batchRow) (templates.Changes, error) {
	var pairs []templates.Pair
	var object bytes.Buffer
	for _, cell := range r.cells {
		switch {
		case !c[cell.column]:
		case cell.json != nil:
			name, _ := json.Marshal(cell.column) // a string: cannot fail
			if object.Len() > 0 {
				object.WriteByte(',')
			}
			fmt.Fprintf(&object, "%s:%s", name, cell.json)
		case cell.text != "" || !strings.Contains(cell.column, "."):
			pairs = append(pairs, templates.Pair{Name: cell.column, Value: cell.text})
		}
	}
	changes, err := templates.FromQuery(t, pairs)
	if err != nil || object.Len() == 0 {
		return changes, err
	}
	return templates.DecodeChanges([]byte("{" + object.String() + "}"))
}
