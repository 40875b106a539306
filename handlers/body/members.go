package body

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"placard/handlers/problem"
	"placard/templates"
)

// Member is one of a JSON object.
type Member struct {
	Name  string
	Value json.RawMessage // begins with its first character
}

// Members reads a JSON object in UTF-8, in which each name may stand once and after which nothing
// follows: encoding/json alone would keep the last of several members of a name, and another reader the
// first. The place of the object, such as "items[3]", stands before the names in errors; empty: it is the
// whole body.
func Members(data []byte, place string) ([]Member, error) {
	if !utf8.Valid(data) {
		return nil, refuse(place, "is not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil {
		return nil, malformed(place, err)
	} else if t != json.Delim('{') {
		return nil, refuse(place, "want a JSON object")
	}
	var members []Member
	seen := map[string]bool{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, malformed(place, err)
		}
		m := Member{Name: t.(string)} // within an object a decoder gives nothing else here
		if err := dec.Decode(&m.Value); err != nil {
			return nil, malformed(place, err)
		}
		if seen[m.Name] {
			return nil, refuse(join(place, fmt.Sprintf("%.60q", m.Name)), "stands twice")
		}
		seen[m.Name] = true
		members = append(members, m)
	}
	if _, err := dec.Token(); err != nil { // the closing brace
		return nil, malformed(place, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, refuse(place, "something follows the JSON object")
	}
	return members, nil
}

// Unknown is the error for a member that is none of the known.
func Unknown(place, name string, known []string) error {
	at := join(place, fmt.Sprintf("%.60q", name))
	if near := templates.Nearest(name, known); near != "" {
		return refuse(at, fmt.Sprintf("is not a field; did you mean %q?", near))
	}
	return refuse(at, "is not a field; there are "+strings.Join(slices.Sorted(slices.Values(known)), ", "))
}

func join(place, name string) string {
	if place == "" {
		return name
	}
	return place + "." + name
}

func refuse(place, why string) error {
	if place == "" {
		place = "the body"
	}
	return problem.New(problem.BadRequest, "%s: %s", place, why)
}

// malformed is for what is no JSON.
func malformed(place string, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return refuse(place, fmt.Sprintf("not JSON: %s (byte %d)", syntax, syntax.Offset))
	}
	return refuse(place, "not JSON: it ends too soon")
}
