package pictures

import (
	"encoding/binary"
	"encoding/json"
	"errors"
)

// cachePrefix tells entries of this form from others that share the cache.
const cachePrefix = "picture/1 "

// The cache keeps one body for a key. It holds the length of the JSON of an Info (4 bytes, big endian),
// that JSON, and the picture.
const lengthBytes = 4

var errEnvelope = errors.New("pictures: an entry of the cache has no description")

func wrap(info Info, picture []byte) ([]byte, error) {
	description, err := json.Marshal(info)
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
