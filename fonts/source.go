package fonts

import (
	"io"
	"sync"

	"github.com/go-text/typesetting/font/opentype"
)

// Source is a font known beforehand, so that it need not be read before it is drawn with.
type Source struct {
	Name     string // the file, for errors
	Family   string
	Weight   int
	Style    Style
	Color    bool // has COLR version 0 glyphs
	Coverage Coverage
	Digest   string // of the file

	// Open gives the file, a TTF or OTF. Of one with static TrueType outlines a glyph is read when it is first
	// drawn, so what Open gave must stay readable, from several goroutines at once.
	Open func() (*io.SectionReader, error)
}

// AddSource adds a font on trust: it is read on first use and not tried out. It is meant for the fonts that
// come with the program, which a test tries out instead. Its families are the last that fallback tries.
func (r *Registry) AddSource(sources ...Source) {
	faces := make([]*Face, len(sources))
	for i, source := range sources {
		faces[i] = &Face{
			id:       nextID(),
			family:   source.Family,
			weight:   source.Weight,
			style:    source.Style,
			color:    source.Color,
			coverage: source.Coverage,
			digest:   source.Digest,
			parse:    sync.OnceValues(func() (*parsedFont, error) { return parseSource(source) }),
		}
	}
	r.register(faces, true)
}

func parseSource(source Source) (*parsedFont, error) {
	file, err := source.Open()
	if err != nil {
		return nil, &FileError{Name: source.Name, Reason: "cannot be read", Err: err}
	}
	if err := checkFile(file); err != nil {
		return nil, &FileError{Name: source.Name, Reason: err.Error()}
	}
	parsed, err := parseFile(file)
	if err != nil {
		return nil, &FileError{Name: source.Name, Reason: "cannot be read", Err: err}
	}
	return parsed, nil
}

func parseFile(file *io.SectionReader) (*parsedFont, error) {
	loader, err := opentype.NewLoader(file)
	if err != nil {
		return nil, err
	}
	loader, glyphs, err := slim(file, loader)
	if err != nil {
		return nil, err
	}
	parsed, err := parseFont(loader)
	if err != nil {
		return nil, err
	}
	parsed.outlines = glyphs
	return parsed, nil
}
