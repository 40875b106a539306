package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"placard/fonts"
	"placard/render/picture"
	"placard/store"
	"placard/store/catalog"
)

// checkAsset takes what can be drawn: the picture is decoded as a whole.
func checkAsset(data []byte) (mediaType string, facts map[string]string, err error) {
	p, err := picture.Decode(data, picture.DefaultLimits())
	if err != nil {
		return "", nil, err
	}
	width, height := p.Size()
	return http.DetectContentType(data), map[string]string{"width": strconv.Itoa(width), "height": strconv.Itoa(height)}, nil
}

// checkFont takes what can be set in: every glyph is tried out.
func checkFont(data []byte) (mediaType string, facts map[string]string, err error) {
	probe := fonts.New()
	if err := probe.Add("file", data); err != nil {
		return "", nil, err
	}
	var families, faces []string
	for _, f := range probe.Families() {
		families = append(families, f.Name)
		for _, face := range f.Faces {
			style := ""
			if face.Style == fonts.Italic {
				style = " italic"
			}
			faces = append(faces, fmt.Sprintf("%d%s", face.Weight, style))
		}
	}
	slices.Sort(faces)
	facts = map[string]string{"family": strings.Join(families, ", "), "faces": strings.Join(slices.Compact(faces), ", ")}
	return http.DetectContentType(data), facts, nil
}

// uploadedFonts keeps a registry in step with the fonts of the database.
type uploadedFonts struct {
	*catalog.Files
	registry *fonts.Registry
	log      *slog.Logger

	mu     sync.Mutex
	loaded []string // SHA-256 of what the registry was given last
}

// openFonts gives the registry what there is. A font that it refuses is in the log: others go on.
func openFonts(ctx context.Context, cfg catalog.FilesConfig, registry *fonts.Registry, log *slog.Logger) (*uploadedFonts, error) {
	all, err := catalog.NewFiles(cfg)
	if err != nil {
		return nil, err
	}
	u := &uploadedFonts{Files: all, registry: registry, log: log}
	return u, u.refresh(ctx)
}

// Put stores a font and takes it into use.
func (u *uploadedFonts) Put(ctx context.Context, file store.File, content io.Reader) (store.File, error) {
	stored, err := u.Files.Put(ctx, file, content)
	if err == nil {
		err = u.refresh(ctx)
	}
	return stored, err
}

// Delete forgets a font and takes it out of use.
func (u *uploadedFonts) Delete(ctx context.Context, name string) error {
	if err := u.Files.Delete(ctx, name); err != nil {
		return err
	}
	return u.refresh(ctx)
}

// refresh gives the registry the fonts that there are now, if they are others.
func (u *uploadedFonts) refresh(ctx context.Context) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	files, err := u.List(ctx)
	if err != nil {
		return err
	}
	var (
		digests []string
		uploads []fonts.Upload
	)
	for _, f := range files {
		digests = append(digests, f.SHA256)
		uploads = append(uploads, fonts.Upload{Name: f.Name, SHA256: f.SHA256, Read: func() ([]byte, error) { return u.read(ctx, f.Name) }})
	}
	if slices.Equal(digests, u.loaded) {
		return nil
	}
	if err := u.registry.SetUploads(uploads); err != nil {
		u.log.Error("uploaded fonts are not all in use", "err", err)
	}
	u.loaded = digests
	return nil
}

func (u *uploadedFonts) read(ctx context.Context, name string) ([]byte, error) {
	_, content, err := u.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(content)
	return data, errors.Join(err, content.Close())
}

// fontsEvery is how often fonts that another process stored are looked for.
const fontsEvery = time.Second

// follow takes into use what other processes store, until ctx ends.
func (u *uploadedFonts) follow(ctx context.Context) {
	every(ctx, fontsEvery, func() {
		if err := u.refresh(ctx); err != nil && ctx.Err() == nil {
			u.log.Warn("cannot look for uploaded fonts", "err", err)
		}
	})
}

// every calls do at intervals until ctx ends.
func every(ctx context.Context, interval time.Duration, do func()) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}
