package pdf

import (
	"encoding/binary"
	"errors"
	"math"
	"regexp"
	"strconv"
	"testing"

	"placard/fonts"
	"placard/render/display"
)

// FuzzText writes ops of any glyphs at any places that say anything. Whatever Check accepts must become a file,
// and hold each code at the place of its cluster.
func FuzzText(f *testing.F) {
	f.Add([]byte("\x01\x02\x03\x04"), "fi", 16.0, 3.5, uint8(0))
	f.Add([]byte("\x00\x00\xff\xff\x10"), "\u05d1\u05b0\u05bc\u200d\U0001f469\ufe0f", 0.00004, 1e5, uint8(0xff))
	f.Add([]byte("many glyphs in one heap, one upon the other"), "\xff\x00\ufeff", 16384.0, -1e-9, uint8(0x35))
	f.Add([]byte("\x05\x05\x05"), "", 1e-300, 131072.0, uint8(0x81))
	faces := []*fonts.Face{
		registry.Match([]string{"Inter"}, 400, fonts.Normal), registry.Match([]string{"Twemoji"}, 400, fonts.Normal),
		registry.Match([]string{"Noto Sans Arabic"}, 400, fonts.Normal), registry.Match([]string{"Droid Sans Fallback"}, 400, fonts.Normal),
	}
	w := writer(f)
	f.Fuzz(func(t *testing.T, ids []byte, text string, size, step float64, flags uint8) {
		if len(ids) > 2000 || len(text) > 10_000 {
			return
		}
		op := &display.Glyphs{
			Face: faces[flags&3], Size: size, Text: text, RTL: flags&4 != 0,
			Paint: display.Color{R: flags, A: flags | 1},
		}
		for i := 0; i+1 < len(ids); i += 2 {
			op.Glyphs = append(op.Glyphs, display.Glyph{
				ID: fonts.GlyphID(binary.LittleEndian.Uint16(ids[i:])), X: math.Mod(step*float64(i), 1e5), Y: math.Mod(step*float64(ids[i]), 1e5),
			})
		}
		for left, count := len(op.Glyphs), 1+int(flags>>4); left > 0 && flags&8 == 0; left -= count {
			count = min(count, left)
			op.Clusters = append(op.Clusters, display.Cluster{Count: count, Text: text, Advance: step})
		}
		list := &display.List{Width: 500, Height: 500, Ops: []display.Op{op}}
		data, err := w.Write(t.Context(), onePage(list))
		if invalid := (*display.Error)(nil); errors.As(err, &invalid) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 4<<20 {
			t.Errorf("%d bytes", len(data))
		}
		c := &content{job: newJob(t.Context(), w, onePage(list)), list: list, resources: resources{}}
		c.glyphs(op)
		codes := shown(t, c)
		for _, k := range new(fontset).split(op) {
			if onGrid(size) == 0 {
				break // nothing is drawn
			}
			if readable(k.text) == "" && c.job.fonts.code(c.job, op, &k).pictured {
				continue // forms need no code where there is nothing to say
			}
			if len(codes) == 0 {
				t.Fatal("a cluster has no code")
			}
			// Positions are written to 1/10000 px.
			if off := max(math.Abs(codes[0].at.X-k.at.X), math.Abs(codes[0].at.Y-math.Floor(k.at.Y+0.5))); off > 0.01 {
				t.Fatalf("a code is at %v, want %v", codes[0].at, k.at)
			}
			codes = codes[1:]
			if len(codes) > 0 && codes[0].tail {
				codes = codes[1:]
			}
		}
		if len(codes) > 0 {
			t.Errorf("%d codes of no cluster", len(codes))
		}
	})
}

// shownCode is a code in a stream.
type shownCode struct {
	at   display.Point
	tail bool
}

var textOperators = regexp.MustCompile(`(?m)^(?:/F\d+ ([\d.]+) Tf|1 0 0 -1 (\S+) (\S+) Tm|\[(.*)\]TJ)$`)

// shown reads the text operators of a stream that has one font (section 9.4.4).
func shown(t *testing.T, c *content) (codes []shownCode) {
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	var size float64
	var pen display.Point
	for _, m := range textOperators.FindAllStringSubmatch(string(c.out), -1) {
		switch {
		case m[1] != "":
			size = number(m[1])
		case m[2] != "":
			pen = display.Point{X: number(m[2]), Y: number(m[3])}
		}
		for _, part := range regexp.MustCompile(`<(\w*)>|[^<]+`).FindAllStringSubmatch(m[4], -1) {
			if part[0][0] != '<' {
				pen.X -= number(part[0]) / 1000 * size
				continue
			}
			for hex := part[1]; hex != ""; hex = hex[4:] {
				cid, err := strconv.ParseUint(hex[:4], 16, 16)
				if err != nil {
					t.Fatal(err)
				}
				code := c.job.fonts.subsets[0].codes[cid]
				codes = append(codes, shownCode{at: pen, tail: code.key == code.text})
				pen.X += float64(code.width) / 1000 * size
			}
		}
	}
	return codes
}
