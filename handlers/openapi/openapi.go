// Package openapi holds the description of the HTTP API, which is what is agreed between the routes,
// their tests, the documentation and the clients, and serves it: /openapi.json to programs and /docs to
// people.
//
// The page is made of the document once, when the server starts. It needs no script and loads nothing.
package openapi

import (
	"bytes"
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v3"

	"placard/handlers/plainjson"
)

//go:embed openapi.yaml
var document string

// YAML is the document, OpenAPI 3.1.
func YAML() string { return document }

// JSON is the same document, in the same order.
func JSON() ([]byte, error) {
	root, err := parse()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := writeJSON(&out, root); err != nil {
		return nil, fmt.Errorf("openapi.yaml: %w", err)
	}
	return out.Bytes(), nil
}

// parse reads the document as a tree.
func parse() (*yaml.Node, error) {
	var file yaml.Node
	if err := yaml.Unmarshal([]byte(document), &file); err != nil {
		return nil, fmt.Errorf("openapi.yaml: %w", err)
	}
	return file.Content[0], nil
}

// writeJSON keeps the order of members, by which people find things, and which a map would lose.
func writeJSON(out *bytes.Buffer, n *yaml.Node) error {
	switch n.Kind {
	case yaml.MappingNode:
		out.WriteByte('{')
		for i := 0; i < len(n.Content); i += 2 {
			if i > 0 {
				out.WriteByte(',')
			}
			if err := writeValue(out, n.Content[i].Value); err != nil { // a name is a string, whatever it looks like
				return err
			}
			out.WriteByte(':')
			if err := writeJSON(out, n.Content[i+1]); err != nil {
				return err
			}
		}
		out.WriteByte('}')
	case yaml.SequenceNode:
		out.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				out.WriteByte(',')
			}
			if err := writeJSON(out, item); err != nil {
				return err
			}
		}
		out.WriteByte(']')
	case yaml.ScalarNode:
		var v any
		if err := n.Decode(&v); err != nil {
			return err
		}
		return writeValue(out, v)
	default:
		return fmt.Errorf("line %d: JSON has no such thing", n.Line) // an alias
	}
	return nil
}

func writeValue(out *bytes.Buffer, v any) error {
	data, err := plainjson.Marshal(v)
	out.Write(data)
	return err
}
