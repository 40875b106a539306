package pictures

import (
	"encoding/binary"
	"encoding/json"
	"errors"

	"placard/handlers/plainjson"
	"placard/render"
)

// Prefixes tell the entries of a picture from each other, and from others that share the cache. What only
// few ask for does not stand before the picture, where everybody would have to read over it.
const (
	picturePrefix = "picture/1 " // an Info without report and blurhash, and the picture
	reportPrefix  = "report/1 "  // an Info alone
)

// The cache keeps one body for a key. It holds the length of the JSON of an Info (4 bytes, big endian),
// that JSON, and the picture, if there is one.
const lengthBytes = 4

var errEnvelope = errors.New("pictures: an entry of the cache has no description")

// describe says what there is to say of a picture, with the report and the blurhash that it was made with.
func describe(out *render.Output, format render.Format) (info Info, err error) {
	info = Info{Width: out.Width, Height: out.Height, Bytes: len(out.Bytes), Alt: out.Alt, Steps: out.Steps, Blurhash: out.Blurhash}
	if format == render.PDF {
		info.Pages = out.Pages
	}
	if out.Report != nil {
		info.Report, err = plainjson.Marshal(out.Report)
	}
	return info, err
}

func wrap(info Info, picture []byte) ([]byte, error) {
	description, err := plainjson.Marshal(info)
	if err != nil {
		return nil, err
	}
	body := make([]byte, 0, lengthBytes+len(description)+len(picture))
	body = binary.BigEndian.AppendUint32(body, uint32(len(description)))
	body = append(body, description...)
	return append(body, picture...), nil
}

// unwrap does not copy the picture.
func unwrap(body []byte) (Info, []byte, error) {
	if len(body) < lengthBytes {
		return Info{}, nil, errEnvelope
	}
	n := uint64(binary.BigEndian.Uint32(body))
	rest := body[lengthBytes:]
	if n > uint64(len(rest)) {
		return Info{}, nil, errEnvelope
	}
	var info Info
	if err := json.Unmarshal(rest[:n], &info); err != nil {
		return Info{}, nil, errors.Join(errEnvelope, err)
	}
	return info, rest[n:], nil
}
