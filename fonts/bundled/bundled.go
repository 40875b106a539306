// Package bundled embeds the free fonts that ship with the program, each beside its licence, and makes a
// registry of them. README.md lists them with their sizes and origins.
//
// A font is read when it is first drawn with: what families, weights and characters there are is known
// beforehand from a generated table, so that starting costs nothing. A test holds the table to the files
// and tries every font out.
package bundled

import (
	"embed"
	"io"

	"placard/fonts"
)

//go:generate go run ./internal/gentable

// embedded holds the fonts, a folder a family, each with its LICENSE and an ORIGIN note.
//
//go:embed */*.ttf */LICENSE */ORIGIN
var embedded embed.FS

// file is an embedded font.
type file struct {
	path     string
	family   string
	weight   int
	style    fonts.Style
	color    bool
	coverage fonts.Coverage
	digest   string // SHA-256
}

// Sources lists the fonts, in the order in which fallback tries their families.
func Sources() []fonts.Source {
	sources := make([]fonts.Source, len(files))
	for i, f := range files {
		sources[i] = fonts.Source{
			Name:     f.path,
			Family:   f.family,
			Weight:   f.weight,
			Style:    f.style,
			Color:    f.color,
			Coverage: f.offered(),
			Digest:   f.digest,
			Open:     func() (*io.SectionReader, error) { return open(f.path) },
		}
	}
	return sources
}

// open gives a file as it lies in the program, of which nothing is copied.
func open(path string) (*io.SectionReader, error) {
	file, err := embedded.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return io.NewSectionReader(file.(io.ReaderAt), 0, info.Size()), nil // embed promises ReadAt
}

// hangul are the Hangul syllables.
var hangul = fonts.RuneRange{0xAC00, 0xD7A3}

// offered is what a font may be a fallback for. Droid Sans Fallback has 3 of the 11,172 Hangul syllables,
// and a Korean word must not take a letter from another font than its neighbours.
func (f *file) offered() fonts.Coverage {
	if f.family == "Droid Sans Fallback" {
		return f.coverage.Without(hangul)
	}
	return f.coverage
}

// New returns a registry of the fonts, to which others may be added.
func New() *fonts.Registry {
	registry := fonts.New()
	registry.AddSource(Sources()...)
	return registry
}
