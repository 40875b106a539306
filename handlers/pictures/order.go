package pictures

import (
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
	Params   []signedurl.Param // options, and values of variables and layers by name
	Defaults []signedurl.Param // values for those names that the template has and Params has not
	Ext      string            // from the path, "jpg"; empty: the options say, or Accepts
	Accepts  []render.Format   // where neither path nor options say, the first that the client takes; none: JPEG
	Expires  time.Time         // when the URL ends; zero: never
	Report   bool              // fill in the report and the blurhash
}

// inlineName is what templates that come with a request are counted under, and their files called.
const inlineName = "picture"

// name is the template's id without a version.
func (o Order) name() string {
	if o.Inline != nil {
		return inlineName
	}
	id, _, _ := strings.Cut(o.Template, "@")
	return id
}

// Format is the one that the order names. It is empty if it names none.
func (o Order) Format() string {
	for _, p := range o.Params {
		if p.Name == formatOption {
			return p.Value
		}
	}
	return o.Ext
}
