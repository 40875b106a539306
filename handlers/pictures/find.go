package pictures

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/store"
	"placard/templates"
)

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

// find returns the order's template, if its key may use it.
func (m *Maker) find(ctx context.Context, o Order) (*templates.Template, error) {
	if o.Inline != nil {
		if len(o.Key.Templates) > 0 {
			return nil, problem.New(problem.Forbidden, "the key %s may only use templates of its list, and none that comes with the request", o.Key.ID)
		}
		return o.Inline, nil
	}
	if o.Template == "" {
		return nil, problem.New(problem.BadRequest, "template: is required: the id of a template")
	}
	if !o.Key.MayUse(o.name()) {
		return nil, problem.New(problem.Forbidden, "the key %s may not use the template %.64q", o.Key.ID, o.name())
	}
	t, err := m.deps.Templates.Template(ctx, o.Template)
	switch {
	case err == nil:
		return t, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, m.unknownTemplate(ctx, o)
	case errors.Is(err, store.ErrUnavailable), ctx.Err() != nil:
		return nil, err
	}
	// Its author's fault, not the caller's: the log says where, the caller reads only which.
	return nil, problem.New(problem.Internal, "the template %.64q cannot be used; the server's log says why", o.Template).Because(err)
}

// unknownTemplate suggests another to one who has a key, and so may know which there are.
func (m *Maker) unknownTemplate(ctx context.Context, o Order) error {
	known, err := m.deps.Templates.List(ctx)
	if err != nil {
		return err
	}
	known = slices.DeleteFunc(slices.Clone(known), func(id string) bool { return !o.Key.MayUse(id) })
	switch near := templates.Nearest(o.name(), known); {
	case slices.Contains(known, o.name()):
		return problem.New(problem.NotFound, "the template %.64q has no such version", o.Template)
	case near != "":
		return problem.New(problem.NotFound, "no template %.64q; did you mean %q?", o.Template, near)
	}
	return problem.New(problem.NotFound, "no template %.64q", o.Template)
}

// apply sets the values that a query gives by name, after the changes.
func apply(t *templates.Template, changes templates.Changes, values []signedurl.Param) (*templates.Document, error) {
	for _, v := range values {
		return nil, unknownOption(v.Name)
	}
	return t.Apply(changes)
}
