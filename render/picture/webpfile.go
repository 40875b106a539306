package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"iter"

	"placard/render/internal/exif"
)

// webpFile is the outline of a WebP file (RFC 9649, section 2).
type webpFile struct {
	w, h        int        // canvas
	image       webpImage  // the still picture, or the first frame
	frame       *webpFrame // of an animation
	orientation orientation
}

// webpImage is the picture of a file or frame.
type webpImage struct {
	w, h     int // 0: none seen
	lossless bool
	alpha    bool // it comes with an ALPH chunk
}

// webpFrame is the first frame of an animation.
type webpFrame struct {
	x, y, w, h int    // on the canvas
	chunks     []byte // its picture
}

// readWebP walks the chunks.
func readWebP(data []byte) (webpFile, error) {
	const riffHeader = 12
	var f webpFile
	for c := range webpChunks(data[riffHeader:]) {
		switch c.id {
		case "VP8X":
			if len(c.data) < 10 || f.w != 0 || f.image.w != 0 {
				return f, fmt.Errorf("%w: WebP with a misplaced or short VP8X chunk; save the file again", ErrBroken)
			}
			f.w, f.h = 1+uint24(c.data[4:]), 1+uint24(c.data[7:])
		case "ANMF":
			if f.frame == nil && f.image.w == 0 {
				f.readFrame(c.data)
			}
		case "EXIF":
			f.orientation = orientation{exif.Read(c.data)}
		default:
			f.image.read(c)
		}
	}
	if f.w == 0 {
		f.w, f.h = f.image.w, f.image.h
	}
	return f, f.check()
}

// check refuses a file whose picture is missing or does not fit its canvas.
func (f *webpFile) check() error {
	w, h := f.w, f.h
	if fr := f.frame; fr != nil {
		if fr.x+fr.w > w || fr.y+fr.h > h {
			return fmt.Errorf("%w: WebP frame lies outside of its canvas; save the file again", ErrBroken)
		}
		w, h = fr.w, fr.h
	}
	if f.image.w == 0 {
		return fmt.Errorf("%w: WebP without a picture; the file is cut off", ErrBroken)
	}
	if f.image.w != w || f.image.h != h {
		return fmt.Errorf("%w: WebP picture of %d×%d px on a canvas of %d×%d px; save the file again", ErrBroken, f.image.w, f.image.h, w, h)
	}
	return nil
}

// readFrame reads an ANMF chunk.
func (f *webpFile) readFrame(d []byte) {
	const frameHeader = 16
	if len(d) < frameHeader {
		return
	}
	f.frame = &webpFrame{
		x: 2 * uint24(d), y: 2 * uint24(d[3:]),
		w: 1 + uint24(d[6:]), h: 1 + uint24(d[9:]),
		chunks: d[frameHeader:],
	}
	for c := range webpChunks(f.frame.chunks) {
		f.image.read(c)
	}
}

// read takes the size from the header of a picture chunk: of VP8 as in RFC 6386, section 9.1, of VP8L as in
// RFC 9649, section 3.4. Only the first counts, as only it is decoded.
func (m *webpImage) read(c webpChunk) {
	if m.w != 0 {
		return
	}
	switch {
	case c.id == "ALPH":
		m.alpha = true
	case c.id == "VP8 " && len(c.data) >= 10:
		m.w = int(binary.LittleEndian.Uint16(c.data[6:])) & 0x3fff
		m.h = int(binary.LittleEndian.Uint16(c.data[8:])) & 0x3fff
	case c.id == "VP8L" && len(c.data) >= 5:
		bits := int(binary.LittleEndian.Uint32(c.data[1:]))
		m.w, m.h = 1+bits&0x3fff, 1+bits>>14&0x3fff
		m.lossless = true
	}
}

// still returns the frame as a file of its own.
func (f *webpFrame) still(alpha bool) []byte {
	const alphaFlag = 1 << 4
	header := make([]byte, 10)
	if alpha {
		header[0] = alphaFlag
	}
	putUint24(header[4:], f.w-1)
	putUint24(header[7:], f.h-1)
	var b bytes.Buffer
	b.WriteString("RIFF")
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len("WEBPVP8X")+4+len(header)+len(f.chunks))))
	b.WriteString("WEBPVP8X")
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(header))))
	b.Write(header)
	b.Write(f.chunks)
	return b.Bytes()
}

type webpChunk struct {
	id   string
	data []byte // as much as there is of it
}

// webpChunks yields chunks; the last may be cut off.
func webpChunks(data []byte) iter.Seq[webpChunk] {
	return func(yield func(webpChunk) bool) {
		for len(data) >= 8 {
			n := int64(binary.LittleEndian.Uint32(data[4:]))
			id, rest := string(data[:4]), data[8:]
			if !yield(webpChunk{id, rest[:min(n, int64(len(rest)))]}) {
				return
			}
			data = rest[min(n+n&1, int64(len(rest))):] // chunks are padded to even sizes
		}
	}
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func putUint24(b []byte, v int) { b[0], b[1], b[2] = byte(v), byte(v>>8), byte(v>>16) }
