// Package foreign reads the templates of other services and says what has no counterpart.
//
// Import takes the JSON that a service's API answers with, and makes a template of it that Decode accepts.
// Layers keep their names as far as they can be ids, so that the changes that callers send go on to fit. What
// it does not take over is a Warning that names the layer and the field; it never fails for that. The package
// fetches nothing: pictures stay where they are.
package foreign

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"placard/templates"
)

// Result is a template that was taken over.
type Result struct {
	JSON     []byte // as templates.Format writes it; templates.Decode accepts it
	Service  string // whose it was: one of Services
	Warnings []Warning
}

// Warning is something that the template here has not, or not as it was.
type Warning struct {
	Layer string // by its name there; empty: the template as a whole
	Field string // by its name there; empty: the layer as a whole
	Msg   string
}

// String is "layer title, text-shadow: …".
func (w Warning) String() string {
	var where []string
	if w.Layer != "" {
		where = append(where, "layer "+w.Layer)
	}
	if w.Field != "" {
		where = append(where, w.Field)
	}
	if len(where) == 0 {
		return w.Msg
	}
	return strings.Join(where, ", ") + ": " + w.Msg
}

// Options say how to import.
type Options struct {
	From string // one of Services; empty: found out
	ID   string // of the template here; empty: made of its id or name there
}

// ErrUnknown is a file that is of no service that is known here.
var ErrUnknown = errors.New("not a template of a service that is known here")

// dialect is one form of template JSON.
type dialect struct {
	service string
	what    string // for messages: the request that answers with it
	knows   func(root map[string]any) bool
	read    func(im *importer, root *source)
}

// dialects are in the order in which they are tried: the surest signs first.
var dialects = []dialect{
	{"orshot", "GET /v1/studio/templates/{id}: pages_data", has("pages_data"), readOrshot},
	{"bannerbear", "version 5, GET /v5/image_templates/{uid}: config.objects", func(root map[string]any) bool { return list(object(root["config"])["objects"]) != nil }, readBannerbear},
	{"bannerbear", "version 2, GET /v2/templates/{uid}: available_modifications", has("available_modifications"), readBannerbearNames},
	{"templated", "POST /v1/template, GET /v1/template/{id}/pages or /layers: layers with layer, or pages", knowsTemplated, readTemplated},
	{"placid", "GET /api/rest/templates/{uuid}: layers with name and type", knowsPlacid, readPlacid},
	{"renderform", "GET /api/v2/my-templates/{id}: properties", has("properties"), readRenderForm},
}

// Services are those whose templates can be imported.
func Services() []string {
	var names []string
	for _, d := range dialects {
		if !slices.Contains(names, d.service) {
			names = append(names, d.service)
		}
	}
	slices.Sort(names)
	return names
}

// Known lists what Import recognises, a line a form.
func Known() string {
	var lines []string
	for _, d := range dialects {
		lines = append(lines, fmt.Sprintf("  %-10s  %s", d.service, d.what))
	}
	return strings.Join(lines, "\n")
}

// maxInput bounds the JSON that is read: that of a template with some embedded pictures.
const maxInput = 8 << 20

// Import takes a template over. Errors are those of broken JSON, of a file that is of no known service, which
// is ErrUnknown, and of a template that is beyond what templates may be, such as a canvas of 10,000 px.
func Import(data []byte, opt Options) (*Result, error) {
	if len(data) > maxInput {
		return nil, fmt.Errorf("%d bytes; the limit is %d", len(data), maxInput)
	}
	if opt.From != "" && !slices.Contains(Services(), opt.From) {
		return nil, fmt.Errorf("%q is none of %s", opt.From, strings.Join(Services(), ", "))
	}
	root, err := unwrap(data)
	if err != nil {
		return nil, err
	}
	for _, d := range dialects {
		if opt.From != "" && opt.From != d.service || !d.knows(root) {
			continue
		}
		im := &importer{taken: map[string]bool{}, ids: map[string]string{}, used: map[string]bool{}}
		s := im.source("", root)
		d.read(im, s)
		s.rest()
		out, err := im.finish(opt.ID)
		return &Result{JSON: out, Service: d.service, Warnings: im.warnings}, err
	}
	if opt.From != "" {
		return nil, fmt.Errorf("%w: it does not look like %s's; known are\n%s", ErrUnknown, opt.From, Known())
	}
	return nil, fmt.Errorf("%w; known are\n%s", ErrUnknown, Known())
}

// unwrap reads the JSON, and takes the one template out of the list that some requests answer with. A list
// of layers alone becomes an object of them.
func unwrap(data []byte) (map[string]any, error) {
	root, err := decode(bytes.TrimPrefix(data, []byte("\ufeff")))
	if err != nil {
		return nil, fmt.Errorf("it is no JSON: %w", err)
	}
	for range 3 { // a list in an object in a list is as deep as it gets
		if all := list(root); all != nil {
			switch first := object(all[0]); {
			case first["layer"] != nil:
				return map[string]any{"layers": all}, nil
			case first["page"] != nil && first["layers"] != nil:
				return map[string]any{"pages": all}, nil
			case len(all) > 1:
				return nil, fmt.Errorf("it holds %d templates; ask for one of them by its id", len(all))
			}
			root = all[0]
			continue
		}
		inner := object(root)["data"]
		if inner == nil || object(inner) == nil && list(inner) == nil {
			break
		}
		root = inner
	}
	if object(root) == nil {
		return nil, fmt.Errorf("%w; known are\n%s", ErrUnknown, Known())
	}
	return object(root), nil
}

func has(name string) func(map[string]any) bool {
	return func(root map[string]any) bool { return list(root[name]) != nil }
}

// object is a value as an object, or nil.
func object(v any) map[string]any { o, _ := v.(map[string]any); return o }

// list is a value as a list that is not empty, or nil.
func list(v any) []any {
	l, _ := v.([]any)
	if len(l) == 0 {
		return nil
	}
	return l
}

// isColor says whether a colour is one here.
func isColor(s string) bool { _, err := templates.ParseColor(s); return err == nil }
