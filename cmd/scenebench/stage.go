package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"placard/fonts/bundled"
	"placard/render"
	"placard/templates"
)

//go:embed scenes/*.json assets
var files embed.FS

// stage is everything that is ready before the first job.
type stage struct {
	scenes   map[string]*templates.Template
	renderer *render.Renderer
}

func newStage() (*stage, error) {
	s := &stage{scenes: map[string]*templates.Template{}}
	names, err := fs.Glob(files, "scenes/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		t, err := templates.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s.scenes[t.ID] = t
	}
	s.renderer, err = render.New(render.DefaultConfig(), bundled.New(), photos{})
	return s, err
}

// render does what a server does with a verified request, and nothing else.
func (s *stage) render(ctx context.Context, j job) ([]byte, error) {
	t := s.scenes[j.Scene]
	if t == nil {
		return nil, fmt.Errorf("no scene %q", j.Scene)
	}
	format := render.Raw
	if j.Format != "raw" {
		var err error
		if format, err = render.ParseFormat(j.Format); err != nil {
			return nil, err
		}
	}
	list, err := changesFor(t, j)
	if err != nil {
		return nil, err
	}
	changes, err := templates.DecodeChanges(list)
	if err != nil {
		return nil, err
	}
	doc, err := t.Apply(changes)
	if err != nil {
		return nil, err
	}
	out, err := s.renderer.Render(ctx, doc, render.Options{Format: format})
	if err != nil {
		return nil, err
	}
	return out.Bytes, nil
}

// change is one entry of the list that a caller sends.
type change struct {
	ID   string `json:"id"`
	Text string `json:"text,omitempty"`
	Src  string `json:"src,omitempty"`
}

// changesFor sets the title and, for a cold job, gives every photo a name that was not used before.
func changesFor(t *templates.Template, j job) ([]byte, error) {
	list := []change{{ID: "title", Text: j.Title}}
	if j.Photo == "cold" {
		for _, l := range t.Layers {
			if im, ok := l.(*templates.Image); ok && strings.HasSuffix(im.Src, ".jpg") {
				list = append(list, change{ID: im.ID, Src: fmt.Sprintf("%s@%d", im.Src, j.N)})
			}
		}
	}
	return json.Marshal(list)
}

// photos are the scenes' pictures. A name that ends in "@7" is a JPEG with a comment segment that says
// 7: the same picture and work, but bytes that no cache has seen.
type photos struct{}

func (photos) Stat(_ context.Context, name string) (string, error) {
	name, n, _ := strings.Cut(name, "@")
	_, err := fs.Stat(files, path.Join("assets", name))
	return n, err
}

func (photos) Read(_ context.Context, name string) ([]byte, error) {
	name, n, cold := strings.Cut(name, "@")
	data, err := files.ReadFile(path.Join("assets", name))
	if err != nil || !cold {
		return data, err
	}
	comment := fmt.Sprintf("%012s", n)
	out := append([]byte{}, data[:2]...) // SOI
	out = append(out, 0xff, 0xfe, 0, byte(2+len(comment)))
	return append(append(out, comment...), data[2:]...), nil
}
