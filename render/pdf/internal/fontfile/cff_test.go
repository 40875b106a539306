package fontfile

import (
	"bytes"
	"testing"
)

// TestMatrix spells out the scale of a font: in the Top DICT, and the identity in the Font DICT, where
// printers want one too.
func TestMatrix(t *testing.T) {
	f := &Font{UnitsPerEm: 2048, Glyphs: make([]Glyph, 1)}
	scale := []byte{30, 0x0A, 0x00, 0x04, 0x88, 0x28, 0x12, 0x5F} // 0.00048828125, a digit for each half of a byte
	want := append(append(append(append([]byte{}, scale...), 139, 139), scale...), 139, 139, 12, 7)
	if got := f.topDict(box{}, offsets{}); !bytes.Contains(got, want) {
		t.Errorf("Top DICT is %x, without %x", got, want)
	}
	want = []byte{140, 139, 139, 140, 139, 139, 12, 7}
	if got := fontDict(0, 0); !bytes.HasPrefix(got, want) {
		t.Errorf("Font DICT is %x, without %x", got, want)
	}
}

// TestNumbers writes numbers at the ends of each range (technical note 5176, table 3).
func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		value int
		want  []byte
	}{
		{0, []byte{139}}, {107, []byte{246}}, {-107, []byte{32}},
		{108, []byte{247, 0}}, {1131, []byte{250, 255}}, {-108, []byte{251, 0}}, {-1131, []byte{254, 255}},
		{1132, []byte{28, 0x04, 0x6C}}, {-1132, []byte{28, 0xFB, 0x94}},
		{32767, []byte{28, 0x7F, 0xFF}}, {-32768, []byte{28, 0x80, 0x00}},
		{32768, []byte{29, 0, 0, 0x80, 0}}, {-32769, []byte{29, 0xFF, 0xFF, 0x7F, 0xFF}},
	} {
		if got := appendInt(nil, c.value); !bytes.Equal(got, c.want) {
			t.Errorf("%d is %x, want %x", c.value, got, c.want)
		}
	}
}

// TestIndex counts the bytes that offsets need.
func TestIndex(t *testing.T) {
	for _, c := range []struct {
		size int
		want []byte // before the data
	}{
		{0, []byte{0, 1, 1, 1, 1}}, {254, []byte{0, 1, 1, 1, 255}}, {255, []byte{0, 1, 2, 0, 1, 1, 0}},
		{65534, []byte{0, 1, 2, 0, 1, 255, 255}}, {65535, []byte{0, 1, 3, 0, 0, 1, 1, 0, 0}},
	} {
		got := appendIndex(nil, make([]byte, c.size))
		if !bytes.HasPrefix(got, c.want) || len(got) != len(c.want)+c.size {
			t.Errorf("an item of %d bytes: %x, want %x", c.size, got[:min(len(got), 10)], c.want)
		}
	}
	if got := appendIndex(nil); !bytes.Equal(got, []byte{0, 0}) {
		t.Errorf("no items: %x", got)
	}
}
