package fonts

import (
	"encoding/binary"
	"io"

	"github.com/go-text/typesetting/font/opentype"
)

// slimFile is a TrueType font with other tables in the place of some: those lie past its end, and its directory
// says so. The library parses every glyph of a font at once, 2 ms for Inter and 40 for one of Chinese, and keeps them
// all; of a slim font it sees the boxes of glyphs, which is what shaping asks for, and a glyfTable has the rest.
type slimFile struct {
	directory []byte
	file      io.ReaderAt
	size      int64 // of file
	instead   []byte
}

// ReadAt implements io.ReaderAt.
func (s *slimFile) ReadAt(p []byte, at int64) (int, error) {
	read := 0
	for read < len(p) {
		var n int
		from := at + int64(read)
		switch {
		case from < int64(len(s.directory)):
			n = copy(p[read:], s.directory[from:])
		case from < s.size:
			var err error
			if n, err = s.file.ReadAt(p[read:min(len(p), read+int(s.size-from))], from); err != nil {
				return read + n, err
			}
		case from < s.size+int64(len(s.instead)):
			n = copy(p[read:], s.instead[from-s.size:])
		default:
			return read, io.EOF
		}
		read += n
	}
	return read, nil
}

// slim replaces what the library need not see of a font, and gives its outlines. A font that is not static
// TrueType stays as it is, and then those are nil.
func slim(file *io.SectionReader, loader *opentype.Loader) (*opentype.Loader, *glyfTable, error) {
	if loader.Type != opentype.TrueType || !loader.HasTable(tagGlyf) || loader.HasTable(tagFvar) {
		return loader, nil, nil
	}
	directory, err := readDirectory(file)
	if err != nil {
		return nil, nil, err
	}
	s := &slimFile{directory: directory, file: file, size: file.Size()}
	at := s.entry(tagGlyf)
	glyphs := &glyfTable{data: io.NewSectionReader(file, int64(binary.BigEndian.Uint32(at[entryOffset:])), int64(binary.BigEndian.Uint32(at[entryLength:])))}
	head, err := glyphs.index(loader)
	if err != nil {
		return nil, nil, err
	}
	if err := s.boxes(glyphs, head.IndexToLocFormat == 1); err != nil {
		return nil, nil, err
	}
	if post, err := loader.RawTable(tagPost); err == nil && len(post) > namelessPost {
		binary.BigEndian.PutUint32(post, 3<<16) // version 3.0 has no names of glyphs
		s.replace(tagPost, post[:namelessPost])
	}
	slimmed, err := opentype.NewLoader(io.NewSectionReader(s, 0, s.size+int64(len(s.instead))))
	return slimmed, glyphs, err
}

var (
	tagGlyf = opentype.MustNewTag("glyf")
	tagLoca = opentype.MustNewTag("loca")
	tagPost = opentype.MustNewTag("post")
	tagFvar = opentype.MustNewTag("fvar")
)

const namelessPost = 32 // bytes

// Bytes of a font's header, of each entry of its directory, and where an entry has the table's offset and length.
const (
	sfntHeader  = 12
	sfntEntry   = 16
	entryOffset = 8
	entryLength = 12
)

func readDirectory(file io.ReaderAt) ([]byte, error) {
	var header [sfntHeader]byte
	if _, err := file.ReadAt(header[:], 0); err != nil {
		return nil, err
	}
	directory := make([]byte, sfntHeader+sfntEntry*int(binary.BigEndian.Uint16(header[4:])))
	_, err := file.ReadAt(directory, 0)
	return directory, err
}

// entry is a table's in the directory, which has it.
func (s *slimFile) entry(tag opentype.Tag) []byte {
	for e := s.directory[sfntHeader:]; len(e) >= sfntEntry; e = e[sfntEntry:] {
		if binary.BigEndian.Uint32(e) == uint32(tag) {
			return e[:sfntEntry]
		}
	}
	return nil
}

func (s *slimFile) replace(tag opentype.Tag, table []byte) {
	e := s.entry(tag)
	binary.BigEndian.PutUint32(e[entryOffset:], uint32(s.size)+uint32(len(s.instead)))
	binary.BigEndian.PutUint32(e[entryLength:], uint32(len(table)))
	s.instead = append(s.instead, table...)
}

// boxes puts glyphs without contours in the place of those that there are, each in the same box. An offset in a
// short loca counts in pairs of bytes.
func (s *slimFile) boxes(glyphs *glyfTable, long bool) error {
	const header, box = 10, 12 // bytes: the box is the header's, and no instructions follow
	var loca, glyf []byte
	for i := range glyphs.offsets {
		if long {
			loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(len(glyf)/2))
		}
		if i+1 == len(glyphs.offsets) || glyphs.offsets[i] == glyphs.offsets[i+1] {
			continue
		}
		var glyph [box]byte
		if _, err := glyphs.data.ReadAt(glyph[:header], int64(glyphs.offsets[i])); err != nil {
			return err
		}
		glyph[0], glyph[1] = 0, 0 // contours
		glyf = append(glyf, glyph[:]...)
	}
	s.replace(tagLoca, loca)
	s.replace(tagGlyf, glyf)
	return nil
}
