package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"placard/store"
	"placard/templates"
)

// JSON returns a template as it was written: a version of a stored one, also of one that was deleted,
// or for 0 the one that Template returns. One that is not stored has the version 0 and no author.
func (t *Templates) JSON(ctx context.Context, id string, version int) (store.Template, error) {
	if version == 0 {
		found, err := fromShelf(ctx, t.cfg.Folder, id)
		if !errors.Is(err, fs.ErrNotExist) {
			return found, err
		}
	}
	found, err := t.cfg.Stored.Get(ctx, id, version)
	if version == 0 && errors.Is(err, fs.ErrNotExist) {
		return fromShelf(ctx, t.cfg.Starters, id)
	}
	return found, err
}

func fromShelf(ctx context.Context, shelf Shelf, id string) (store.Template, error) {
	data, changed, err := shelf.JSON(ctx, id)
	if err != nil {
		return store.Template{}, err
	}
	return store.Template{ID: id, JSON: data, Created: changed}, nil
}

// Versions returns all versions of a stored template, also of a deleted one, without their JSON, newest
// first. A template that is only a file has none: fs.ErrNotExist.
func (t *Templates) Versions(ctx context.Context, id string) ([]store.Template, error) {
	return t.cfg.Stored.Versions(ctx, id)
}

// Put decodes s.JSON and stores it as the next version of s.ID, or of the id in it if s.ID is empty; the
// two must be the same. Of s it takes the author, too. For match see storetest.Templates: 0 creates.
// Errors of the template are those of templates.Decode, and nothing is stored then.
func (t *Templates) Put(ctx context.Context, s store.Template, match int) (store.TemplateInfo, error) {
	found, err := templates.Decode(s.JSON)
	if err != nil {
		return store.TemplateInfo{}, err
	}
	if s.ID != "" && s.ID != found.ID {
		return store.TemplateInfo{}, store.Invalidf("id", "%q must be that of the template it is stored as, %q", found.ID, s.ID)
	}
	s.ID = found.ID
	if err := t.changeable(ctx, s.ID); err != nil {
		return store.TemplateInfo{}, err
	}
	s.Created = t.cfg.Now()
	defer t.stored.changed()
	s, err = t.cfg.Stored.Put(ctx, s, match)
	if err != nil {
		return store.TemplateInfo{}, err
	}
	t.decoded.Set(pin{s.ID, s.Version}, decoded{found, len(s.JSON)})
	return t.storedInfo(ctx, s)
}

// Delete hides a stored template, all its versions too, until Restore. Its newest version must be match
// (store.ErrConflict), unless that is store.AnyVersion.
func (t *Templates) Delete(ctx context.Context, id string, match int) error {
	if err := t.changeable(ctx, id); err != nil {
		return err
	}
	defer t.stored.changed()
	err := t.cfg.Stored.Delete(ctx, id, match)
	if errors.Is(err, fs.ErrNotExist) {
		if _, starter := fromShelf(ctx, t.cfg.Starters, id); starter == nil {
			return readOnly(id)
		}
	}
	return err
}

// Restore brings a deleted template back, at the version that it had. It does nothing to one that is
// there.
func (t *Templates) Restore(ctx context.Context, id string) (store.TemplateInfo, error) {
	if err := t.changeable(ctx, id); err != nil {
		return store.TemplateInfo{}, err
	}
	defer t.stored.changed()
	s, err := t.cfg.Stored.Restore(ctx, id)
	if err != nil {
		return store.TemplateInfo{}, err
	}
	return t.storedInfo(ctx, s)
}

// changeable is an error for what the operator's folder has, even if it is broken.
func (t *Templates) changeable(ctx context.Context, id string) error {
	_, err := fromShelf(ctx, t.cfg.Folder, id)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return readOnly(id)
}

func readOnly(name string) error { return fmt.Errorf("%.80q: %w", name, store.ErrReadOnly) }
