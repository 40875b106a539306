package api_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"placard/handlers/api"
	"placard/handlers/pictures"
	"placard/render"
	"placard/store"
)

var (
	errUnreachable = fmt.Errorf("database: %w", store.ErrUnavailable)
	errBroken      = errors.New("disk /srv/secret is on fire")
)

// fail puts stores that fail with err in the place of all that can fail.
func fail(err error) func(*api.Deps) {
	return func(d *api.Deps) {
		d.Maker, d.Links, d.Templates, d.TemplateChanges, d.KeyChanges, d.Usage =
			downMaker{err}, downLinks{err}, downTemplates{err}, downTemplates{err}, downKeys{err}, downUsage{err}
		d.Assets, d.AssetChanges, d.Fonts, d.FontChanges = downFiles{err}, downFiles{err}, downFiles{err}, downFiles{err}
	}
}

type (
	downMaker     struct{ err error }
	downLinks     struct{ err error }
	downTemplates struct{ err error }
	downFiles     struct{ err error }
	downKeys      struct{ err error }
	downUsage     struct{ err error }
)

func (d downMaker) Make(context.Context, pictures.Order) (*pictures.Picture, error) {
	return nil, d.err
}
func (d downMaker) Check(context.Context, pictures.Order) (render.Format, error)    { return "", d.err }
func (d downMaker) CheckURL(context.Context, pictures.Order) (render.Format, error) { return "", d.err }

func (d downLinks) Put(context.Context, store.Link) error           { return d.err }
func (d downLinks) Get(context.Context, string) (store.Link, error) { return store.Link{}, d.err }
func (d downLinks) Delete(context.Context, string) error            { return d.err }

func (d downLinks) Taken(context.Context, string) (int, int64, error) { return 0, 0, d.err }

func (d downTemplates) List(context.Context) ([]store.TemplateInfo, error) { return nil, d.err }
func (d downTemplates) JSON(context.Context, string, int) (store.Template, error) {
	return store.Template{}, d.err
}
func (d downTemplates) Versions(context.Context, string) ([]store.Template, error) { return nil, d.err }
func (d downTemplates) Put(context.Context, store.Template, int) (store.TemplateInfo, error) {
	return store.TemplateInfo{}, d.err
}
func (d downTemplates) Delete(context.Context, string, int) error { return d.err }
func (d downTemplates) Restore(context.Context, string) (store.TemplateInfo, error) {
	return store.TemplateInfo{}, d.err
}

func (d downFiles) List(context.Context) ([]store.File, error)      { return nil, d.err }
func (d downFiles) Get(context.Context, string) (store.File, error) { return store.File{}, d.err }
func (d downFiles) Open(context.Context, string) (store.File, io.ReadSeekCloser, error) {
	return store.File{}, nil, d.err
}
func (d downFiles) Put(context.Context, store.File, io.Reader) (store.File, error) {
	return store.File{}, d.err
}
func (d downFiles) Delete(context.Context, string) error { return d.err }

func (d downKeys) Import(context.Context, store.Made) (store.Made, error) { return store.Made{}, d.err }
func (d downKeys) Update(context.Context, store.Key) (store.Key, error)   { return store.Key{}, d.err }
func (d downKeys) Rotate(context.Context, string, string, time.Duration) (store.Secret, error) {
	return "", d.err
}
func (d downKeys) Revoke(context.Context, string) error { return d.err }

func (d downUsage) Sum(context.Context, string, string, string) ([]store.Usage, error) {
	return nil, d.err
}
