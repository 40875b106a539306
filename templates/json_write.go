package templates

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// appendJSON writes a node without white space, its numbers as they were written.
func (n *node) appendJSON(out []byte) []byte {
	switch n.kind {
	case nullKind:
		return append(out, "null"...)
	case boolKind:
		return strconv.AppendBool(out, n.truth)
	case numberKind:
		return append(out, n.text...)
	case stringKind:
		return appendString(out, n.text)
	case arrayKind:
		return append(n.appendItems(append(out, '[')), ']')
	default:
		return append(n.appendItems(append(out, '{')), '}')
	}
}

// appendItems writes what stands between the brackets.
func (n *node) appendItems(out []byte) []byte {
	for i := range n.items {
		if i > 0 {
			out = append(out, ',')
		}
		if n.kind == objectKind {
			out = append(appendString(out, n.items[i].name), ':')
		}
		out = n.items[i].appendJSON(out)
	}
	return out
}

// appendString writes a string as json.Marshal does, but leaves <, > and & as they are: they are longer
// when escaped, and URLs carry them.
func appendString(out []byte, s string) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // a string, into memory: cannot fail
	return append(out, bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))...)
}
