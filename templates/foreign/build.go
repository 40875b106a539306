package foreign

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"placard/templates"
)

// fields is an object of the template that is being made.
type fields = map[string]any

// importer makes a template.
type importer struct {
	template fields
	warnings []Warning
	taken    map[string]bool   // ids of layers
	ids      map[string]string // of layers, by their names there
	used     map[string]bool   // ids that were reserved and have their layer
}

// fallbackWidth and fallbackHeight are a link preview's, where the file does not say how large its canvas is.
const fallbackWidth, fallbackHeight = 1200, 630

// begin starts the template.
func (im *importer) begin(s *source, uid, name string) {
	im.template = fields{"id": uid, "name": name}
	if description := s.text("description"); description != "" {
		im.template["description"] = description
	}
	im.side(s, im.template, "width", fallbackWidth)
	im.side(s, im.template, "height", fallbackHeight)
	s.ignore("tags", "preview", "preview_url", "thumbnail", "thumbnail_url", "created_at", "updated_at", "createdAt", "updatedAt", "self", "user", "folderId", "layersCount")
}

// side reads a side of the canvas in whole px.
func (im *importer) side(s *source, to fields, name string, fallback int) {
	n, ok := s.number(name)
	switch {
	case ok && n >= 1:
		to[name] = int(n + 0.5)
	case fallback > 0:
		to[name] = fallback
		s.warn(name, "the file does not say it; taken for %d px", fallback)
	}
}

// id makes an id of a layer's name, and says if it is another than the name.
func (im *importer) id(s *source, name string) string {
	id := slug(name, false)
	if id == "" {
		id = "layer"
	}
	for base, n := id, 2; im.taken[id]; n++ {
		id = fmt.Sprintf("%.*s-%d", maxID-5, base, n)
	}
	im.taken[id] = true
	if im.ids[name] == "" {
		im.ids[name] = id
	}
	if id != name {
		s.warn("", "its id here is %s, which changes have to name", id)
	}
	return id
}

// maxID is the length of the longest id.
const maxID = 64

// slug makes an id of a name: letters, digits, dashes and underscores; lower makes it a template's.
func slug(name string, lower bool) string {
	if lower {
		name = strings.ToLower(name)
	}
	var sb strings.Builder
	for _, r := range name {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '-' || r == '_':
			sb.WriteRune(r)
		default:
			sb.WriteByte('-')
		}
	}
	id := strings.Trim(dashes.ReplaceAllString(sb.String(), "-"), "-_")
	return strings.TrimRight(id[:min(len(id), maxID)], "-_")
}

var dashes = regexp.MustCompile(`-+`)

// finish writes the template.
func (im *importer) finish(id string) ([]byte, error) {
	t := im.template
	if id == "" {
		uid, _ := t["id"].(string)
		name, _ := t["name"].(string)
		if id = slug(uid, true); id == "" {
			id = slug(name, true)
		}
		if id == "" {
			id = "imported"
		}
	}
	t["id"] = id
	if t["name"] == "" {
		delete(t, "name")
	}
	for _, part := range []string{"layers", "pages", "background"} {
		if t[part] != nil {
			t[part] = literal(t[part])
		}
	}
	return im.mend()
}

// literal doubles the braces in all strings, which are placeholders here and were not there.
func literal(v any) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, "{{", "{{{{")
	case []any:
		for i := range v {
			v[i] = literal(v[i])
		}
	case fields:
		for name := range v {
			v[name] = literal(v[name])
		}
	}
	return v
}

// maxMends bounds how often the template is tried; each try takes ten problems away, or a layer.
const maxMends = 100

// mend leaves out what Decode refuses, and says so, until it refuses nothing: a value that is out of range
// here, or a layer that cannot do without it. What is wrong with the canvas stays an error.
func (im *importer) mend() ([]byte, error) {
	for range maxMends {
		data, err := json.Marshal(im.template)
		if err != nil {
			return nil, err
		}
		if data, err = templates.Format(data); err != nil {
			return nil, err
		}
		_, err = templates.Decode(data)
		if err == nil {
			return data, nil
		}
		if !im.drop(err) {
			return nil, err
		}
	}
	return nil, errors.New("too much of it has no counterpart")
}

// drop leaves out what an error, or several, are about. It reports false if that is no part of a layer.
func (im *importer) drop(err error) bool {
	problems := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		problems = joined.Unwrap()
	}
	dropped := false
	for _, problem := range problems {
		var e *templates.Error
		if !errors.As(problem, &e) {
			return false
		}
		layer, rest := im.layerAt(e.Path)
		switch {
		case layer == nil:
			return dropped
		case remove(layer, rest):
			im.warnings = append(im.warnings, Warning{Layer: text(layer["id"]), Field: rest, Msg: "left out: " + e.Msg})
		default:
			im.warnings = append(im.warnings, Warning{Layer: text(layer["id"]), Msg: "left out: " + rest + " " + e.Msg})
			im.removeLayer(layer)
			return true // the places of the others are no longer so
		}
		dropped = true
	}
	return dropped
}

func text(v any) string { s, _ := v.(string); return s }

// stepPattern is one step into a path: a name, or an index.
var stepPattern = regexp.MustCompile(`^\.?([A-Za-z_$]\w*)|^\[(\d+)\]`)

// layerAt finds the innermost layer on a path, and what of the path is within it.
func (im *importer) layerAt(path string) (layer fields, rest string) {
	var at any = im.template
	listed := ""
	for path != "" {
		m := stepPattern.FindStringSubmatch(path)
		if m == nil {
			break
		}
		path = path[len(m[0]):]
		if m[2] == "" {
			listed, at = m[1], object(at)[m[1]]
			continue
		}
		i, _ := strconv.Atoi(m[2])
		all := list(at)
		if i >= len(all) {
			break
		}
		at = all[i]
		if listed == "layers" && object(at) != nil {
			layer, rest = object(at), strings.TrimPrefix(path, ".")
		}
	}
	return layer, rest
}

// remove takes a field out of a layer by its path, or false if there is none.
func remove(layer fields, path string) bool {
	name, _, _ := strings.Cut(path, ".")
	name, _, _ = strings.Cut(name, "[")
	if _, ok := layer[name]; !ok || name == "id" || name == "type" || name == "layers" {
		return false
	}
	delete(layer, name)
	return true
}

// removeLayer takes a layer out, wherever it lies.
func (im *importer) removeLayer(layer fields) {
	var walk func(holder fields)
	walk = func(holder fields) {
		all, _ := holder["layers"].([]any)
		kept := []any{}
		for _, item := range all {
			if o := object(item); o["id"] != layer["id"] {
				kept = append(kept, item)
				if o["layers"] != nil {
					walk(o)
				}
			}
		}
		holder["layers"] = kept
	}
	for _, page := range list(im.template["pages"]) {
		walk(object(page))
	}
	if im.template["layers"] != nil {
		walk(im.template)
	}
}
