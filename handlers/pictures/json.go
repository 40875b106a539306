package pictures

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"placard/handlers/body"
	"placard/handlers/plainjson"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/templates"
)

// Fields reads members of an order's JSON that belong to one route alone, by name.
type Fields map[string]func(value json.RawMessage) error

// ReadOrder reads an order as JSON, the body of POST /v1/render, /v1/sign and /v1/links and what an item of
// a batch is:
//
//	{"template": "article-card", "changes": {"title": {"text": "Hi"}}, "format": "png", "width": 600}
//
// template is an id, an id@version, or a whole template; changes may have any spelling that
// templates.DecodeChanges reads; the others are options as in a URL, by their long names. What is neither
// these nor in more is refused, with the nearest that is. The place of the object, such as "items[3]",
// stands before the names in errors; empty: it is the whole body. The order's Key is left to the caller,
// and whether it must have a template.
func ReadOrder(data []byte, place string, more Fields) (Order, error) {
	members, err := body.Members(data, place)
	if err != nil {
		return Order{}, err
	}
	at := ""
	if place != "" {
		at = place + "."
	}
	var o Order
	for _, m := range members {
		if err := o.read(m, place, at, more); err != nil {
			return Order{}, err
		}
	}
	return o, nil
}

// Fields of every order that are not options.
const (
	templateField = "template"
	changesField  = "changes"
)

// jsonOptions are the options that an order has as JSON, by one name each, and what they are written as:
// format and platform are words, download is true or false, the others are numbers.
var jsonOptions = map[string]string{
	formatOption: aString, "platform": aString, "download": aBoolean,
	"width": aNumber, "height": aNumber, "scale": aNumber, "quality": aNumber, "cache_ttl": aNumber, "max_bytes": aNumber,
}

const (
	aString  = "a string"
	aNumber  = "a number"
	aBoolean = "true or false"
)

func (o *Order) read(m body.Member, place, at string, more Fields) (err error) {
	readMore, extra := more[m.Name]
	_, option := jsonOptions[m.Name]
	switch {
	case extra:
		return readMore(m.Value)
	case m.Name == templateField:
		return o.readTemplate(m.Value, at)
	case m.Name == changesField:
		o.Changes, err = templates.DecodeChanges(m.Value)
		return err
	case option:
		return o.readOption(m, at)
	}
	known := slices.Collect(maps.Keys(jsonOptions))
	known = slices.AppendSeq(append(known, templateField, changesField), maps.Keys(more))
	return body.Unknown(place, m.Name, known)
}

func (o *Order) readTemplate(value json.RawMessage, at string) (err error) {
	if value[0] == '{' {
		o.Inline, err = templates.Decode(value)
		return below(at+templateField, err)
	}
	if json.Unmarshal(value, &o.Template) != nil || o.Template == "" {
		return problem.New(problem.BadRequest, "%stemplate: want the id of a template, or a template", at)
	}
	return nil
}

// below puts a place before those that errors of a template name, whose fields have the names of options.
func below(place string, err error) error {
	var one *templates.Error
	var several interface{ Unwrap() []error }
	switch {
	case errors.As(err, &several):
		var all []error
		for _, e := range several.Unwrap() {
			all = append(all, below(place, e))
		}
		return errors.Join(all...)
	case errors.As(err, &one):
		placed := *one
		placed.Path = strings.TrimSuffix(place+"."+one.Path, ".")
		return &placed
	}
	return err
}

// readOption keeps an option as it would stand in a URL; false is not to give it.
func (o *Order) readOption(m body.Member, at string) error {
	value, ok := "", false
	switch jsonOptions[m.Name] {
	case aString:
		ok = m.Value[0] == '"' && json.Unmarshal(m.Value, &value) == nil
	case aNumber:
		var n json.Number
		ok = m.Value[0] != '"' && json.Unmarshal(m.Value, &n) == nil && n != ""
		value = n.String()
	case aBoolean:
		var on bool
		if ok = string(m.Value) != "null" && json.Unmarshal(m.Value, &on) == nil; ok && !on {
			return nil
		}
		value = "1"
	}
	if !ok {
		return problem.New(problem.BadRequest, "%s%s: want %s", at, m.Name, jsonOptions[m.Name])
	}
	o.Params = append(o.Params, signedurl.Param{Name: m.Name, Value: value})
	return nil
}

// JSON is what ReadOrder reads back as the same template, changes and options, in one spelling: orders
// that say the same in the same way have the same JSON. An order with an inline template has none.
func (o Order) JSON() ([]byte, error) {
	if o.Inline != nil {
		return nil, problem.New(problem.BadRequest, "template: only a stored template can be referred to; give its id")
	}
	fields := map[string]any{templateField: o.Template} // encoding/json sorts the names of a map
	if len(o.Changes) > 0 {
		fields[changesField] = o.Changes
	}
	for _, p := range o.Params {
		switch jsonOptions[p.Name] {
		case aString:
			fields[p.Name] = p.Value
		case aNumber:
			fields[p.Name] = json.Number(p.Value)
		case aBoolean:
			fields[p.Name] = true
		default:
			return nil, problem.New(problem.BadRequest, "%.40q has no place in the JSON of an order", p.Name)
		}
	}
	return plainjson.Marshal(fields)
}
