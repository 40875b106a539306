package catalog

import (
	"context"
	"fmt"
	"io/fs"

	"placard/store"
)

// NoTemplates are the templates of a database that is not there: commands work without one.
type NoTemplates struct{}

// Generation implements Watched.
func (NoTemplates) Generation(context.Context) (int64, error) { return 0, nil }

// Get implements TemplateReader.
func (NoTemplates) Get(_ context.Context, id string, _ int) (store.Template, error) {
	return store.Template{}, fmt.Errorf("template %.80q: %w", id, fs.ErrNotExist)
}

// List implements TemplateReader.
func (NoTemplates) List(context.Context) ([]store.Template, error) { return nil, nil }

// Versions implements TemplateReader.
func (NoTemplates) Versions(_ context.Context, id string) ([]store.Template, error) {
	return nil, fmt.Errorf("template %.80q: %w", id, fs.ErrNotExist)
}

// Put implements TemplateWriter.
func (NoTemplates) Put(context.Context, store.Template, int) (store.Template, error) {
	return store.Template{}, store.ErrReadOnly
}

// Delete implements TemplateWriter.
func (NoTemplates) Delete(context.Context, string, int) error { return store.ErrReadOnly }

// Restore implements TemplateWriter.
func (NoTemplates) Restore(context.Context, string) (store.Template, error) {
	return store.Template{}, store.ErrReadOnly
}

// NoFiles are the uploaded files of a database that is not there.
type NoFiles struct{}

// Generation implements Watched.
func (NoFiles) Generation(context.Context) (int64, error) { return 0, nil }

// List implements FileRecords.
func (NoFiles) List(context.Context, store.FileKind) ([]store.File, error) { return nil, nil }

// Put implements FileRecords.
func (NoFiles) Put(context.Context, store.File) error { return store.ErrReadOnly }

// Delete implements FileRecords.
func (NoFiles) Delete(context.Context, store.FileKind, string) error { return store.ErrReadOnly }
