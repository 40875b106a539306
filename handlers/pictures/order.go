package pictures

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/templates"
)

// orderFields are those of an order's JSON that are not options.
const (
	templateField = "template"
	changesField  = "changes"
)

// ReadOrder reads an order as JSON, the body of POST /v1/render and /v1/links and what an item of a batch
// is:
//
//	{"template": "article-card", "changes": {"title": {"text": "Hi"}}, "format": "png", "width": 600}
//
// template is an id, an id@version, or a whole template; changes may have any spelling that
// templates.DecodeChanges reads; the others are the options of a URL, as strings, numbers or true. What is
// not known is refused, with the nearest that is. The order's Key is left to the caller.
func ReadOrder(data []byte) (Order, error) {
	fields, err := members(data)
	if err != nil {
		return Order{}, err
	}
	var o Order
	for _, f := range fields {
		switch f.name {
		case templateField:
			err = o.readTemplate(f.value)
		case changesField:
			o.Changes, err = templates.DecodeChanges(f.value)
		default:
			err = o.readOption(f)
		}
		if err != nil {
			return Order{}, err
		}
	}
	if o.Template == "" && o.Inline == nil {
		return Order{}, problem.New(problem.BadRequest, "template: is required: the id of a template, or a template")
	}
	return o, nil
}

func (o *Order) readTemplate(value json.RawMessage) (err error) {
	if value[0] == '{' {
		o.Inline, err = templates.Decode(value)
		return err
	}
	if json.Unmarshal(value, &o.Template) != nil || o.Template == "" {
		return problem.New(problem.BadRequest, "template: want the id of a template, or a template")
	}
	return nil
}

// readOption keeps an option as it would stand in a URL. A false one is not given.
func (o *Order) readOption(f member) error {
	if _, ok := optionNames[f.name]; !ok {
		return unknownField(f.name)
	}
	value := string(f.value)
	switch {
	case value == "false":
		return nil
	case value == "true":
		value = "1"
	case value[0] == '"':
		if err := json.Unmarshal(f.value, &value); err != nil {
			return problem.New(problem.BadRequest, "%s: %s", f.name, err)
		}
	case value[0] == '{', value[0] == '[', value == "null":
		return problem.New(problem.BadRequest, "%s: want a string, a number or true", f.name)
	}
	o.Params = append(o.Params, signedurl.Param{Name: f.name, Value: value})
	return nil
}

func unknownField(name string) error {
	known := append(slices.Collect(maps.Keys(optionNames)), templateField, changesField)
	slices.Sort(known)
	if near := templates.Nearest(name, known); near != "" {
		return problem.New(problem.BadRequest, "%.40q is not a field of an order; did you mean %q?", name, near)
	}
	return problem.New(problem.BadRequest, "%.40q is not a field of an order; values of variables stand in changes", name)
}

// member is one of a JSON object.
type member struct {
	name  string
	value json.RawMessage // begins with its first character
}

// members reads a JSON object, in which each name may stand once: encoding/json alone would keep the last
// of several, and another reader the first.
func members(data []byte) ([]member, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, problem.New(problem.BadRequest, "the body must be a JSON object").Because(err)
	}
	var all []member
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, badJSON(err)
		}
		m := member{name: name.(string)} // within an object the decoder yields nothing else here
		if err := d.Decode(&m.value); err != nil {
			return nil, badJSON(err)
		}
		if slices.ContainsFunc(all, func(other member) bool { return other.name == m.name }) {
			return nil, problem.New(problem.BadRequest, "%.40q stands twice", m.name)
		}
		all = append(all, m)
	}
	if _, err := d.Token(); err != nil {
		return nil, badJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, problem.New(problem.BadRequest, "something follows the JSON object")
	}
	return all, nil
}

func badJSON(err error) error {
	return problem.New(problem.BadRequest, "the body is not JSON: %s", err)
}
