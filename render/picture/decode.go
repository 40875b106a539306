package picture

import (
	"fmt"

	"placard/render/internal/cache"
)

// format reads one kind of file: its header without asking for memory, then its pixels.
type format struct {
	header func(data []byte) (header, error)
	pixels func(data []byte, lim Limits) (content, error)
}

// formats are called by name: image.Decode would try whatever codec any package of the binary registered.
var formats = map[string]format{
	"JPEG": {jpegHeader, jpegPixels},
	"PNG":  {pngHeader, pngPixels},
	"GIF":  {gifHeader, gifPixels},
	"WebP": {webpHeader, webpPixels},
}

// Decode reads a picture. An error is one of the kinds ErrTooLarge, ErrUnsupported and ErrBroken; data may
// be anything. A JPEG's is kept, see Picture.Original, and must not change any more.
func Decode(data []byte, lim Limits) (p *Picture, err error) {
	// The decoders are other people's and parse what strangers send.
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("%w: the decoder failed (%v); save the file again", ErrBroken, r)
		}
	}()
	if len(data) > lim.MaxBytes {
		return nil, fmt.Errorf("%w: the file has %d bytes, over %d; compress it or scale it down", ErrTooLarge, len(data), lim.MaxBytes)
	}
	name, err := sniff(data)
	if err != nil {
		return nil, err
	}
	hd, err := formats[name].header(data)
	if err != nil {
		return nil, err
	}
	if err := lim.check(name, hd, len(data)); err != nil {
		return nil, err
	}
	px, err := formats[name].pixels(data, lim)
	if err != nil {
		return nil, err
	}
	if w, h := px.size(); w != hd.w || h != hd.h {
		return nil, fmt.Errorf("%w: the %s header says %d×%d px, the pixels are %d×%d; save the file again", ErrBroken,
			name, hd.w, hd.h, w, h)
	}
	w, h := hd.orientation.Size(hd.w, hd.h)
	p = &Picture{
		key: keyOf(data), width: w, height: h,
		orientation: hd.orientation, content: px,
	}
	if name == "JPEG" && cap(data) <= w*h {
		p.original = data
	}
	return p, nil
}

func keyOf(data []byte) string {
	sum := cache.SumOf(data)
	return fmt.Sprintf("%016x%016x", sum[0], sum[1])
}

// broken is the error for what a decoder refused.
func broken(format string, err error) error {
	return fmt.Errorf("%w: %s: %w; save the file again", ErrBroken, format, err)
}
