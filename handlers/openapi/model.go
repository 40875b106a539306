package openapi

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// model is what the page tells of the document.
type model struct {
	Info struct {
		Title, Version, Summary, Description string
	}
	Tags       []tag
	Paths      ordered[pathItem]
	Components struct {
		Schemas         ordered[*schema]
		SecuritySchemes ordered[struct{ Description string }] `yaml:"securitySchemes"`
	}
}

type tag struct{ Name, Description string }

type pathItem struct {
	Parameters []parameter
	Get        *operation
	Post       *operation
	Put        *operation
	Patch      *operation
	Delete     *operation
}

type operation struct {
	ID          string `yaml:"operationId"`
	Tags        []string
	Summary     string
	Description string
	Security    []map[string][]string
	Parameters  []parameter
	RequestBody *body `yaml:"requestBody"`
	Responses   ordered[response]
	Callbacks   ordered[ordered[pathItem]] // by name, and by where its URL comes from
}

type parameter struct {
	Name, In, Description string
	Required              bool
	Schema                *schema
	Example               yaml.Node
}

type body struct {
	Description string
	Content     ordered[media]
}

type response struct {
	Description string
	Content     ordered[media]
}

type media struct {
	Schema   *schema
	Example  yaml.Node
	Examples ordered[struct {
		Summary string
		Value   yaml.Node
	}]
}

type schema struct {
	Ref         string `yaml:"x-ref"` // its name among the components, if it has one
	Type        string
	Format      string
	Description string
	Enum        []string
	Default     yaml.Node
	Minimum     string
	Maximum     string
	MaxLength   string `yaml:"maxLength"`
	MinItems    string `yaml:"minItems"`
	MaxItems    string `yaml:"maxItems"`
	Pattern     string
	Required    []string
	Properties  ordered[*schema]
	Items       *schema
	AllOf       []*schema `yaml:"allOf"`
	OneOf       []*schema `yaml:"oneOf"`
}

// ordered is a map in the order in which it was written.
type ordered[T any] []entry[T]

type entry[T any] struct {
	Name  string
	Value T
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (o *ordered[T]) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: want a mapping", n.Line)
	}
	for i := 0; i < len(n.Content); i += 2 {
		e := entry[T]{Name: n.Content[i].Value}
		if err := n.Content[i+1].Decode(&e.Value); err != nil {
			return err
		}
		*o = append(*o, e)
	}
	return nil
}

// readModel reads the document with every reference replaced by what it refers to.
func readModel() (model, error) {
	var m model
	root, err := parse()
	if err == nil {
		err = resolve(root, root, 0)
	}
	if err == nil {
		err = root.Decode(&m)
	}
	if err != nil {
		return model{}, fmt.Errorf("openapi.yaml: %w", err)
	}
	return m, nil
}

// maxDepth is more than the document has, and less than a reference to itself would make.
const maxDepth = 100

const (
	refName   = "$ref"
	nameField = "x-ref" // where what was referred to keeps its name
)

// resolve replaces references below n, and names what they refer to.
func resolve(root, n *yaml.Node, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("line %d: a reference leads to itself", n.Line)
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[0].Value == refName {
		target, err := find(root, n.Content[1].Value)
		if err == nil {
			err = resolve(root, target, depth+1)
		}
		if err != nil {
			return err
		}
		name := n.Content[1].Value[strings.LastIndex(n.Content[1].Value, "/")+1:]
		*n = *target
		n.Content = append([]*yaml.Node{scalar(nameField), scalar(name)}, target.Content...)
	}
	for _, child := range n.Content {
		if err := resolve(root, child, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func scalar(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

// find follows a reference such as #/components/schemas/Batch.
func find(root *yaml.Node, ref string) (*yaml.Node, error) {
	path, ok := strings.CutPrefix(ref, "#/")
	at := root
	for name := range strings.SplitSeq(path, "/") {
		if at = member(at, name); at == nil || !ok {
			return nil, fmt.Errorf("nothing is at %s", ref)
		}
	}
	return at, nil
}

func member(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1]
		}
	}
	return nil
}
