package fonts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Add adds the fonts of a file: TTF, OTF, WOFF, or each font of a TTC or OTC. A variable font becomes one
// face for each hundred on its weight axis. Every font is tried out first (every character, every glyph,
// shaping in its scripts: 10–50 ms for a font of one script); a damaged one is refused with a *FileError
// that names it, and then nothing of the file is added. A face of a family, weight and style that the
// registry has replaces it. The data must not change afterwards.
func (r *Registry) Add(name string, data []byte) error {
	faces, err := loadFile(name, data)
	if err != nil {
		return err
	}
	r.register(faces, false)
	return nil
}

// fontSuffixes are the files that AddFS takes.
var fontSuffixes = []string{".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"}

// AddFS adds every font file of a folder and those below it, in the order of their paths. It adds what it
// can; the error joins a *FileError for each file that was refused.
func (r *Registry) AddFS(files fs.FS) error {
	var refused []error
	walkErr := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && slices.Contains(fontSuffixes, strings.ToLower(path.Ext(name))) {
			refused = append(refused, r.addFile(files, name))
		}
		return err
	})
	return errors.Join(append(refused, walkErr)...)
}

func (r *Registry) addFile(files fs.FS, name string) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return &FileError{Name: name, Reason: "cannot be read", Err: err}
	}
	return r.Add(name, data)
}

// loadFile makes the faces of a file.
func loadFile(name string, data []byte) ([]*Face, error) {
	if err := checkContainer(data); err != nil {
		return nil, &FileError{Name: name, Reason: err.Error()}
	}
	loaders, err := opentype.NewLoaders(bytes.NewReader(data))
	if err != nil {
		return nil, &FileError{Name: name, Reason: "cannot be read", Err: err}
	}
	sum := sha256.Sum256(data)
	var faces []*Face
	for i, loader := range loaders {
		part := name
		if len(loaders) > 1 {
			part = fmt.Sprintf("%s, font %d", name, i+1)
		}
		loaded, err := loadFont(part, fmt.Sprintf("%s/%d", hex.EncodeToString(sum[:]), i), loader)
		if err != nil {
			return nil, err
		}
		faces = append(faces, loaded...)
	}
	return faces, nil
}

// loadFont makes the face of one font, or the faces of a variable one.
func loadFont(name, digest string, loader *opentype.Loader) ([]*Face, error) {
	parsed, err := parseFont(loader)
	if err != nil {
		return nil, &FileError{Name: name, Reason: "cannot be read", Err: err}
	}
	instances, err := weightInstances(parsed)
	if err != nil {
		return nil, &FileError{Name: name, Reason: "is refused", Err: err}
	}
	var faces []*Face
	for _, instance := range instances {
		coverage, color, err := probe(instance.parsed)
		if err != nil {
			return nil, &FileError{Name: name, Reason: "is refused", Err: err}
		}
		description := instance.parsed.font.Describe()
		face := &Face{
			id:       nextID(),
			family:   familyName(description, len(instances) > 1),
			weight:   instance.weight,
			color:    color,
			coverage: coverage,
			digest:   fmt.Sprintf("%s/%d", digest, instance.weight),
			parse:    func() (*parsedFont, error) { return instance.parsed, nil },
		}
		if description.Aspect.Style == font.StyleItalic {
			face.style = Italic
		}
		if face.family == "" {
			return nil, &FileError{Name: name, Reason: "names no family"}
		}
		faces = append(faces, face)
	}
	return faces, nil
}

// lastID is global so that an ID means one face even where caches outlive a registry.
var lastID atomic.Uint32

func nextID() uint32 { return lastID.Add(1) }
