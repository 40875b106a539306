package catalog

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"placard/store"
	"placard/store/files"
	"placard/templates"
)

// ids returns the ids of all templates, sorted, without looking into them.
func (t *Templates) ids(ctx context.Context) ([]string, error) {
	ids := map[string]bool{}
	for _, shelf := range []Shelf{t.cfg.Folder, t.cfg.Starters} {
		names, err := shelf.List(ctx)
		if err != nil {
			return nil, err
		}
		for _, id := range names {
			ids[id] = true
		}
	}
	stored, err := t.stored.get(ctx)
	if err != nil {
		return nil, err
	}
	for id := range stored {
		ids[id] = true
	}
	return slices.Sorted(maps.Keys(ids)), nil
}

// List says of each id what it is, by id: what Template would return for it, also if that is broken.
func (t *Templates) List(ctx context.Context) ([]store.TemplateInfo, error) {
	ids, err := t.ids(ctx)
	if err != nil {
		return nil, err
	}
	var all []store.TemplateInfo
	for _, id := range ids {
		info, err := t.Info(ctx, id)
		if errors.Is(err, fs.ErrNotExist) { // deleted meanwhile
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, info)
	}
	return all, nil
}

// Info says what an id is. An unknown one is an error that matches fs.ErrNotExist.
func (t *Templates) Info(ctx context.Context, id string) (store.TemplateInfo, error) {
	info, err := t.fileInfo(ctx, t.cfg.Folder, id, store.FolderSource)
	if !errors.Is(err, fs.ErrNotExist) {
		return info, err
	}
	stored, err := t.stored.get(ctx)
	if err != nil {
		return store.TemplateInfo{}, err
	}
	if newest, ok := stored[id]; ok {
		return t.storedInfo(ctx, newest)
	}
	return t.fileInfo(ctx, t.cfg.Starters, id, store.StarterSource)
}

func (t *Templates) storedInfo(ctx context.Context, s store.Template) (store.TemplateInfo, error) {
	info := store.TemplateInfo{ID: s.ID, Version: s.Version, Source: store.StoredSource, Updated: s.Created}
	found, err := t.decode(ctx, pin{s.ID, s.Version})
	return describe(info, found, err)
}

func (t *Templates) fileInfo(ctx context.Context, shelf Shelf, id string, source store.Source) (store.TemplateInfo, error) {
	_, changed, err := shelf.JSON(ctx, id)
	if errors.Is(err, fs.ErrNotExist) {
		return store.TemplateInfo{}, unknown(id)
	}
	info := store.TemplateInfo{ID: id, Source: source}
	if !changed.IsZero() {
		info.Updated = changed.UTC()
	}
	found, err := shelf.Template(ctx, id)
	return describe(info, found, err)
}

// describe completes what is said of a template, or says why it cannot be used, without the server's
// paths. Other errors are returned.
func describe(info store.TemplateInfo, t *templates.Template, err error) (store.TemplateInfo, error) {
	var unusable *files.UnusableError
	switch {
	case err == nil:
		info.Name, info.Width, info.Height = t.Name, t.Width, t.Height
	case errors.As(err, &unusable):
		info.Broken = unusable.Err.Error()
	case errors.Is(err, files.ErrTooLarge):
		info.Broken = "the file is too large"
	case errors.Is(err, fs.ErrPermission):
		info.Broken = "the server may not read the file"
	case errors.Is(err, templates.ErrInvalid), errors.Is(err, templates.ErrTooLarge):
		info.Broken = err.Error()
	default:
		return store.TemplateInfo{}, err
	}
	return info, nil
}
