package openapi

import (
	"html/template"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// field is a row of a table: a parameter, or a member of an object.
type field struct {
	Name     string
	In       string // of a parameter: path, query or header
	Required bool
	Type     typeName
	Text     template.HTML
	Limits   string // what a value may be, beside its type
}

// typeName is a type in words. One that has a name is a link to where it is described.
type typeName struct {
	Before string // "list of "
	Name   string
	Link   string // name of a component; empty: none
}

func typeOf(s *schema) typeName {
	switch {
	case s == nil:
		return typeName{Name: "any"}
	case s.Ref != "":
		return typeName{Name: s.Ref, Link: s.Ref}
	case s.Type == "array":
		of := typeOf(s.Items)
		of.Before = "list of " + of.Before
		return of
	case len(s.OneOf) > 0:
		var words []string
		for _, one := range s.OneOf {
			t := typeOf(one)
			words = append(words, t.Before+t.Name)
		}
		return typeName{Name: strings.Join(words, " or ")}
	case s.Format == "binary":
		return typeName{Name: "bytes"}
	case s.Format != "":
		return typeName{Name: strings.NewReplacer("date-time", "time", "uri-reference", "URL", "uri", "URL", "int64", "integer").Replace(s.Format)}
	case s.Type == "":
		return typeName{Name: "any"}
	}
	return typeName{Name: s.Type}
}

// limits says what a value may be.
func limits(s *schema) string {
	if s == nil || s.Ref != "" && len(s.Properties) > 0 {
		return ""
	}
	var all []string
	if len(s.Enum) > 0 {
		all = append(all, strings.Join(s.Enum, " · "))
	}
	all = append(all, between(s.Minimum, s.Maximum, ""), between(s.MinItems, s.MaxItems, " of them"), between("", s.MaxLength, " characters"))
	if value := plain(s.Default); value != "" {
		all = append(all, value+" without it")
	}
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), "; ")
}

func between(least, most, unit string) string {
	switch {
	case least != "" && most != "":
		return least + "–" + most + unit
	case least != "":
		return least + " or more" + unit
	case most != "":
		return "at most " + most + unit
	}
	return ""
}

// plain is the text of a scalar.
func plain(n yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

// fields are the members of an object. What it shares with others stands first in allOf, and last here.
func fields(s *schema) []field {
	if s == nil {
		return nil
	}
	var all []field
	for _, part := range slices.Backward(s.AllOf) {
		all = append(all, fields(part)...)
	}
	for _, p := range s.Properties {
		f := field{Name: p.Name, Type: typeOf(p.Value), Limits: limits(p.Value), Required: slices.Contains(s.Required, p.Name)}
		if p.Value.Description != "" && p.Value.Ref == "" {
			f.Text = phrase(p.Value.Description)
		}
		all = append(all, f)
	}
	// What a request must have, somebody new looks for first.
	slices.SortStableFunc(all, func(a, b field) int { return btoi(b.Required) - btoi(a.Required) })
	return all
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func parameterFields(all []parameter) []field {
	out := make([]field, len(all))
	for i, p := range all {
		out[i] = field{Name: p.Name, In: p.In, Required: p.Required, Type: typeOf(p.Schema), Text: phrase(p.Description), Limits: limits(p.Schema)}
	}
	return out
}
