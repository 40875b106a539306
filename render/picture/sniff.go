package picture

import (
	"bytes"
	"fmt"
)

// signature tells a format by bytes at an offset. All parts must match.
type signature struct {
	name  string
	parts []part
}

type part struct {
	at    int
	bytes string
}

// supported are the formats that are decoded.
var supported = []signature{
	{"JPEG", []part{{0, "\xff\xd8\xff"}}},
	{"PNG", []part{{0, "\x89PNG\r\n\x1a\n"}}},
	{"GIF", []part{{0, "GIF87a"}}},
	{"GIF", []part{{0, "GIF89a"}}},
	{"WebP", []part{{0, "RIFF"}, {8, "WEBP"}}},
}

// refused are formats that people do send; naming them is kinder than "unknown".
var refused = []signature{
	{"AVIF", []part{{4, "ftypavif"}}},
	{"AVIF", []part{{4, "ftypavis"}}},
	{"HEIC", []part{{4, "ftyphei"}}},
	{"HEIC", []part{{4, "ftyphev"}}},
	{"HEIF", []part{{4, "ftypmif1"}}},
	{"HEIF", []part{{4, "ftypmsf1"}}},
	{"TIFF", []part{{0, "II*\x00"}}},
	{"TIFF", []part{{0, "MM\x00*"}}},
	{"BMP", []part{{0, "BM"}}},
	{"ICO", []part{{0, "\x00\x00\x01\x00"}}},
	{"JPEG XL", []part{{0, "\xff\x0a"}}},
	{"JPEG XL", []part{{4, "JXL \r\n\x87\n"}}},
	{"JPEG 2000", []part{{4, "jP  \r\n\x87\n"}}},
	{"PSD", []part{{0, "8BPS"}}},
	{"PDF", []part{{0, "%PDF-"}}},
}

// sniff names the format of data by its first bytes, or says why it is refused. File names and declared
// content types are not looked at: they are what an attacker chooses.
func sniff(data []byte) (string, error) {
	if name := match(supported, data); name != "" {
		return name, nil
	}
	name := match(refused, data)
	if name == "" {
		name = sniffText(data)
	}
	if name == "SVG" {
		return "", fmt.Errorf("%w: it is an SVG drawing; use a layer of type svg", ErrUnsupported)
	}
	if name != "" {
		return "", fmt.Errorf("%w: %s is not supported; use JPEG, PNG, WebP or GIF", ErrUnsupported, name)
	}
	if len(data) == 0 {
		return "", fmt.Errorf("%w: the file is empty", ErrBroken)
	}
	return "", fmt.Errorf("%w: the first bytes are of no known picture format; use JPEG, PNG, WebP or GIF", ErrUnsupported)
}

func match(list []signature, data []byte) string {
next:
	for _, s := range list {
		for _, p := range s.parts {
			if len(data) < p.at || !bytes.HasPrefix(data[p.at:], []byte(p.bytes)) {
				continue next
			}
		}
		return s.name
	}
	return ""
}

// sniffText recognises what is text: SVG, and the HTML page that a server sends instead of a picture.
func sniffText(data []byte) string {
	const far = 1024 // an SVG may start with a declaration and comments
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), far)], "\ufeff \t\r\n"))
	switch {
	case !bytes.HasPrefix(head, []byte("<")):
		return ""
	case bytes.Contains(head, []byte("<svg")):
		return "SVG"
	case bytes.HasPrefix(head, []byte("<!doctype html")), bytes.Contains(head, []byte("<html")):
		return "an HTML page"
	}
	return ""
}
