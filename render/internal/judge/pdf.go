package judge

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// PDF is a file as qpdf reads it (its JSON, version 2). Names begin with a slash, texts with u: and other strings
// with b:, references end with R.
type PDF struct {
	File    []byte
	Objects map[string]Object // by reference, such as "1 0 R"
	Trailer map[string]any
}

// Object is an object of a file: a value, or a stream.
type Object struct {
	Value any
	Dict  map[string]any // of a stream
	Data  []byte         // of a stream, without its filters as far as qpdf knows them
}

// ReadPDF reads a file.
func ReadPDF(t *testing.T, path string) *PDF {
	t.Helper()
	qpdf := Require(t, "qpdf", "qpdf")
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p := &PDF{File: file, Objects: map[string]Object{}}
	for key, o := range readObjects(t, qpdf, path, "none") { // the dictionaries as they are in the file
		if key == "trailer" {
			p.Trailer, _ = o.Value.(map[string]any)
			continue
		}
		p.Objects[strings.TrimPrefix(key, "obj:")] = Object{Value: o.Value, Dict: o.Stream.Dict}
	}
	for key, o := range readObjects(t, qpdf, path, "generalized") {
		if o.Stream.Dict != nil {
			data, err := base64.StdEncoding.DecodeString(o.Stream.Data)
			if err != nil {
				t.Fatal(err)
			}
			ref := strings.TrimPrefix(key, "obj:")
			p.Objects[ref] = Object{Dict: p.Objects[ref].Dict, Data: data}
		}
	}
	return p
}

type jsonObject struct {
	Value  any
	Stream struct {
		Dict map[string]any
		Data string
	}
}

func readObjects(t *testing.T, qpdf, path, decoded string) map[string]jsonObject {
	t.Helper()
	out, err := exec.Command(qpdf, "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level="+decoded, path).Output()
	if err != nil {
		t.Fatalf("qpdf --json: %v", err)
	}
	var file struct{ QPDF []json.RawMessage }
	if err := json.Unmarshal(out, &file); err != nil || len(file.QPDF) != 2 {
		t.Fatalf("qpdf --json: %v, %d parts", err, len(file.QPDF))
	}
	var objects map[string]jsonObject
	if err := json.Unmarshal(file.QPDF[1], &objects); err != nil {
		t.Fatal(err)
	}
	return objects
}

// Resolve follows a reference. Of a stream it is the dictionary.
func (p *PDF) Resolve(v any) any {
	if ref, ok := v.(string); ok {
		if o, ok := p.Objects[ref]; ok {
			if o.Dict != nil {
				return o.Dict
			}
			return o.Value
		}
	}
	return v
}

// Dict is the dictionary that a value is or refers to, empty if it is none.
func (p *PDF) Dict(v any) map[string]any {
	d, _ := p.Resolve(v).(map[string]any)
	return d
}

// Array is the array that a value is or refers to.
func (p *PDF) Array(v any) []any {
	a, _ := p.Resolve(v).([]any)
	return a
}

// Root is the catalog.
func (p *PDF) Root() map[string]any { return p.Dict(p.Trailer["/Root"]) }

// Text is a text string, or empty.
func (p *PDF) Text(v any) string {
	s, _ := p.Resolve(v).(string)
	s, ok := strings.CutPrefix(s, "u:")
	if !ok {
		return ""
	}
	return s
}
