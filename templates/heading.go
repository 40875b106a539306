package templates

import "cmp"

// Heading is what the document is called where something has to be called by a name, in one line: its Title, or
// else the words that its title card would show, or else the id of its template.
func (d *Document) Heading() string {
	if d.Title != "" {
		return d.Title
	}
	words := ""
	if title := titleOf(d.Layers); title != nil {
		words = firstRunes(oneLine(title.Text), MaxName)
	}
	return cmp.Or(words, d.Template)
}
