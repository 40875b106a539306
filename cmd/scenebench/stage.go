package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"placard/fonts/bundled"
	"placard/render"
	"placard/templates"
)

//go:embed scenes/*.json
var scenes embed.FS

// stage is everything that is ready before the first job.
type stage struct {
	scenes   map[string]*templates.Template
	renderer *render.Renderer
}

func newStage(cfg render.Config, cold photos) (*stage, error) {
	s := &stage{scenes: map[string]*templates.Template{}}
	names, err := fs.Glob(scenes, "scenes/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := scenes.ReadFile(name)
		if err != nil {
			return nil, err
		}
		t, err := templates.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s.scenes[t.ID] = t
	}
	cfg.Watch = watch
	s.renderer, err = render.New(cfg, bundled.New(), cold)
	return s, err
}

// render does what a server does with a verified request, and nothing else.
func (s *stage) render(ctx context.Context, j job) (*render.Output, error) {
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
	return s.renderer.Render(ctx, doc, render.Options{Format: format})
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
