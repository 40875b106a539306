package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

type codec struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var codecs = map[string]codec{
	"JPEG": {jpeg.DecodeConfig, jpeg.Decode},
	"PNG":  {png.DecodeConfig, png.Decode},
	"GIF":  {gif.DecodeConfig, gif.Decode},
	"WebP": {webp.DecodeConfig, webp.Decode},
}

// Decode reads a picture. An error is one of the kinds ErrTooLarge, ErrUnsupported and ErrBroken.
func Decode(data []byte, lim Limits) (p *Picture, err error) {
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("%w: the decoder failed (%v)", ErrBroken, r)
		}
	}()
	if len(data) > lim.MaxBytes {
		return nil, fmt.Errorf("%w: the file has %d bytes, over the limit of %d; compress it or scale it down", ErrTooLarge, len(data), lim.MaxBytes)
	}
	format, err := sniff(data)
	if err != nil {
		return nil, err
	}
	c := codecs[format]
	cfg, err := c.config(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %s header: %v", ErrBroken, format, err)
	}
	if cfg.Width > lim.MaxSide || cfg.Height > lim.MaxSide || cfg.Width*cfg.Height > lim.MaxPixels {
		return nil, fmt.Errorf("%w: %d×%d px; scale it down to at most %d px a side", ErrTooLarge, cfg.Width, cfg.Height, lim.MaxSide)
	}
	img, err := c.decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %v", ErrBroken, format, err)
	}
	rgba := image.NewRGBA(image.Rect(0, 0, cfg.Width, cfg.Height))
	draw.Draw(rgba, img.Bounds(), img, img.Bounds().Min, draw.Src)
	sum := sha256.Sum256(data)
	return &Picture{
		key: hex.EncodeToString(sum[:]), width: cfg.Width, height: cfg.Height,
		opaque: rgba.Opaque(), pix: rgba,
	}, nil
}
