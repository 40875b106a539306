package pdf

import (
	"slices"
	"strings"
)

// paper is a size of paper, upright.
type paper struct {
	name          string
	width, height float64 // in the unit it is cut by
	unit          float64 // pt
}

// Units, in pt of 1/72 inch.
const (
	ptInch = 72.0
	ptMM   = ptInch / 25.4
	ptPx   = ptInch / 96 // CSS Values 4, section 6.2
)

// papers are ISO 216, ANSI and those of photo prints.
var papers = []paper{
	{"A0", 841, 1189, ptMM},
	{"A1", 594, 841, ptMM},
	{"A2", 420, 594, ptMM},
	{"A3", 297, 420, ptMM},
	{"A4", 210, 297, ptMM},
	{"A5", 148, 210, ptMM},
	{"A6", 105, 148, ptMM},
	{"A7", 74, 105, ptMM},
	{"A8", 52, 74, ptMM},
	{"A9", 37, 52, ptMM},
	{"A10", 26, 37, ptMM},
	{"B4", 250, 353, ptMM},
	{"B5", 176, 250, ptMM},
	{"Letter", 8.5, 11, ptInch},
	{"Legal", 8.5, 14, ptInch},
	{"Tabloid", 11, 17, ptInch},
	{"Ledger", 11, 17, ptInch}, // the same, which people think of as landscape
	{"Executive", 7.25, 10.5, ptInch},
	{"4x6", 4, 6, ptInch},
	{"5x7", 5, 7, ptInch},
	{"8x10", 8, 10, ptInch},
}

// Papers are the names of the sizes that a Layout may ask for.
func Papers() []string {
	names := make([]string, len(papers))
	for i, p := range papers {
		names[i] = p.name
	}
	return names
}

// paperNamed finds a size, whatever the case of its name, and says how large it is upright, in pt.
func paperNamed(name string) (width, height float64, ok bool) {
	i := slices.IndexFunc(papers, func(p paper) bool { return strings.EqualFold(p.name, name) })
	if i < 0 {
		return 0, 0, false
	}
	p := papers[i]
	return p.width * p.unit, p.height * p.unit, true
}
