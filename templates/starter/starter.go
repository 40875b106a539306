// Package starter embeds the starter templates, their sample changes and their pictures.
//
// Each is a finished design that can be published as it is, or copied and made one's own. Every one has
// a text layer "title" and a first sample, "default", that shows it as it is meant: without changes, or with
// its variables filled in. Where the pictures come from stands in assets/ORIGIN.md, which the binary carries too, as their licences ask.
package starter

import (
	"embed"
	"io/fs"
	"path"
	"strings"

	"placard/templates"
)

//go:embed *.json assets
var files embed.FS

// FS holds each template as ID.json, and the pictures that they name as "asset:NAME" in the folder
// "assets".
var FS fs.FS = files

// Assets holds the pictures by the name that follows "asset:".
func Assets() fs.FS {
	sub, err := fs.Sub(FS, "assets")
	if err != nil {
		panic("starter: " + err.Error()) // only an invalid path fails, and this one is constant
	}
	return sub
}

// IDs returns the ids of all starters, sorted.
func IDs() []string {
	names, err := fs.Glob(FS, "*.json")
	if err != nil {
		panic("starter: " + err.Error()) // only a bad pattern fails, and this one is constant
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, path.Ext(name))
	}
	return names
}

// Get returns the starter of an id. An unknown id is an error that matches fs.ErrNotExist.
func Get(id string) (*templates.Template, error) {
	data, err := fs.ReadFile(FS, id+".json")
	if err != nil {
		return nil, err
	}
	return templates.Decode(data)
}
