package foreign

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// place is a field that objects within objects get: how many stand before them. A map would forget it, and
// layers by their names lie over each other in that order. No field of JSON that means anything is called so.
const place = "\x00place"

// maxDepth is deeper than any service nests groups.
const maxDepth = 64

// decode reads JSON as json.Unmarshal does, with the places of objects.
func decode(data []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	v, err := decodeValue(decoder, 0)
	if err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more after the end")
	}
	return v, nil
}

func decodeValue(decoder *json.Decoder, depth int) (any, error) {
	token, err := decoder.Token()
	open, compound := token.(json.Delim)
	if err != nil || !compound {
		return token, err
	}
	if depth == maxDepth {
		return nil, errors.New("it nests too deep")
	}
	made, all := map[string]any{}, []any{}
	for i := 0; decoder.More(); i++ {
		name := ""
		if open == '{' {
			token, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			name, _ = token.(string)
		}
		v, err := decodeValue(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		if open == '[' {
			all = append(all, v)
			continue
		}
		if o := object(v); o != nil {
			o[place] = float64(i)
		}
		made[name] = v
	}
	if _, err := decoder.Token(); err != nil { // what closes it
		return nil, err
	}
	if open == '[' {
		return all, nil
	}
	return made, nil
}
