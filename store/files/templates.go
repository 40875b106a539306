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

// Template returns a template. An unknown id is an error that matches fs.ErrNotExist; one for a file
// that cannot be used names the file and the place in it.
func (t *Templates) Template(_ context.Context, id string) (*templates.Template, error) {
	if strings.ContainsAny(id, "/.") {
		return nil, fmt.Errorf("template %q: %w", id, fs.ErrNotExist)
	}
	found, err := t.memo.get(id + templateExt)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("template %q: %w", id, fs.ErrNotExist)
	}
	return found, err
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
		return nil, fmt.Errorf("%s: %w", f.where(name), err)
	}
	if t.ID+templateExt != name {
		return nil, fmt.Errorf("%s: id: %q must be the file's name, or the file be called %s", f.where(name), t.ID, t.ID+templateExt)
	}
	return t, nil
}
