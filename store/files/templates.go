package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"placard/templates"
)

const templateExt = ".json"

// Templates finds templates by id: ID.json in a folder, else among the embedded.
type Templates struct {
	memo memo[*templates.Template]
}

// NewTemplates looks in dir, which may be missing, and then in embedded, whose root holds ID.json files.
func NewTemplates(dir string, embedded fs.FS) *Templates {
	s := &shelf{dirs: []string{dir}, embedded: embedded, limit: templates.MaxBytes}
	return &Templates{memo[*templates.Template]{shelf: s, made: decodeTemplate, now: time.Now}}
}

// UnusableError is the error for a file that is no template, or none of its name.
type UnusableError struct {
	File string // its path
	Err  error  // what is wrong with it, and where in it
}

// Error is "file: what is wrong".
func (e *UnusableError) Error() string { return e.File + ": " + e.Err.Error() }

// Unwrap returns Err.
func (e *UnusableError) Unwrap() error { return e.Err }

// Template returns a template. An unknown id is an error that matches fs.ErrNotExist; one for a file
// that cannot be used is an *UnusableError.
func (t *Templates) Template(_ context.Context, id string) (*templates.Template, error) {
	name, err := fileName(id)
	if err != nil {
		return nil, err
	}
	found, err := t.memo.get(name)
	return found, notFound(id, err)
}

// JSON returns a template's file, whether it can be used or not, and when it was changed; of an embedded
// one that is not known. An unknown id is an error that matches fs.ErrNotExist.
func (t *Templates) JSON(_ context.Context, id string) (data []byte, changed time.Time, err error) {
	name, err := fileName(id)
	if err != nil {
		return nil, time.Time{}, err
	}
	f, err := t.memo.shelf.find(name)
	if err == nil {
		data, err = t.memo.shelf.read(f, name)
	}
	return data, f.modTime, notFound(id, err)
}

// fileName of a template. Templates lie in the top folder only.
func fileName(id string) (string, error) {
	if strings.ContainsAny(id, "/.") {
		return "", notFound(id, fs.ErrNotExist)
	}
	return id + templateExt, nil
}

func notFound(id string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("template %q: %w", id, fs.ErrNotExist)
	}
	return err
}

// List returns the ids there are, sorted. It reads no file: one of them may turn out unusable.
func (t *Templates) List(context.Context) ([]string, error) {
	names, err := t.memo.shelf.list(templateExt)
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, templateExt)
	}
	return names, nil
}

// decodeTemplate also holds file name and id to each other: a URL has the one, a cache key the other.
func decodeTemplate(f found, name string, data []byte) (*templates.Template, error) {
	t, err := templates.Decode(data)
	if err != nil {
		return nil, &UnusableError{f.where(name), err}
	}
	if t.ID+templateExt != name {
		return nil, &UnusableError{f.where(name), fmt.Errorf("id: %q must be the file's name, or the file be called %s", t.ID, t.ID+templateExt)}
	}
	return t, nil
}
