package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
)

const (
	// maxItems of one batch: at some 50 ms a picture on one core, a minute's work.
	maxItems = 1000
	// maxOrderBytes bounds a request: 8 kB of changes for each item.
	maxOrderBytes = 8 << 20
	// maxKeptBytes bounds what is kept of a request's items, each with what it takes over from all of them: a
	// list of changes of 256 kB, times a thousand, would fill the database with 256 MB. It is what maxRunning
	// counts on.
	maxKeptBytes = maxOrderBytes
	// maxPlaces are told of what is wrong with a request. Whoever has mended so many will ask again.
	maxPlaces = 20
)

// order is the body of POST /v1/batches.
type order struct {
	defaults pictures.Order // for those items that do not say otherwise
	webhook  string
	raw      []json.RawMessage
}

// readOrder reads a request into the items of a batch, each of which says all that its picture needs.
func readOrder(data []byte) (items []store.BatchItem, webhook string, err error) {
	var o order
	o.defaults, err = pictures.ReadOrder(data, "", withoutURL("", pictures.Fields{"items": o.readItems, "webhook": o.readWebhook}))
	if err != nil {
		return nil, "", err
	}
	if o.raw == nil {
		return nil, "", problem.New(problem.BadRequest, "items: is required: a list of objects, one a picture")
	}
	if len(o.raw) < 1 || len(o.raw) > maxItems {
		return nil, "", problem.New(problem.BadRequest, "items: there are %d, want 1..%d", len(o.raw), maxItems)
	}
	var wrong places
	items = make([]store.BatchItem, len(o.raw))
	names, kept := map[string]int{}, 0
	for i, raw := range o.raw {
		at := fmt.Sprintf("items[%d]", i)
		if items[i], err = o.item(raw, at, i); err != nil {
			wrong.add(at, err)
			continue
		}
		if kept += len(items[i].Order); kept > maxKeptBytes {
			return nil, "", problem.New(problem.BodyTooLarge, "items: with the changes of all in each, they have more than %d bytes; make smaller batches", maxKeptBytes)
		}
		same := strings.ToLower(items[i].Name) // on many disks a file's name is the same in capitals
		if first, twice := names[same]; twice {
			wrong.add(at, problem.New(problem.BadRequest, "%s.name: %q is that of items[%d] too", at, items[i].Name, first))
			continue
		}
		names[same] = i
	}
	return items, o.webhook, wrong.err()
}

func (o *order) readItems(value json.RawMessage) error {
	if value[0] != '[' || json.Unmarshal(value, &o.raw) != nil {
		return problem.New(problem.BadRequest, "items: want a list of objects")
	}
	return nil
}

func (o *order) readWebhook(value json.RawMessage) error {
	if value[0] != '"' || json.Unmarshal(value, &o.webhook) != nil || o.webhook == "" {
		return problem.New(problem.BadRequest, "webhook: want a URL")
	}
	return nil
}

// withoutURL adds refusals of the options that say how a URL's picture is to be served: a zip's have none.
func withoutURL(at string, fields pictures.Fields) pictures.Fields {
	for _, name := range []string{"cache_ttl", "download"} {
		fields[name] = func(json.RawMessage) error {
			return problem.New(problem.BadRequest, "%s%s: is an option of URLs, and pictures of a batch have none; leave it out", at, name)
		}
	}
	return fields
}

// fileName is what every system takes as the name of a file, in a request and in a zip.
var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$`)

// item reads one item, which stands at a place of the request.
func (o *order) item(raw json.RawMessage, at string, index int) (store.BatchItem, error) {
	name := fmt.Sprintf("%04d", index+1)
	own, err := pictures.ReadOrder(raw, at, withoutURL(at+".", pictures.Fields{"name": func(value json.RawMessage) error {
		if value[0] != '"' || json.Unmarshal(value, &name) != nil || !fileName.MatchString(name) {
			return problem.New(problem.BadRequest, "%s.name: want letters, digits, dots, - and _, 128 at most", at)
		}
		return nil
	}}))
	if err != nil {
		return store.BatchItem{}, err
	}
	own = o.fill(own)
	format := render.JPEG
	if given := own.Format(); given != "" {
		if format, err = render.ParseFormat(given); err != nil {
			return store.BatchItem{}, err
		}
	}
	if lacks := own.Lacks(); lacks != "" {
		return store.BatchItem{}, problem.New(problem.BadRequest, "%s.%s: is required, here or beside items", at, lacks)
	}
	json, err := own.JSON()
	return store.BatchItem{Index: index, Name: name + "." + format.Ext(), Order: json, State: store.BatchQueued}, err
}

// fill gives an item what it does not say itself. Changes of all come before its own, which win.
func (o *order) fill(own pictures.Order) pictures.Order {
	if own.Template == "" && own.Inline == nil {
		own.Template, own.Inline = o.defaults.Template, o.defaults.Inline
	}
	if own.Pages == nil {
		own.Pages = o.defaults.Pages
	}
	own.Changes = slices.Concat(o.defaults.Changes, own.Changes)
	for _, p := range o.defaults.Options {
		if !slices.ContainsFunc(own.Options, func(q signedurl.Param) bool { return q.Name == p.Name }) {
			own.Options = append(own.Options, p)
		}
	}
	return own
}

// places gathers what is wrong with items.
type places []problem.Place

// add says where an error is, which may have said so itself.
func (p *places) add(at string, err error) {
	described := problem.Describe(err)
	detail := described.Detail
	if rest, ok := strings.CutPrefix(detail, at); ok {
		field, why, found := strings.Cut(rest, ": ")
		if found {
			at, detail = at+field, why
		}
	}
	*p = append(*p, problem.Place{At: at, Detail: detail})
}

// err is a problem that names the first of them, and lists some more.
func (p places) err() error {
	if len(p) == 0 {
		return nil
	}
	all := problem.New(problem.BadRequest, "%s: %s", p[0].At, p[0].Detail)
	if len(p) > 1 {
		all.Errors = p[:min(len(p), maxPlaces)]
	}
	return all
}

// checkWebhook says why a webhook would not be told.
func (b *Batches) checkWebhook(url string) error {
	if url == "" {
		return nil
	}
	if b.deps.Poster == nil {
		return problem.New(problem.BadRequest, "webhook: this server tells none; ask for the batch now and then")
	}
	err := b.deps.Poster.CheckPost(url)
	if errors.Is(err, store.ErrUpstream) {
		return problem.New(problem.BadRequest, "webhook: %s", err)
	}
	return err
}
