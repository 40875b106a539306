package render

import (
	"strings"
)

// Format is how a picture is encoded.
type Format string

// The formats. Raw is premultiplied RGBA, 4 bytes a pixel, row by row, without a header: it tells
// drawing from encoding in a benchmark and is not served.
const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	WebP Format = "webp"
	PDF  Format = "pdf" // pages of vectors
	Raw  Format = "raw"
)

// Extensions are those that ParseFormat knows, for messages.
var Extensions = []string{"jpg", "png", "webp", "pdf"}

// ParseFormat reads a file extension or format name; jpeg is jpg.
func ParseFormat(name string) (Format, error) {
	switch strings.ToLower(name) {
	case "jpg", "jpeg":
		return JPEG, nil
	case "png":
		return PNG, nil
	case "webp":
		return WebP, nil
	case "pdf":
		return PDF, nil
	}
	return "", invalid("format: %q is not one of %s", name, strings.Join(Extensions, ", "))
}

// ContentType is the format's media type.
func (f Format) ContentType() string {
	switch f {
	case PDF:
		return "application/pdf"
	case Raw:
		return "application/octet-stream"
	}
	return "image/" + string(f)
}

// Ext is the usual file extension, without a dot.
func (f Format) Ext() string {
	if f == JPEG {
		return "jpg"
	}
	return string(f)
}

// weight is how many times the memory of a canvas's pixel a pixel of the format takes: the encoder of
// WebP holds up to 12 bytes a pixel of its own.
func (f Format) weight() int64 {
	if f == WebP {
		return 3
	}
	return 1
}
