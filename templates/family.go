package templates

import "strings"

// Families returns the families of FontFamily in order of preference, without quotes.
func (t *Text) Families() []string { return families(t.FontFamily) }

// families splits a CSS list of families, in which a name may stand in quotes.
func families(list string) []string {
	names := strings.Split(list, ",")
	for i, name := range names {
		name = strings.TrimSpace(name)
		if len(name) >= 2 && (name[0] == '"' || name[0] == '\'') && name[len(name)-1] == name[0] {
			name = name[1 : len(name)-1]
		}
		names[i] = strings.TrimSpace(name)
	}
	return names
}
