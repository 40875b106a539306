package openapi

import (
	"bytes"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// exampleText is an example as a reader sees it: JSON on several lines, or a text as it is.
func exampleText(mediaType string, n yaml.Node) (string, error) {
	if !strings.HasSuffix(mediaType, "json") {
		return strings.TrimRight(n.Value, "\n"), nil
	}
	return layOut(&n, "")
}

// lineWidth is what fits beside the text on a laptop, in characters.
const lineWidth = 58

// layOut writes JSON as people do: what fits on a line stands on one.
func layOut(n *yaml.Node, indent string) (string, error) {
	var compact bytes.Buffer
	if err := writeJSON(&compact, n); err != nil {
		return "", err
	}
	line := spaced(compact.String())
	if len(indent)+len(line) <= lineWidth || len(n.Content) == 0 {
		return line, nil
	}
	var lines []string
	deeper := indent + "  "
	opening, closing, step := "[", "]", 1
	if n.Kind == yaml.MappingNode {
		opening, closing, step = "{", "}", 2
	}
	for i := 0; i < len(n.Content); i += step {
		value, err := layOut(n.Content[i+step-1], deeper)
		if err != nil {
			return "", err
		}
		if step == 2 {
			value = strconv.Quote(n.Content[i].Value) + ": " + value
		}
		lines = append(lines, deeper+value)
	}
	return opening + "\n" + strings.Join(lines, ",\n") + "\n" + indent + closing, nil
}

// spaced puts a space after each colon and comma of JSON on one line that is not in a string.
func spaced(compact string) string {
	var out strings.Builder
	inString, escaped := false, false
	for _, r := range compact {
		out.WriteRune(r)
		switch {
		case escaped:
			escaped = false
		case inString && r == '\\':
			escaped = true
		case r == '"':
			inString = !inString
		case !inString && (r == ':' || r == ','):
			out.WriteByte(' ')
		}
	}
	return out.String()
}

// firstExample of a body, or none.
func firstExample(m media) (yaml.Node, bool) {
	if len(m.Examples) > 0 {
		return m.Examples[0].Value.Value, true
	}
	return m.Example, m.Example.Kind != 0
}

// curl is a command that a reader can copy, with the server's URL and a key of their own in $BASE and
// $PLACARD_API_KEY.
func curl(method, path string, o *operation, parameters []parameter) (string, error) {
	lines := []string{"curl"}
	if method != "GET" && o.RequestBody == nil { // curl makes a POST of what has a body
		lines[0] += " -X " + method
	} else if method != "GET" && method != "POST" {
		lines[0] += " -X " + method
	}
	lines[0] += " " + quote("$BASE"+fill(path, parameters))
	if _, ok := bearer(o); ok {
		lines = append(lines, `-H "Authorization: Bearer $PLACARD_API_KEY"`)
	}
	for _, p := range parameters {
		if p.In == "header" && p.Required {
			lines = append(lines, "-H '"+p.Name+": "+p.Example.Value+"'")
		}
	}
	if o.RequestBody != nil {
		body, err := curlBody(o.RequestBody)
		if err != nil {
			return "", err
		}
		lines = append(lines, body...)
	}
	if file := savedAs(o); file != "" {
		lines = append(lines, "-o "+file)
	}
	return strings.Join(lines, " \\\n  "), nil
}

func quote(s string) string { return `"` + s + `"` }

// fill puts examples in place of parameters: those of the path, and of the query those that are needed.
func fill(path string, parameters []parameter) string {
	var query []string
	for _, p := range parameters {
		value := plain(p.Example)
		switch {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(value))
		case p.Example.Kind == yaml.MappingNode: // values by names of the reader's own
			for i := 0; i < len(p.Example.Content); i += 2 {
				query = append(query, p.Example.Content[i].Value+"="+url.QueryEscape(p.Example.Content[i+1].Value))
			}
		case p.In == "query" && p.Required:
			query = append(query, p.Name+"="+url.QueryEscape(value))
		}
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	return path
}

func curlBody(b *body) ([]string, error) {
	if len(b.Content) == 0 {
		return nil, nil
	}
	m := b.Content[0]
	if m.Name != "application/json" {
		return []string{"-H 'Content-Type: " + m.Name + "'", "--data-binary @" + fileOf(m.Name)}, nil
	}
	n, ok := firstExample(m.Value)
	if !ok {
		return nil, fmt.Errorf("a body of %s has no example", m.Name)
	}
	text, err := exampleText(m.Name, n)
	text = strings.ReplaceAll(text, "'", `'\''`)
	return []string{"-H 'Content-Type: application/json'", "-d '" + strings.ReplaceAll(text, "\n", "\n  ") + "'"}, err
}

// fileOf is a name for a file of a media type.
func fileOf(mediaType string) string {
	family, kind, _ := strings.Cut(mediaType, "/")
	switch {
	case mediaType == "image/jpeg":
		return "card.jpg"
	case family == "image":
		return "card." + strings.Replace(kind, "*", "jpg", 1)
	case family == "font":
		return "font." + strings.Replace(kind, "*", "ttf", 1)
	case kind == "zip":
		return "cards.zip"
	}
	return "file.bin"
}

// savedAs is a file for an answer that is not to be printed; empty: it is text.
func savedAs(o *operation) string {
	for _, r := range o.Responses {
		if r.Name != "200" || len(r.Value.Content) == 0 {
			continue
		}
		if first := r.Value.Content[0].Name; !strings.HasPrefix(first, "text/") && !strings.HasSuffix(first, "json") {
			return fileOf(first)
		}
	}
	return ""
}

// bearer is the scope that an operation needs of a key, if it takes one.
func bearer(o *operation) (scope string, ok bool) {
	for _, way := range o.Security {
		if scopes, has := way["api_key"]; has {
			return strings.Join(scopes, ", "), true
		}
	}
	return "", false
}
