package pictures

import (
	"encoding/json"
	"errors"
	"fmt"
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
// templates.DecodeChanges reads; pages are objects with a template, changes or both; the others are options
// as in a URL, by their long names. What is neither
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
	pagesField    = "pages"
)

// jsonOptions are the options that an order has as JSON, by one name each, and what they are written as.
// Lengths have units, and are strings.
var jsonOptions = map[string]string{
	formatOption: aString, "platform": aString, "download": aBoolean,
	sizeOption: aString, "width": aNumber, "height": aNumber, "scale": aNumber, "quality": aNumber, "cache_ttl": aNumber, "max_bytes": aNumber,
	"lossless": aBoolean, "effort": aString, "chroma": aString, "progressive": aBoolean, "colors": aNumber, "dither": aBoolean,
	"page": aNumber, "paper_size": aString, "orientation": aString, "margin": aString, "fit": aString, "bleed": aString,
	"crop_marks": aBoolean, "dpi": aNumber, "pdfa": aString,
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
		o.Template, o.Inline, err = readTemplate(m.Value, at)
		return err
	case m.Name == pagesField:
		return o.readPages(m.Value, at)
	case m.Name == changesField:
		o.Changes, err = templates.DecodeChanges(m.Value)
		return err
	case option:
		return o.readOption(m, at)
	}
	known := slices.Collect(maps.Keys(jsonOptions))
	known = slices.AppendSeq(append(known, templateField, changesField, pagesField), maps.Keys(more))
	return body.Unknown(place, m.Name, known)
}

func readTemplate(value json.RawMessage, at string) (id string, inline *templates.Template, err error) {
	if value[0] == '{' {
		inline, err = templates.Decode(value)
		return "", inline, below(at+templateField, err)
	}
	if json.Unmarshal(value, &id) != nil || id == "" {
		return "", nil, problem.New(problem.BadRequest, "%stemplate: want the id of a template, or a template", at)
	}
	return id, nil, nil
}

// readPages reads what the pages of a PDF are made of.
func (o *Order) readPages(value json.RawMessage, at string) error {
	var all []json.RawMessage
	if value[0] != '[' || json.Unmarshal(value, &all) != nil {
		return problem.New(problem.BadRequest, "%spages: want a list of objects", at)
	}
	if len(all) < 1 || len(all) > MaxPages {
		return problem.New(problem.BadRequest, "%spages: there are %d, want 1..%d", at, len(all), MaxPages)
	}
	o.Pages = make([]Page, len(all))
	for i, raw := range all {
		if err := o.Pages[i].read(raw, fmt.Sprintf("%spages[%d]", at, i)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Page) read(raw json.RawMessage, place string) error {
	members, err := body.Members(raw, place)
	if err != nil {
		return err
	}
	for _, m := range members {
		switch m.Name {
		case templateField:
			p.Template, p.Inline, err = readTemplate(m.Value, place+".")
		case changesField:
			p.Changes, err = templates.DecodeChanges(m.Value)
			err = below(place, err)
		default:
			err = body.Unknown(place, m.Name, []string{templateField, changesField})
		}
		if err != nil {
			return err
		}
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
	o.Options = append(o.Options, signedurl.Param{Name: m.Name, Value: value})
	return nil
}

// JSON is what ReadOrder reads back as the same template, changes and options, in one spelling: orders
// that say the same in the same way have the same JSON. An order with an inline template has none.
func (o Order) JSON() ([]byte, error) {
	if o.HasInline() {
		return nil, problem.New(problem.BadRequest, "template: only a stored template can be referred to; give its id")
	}
	fields := Page{o.Template, nil, o.Changes}.fields()
	if len(o.Pages) > 0 {
		pages := make([]map[string]any, len(o.Pages))
		for i, p := range o.Pages {
			pages[i] = p.fields()
		}
		fields[pagesField] = pages
	}
	for _, p := range slices.Concat(o.Options, o.Params) {
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

// fields are the members of a page's JSON. encoding/json sorts the names of a map.
func (p Page) fields() map[string]any {
	fields := map[string]any{}
	if p.Template != "" {
		fields[templateField] = p.Template
	}
	if len(p.Changes) > 0 {
		fields[changesField] = p.Changes
	}
	return fields
}
