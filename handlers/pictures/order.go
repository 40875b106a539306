package pictures

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/templates"
)

// Order says what picture to make, and for whom.
type Order struct {
	Key      store.Key           // who asks; its scope to render was checked
	Rated    bool                // the request took one of the key's rate already, as those with a Bearer key do
	Template string              // id, or id@version
	Inline   *templates.Template // instead of Template: one that came with the request
	Changes  templates.Changes
	Pages    []Page            // of one PDF, in order; then what stands above holds for those that do not say otherwise
	Options  []signedurl.Param // by the names of a URL, where they stand by themselves, as in JSON
	Params   []signedurl.Param // options, and values of variables and layers by name, as a query has them
	Defaults []signedurl.Param // values for those names that the template has and Params has not
	Ext      string            // from the path, "jpg"; empty: the options say, or Accepts
	Accepts  []render.Format   // where neither path nor options say, the first that the client takes; none: JPEG
	Expires  time.Time         // when the URL ends; zero: never
	Report   bool              // fill in the report and the blurhash
}

// Page is what some pages of a PDF are made of: all those of a template.
type Page struct {
	Template string              // id, or id@version
	Inline   *templates.Template // instead of Template
	Changes  templates.Changes
}

// MaxPages of an order: a PDF has no more.
const MaxPages = 100

// parts are what is to be applied: one of each page, or one alone. Changes of all come before a page's own,
// which win.
func (o Order) parts() []Page {
	if len(o.Pages) == 0 {
		return []Page{{o.Template, o.Inline, o.Changes}}
	}
	all := slices.Clone(o.Pages)
	for i := range all {
		p := &all[i]
		if p.Template == "" && p.Inline == nil {
			p.Template, p.Inline = o.Template, o.Inline
		}
		p.Changes = slices.Concat(o.Changes, p.Changes)
	}
	return all
}

// Lacks says where a template is missing: "template", or "pages[2].template". Empty: nowhere.
func (o Order) Lacks() string {
	for i, p := range o.parts() {
		if p.Template == "" && p.Inline == nil {
			return strings.TrimPrefix(o.place(i)+".template", ".")
		}
	}
	return ""
}

// HasInline says whether a template came with the order, which so cannot be said again in a few words.
func (o Order) HasInline() bool {
	return slices.ContainsFunc(o.parts(), func(p Page) bool { return p.Inline != nil })
}

// place is where a part stands in an order's JSON.
func (o Order) place(i int) string {
	if len(o.Pages) == 0 {
		return ""
	}
	return fmt.Sprintf("pages[%d]", i)
}

// inlineName is what templates that come with a request are counted under, and their files called.
const inlineName = "picture"

// name is the id of the template, or of the first page's: under it the order is counted.
func (o Order) name() string { return o.parts()[0].name() }

// name is the template's id without a version.
func (p Page) name() string {
	if p.Inline != nil {
		return inlineName
	}
	id, _, _ := strings.Cut(p.Template, "@")
	return id
}

// Format is the one that the order names. It is empty if it names none.
func (o Order) Format() string {
	for _, p := range slices.Concat(o.Options, o.Params) {
		if p.Name == formatOption {
			return p.Value
		}
	}
	return o.Ext
}
