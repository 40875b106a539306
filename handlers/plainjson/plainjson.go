// Package plainjson writes JSON as people read it: the ampersands of URLs stand as they are. encoding/json
// escapes them for JSON inside of HTML, where none of ours is, and who copies such a URL from a terminal
// gets one that does not hold.
package plainjson

import (
	"bytes"
	"encoding/json"
)

// Marshal is json.Marshal without those escapes, also in what has a MarshalJSON of its own.
func Marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
