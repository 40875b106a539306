package pictures

import (
	"encoding/binary"
	"encoding/json"
	"errors"

	"placard/render"
)

// cachePrefix tells entries of this form from others that share the cache.
const cachePrefix = "picture/1 "

// The cache keeps one body for a key. It holds the length of the JSON of an Info (4 bytes, big endian),
// that JSON, and the picture.
const lengthBytes = 4

var errEnvelope = errors.New("pictures: an entry of the cache has no description")

func wrap(out *render.Output) ([]byte, error) {
	info := Info{Width: out.Width, Height: out.Height, Alt: out.Alt, Steps: out.Steps, Blurhash: out.Blurhash}
	if out.Report != nil {
		var err error
		if info.Report, err = json.Marshal(out.Report); err != nil {
			return nil, err
		}
	}
	description, err := json.Marshal(info)
	if err != nil {
		return nil, err
	}
	body := make([]byte, 0, lengthBytes+len(description)+len(out.Bytes))
	body = binary.BigEndian.AppendUint32(body, uint32(len(description)))
	body = append(body, description...)
	return append(body, out.Bytes...), nil
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
