package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"placard/templates/starter"
)

//go:embed assets
var embedded embed.FS

// photos are the scenes' pictures: those of assets, and those of the starter templates. A name that ends in
// "@7" is a photo for job 7 that was never seen: one of others, or else the photo itself, with a comment
// segment that says 7, so that its bytes are new.
type photos struct {
	others map[string][][]byte // what may stand for a photo, by its name
}

// readPhotos takes the others of each photo from a folder of its name in root, in the order of their names.
func readPhotos(root fs.FS) (photos, error) {
	p := photos{others: map[string][][]byte{}}
	files, err := fs.Glob(root, "*/*.jpg")
	for _, file := range files { // sorted
		data, err := fs.ReadFile(root, file)
		if err != nil {
			return p, err
		}
		name := path.Dir(file)
		p.others[name] = append(p.others[name], data)
	}
	return p, err
}

// Stat implements render.Assets.
func (photos) Stat(_ context.Context, name string) (string, error) {
	name, n, _ := strings.Cut(name, "@")
	_, err := fs.Stat(embedded, path.Join("assets", name))
	if err != nil {
		_, err = fs.Stat(starter.Assets(), name)
	}
	return n, err
}

// Read implements render.Assets.
func (p photos) Read(_ context.Context, name string) ([]byte, error) {
	name, n, cold := strings.Cut(name, "@")
	data, err := photo(name)
	if err != nil || !cold {
		return data, err
	}
	job, err := strconv.Atoi(n)
	if err != nil {
		return nil, err
	}
	if list := p.others[name]; len(list) > 0 {
		data = list[job%len(list)]
	}
	comment := fmt.Sprintf("%012d", job)
	out := append([]byte{}, data[:2]...) // SOI
	out = append(out, 0xff, 0xfe, 0, byte(2+len(comment)))
	return append(append(out, comment...), data[2:]...), nil
}

func photo(name string) ([]byte, error) {
	data, err := embedded.ReadFile(path.Join("assets", name))
	if err != nil {
		return fs.ReadFile(starter.Assets(), name)
	}
	return data, nil
}
