package pictures

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"placard/handlers/problem"
	"placard/store"
	"placard/templates"
)

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
	all, err := m.deps.Templates.List(ctx)
	if err != nil {
		return err
	}
	var known []string
	for _, t := range all {
		if o.Key.MayUse(t.ID) {
			known = append(known, t.ID)
		}
	}
	switch near := templates.Nearest(o.name(), known); {
	case slices.Contains(known, o.name()):
		return problem.New(problem.NotFound, "the template %.64q has no such version", o.Template)
	case near != "":
		return problem.New(problem.NotFound, "no template %.64q; did you mean %q?", o.Template, near)
	}
	return problem.New(problem.NotFound, "no template %.64q", o.Template)
}
