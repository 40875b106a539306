package fonts

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"strconv"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// UnitsPerEm is the font's grid: the points of its outlines are multiples of 1/UnitsPerEm em, but for those
// of a variable font. It is 16..16384; 1000 where the font is damaged, which Shape then reports.
func (f *Face) UnitsPerEm() int {
	parsed, err := f.parse()
	if err != nil {
		return 1000
	}
	return int(parsed.upem)
}

// Advance is how far a glyph advances by itself, in em, before kerning; 0 for one that the face does not have.
// It is a whole number of font units, as in shaping, which rounds those of variable fonts.
func (f *Face) Advance(glyph GlyphID) float64 {
	parsed, err := f.parse()
	if err != nil || int64(glyph) >= int64(parsed.glyphs) {
		return 0
	}
	f.glyphs.mu.Lock()
	defer f.glyphs.mu.Unlock()
	advance := math.Round(extractAdvance(f.library(parsed), glyph)) / float64(parsed.upem)
	if !inRange(float32(advance)) {
		return 0
	}
	return advance
}

// extractAdvance gets an advance from the library, in font units; 0 where that panics on a damaged font.
func extractAdvance(library *font.Face, glyph GlyphID) (advance float64) {
	defer func() {
		if r := recover(); r != nil {
			advance = 0
		}
	}()
	return float64(library.HorizontalAdvance(font.GID(glyph)))
}

// Embeddable says whether the font lets documents hold an excerpt of its outlines (OS/2 fsType). One that
// says nothing does.
func (f *Face) Embeddable() bool {
	parsed, err := f.parse()
	return err == nil && !parsed.restricted
}

// readRestricted reads whether a font forbids to be embedded in part.
func readRestricted(loader *opentype.Loader) bool {
	const (
		fsType                    = 8 // where it is in OS/2
		restricted                = 0x2
		previewPrint, editable    = 0x4, 0x8 // where several are set, the least restrictive holds
		noSubsetting, onlyBitmaps = 0x100, 0x200
	)
	raw, err := loader.RawTable(opentype.MustNewTag("OS/2"))
	if err != nil || len(raw) < fsType+2 {
		return false
	}
	flags := binary.BigEndian.Uint16(raw[fsType:])
	if flags&(noSubsetting|onlyBitmaps) != 0 {
		return true
	}
	return flags&(restricted|previewPrint|editable) == restricted
}

// PostScriptName is the face's name as documents have it: letters, digits and a hyphen, as in
// "SourceSerif4-BoldItalic". It is made of Family, Weight and Style, as a variable font has but one name; axes
// that were set are told apart by eight hexadecimal digits at the end.
func (f *Face) PostScriptName() string {
	maxFamily := 40 // of the 63 bytes that a PostScript name may have
	settings := ""
	if f.settings != "" {
		hash := fnv.New32a()
		_, _ = hash.Write([]byte(f.settings))
		settings = fmt.Sprintf("V%08x", hash.Sum32())
		maxFamily -= len(settings)
	}
	family := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, f.family)
	if family == "" {
		family = "Font"
	}
	return family[:min(len(family), maxFamily)] + "-" + f.styleName() + settings
}

// styleName is the weight and the style in a word, as font makers write it.
func (f *Face) styleName() string {
	names := []string{"Thin", "ExtraLight", "Light", "Regular", "Medium", "SemiBold", "Bold", "ExtraBold", "Black"}
	name := "W" + strconv.Itoa(f.weight)
	if i := f.weight/100 - 1; f.weight%100 == 0 && 0 <= i && i < len(names) {
		name = names[i]
	}
	switch {
	case f.style != Italic:
		return name
	case f.weight == 400:
		return "Italic"
	}
	return name + "Italic"
}
