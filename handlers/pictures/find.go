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

// find returns the template of a part of an order, if the key may use it.
func (m *Maker) find(ctx context.Context, key store.Key, p Page) (*templates.Template, error) {
	if p.Inline != nil {
		if len(key.Templates) > 0 {
			return nil, problem.New(problem.Forbidden, "the key %s may only use templates of its list, and none that comes with the request", key.ID)
		}
		return p.Inline, nil
	}
	if p.Template == "" {
		return nil, problem.New(problem.BadRequest, "template: is required: the id of a template")
	}
	if !key.MayUse(p.name()) {
		return nil, problem.New(problem.Forbidden, "the key %s may not use the template %.64q", key.ID, p.name())
	}
	t, err := m.deps.Templates.Template(ctx, p.Template)
	switch {
	case err == nil:
		return t, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, m.unknownTemplate(ctx, key, p)
	case errors.Is(err, store.ErrUnavailable), ctx.Err() != nil:
		return nil, err
	}
	// Its author's fault, not the caller's: the log says where, the caller reads only which.
	return nil, problem.New(problem.Internal, "the template %.64q cannot be used; the server's log says why", p.Template).Because(err)
}

// unknownTemplate suggests another to one who has a key, and so may know which there are.
func (m *Maker) unknownTemplate(ctx context.Context, key store.Key, p Page) error {
	all, err := m.deps.Templates.List(ctx)
	if err != nil {
		return err
	}
	var known []string
	for _, t := range all {
		if key.MayUse(t.ID) {
			known = append(known, t.ID)
		}
	}
	switch near := templates.Nearest(p.name(), known); {
	case slices.Contains(known, p.name()):
		return problem.New(problem.NotFound, "the template %.64q has no such version", p.Template)
	case near != "":
		return problem.New(problem.NotFound, "no template %.64q; did you mean %q?", p.Template, near)
	}
	return problem.New(problem.NotFound, "no template %.64q", p.Template)
}
